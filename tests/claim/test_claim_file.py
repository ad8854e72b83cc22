"""A claim as a file: it reads, prints and reads again the same, and every error is told with its line."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wellfounded.answer import Answer
from wellfounded.claim.cautions import check_claim, written_cautions
from wellfounded.claim.claim_file import LARGEST_BYTES, claim_text, load_claim, read_claim
from wellfounded.claim.claim_print import print_claim
from wellfounded.claim.model import (
    CERTAINTIES,
    GROUNDS,
    Claim,
    EnteredFinding,
    OtherGround,
    ProposedGroup,
    RecordedFact,
)
from wellfounded.claim.template import claim_template
from wellfounded.errors import SeveralErrors, UnreadableFile, WellfoundedError
from wellfounded.forum import CIRCUITS
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library
from wellfounded.rule import names

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.toml"))
LIBRARY = load_library()
TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)
DAYS = st.dates(date(1990, 1, 1), date(2030, 1, 1))


@st.composite
def recorded(draw: st.DrawFn, per_group: bool) -> RecordedFact:
    facts = [fact for fact in LIBRARY.vocabulary.facts.values() if fact.per_group == per_group]
    fact = draw(st.sampled_from(facts))
    known = {
        "yes-no": st.sampled_from(["yes", "no"]),
        "date": DAYS,
        "choice": st.sampled_from(fact.choices or ("GT", "SV")),
    }[fact.type]
    evidence = st.sampled_from(["", "declaration", "country-report"])
    return RecordedFact(
        fact.id,
        draw(st.one_of(known, st.sampled_from(["not-known", "not-asked"]))),
        draw(TEXTS),
        draw(evidence),
        draw(st.sampled_from(["", *CERTAINTIES])),
        draw(TEXTS),
        draw(TEXTS),
    )


def several(per_group: bool) -> st.SearchStrategy[tuple[RecordedFact, ...]]:
    return st.lists(recorded(per_group), max_size=4, unique_by=lambda found: found.fact).map(tuple)


ENTERED = st.builds(
    EnteredFinding,
    st.sampled_from(list(LIBRARY.vocabulary.findings)),
    st.sampled_from(Answer),
    TEXTS,
    st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2000, 1, 1))),
    st.one_of(st.none(), st.dates(date(2000, 1, 2), date(2030, 1, 1))),
    st.frozensets(st.sampled_from(list(CIRCUITS)), max_size=2),
    st.just(0),
    TEXTS,
)
CLAIMS = st.builds(
    Claim,
    pseudonym=TEXTS,
    facts=several(False),
    groups=st.lists(st.builds(ProposedGroup, TEXTS, several(True)), max_size=2).map(tuple),
    grounds=st.lists(st.builds(OtherGround, st.sampled_from(GROUNDS), TEXTS), max_size=2).map(tuple),
    findings=st.lists(ENTERED, max_size=2, unique_by=lambda found: found.finding).map(tuple),
    stage=st.sampled_from(["", "ij", "credible-fear"]),
    circuit=st.sampled_from([None, "ca4", "cadc"]),
    hearing_on=st.one_of(st.none(), DAYS),
    source=TEXTS,
    filed_on_day_asked=st.booleans(),
    note=TEXTS,
)


@settings(max_examples=70)
@given(CLAIMS)
def test_a_claim_printed_and_read_again_is_the_same_claim(claim: Claim) -> None:
    again, errors = read_claim(print_claim(claim), LIBRARY.vocabulary)
    contradictory = [error for error in errors if "See " not in error.found]
    assert [str(error) for error in contradictory] == []
    assert again == claim


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_reads_and_prints_the_same(path: Path) -> None:
    claim = load_claim(path, LIBRARY.vocabulary)
    assert read_claim(print_claim(claim), LIBRARY.vocabulary) == (claim, [])


@pytest.mark.parametrize("spanish", [False, True], ids=["in English", "with Spanish"])
def test_the_template_reads_and_asks_every_question(spanish: bool) -> None:
    claim, errors = read_claim(claim_template(LIBRARY.vocabulary, spanish=spanish), LIBRARY.vocabulary)
    asked = [*claim.facts, *claim.groups[0].facts]
    assert errors == []
    assert {fact.fact for fact in asked} == set(LIBRARY.vocabulary.facts)
    assert not any(fact.is_known for fact in asked)


HEAD = '[claim]\npseudonym = "X"\n'


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (f'{HEAD}[facts]\nreported-to-polce = "yes"\n', 4, 'Did you mean "reported-to-police"?'),
        (f'{HEAD}[facts]\nreported-to-police = "yess"\n', 4, 'Did you mean "yes"?'),
        (f'{HEAD}[facts]\nreported-to-police = "yess"\n', 4, 'given for "reported-to-police" is not one of its values'),
        (f'{HEAD}circuit = "ca44"\n', 3, '"ca44" is not a circuit of the library'),
        (f"{HEAD}[facts]\nreported-to-police = 7\n", 4, "quotation marks"),
        (f"{HEAD}[facts]\nfiled-on = 2024-02-30\n", 4, "a day that does not exist"),
        (f"{HEAD}[facts]\nfiled-on = {{ value = 2025-02-30 }}\n", 4, "does not exist"),
        (f"{HEAD}[facts]\nfiled-on = 3023-11-09\n", 4, "from 1880 to 2199"),
        (f'{HEAD}[facts]\nfiled-on = "2024-02-30"\n', 4, "does not exist"),
        (f"{HEAD}[facts]\nfiled-on = 0024-02-20\n", 4, "the year 24"),
        (f"{HEAD}[facts]\nfiled-on = 2024-02-20T10:00:00\n", 4, "not a day"),
        (f'{HEAD}[facts]\nfiled-on = "spring"\n', 4, "not a day"),
        (f'{HEAD}[facts]\nnationality = "Guatemala"\n', 4, "two letters"),
        (f'{HEAD}[facts]\ngroup-kind = "gang"\n', 4, "group-kind"),
        (f'{HEAD}[facts.reported-to-police]\nsource = "a"\n', 3, "has no value"),
        (f'{HEAD}[facts.reported-to-police]\nvalue = "yes"\nsorce = "a"\n', 5, 'Did you mean "source"?'),
        (f'{HEAD}[facts]\nreported-to-police = {{ value = "no", evidence = "gossip" }}\n', 4, "kind of evidence"),
        (f'{HEAD}circuit = "ca12"\n', 3, "circuit"),
        (f'{HEAD}stage = "imigration-judge"\n', 3, 'Did you mean "immigration-judge"?'),
        (f'{HEAD}hearing = "soon"\n', 3, 'Did you mean "hearing-on"?'),
        ('[facts]\nreported-to-police = "yes"\n', 1, 'has no "pseudonym"'),
        (f'{HEAD}[fact]\nreported-to-police = "yes"\n', 3, 'Did you mean "facts"?'),
        (f'{HEAD}[[group]]\nwords = "w"\n[group.facts]\nreported-to-police = "yes"\n', 6, "once for the claim"),
        (f'{HEAD}[[group]]\nwords = "w"\n[[group]]\n[group.facts]\ngroup-kind = "x"\n', 7, "group-kind"),
        (f'{HEAD}[[finding]]\nfinding = "group.distint"\nanswer = "met"\n', 4, 'Did you mean "group.distinct"?'),
        (f'{HEAD}[[finding]]\nfinding = "group.distinct"\nanswer = "true"\n', 5, "an answer"),
        (f'{HEAD}[[finding]]\nfinding = "group.distinct"\nanswer = "met"\ngroup = 3\n', 6, "proposed groups"),
        (
            f'{HEAD}[[finding]]\nfinding = "group.distinct"\nanswer = "met"\nfrom = 2020-01-02\nuntil = 2020-01-02\n',
            7,
            '"until" is not after "from"',
        ),
        (f'{HEAD}[facts]\nharm = """\nreported-to-police = 1\n"""\nfiled-onn = 2024-01-01\n', 7, '"filed-on"'),
        (f'{HEAD}[facts]\nreported-to-police = "yes"\nreported-to-police = "no"\n', 5, "stands twice"),
        ("[claim\n", 1, "cannot be read as TOML"),
        ('[claim]\npseudonym = "A"\nnote = [\n', 3, "cannot be read as TOML"),
    ],
)
def test_an_error_is_told_with_its_line(text: str, line: int, says: str) -> None:
    _, errors = read_claim(text, LIBRARY.vocabulary, name="a.toml")
    assert any(error.line == line and says in str(error) for error in errors), list(map(str, errors))
    assert all(error.where == f"a.toml, line {error.line}" for error in errors)


def test_every_error_is_told_at_once() -> None:
    text = f'{HEAD}circuit = "ca99"\n[facts]\nreported-to-polce = "yes"\nfiled-on = "never"\n[[ground]]\nkind = "x"\n'
    assert [error.line for error in read_claim(text, LIBRARY.vocabulary)[1]] == [3, 5, 6, 8]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ('reported-several-times = "yes"\nreported-to-police = "no"', "several times, but never"),
        ('persecutor-kind = "official"\npersecutor-is-official = "no"', "is an official"),
        ("birth-date = 2024-01-02\nlast-arrival-on = 2024-01-01", "born after arriving"),
        ("mailed-on = 2024-01-02\nfiled-on = 2024-01-01", "mailed after"),
        ('threats-only = "yes"\nsexual-violence = "yes"', "threats only"),
    ],
)
def test_facts_that_cannot_all_be_so_are_sent_back_with_their_lines(facts: str, says: str) -> None:
    _, errors = read_claim(f"{HEAD}[facts]\n{facts}\n", LIBRARY.vocabulary)
    assert says in errors[0].found
    assert "(line 4)" in errors[0].found
    assert "(line 5)" in errors[0].found


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ('reported-to-police = "no"\npolice-did-nothing = "yes"', "nothing was reported to them"),
        ("filed-on = 2024-01-01\nlast-arrival-on = 2024-01-02", "received before the last arrival"),
    ],
)
def test_facts_that_can_hardly_all_be_so_are_a_caution_with_their_lines(facts: str, says: str) -> None:
    found = check_claim(f"{HEAD}[facts]\n{facts}\n", LIBRARY.vocabulary)
    [caution] = [caution for caution in found.cautions if says in caution]
    assert found.errors == ()
    assert "(line 4)" in caution
    assert "(line 5)" in caution


def test_every_caution_is_written_over_known_facts() -> None:
    asked = {name for rule, _ in written_cautions() for name in names(rule)}
    assert asked - set(LIBRARY.vocabulary.facts) == set()


@pytest.mark.parametrize(("code", "reads"), [("GT", True), ("XK", True), ("SU", True), ("XQ", False), ("gt", True)])
def test_a_country_is_one_that_exists_or_existed(code: str, reads: bool) -> None:
    _, errors = read_claim(f'{HEAD}[facts]\nnationality = "{code}"\n', LIBRARY.vocabulary)
    assert (not errors) is reads


def test_a_finding_entered_both_ways_is_sent_back() -> None:
    one = '[[finding]]\nfinding = "group.distinct"\nanswer = "met"\nuntil = 2020-01-01\n'
    other = '[[finding]]\nfinding = "group.distinct"\nanswer = "not-met"\nfrom = {}\n'
    assert read_claim(HEAD + one + other.format("2020-01-01"), LIBRARY.vocabulary)[1] == []
    [error] = read_claim(HEAD + one + other.format("2019-12-31"), LIBRARY.vocabulary)[1]
    assert "both ways" in error.found


SECRET = "he hit me with a belt"


@pytest.mark.parametrize(
    "text",
    [
        f'{HEAD}[facts]\nphysical-violence = "{SECRET}"\n',
        f'{HEAD}[facts]\nphysical-violence = {{ value = "yes", note = ["{SECRET}"] }}\n',
        f'{HEAD}[facts]\n"{SECRET}" = "yes"\n',
        f'{HEAD}[facts]\nlast-harm-on = "{SECRET}"\n',
        f'{HEAD}[facts]\nnationality = "{SECRET}"\n',
        f'{HEAD}stage = "{SECRET}"\n',
        f'{HEAD}circuit = "{SECRET}"\n',
        f'{HEAD}[[ground]]\nkind = "{SECRET}"\n',
        f'{HEAD}[[group]]\nwords = ["{SECRET}"]\n',
        f'{HEAD}[[finding]]\nfinding = "{SECRET}"\nanswer = "{SECRET}"\ncircuits = ["{SECRET}"]\n',
        f"{HEAD}[facts]\nphysical-violence = {SECRET}\n",
        f'{HEAD}[facts]\nreported-several-times = {{ value = "yes", note = "{SECRET}" }}\nreported-to-police = "no"\n',
    ],
)
def test_no_error_repeats_the_free_text_of_a_claim(text: str) -> None:
    _, errors = read_claim(text, LIBRARY.vocabulary)
    assert errors
    assert not any(SECRET in str(error) or "belt" in str(error) for error in errors)


def test_a_file_that_is_no_claim_is_refused_before_it_is_read(tmp_path: Path) -> None:
    large, binary = tmp_path / "large.toml", tmp_path / "binary.toml"
    with large.open("wb") as file:
        file.truncate(100_000_000)
    binary.write_bytes(b"[claim]\npseudonym = \xff\n")
    for path, says in (
        (large, f"larger than {LARGEST_BYTES // 1_000_000} MB"),
        (binary, "not UTF-8"),
        (tmp_path, "read"),
    ):
        with pytest.raises(UnreadableFile) as caught:
            claim_text(path)
        assert says in str(caught.value)
    with pytest.raises(UnreadableFile):
        claim_text(tmp_path / "none.toml")
    with pytest.raises(UnreadableFile):
        claim_text(Path("a\0b"))


def test_a_wrong_file_raises_all_its_errors(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_text(f'{HEAD}[facts]\nreported-to-polce = "yes"\nfiled-onn = 2024-01-01\n')
    with pytest.raises(SeveralErrors) as caught:
        load_claim(path, LIBRARY.vocabulary)
    assert len(caught.value.errors) == 2


def test_a_check_counts_facts_and_asks_what_a_careful_reader_would(library: Library) -> None:
    text = f'{HEAD}[facts]\nreported-to-police = "yes"\nmoney-demanded = "not-known"\n'
    found = check_claim(text, library.vocabulary)
    assert (found.known, found.not_known, found.not_asked) == (1, 1, 199)
    assert any("source" in caution for caution in found.cautions)
    assert any("put forward" in caution for caution in found.cautions)


PIECES = ["[[group]]\n", "9" * 5000, "[" * 50, '"""', "facts = 1\n", "\ufeff"]


