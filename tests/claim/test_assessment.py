"""An assessment: right answers through the right tests, open told apart, and the acts that changed them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from wellfounded.answer import Answer
from wellfounded.claim.assessment import answer_element, assess
from wellfounded.claim.changes import changes
from wellfounded.claim.claim_file import load_claim
from wellfounded.claim.law_of_day import NoAssessment
from wellfounded.claim.model import Claim, EnteredFinding, ProposedGroup, RecordedFact
from wellfounded.claim.needed import needed
from wellfounded.claim.result import Change
from wellfounded.claim.sentence import first_sentence
from wellfounded.claim.what_if import moves, parse_supposed, suppose
from wellfounded.errors import UnknownName, WellfoundedError
from wellfounded.forum import Forum
from wellfounded.law.calendar import filing_days
from wellfounded.law.library import Library

EXAMPLES = Path(__file__).parents[2] / "examples"
CA4 = Forum("ij", "ca4")
BEFORE, THAT_DAY = date(2018, 6, 10), date(2018, 6, 11)


def example(library: Library, name: str) -> Claim:
    return load_claim(EXAMPLES / f"{name}.toml", library.vocabulary)


def changed(library: Library, name: str, *days: date, forum: Forum = CA4) -> dict[str, Change]:
    claim = example(library, name)
    found = changes(library, [assess(claim, library, on=on, forum=forum, reliefs=["asylum"]) for on in days])
    return {change.element: change for change in found}


def test_each_change_of_11_june_2018_names_the_attorney_generals_ruling(library: Library) -> None:
    found = changed(library, "matter-of-a-b", BEFORE, THAT_DAY)
    for element in (
        "state.protection",
        "ground.social-group",
        "psg.domestic-relationship",
        "nexus",
        "nexus.private-dispute",
    ):
        assert found[element].before.tests != found[element].after.tests
    for change in found.values():
        assert any("Matter of A-B-, 27 I&N Dec. 316" in act.citation for act in change.because), change.element
        assert {act.on for act in change.because} == {THAT_DAY}
    assert found["state.protection"].after.tests == ("state.a-b-1",)
    assert found["state.protection"].after.answer is Answer.NOT_MET
    assert found["asylum"].after.answer is Answer.NOT_MET


def test_a_change_of_test_counts_although_the_answer_stays(library: Library) -> None:
    change = changed(library, "r-m", BEFORE, THAT_DAY)["psg.circularity"]
    assert change.before.tests == ("circle.not-only-harm",)
    assert change.after.tests == ("circle.a-b-1",)
    stays = changed(library, "r-m", BEFORE, THAT_DAY)["nexus.private-dispute"]
    assert not stays.answer_changed


def test_several_acts_between_two_days_are_told_in_their_order(library: Library) -> None:
    change = changed(library, "r-m", BEFORE, date(2021, 6, 17), forum=Forum("ij", None))["psg.domestic-relationship"]
    told = [(act.authority, act.on) for act in change.because]
    assert told[0] == ("matter-of-a-b-i", date(2018, 6, 11))
    assert ("matter-of-a-b-iii", date(2021, 6, 16)) in told
    assert [on for _, on in told] == sorted(on for _, on in told if on)


def test_between_circuits_the_national_test_departed_from_is_no_cause(library: Library) -> None:
    claim = example(library, "matter-of-a-b")
    found = [assess(claim, library, on=date(2023, 6, 11), forum=Forum("ij", circuit)) for circuit in ("ca4", "ca9")]
    told = {act.authority for change in changes(library, found) for act in change.because}
    assert "rodriguez-tornes-v-garland" in told
    assert {"matter-of-fuentes", "ins-v-elias-zacarias"} & told == set()


def test_between_circuits_the_circuits_own_law_is_the_cause(library: Library) -> None:
    claim = example(library, "r-m")
    on = date(2025, 3, 18)
    found = changes(library, [assess(claim, library, on=on, forum=Forum("ij", name)) for name in ("ca1", "ca5")])
    [change] = [each for each in found if (each.relief, each.element) == ("asylum", "psg.domestic-relationship")]
    assert (change.before.answer, change.after.answer) == (Answer.MET, Answer.NOT_MET)
    assert any("Gonzales-Veliz" in act.citation for act in change.because)
    assert any("De Pena-Paniagua" in act.citation for act in change.because)


def test_the_same_day_twice_changes_nothing(library: Library) -> None:
    assert changed(library, "r-m", BEFORE, BEFORE) == {}


@pytest.mark.parametrize(
    ("name", "filed", "says"),
    [
        ("r-m", date(2025, 3, 17), "the last day is 17 March 2025; it does not fall on 16 March 2025 (Sunday)."),
        (
            "j-t",
            date(2024, 11, 12),
            "the last day is 12 November 2024; it does not fall on 9 November 2024 (Saturday), "
            "10 November 2024 (Sunday), 11 November 2024 (Veterans Day).",
        ),
    ],
)
def test_the_one_year_day_is_reckoned_in_the_open(library: Library, name: str, filed: date, says: str) -> None:
    claim = replace(example(library, name), filed_on_day_asked=False).with_facts([RecordedFact("filed-on", filed)])
    within = answer_element(claim, library, "time.within-one-year", on=filed, forum=CA4)
    assert within.answer is Answer.MET
    assert any(says in reason for reason in within.reasons)
    late = claim.with_facts([RecordedFact("filed-on", date.fromordinal(filed.toordinal() + 1))])
    assert answer_element(late, library, "time.within-one-year", on=filed, forum=CA4).answer is not Answer.MET


def test_open_on_the_law_and_open_on_the_facts_are_told_apart(library: Library) -> None:
    claim = example(library, "matter-of-l-e-a")
    on, forum = date(2019, 7, 30), Forum("ij", "ca9")
    family = answer_element(claim, library, "psg.family", on=on, forum=forum)
    assert (family.answer, family.open_on) == (Answer.OPEN, "law")
    assert [test.role for test in family.tests] == ["governs", "beside"]
    assert {test.answer for test in family.tests} == {Answer.MET, Answer.NOT_MET}
    assert any("contested" in reason for reason in family.reasons)
    assert answer_element(claim, library, "harm.past", on=on, forum=forum).open_on == "facts"


def test_facts_on_both_sides_leave_a_finding_open_and_show_both(library: Library) -> None:
    facts = {"reported-to-police": "yes", "police-said-private-matter": "yes", "persecutor-convicted": "yes"}
    claim = Claim("X", tuple(RecordedFact(fact, value) for fact, value in facts.items()))
    found = answer_element(claim, library, "state.protection", on=BEFORE, forum=CA4)
    [unwilling] = [each for each in found.findings if each.finding == "state.unwilling"]
    assert (unwilling.answer, unwilling.how) == (Answer.OPEN, "both-ways")
    assert "persecutor-convicted" in [fact.fact for fact in unwilling.contrary]
    assert any("a pattern on each side" in reason for reason in found.reasons)


def test_every_answer_says_why_and_every_open_one_what_would_close_it(library: Library) -> None:
    for path in sorted(EXAMPLES.glob("*.toml")):
        claim = load_claim(path, library.vocabulary)
        for on in (BEFORE, THAT_DAY, date(2025, 9, 3)):
            for relief in assess(claim, library, on=on, forum=CA4).reliefs:
                for element in relief.elements:
                    assert element.reasons, element.element
                    silent = any("had spoken on it yet" in reason for reason in element.reasons)
                    assert element.governing or element.parts or element.open_on == "law" or silent
                    if element.answer is Answer.OPEN and element.open_on != "law" and not element.parts:
                        asked = {found.finding for found in element.findings if found.answer is Answer.OPEN}
                        assert element.missing or asked, element.element
                    assert (element.open_on is None) == (element.answer is not Answer.OPEN)


def group(kind: str) -> ProposedGroup:
    facts = {"group-kind": kind, "group-written-down": "yes", "group-words-name-harm": "no"}
    return ProposedGroup(kind, tuple(RecordedFact(fact, value) for fact, value in facts.items()))


def test_a_group_is_met_if_one_of_several_is_and_nexus_is_asked_for_that_one(library: Library) -> None:
    on, forum = date(2025, 9, 3), Forum("ij", "ca9")
    met = ("group.particular", "group.distinct", "motive.protected-trait-shown")
    findings = tuple(EnteredFinding(name, Answer.MET, group=2) for name in met)
    kin = (RecordedFact("close-family-tie", "yes"), RecordedFact("filed-on", date(2020, 1, 1)))
    claim = Claim("X", kin, (group("sex-alone"), group("family")), findings=findings)
    relief = assess(claim, library, on=on, forum=forum, reliefs=["asylum"]).reliefs[0]
    social = relief.element("ground.social-group")
    shown = relief.element("nexus.shown")
    assert social is not None
    assert shown is not None
    assert social.answer is Answer.MET
    assert [each.answer for each in social.by_group] == [Answer.OPEN, Answer.MET]
    assert shown.answer is Answer.MET
    assert [each.answer for each in shown.by_group] == [Answer.OPEN, Answer.MET]
    alone = replace(claim, groups=claim.groups[:1])
    found = answer_element(alone, library, "ground.social-group", on=on, forum=forum)
    assert found.answer is Answer.OPEN
    assert found.by_group == ()


def test_a_relief_is_met_only_with_every_element_for_the_same_group(library: Library) -> None:
    """The group of one and the nexus of another do not make a refugee."""
    on, forum = date(2025, 9, 3), Forum("ij", "ca9")
    one = [EnteredFinding(name, Answer.MET, group=1) for name in ("group.particular", "group.distinct")]
    other = [EnteredFinding(name, Answer.NOT_MET, group=1) for name in ("motive.protected-trait-shown",)]
    second = [EnteredFinding("group.particular", Answer.NOT_MET, group=2)]
    second += [EnteredFinding("motive.protected-trait-shown", Answer.MET, group=2)]
    none = [EnteredFinding(name, Answer.NOT_MET) for name in ("opinion.actual", "opinion.imputed")]
    none += [EnteredFinding("opinion.equality-of-sexes", Answer.NOT_MET)]
    none += [EnteredFinding(name, Answer.NOT_MET) for name in ("ground.race", "ground.religion", "ground.nationality")]
    claim = Claim(
        "X",
        (RecordedFact("close-family-tie", "yes"), RecordedFact("filed-on", date(2020, 1, 1))),
        (group("family"), group("family")),
        findings=(*one, *other, *second, *none),
    )
    relief = assess(claim, library, on=on, forum=forum, reliefs=["asylum"]).reliefs[0]
    refugee = relief.element("refugee")
    assert refugee is not None
    assert refugee.answer is Answer.NOT_MET
    assert [each.answer for each in refugee.by_group] == [Answer.NOT_MET, Answer.NOT_MET]


@pytest.mark.parametrize(
    ("stage", "reliefs"),
    [
        ("ij", ["asylum", "withholding", "cat-withholding", "cat-deferral"]),
        ("asylum-office", ["asylum", "withholding", "cat-withholding", "cat-deferral"]),
        ("credible-fear", ["credible-fear"]),
        ("reasonable-fear", ["reasonable-fear"]),
    ],
)
def test_the_stage_chooses_what_is_asked_about(library: Library, stage: str, reliefs: list[str]) -> None:
    found = assess(example(library, "r-m"), library, on=date(2024, 7, 1), forum=Forum(stage, "ca4"))
    assert [relief.relief for relief in found.reliefs] == reliefs


def test_screening_reads_an_element_through_the_rule_for_screening(library: Library) -> None:
    claim, on = example(library, "r-m"), date(2018, 12, 20)
    screened = answer_element(claim, library, "state.protection", on=on, forum=Forum("credible-fear"))
    heard = answer_element(claim, library, "state.protection", on=on, forum=Forum("ij"))
    assert any("Grace v. Whitaker" in by.citation for by in screened.governing)
    assert not any("Grace" in by.citation for by in heard.governing)


@pytest.mark.parametrize(
    ("on", "forum", "says"),
    [
        (date(2027, 1, 1), CA4, "as last confirmed on 30 August 2026"),
        (date(2018, 6, 12), CA4, "before the last arrival"),
        (date(2025, 6, 12), Forum("court-of-appeals", "ca4"), "as the Board applies them"),
    ],
)
def test_what_the_reader_must_know_about_the_question_is_said(
    library: Library, on: date, forum: Forum, says: str
) -> None:
    found = assess(example(library, "r-m"), library, on=on, forum=forum)
    assert any(says in note for note in found.notes)


def test_a_filing_day_that_is_not_known_is_said(library: Library) -> None:
    found = assess(Claim("X"), library, on=BEFORE, forum=CA4)
    assert any("does not say when the application was filed" in note for note in found.notes)
    assert any("No particular social group" in note for note in found.notes)


@pytest.mark.parametrize(("on", "forum"), [(date(1979, 1, 1), CA4), (BEFORE, Forum("border", "ca9"))])
def test_what_the_library_cannot_answer_is_refused(library: Library, on: date, forum: Forum) -> None:
    with pytest.raises(NoAssessment):
        assess(Claim("X"), library, on=on, forum=forum)


def test_the_filing_day_chooses_between_the_rules_of_before_and_after_real_id(library: Library) -> None:
    assert filing_days(library) == (date(1997, 4, 1), date(2005, 5, 11))
    for filed, asked in ((date(2005, 5, 10), "motive.in-part"), (date(2005, 5, 11), "motive.more-than-minor")):
        claim = Claim("X", (RecordedFact("filed-on", filed),))
        found = answer_element(claim, library, "nexus.one-central-reason", on=date(2017, 1, 1), forum=Forum("ij"))
        assert [each.finding for each in found.findings] == [asked]


def test_an_unknown_relief_or_element_is_told_with_the_nearest(library: Library) -> None:
    with pytest.raises(UnknownName, match="asylum"):
        assess(Claim("X"), library, on=BEFORE, forum=CA4, reliefs=["asylm"])
    with pytest.raises(UnknownName, match="refugee"):
        answer_element(Claim("X"), library, "refuge", on=BEFORE, forum=CA4)


def test_the_first_sentence_says_where_each_relief_stands(library: Library) -> None:
    found = assess(example(library, "matter-of-a-b"), library, on=THAT_DAY, forum=CA4, reliefs=["asylum"])
    assert first_sentence(found).startswith(
        "On 11 June 2018, before an immigration judge in the Fourth Circuit: Asylum is not met"
    )


class TestWhatIf:
    def moved(self, library: Library, name: str, on: date, *words: str) -> dict[str, Change]:
        claim = example(library, name)
        supposed = [parse_supposed(each, library.vocabulary) for each in words]
        before = assess(claim, library, on=on, forum=CA4, reliefs=["asylum"])
        after = assess(suppose(claim, supposed, library.vocabulary), library, on=on, forum=CA4, reliefs=["asylum"])
        return {change.element: change for change in moves(library, before, after, supposed)}

    def test_one_fact_supposed_moves_what_rests_on_it_and_nothing_else(self, library: Library) -> None:
        moved = self.moved(library, "r-m", date(2025, 3, 18), "filed-on=2025-03-18")
        assert set(moved) == {"time", "time.within-one-year"}
        assert moved["time.within-one-year"].after.answer is not Answer.MET
        assert moved["time"].because[0].how == "supposing filed-on = 2025-03-18"

    def test_a_fact_of_each_group_is_supposed_for_each(self, library: Library) -> None:
        moved = self.moved(library, "r-m", THAT_DAY, "group-has-trait-apart-from-harm=yes")
        assert moved["psg.circularity"].after.answer is Answer.MET

    def test_a_finding_can_be_supposed(self, library: Library) -> None:
        moved = self.moved(library, "r-m", BEFORE, "group.distinct=not-met")
        assert moved["ground.social-group"].after.answer is Answer.NOT_MET

    @pytest.mark.parametrize("words", ["reported-to-polce=no", "reported-to-police", "reported-to-police=never", "=no"])
    def test_what_cannot_be_supposed_is_told(self, library: Library, words: str) -> None:
        with pytest.raises(WellfoundedError):
            parse_supposed(words, library.vocabulary)


class TestNeeded:
    def test_only_facts_that_can_change_an_answer_are_asked_for(self, library: Library) -> None:
        claim, on = example(library, "r-m"), BEFORE
        asked = {fact.fact for fact in needed(claim, library, on=on, forum=CA4, reliefs=["asylum"])}
        assert "own-life-changed-on" not in asked
        assert "reported-to-police" not in asked
        assert "mailed-on" not in asked
        assert "persecutor-still-looking" in asked

    def test_what_each_value_would_do_at_once_is_what_it_does(self, library: Library) -> None:
        claim, on = example(library, "r-m"), THAT_DAY
        for fact in needed(claim, library, on=on, forum=CA4, reliefs=["asylum"])[:12]:
            for would in fact.would:
                supposed = [parse_supposed(f"{fact.fact}={would.value}", library.vocabulary)]
                then = suppose(claim, supposed, library.vocabulary)
                if would.kind == "element":
                    assert answer_element(then, library, would.id, on=on, forum=CA4).answer is would.answer
                else:
                    found = assess(then, library, on=on, forum=CA4, reliefs=[would.id])
                    assert found.reliefs[0].answer is would.answer

    def test_a_fact_left_out_changes_no_open_element_whatever_its_value(self, library: Library) -> None:
        claim, on = example(library, "matter-of-k-e-s-g"), date(2025, 9, 3)
        asked = {fact.fact for fact in needed(claim, library, on=on, forum=CA4, reliefs=["asylum"])}
        before = assess(claim, library, on=on, forum=CA4, reliefs=["asylum"])
        facts = [fact for fact in library.vocabulary.facts.values() if fact.type == "yes-no" and fact.id not in asked]
        recorded = {each.fact for each in (*claim.facts, *claim.groups[0].facts)}
        for fact in [each for each in facts if each.id not in recorded]:
            for value in ("yes", "no"):
                supposed = [parse_supposed(f"{fact.id}={value}", library.vocabulary)]
                after = assess(
                    suppose(claim, supposed, library.vocabulary), library, on=on, forum=CA4, reliefs=["asylum"]
                )
                assert after.reliefs[0].answer is before.reliefs[0].answer, fact.id

    def test_the_most_decisive_stand_first(self, library: Library) -> None:
        found = needed(example(library, "r-m"), library, on=BEFORE, forum=CA4)
        at_once = [sum(would.kind == "relief" for would in fact.would) > 0 for fact in found]
        assert at_once == sorted(at_once, reverse=True)
        assert at_once[0]

    def test_nothing_is_needed_where_nothing_can_change(self, library: Library) -> None:
        claim = example(library, "matter-of-a-b")
        assert needed(claim, library, on=THAT_DAY, forum=CA4, reliefs=["asylum"]) == ()


@pytest.mark.parametrize(("on", "told"), [(date(2024, 1, 1), True), (date(2024, 1, 2), False)])
def test_an_application_filed_after_the_day_asked_about_is_a_caution(library: Library, on: date, told: bool) -> None:
    claim = Claim("X", facts=(RecordedFact("filed-on", date(2024, 1, 2)),))
    found = assess(claim, library, on=on, forum=Forum("ij", None))
    assert any("filed after the day asked about" in note for note in found.notes) is told
