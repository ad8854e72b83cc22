"""What an edit of the law changes is told by issue, day and forum, and nothing else is."""

from __future__ import annotations

from datetime import date

from tests.law.small_library import build, holding, page, treatment
from wellfounded.law.effect import effect
from wellfounded.law.library import Library

FIRST = page("matter-of-first", "board", "2014-08-26", holding("psg.family"))


def ruling(day: str, **keys: str) -> tuple[str, str]:
    overrules = treatment("overrules", "matter-of-first", day, **keys)
    return page("matter-of-second", "attorney-general", day, holding("psg.family"), overrules)


def library(*pages: tuple[str, str]) -> Library:
    return build(page("matter-of-referral", "board", "2005-08-18"), *pages)


def test_an_unchanged_library_has_no_effect() -> None:
    same = library(FIRST, ruling("2018-06-11"))
    assert effect(same, same).changed == ()


def test_a_moved_day_changes_the_days_between_and_no_others() -> None:
    found = effect(library(FIRST, ruling("2018-06-11")), library(FIRST, ruling("2018-07-01")))

    assert found.edited == ("matter-of-second",)
    assert {change.issue for change in found.changed} == {"psg.family"}
    (judge,) = [change for change in found.changed if "ij" in change.stages]
    assert (judge.from_day, judge.until_day) == (date(2018, 6, 11), date(2018, 7, 1))
    assert judge.before.governing == ("matter-of-second",)
    assert judge.after.governing == ("matter-of-first",)
    assert judge.before.displaced == (("matter-of-first", "overruled"),)


def test_a_treatment_narrowed_to_one_stage_changes_the_others() -> None:
    found = effect(
        library(FIRST, ruling("2018-06-11")), library(FIRST, ruling("2018-06-11", stages='["credible-fear"]'))
    )

    changed = {stage for change in found.changed for stage in change.stages}
    assert "ij" in changed
    assert "credible-fear" not in changed


def test_a_page_on_another_issue_leaves_this_one_unasked() -> None:
    old = library(FIRST)
    new = library(FIRST, page("stranger", "board", "2020-01-01", holding("nexus.motive")))
    found = effect(old, new)

    assert found.added == ("stranger",)
    assert {change.issue for change in found.changed} == {"nexus.motive"}
    assert found.issues_compared == 1


def test_a_change_of_words_alone_changes_no_answer() -> None:
    path, text = FIRST
    found = effect(library(FIRST), library((path, text.replace("Held so.", "Held so, in other words."))))

    assert found.edited == ("matter-of-first",)
    assert found.changed == ()
