"""Pages: what a lawyer writes is read where it stands, and every slip is told with its file, its line and a remedy."""

from __future__ import annotations

import random
from datetime import date

import pytest

from tests.law.small_library import VOCABULARY, build, holding, legal_test, page, treatment
from wellfounded.errors import UnknownName, WellfoundedError
from wellfounded.law.library import AmbiguousAuthority, Library, UnknownAuthority
from wellfounded.law.reading import build_library
from wellfounded.law.soundness import structural_errors
from wellfounded.rule_text import print_rule

A_B = """# Matter of A-B- (A-B- I)

27 I&N Dec. 316 (A.G. 2018)

Headnotes read; the whole opinion was not.

```toml authority
id = "matter-of-a-b-i"
cite = "27 I&N Dec. 316 (A.G. 2018)"
by = "attorney-general"
kind = "decision"
decided = 2018-06-11
effective = 2018-06-11
precedential = true
binds = ["bia", "ij"]
known = "seen"
aliases = ["A-B- I", "In re A-B-"]
```

## Family groups

Held in our own words.

> That decision was wrongly decided
> and should not have been issued.

pinpoint: 316 hn.1, 333

```toml holding
issue = "psg.family"
known = "mixed"
```

## What must be shown: family groups

A note for the reader.

```toml test
id = "family.a-b"
element = "psg.family"
rule = "not group.family-based or group.distinct"
from = 2018-06-11
until = 2021-06-16
stages = ["ij", "bia"]
pinpoint = "316"
```
"""


def errors_of(*pages: tuple[str, str], **files: str) -> list[WellfoundedError]:
    referral = page("matter-of-referral", "board", "2005-08-18")
    library, errors = build_library({**VOCABULARY, **dict([referral, *pages]), **files})
    return errors or list(structural_errors(library))


def test_the_words_are_read_where_the_lawyer_writes_them() -> None:
    authority = build(("attorney-general/a-b.md", A_B)).authorities["matter-of-a-b-i"]

    assert authority.name == "Matter of A-B- (A-B- I)"
    assert authority.notes == ("Headnotes read; the whole opinion was not.",)
    (held,) = authority.holdings
    assert held.says == "Held in our own words."
    assert held.quotation == "That decision was wrongly decided and should not have been issued."
    assert (held.pinpoint, held.known) == ("316 hn.1, 333", "mixed")
    (test,) = authority.tests
    assert print_rule(test.rule) == "not group.family-based or group.distinct"
    assert (test.note, test.known) == ("A note for the reader.", "seen")
    assert test.stated_by[0].authority == "matter-of-a-b-i"
    assert (test.from_day, test.until_day) == (date(2018, 6, 11), date(2021, 6, 16))


@pytest.mark.parametrize(
    "name",
    [
        "matter-of-a-b-i",
        "Matter of A-B- (A-B- I)",
        "A-B- I",
        "in re A-B-",
        "27 I&N Dec. 316",
        "27 I. & N. Dec. 316 (A.G. 2018)",
        "27 I&N Dec. 316, 333",
        "27 I&N Dec. at 316",
    ],
)
def test_an_authority_is_found_by_every_name_it_goes_by(name: str) -> None:
    library = build(("attorney-general/a-b.md", A_B.replace('"A-B- I",', '"A-B- I", "27 I&N Dec. 316",')))
    if name == "27 I&N Dec. at 316":
        with pytest.raises(UnknownAuthority):
            library.authority(name)
    else:
        assert library.authority(name).id == "matter-of-a-b-i"


def test_a_name_that_two_pages_have_is_never_resolved_silently() -> None:
    library = build(
        page("first", "board", "2000-01-01", aliases='["A-B-"]'),
        page("second", "board", "2001-01-01", aliases='["A-B-"]'),
    )
    with pytest.raises(AmbiguousAuthority, match="first, second"):
        library.authority("A-B-")


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    library = build(page("matter-of-a-r-c-g", "board", "2014-08-26"))
    with pytest.raises(UnknownAuthority, match='Did you mean "matter-of-a-r-c-g"'):
        library.authority("matter-of-a-r-c-c")


