"""The rules of displacement, on small libraries: each a property of the kind of treatment, not of any case."""

from __future__ import annotations

from datetime import date

import pytest

from tests.law.small_library import build, holding, page, treatment
from wellfounded.forum import Forum
from wellfounded.law.library import Library
from wellfounded.law.status import Status, status

JUDGE = Forum("ij")
SCREENING = Forum("credible-fear")


def asked(
    library: Library, id: str, on: str, *, forum: Forum = JUDGE, issue: str | None = None, filed: str | None = None
) -> Status:
    day = date.fromisoformat(filed) if filed else None
    return status(library, library.authority(id), on=date.fromisoformat(on), forum=forum, issue=issue, filed=day)


@pytest.mark.parametrize(
    ("on", "first", "second"),
    [
        ("2014-08-25", "not-yet-issued", "not-yet-issued"),
        ("2014-08-26", "good-law", "not-yet-issued"),
        ("2018-06-10", "good-law", "not-yet-issued"),
        ("2018-06-11", "overruled", "good-law"),
        ("2021-06-15", "overruled", "good-law"),
        ("2021-06-16", "reinstated", "vacated"),
        ("2025-09-01", "reinstated", "vacated"),
        ("2025-09-02", "overruled", "reinstated"),
    ],
)
def test_each_ruling_changes_the_answer_on_its_own_day(saga: Library, on: str, first: str, second: str) -> None:
    assert asked(saga, "matter-of-first", on).word == first
    assert asked(saga, "matter-of-second", on).word == second


def test_what_a_restored_ruling_had_done_is_done_again_from_the_day_it_is_restored(saga: Library) -> None:
    assert asked(saga, "matter-of-first", "2025-09-03").since == date(2025, 9, 2)


def test_vacating_a_ruling_ends_what_it_did_even_without_a_word_of_reinstatement() -> None:
    library = build(
        page("first", "board", "2000-01-01", holding("psg.family")),
        page("second", "attorney-general", "2001-01-01", treatment("overrules", "first", "2001-01-01")),
        page("third", "attorney-general", "2002-01-01", treatment("vacates", "second", "2002-01-01")),
    )

    assert asked(library, "first", "2001-06-01").word == "overruled"
    assert asked(library, "first", "2002-01-01").word == "reinstated"


def test_overruling_an_overruler_revives_nothing_by_itself() -> None:
    library = build(
        page("first", "board", "2000-01-01", holding("psg.family")),
        page("second", "attorney-general", "2001-01-01", treatment("overrules", "first", "2001-01-01")),
        page("third", "attorney-general", "2002-01-01", treatment("overrules", "second", "2002-01-01")),
    )

    assert asked(library, "first", "2002-01-01").word == "overruled"


def test_lifting_a_stay_does_not_reinstate_what_was_vacated() -> None:
    library = build(
        page("first", "board", "2000-01-01", holding("psg.family")),
        page("second", "attorney-general", "2001-01-01", treatment("vacates", "first", "2001-01-01")),
        page("third", "attorney-general", "2002-01-01", treatment("lifts-stay", "first", "2002-01-01")),
    )

    assert asked(library, "first", "2003-01-01").word == "vacated"


def test_a_stayed_injunction_leaves_the_rule_in_force() -> None:
    library = build(
        page("rule", "attorney-general", "2019-07-16", holding("psg.family"), kind='"regulation"'),
        page("order", "ddc", "2019-07-24", treatment("enjoins", "rule", "2019-07-24"), kind='"injunction"'),
        page("stay", "ddc", "2019-09-11", treatment("stays", "order", "2019-09-11"), kind='"injunction"'),
    )

    assert asked(library, "rule", "2019-09-10").word == "enjoined"
    assert asked(library, "rule", "2019-09-11").word == "good-law"
    assert asked(library, "order", "2019-09-11").word == "stayed"


def test_good_law_again_after_a_suspension_is_good_law_since_its_end() -> None:
    library = build(
        page("rule", "attorney-general", "2019-07-16", holding("psg.family"), kind='"regulation"'),
        page("order", "ddc", "2019-07-24", treatment("enjoins", "rule", "2019-07-24", until="2019-08-16")),
    )

    assert asked(library, "rule", "2019-08-15").since == date(2019, 7, 24)
    found = asked(library, "rule", "2019-08-16")
    assert (found.word, found.since) == ("good-law", date(2019, 8, 16))