def mutated(text: str, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    while True:
        signs = list(text)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(signs))
            doing = chance.randrange(4)
            if doing == 0:
                signs[at] = chance.choice('"\n[]={}\\\x00é"\'#.,0-')
            elif doing == 1:
                del signs[at : at + chance.randrange(1, 30)]
            elif doing == 2:
                signs[at:at] = signs[at : at + chance.randrange(1, 40)]
            else:
                signs[at:at] = list(
                    chance.choice(["[[group]]\n", "9" * 5000, "[" * 50, '"""', "facts = 1\n", "\ufeff"])
                )
            signs = signs or [" "]
        yield "".join(signs)


def test_no_mutated_claim_raises_outside_the_family_of_errors() -> None:
    """Two hundred here; ten thousand in `bench/fuzz`."""
    text = EXAMPLES[0].read_text(encoding="utf-8")
    for _, changed in zip(range(200), mutated(text, 7), strict=False):
        claim, errors = read_claim(changed, LIBRARY.vocabulary)
        assert all(isinstance(error, WellfoundedError) for error in errors)
        if not errors:
            assert read_claim(print_claim(claim), LIBRARY.vocabulary) == (claim, [])


def test_the_template_breaks_no_value_at_a_hyphen() -> None:
    lines = claim_template(LIBRARY.vocabulary, spanish=True).splitlines()
    assert [line for line in lines if line.startswith("#") and line.endswith("-") and "----" not in line] == []