SLIPS = {
    "an issue that does not exist": ('"psg.family"\nknown', '"psg.familly"\nknown', 'mean "psg.family"', "psg.familly"),
    "a body that does not exist": ('"attorney-general"', '"atorney-general"', "attorney-general", "atorney"),
    "a key that nothing reads": ("precedential =", "precedental =", 'mean "precedential"', "precedental"),
    "a day in quotation marks": ("decided = 2018-06-11", 'decided = "2018-06-11"', "without quotation", "decided ="),
    "a day that does not exist": ("decided = 2018-06-11", "decided = 2018-06-31", "cannot be read", "2018-06-31"),
    "a fence that never closes": ('pinpoint = "316"\n```', 'pinpoint = "316"', "never closes", "toml test"),
    "a rule that is no rule": ("-based or", "-based xor", "nothing more was expected", "xor"),
    "an end before the beginning": ("until = 2021", "until = 2011", "ends before", "until = 2011"),
    "a block of unknown kind": ("toml holding", "toml holdings", "marked toml and one of", "toml holdings"),
    "no authority block": (A_B, "# A page\n\nWords only.\n", "does not begin", "# A page"),
}


@pytest.mark.parametrize(("right", "wrong", "says", "on_line"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_its_line(right: str, wrong: str, says: str, on_line: str) -> None:
    text = A_B.replace(right, wrong)
    line = next(number for number, words in enumerate(text.splitlines(), 1) if on_line in words)
    found = errors_of(("attorney-general/a-b.md", text))

    assert found, "the slip was not noticed"
    assert says in str(found[0])
    assert f"attorney-general/a-b.md, line {line}" in str(found[0])


def test_all_slips_of_a_page_are_told_at_once() -> None:
    text = A_B.replace('"psg.family"\nknown', '"psg.familly"\nknown').replace("precedential =", "precedental =")

    assert len(errors_of(("attorney-general/a-b.md", text))) >= 2


def test_a_treatment_of_nothing_would_leave_a_displaced_decision_looking_good() -> None:
    (found,) = errors_of(
        page("matter-of-a-r-c-g", "board", "2014-08-26"),
        page("second", "attorney-general", "2018-06-11", treatment("overrules", "matter-of-a-r-c-c", "2018-06-11")),
    )

    assert isinstance(found, UnknownName)
    assert found.nearest[0] == "matter-of-a-r-c-g"
    assert "attorney-general/second.md, line" in str(found)


def test_a_treatment_older_than_its_target_is_refused() -> None:
    (found,) = errors_of(
        page("later", "board", "2020-01-01"),
        page("earlier", "attorney-general", "2018-06-11", treatment("overrules", "later", "2018-06-11")),
    )
    assert "before Later existed" in str(found)


@pytest.mark.parametrize("days", [("2018-06-11", "2018-06-11"), ("2018-06-11", "2021-06-16")], ids=["one day", "years"])
def test_two_authorities_cannot_act_on_each_other(days: tuple[str, str]) -> None:
    found = errors_of(
        page("one", "board", "2018-06-11", treatment("overrules", "two", days[1])),
        page("two", "board", "2018-06-11", treatment("overrules", "one", days[0])),
    )
    assert any("in a circle" in str(error) for error in found)


def test_a_longer_circle_is_found_too() -> None:
    found = errors_of(
        page("one", "board", "2018-06-11", treatment("vacates", "three", "2026-01-11")),
        page("two", "board", "2019-06-11", treatment("overrules", "one", "2019-06-11")),
        page("three", "board", "2020-06-11", treatment("reinstates", "two", "2020-06-11")),
    )
    assert any("in a circle" in str(error) for error in found)


def test_two_pages_cannot_have_one_id() -> None:
    path, text = page("one", "board", "2018-06-11")
    assert any(
        'Two pages have the id "one"' in str(error) for error in errors_of((path, text), ("board/other.md", text))
    )


def test_a_finding_used_both_ways_makes_a_test_inexact() -> None:
    rule = "group.distinct or not group.distinct"
    (found,) = errors_of(page("one", "board", "2018-06-11", legal_test("t", rule, "2018-06-11")))
    assert "both plainly and negated" in str(found)


@pytest.mark.parametrize("seed", range(4))
def test_no_mutilated_page_escapes_the_family_of_errors(seed: int) -> None:
    dice = random.Random(seed)
    marks = ["```", "#", "=", '"', "[", "]", "\n", "> ", "2018-06-11", "\x00", "é", "not ", "(" * 200]
    for _ in range(80):
        text = A_B
        for _ in range(dice.randint(1, 4)):
            at, cut = dice.randrange(len(text)), dice.randrange(40)
            text = text[:at] + dice.choice(marks) + text[at + cut :]
        library, errors = build_library({**VOCABULARY, "attorney-general/a-b.md": text})
        assert isinstance(library, Library)
        assert all(isinstance(error, WellfoundedError) and str(error) for error in errors)
        assert errors or all(isinstance(error, WellfoundedError) for error in structural_errors(library))


def test_holdings_without_words_are_refused() -> None:
    (found,) = errors_of(page("one", "board", "2018-06-11", holding("psg.family").replace("Held so.", "")))
    assert "says nothing" in str(found)