def test_a_restoration_that_is_itself_in_doubt_leaves_its_target_open() -> None:
    doubt = "## In effect?\n\nNot found.\n\n```toml open\nfrom = 2022-01-01\n```\n"
    library = build(
        page("first", "board", "2000-01-01", holding("psg.family")),
        page("second", "attorney-general", "2001-01-01", treatment("vacates", "first", "2001-01-01")),
        page("third", "attorney-general", "2002-01-01", treatment("reinstates", "first", "2002-01-01"), doubt),
    )

    assert asked(library, "first", "2021-12-31").word == "reinstated"
    assert asked(library, "first", "2022-01-01").word == "open"


def test_an_authority_asked_about_an_issue_it_never_spoke_on_is_said_to_be_silent(saga: Library) -> None:
    assert "no holding of it on this issue" in asked(saga, "matter-of-second", "2019-01-01", issue="nexus.motive").why
    assert "no holding" not in asked(saga, "matter-of-second", "2019-01-01", issue="psg.family").why


def test_an_injunction_reaches_only_the_stage_it_names() -> None:
    library = build(
        page("ruling", "attorney-general", "2018-06-11", holding("psg.family"), holding("nexus.motive")),
        page(
            "order",
            "ddc",
            "2018-12-17",
            treatment("enjoins", "ruling", "2018-12-17", stages='["credible-fear"]', issues='["psg.family"]'),
            kind='"injunction"',
        ),
    )

    assert asked(library, "ruling", "2018-12-20", issue="psg.family").word == "good-law"
    assert asked(library, "ruling", "2018-12-20", issue="psg.family", forum=SCREENING).word == "enjoined-in-part"
    assert asked(library, "ruling", "2018-12-20", issue="nexus.motive", forum=SCREENING).word == "good-law"
    assert asked(library, "ruling", "2018-12-16", issue="psg.family", forum=SCREENING).word == "good-law"


def test_an_injunction_outlasts_the_reinstatement_of_what_it_enjoins() -> None:
    library = build(
        page("ruling", "attorney-general", "2018-06-11", holding("psg.family")),
        page("order", "ddc", "2018-12-17", treatment("enjoins", "ruling", "2018-12-17"), kind='"injunction"'),
        page("later", "attorney-general", "2021-06-16", treatment("vacates", "ruling", "2021-06-16")),
        page("last", "attorney-general", "2025-09-02", treatment("reinstates", "ruling", "2025-09-02")),
    )

    assert asked(library, "ruling", "2021-06-16").word == "vacated"
    assert asked(library, "ruling", "2025-09-02").word == "enjoined"


def test_an_order_whose_effect_could_not_be_confirmed_leaves_its_target_open() -> None:
    doubt = "## In effect?\n\nWhether the order still binds was not found.\n\n```toml open\nfrom = 2022-01-01\n```\n"
    library = build(
        page("ruling", "attorney-general", "2019-04-16", holding("psg.family")),
        page("order", "ddc", "2019-07-02", treatment("enjoins", "ruling", "2019-07-02"), doubt, kind='"injunction"'),
    )

    assert asked(library, "ruling", "2021-12-31").word == "enjoined"
    assert asked(library, "ruling", "2022-01-01").word == "open"
    assert asked(library, "order", "2022-01-01").why == "Whether the order still binds was not found."


def test_a_precedent_called_up_for_review_still_governs_other_cases() -> None:
    library = build(
        page("matter-of-referral", "board", "2005-08-18", holding("process.ag-referral")),
        page("first", "board", "2017-05-24", holding("psg.family"), holding("nexus.motive")),
        page("call", "attorney-general", "2018-12-03", treatment("certifies", "first", "2018-12-03")),
        page(
            "second",
            "attorney-general",
            "2019-07-29",
            treatment("overrules", "first", "2019-07-29", issues='["psg.family"]'),
            treatment("affirms", "first", "2019-07-29", issues='["nexus.motive"]'),
        ),
    )

    called = asked(library, "first", "2019-02-01", issue="psg.family")
    assert (called.word, called.stands) == ("certified", True)
    decided = asked(library, "first", "2019-07-29", issue="psg.family")
    assert (decided.word, decided.stands) == ("overruled-in-part", False)
    kept = asked(library, "first", "2019-07-29", issue="nexus.motive")
    assert (kept.word, kept.stands) == ("overruled-in-part", True)


def test_before_the_ruling_on_referrals_nobody_had_said_whether_the_precedent_governs() -> None:
    library = build(
        page("matter-of-referral", "board", "2005-08-18", holding("process.ag-referral")),
        page("first", "board", "2001-05-24", holding("psg.family")),
        page("call", "attorney-general", "2004-12-03", treatment("certifies", "first", "2004-12-03")),
    )

    assert asked(library, "first", "2005-08-17").stands is None
    assert asked(library, "first", "2005-08-18").stands is True


def test_a_decision_dated_only_by_a_window_is_open_inside_it_and_so_is_what_it_overrules() -> None:
    library = build(
        page("first", "board", "2006-01-01", holding("psg.family")),
        page(
            "second",
            "board",
            "",
            holding("psg.family"),
            treatment("overrules", "first", "2023-06-30"),
            decided="",
            effective="",
            decided_between="[2023-01-01, 2023-06-30]",
        ),
    )

    assert asked(library, "second", "2022-12-31").word == "not-yet-issued"
    assert asked(library, "second", "2023-01-01").word == "open"
    assert asked(library, "second", "2023-06-30").word == "good-law"
    assert asked(library, "first", "2022-12-31").word == "good-law"
    assert asked(library, "first", "2023-03-01").word == "open"
    assert asked(library, "first", "2023-06-30").word == "overruled"


def test_a_decision_made_precedent_later_bound_only_its_parties_before() -> None:
    library = build(page("first", "board", "1990-03-12", holding("psg.family"), precedential_from="1994-06-19"))

    assert asked(library, "first", "1992-06-01").word == "not-precedent"
    assert asked(library, "first", "1994-06-19").word == "good-law"


def test_a_rule_published_is_not_yet_a_rule_in_effect_and_one_vacated_before_never_takes_effect() -> None:
    library = build(
        page(
            "rule", "attorney-general", "2026-02-06", holding("psg.family"), effective="2026-03-09", kind='"regulation"'
        ),
        page("order", "ddc", "2026-03-08", treatment("vacates", "rule", "2026-03-08")),
    )

    assert asked(library, "rule", "2026-03-07").word == "not-yet-effective"
    assert asked(library, "rule", "2026-03-08").word == "vacated"
    assert asked(library, "rule", "2026-03-10").word == "vacated"


def test_a_statute_reaches_only_applications_filed_from_its_day() -> None:
    terms = '[[applications]]\nissues = ["nexus.motive"]\nfiled-from = 2005-05-11\n'
    path, text = page("act", "congress", "2005-05-11", holding("nexus.motive"), kind='"statute"')
    library = build((path, text.replace("```\n\n##", f"{terms}```\n\n##", 1)))

    assert asked(library, "act", "2007-07-01", issue="nexus.motive", filed="2005-05-10").word == "not-yet-effective"
    assert asked(library, "act", "2007-07-01", issue="nexus.motive", filed="2005-05-11").word == "good-law"
    assert asked(library, "act", "2007-07-01", issue="psg.family", filed="2005-05-10").word == "good-law"


def test_circuit_law_binds_and_displaces_inside_its_circuit_only() -> None:
    library = build(
        page("first", "board", "2008-07-30", holding("psg.family")),
        page("smith-v-jones", "ca4", "2011-11-08", treatment("vacates", "first", "2011-11-08"), holding("psg.family")),
    )

    assert asked(library, "first", "2012-01-01", forum=Forum("ij", "ca4")).word == "vacated"
    assert asked(library, "first", "2012-01-01", forum=Forum("ij", "ca9")).word == "good-law"
    assert asked(library, "first", "2012-01-01").word == "good-law"
    assert asked(library, "smith-v-jones", "2012-01-01", forum=Forum("ij", "ca4")).binds
    assert not asked(library, "smith-v-jones", "2012-01-01", forum=Forum("ij", "ca9")).binds


def test_an_unrelated_authority_changes_nothing(saga: Library) -> None:
    pages = [page("stranger", "board", "2018-06-11", holding("nexus.motive"))]
    with_stranger = Library({**saga.authorities, **build(*pages).authorities}, saga.vocabulary, saga.standing)
    for on in ("2014-08-26", "2018-06-11", "2021-06-16", "2025-09-02"):
        for id in saga.authorities:
            assert asked(saga, id, on, issue="psg.family") == asked(with_stranger, id, on, issue="psg.family")
