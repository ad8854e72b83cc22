"""Forums and days that are answered together would be answered alike one by one, over the shipped library."""

from __future__ import annotations

import random
from datetime import date

import pytest

from wellfounded.law.alike import all_forums, forums_alike
from wellfounded.law.calendar import issue_days, speakers
from wellfounded.law.displacement import Question
from wellfounded.law.governing import in_force
from wellfounded.law.history import substance
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library
from wellfounded.law.status import Status, answered, status
from wellfounded.law.sweep import sweep

FIRST, LAST = date(1980, 4, 1).toordinal(), date(2026, 12, 1).toordinal()


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


def told(found: Status) -> tuple[object, ...]:
    return found.word, found.since, found.by, found.stands, found.binds, found.known, found.why, found.because


def test_a_status_worked_out_for_the_last_change_is_that_of_the_day_itself(library: Library) -> None:
    dice, ids = random.Random(7), list(library.authorities)
    issues = [None, *library.vocabulary.issues]
    for _ in range(2_000):
        id, forum, issue = dice.choice(ids), dice.choice(all_forums()), dice.choice(issues)
        on = date.fromordinal(dice.randrange(FIRST, LAST))
        found = status(library, library.authorities[id], on=on, forum=forum, issue=issue)
        assert told(found) == told(answered(library, id, Question(issue, on, forum, on)))


def test_forums_grouped_together_and_days_between_changes_have_one_answer(library: Library) -> None:
    dice, issues = random.Random(8), list(library.vocabulary.issues)
    for _ in range(300):
        issue, on = dice.choice(issues), date.fromordinal(dice.randrange(FIRST, LAST))
        group = dice.choice(forums_alike(library, speakers(library, issue), library.elements_on(issue), on=on))
        one, other = dice.choice(group), dice.choice(group)
        expected = substance(in_force(library, issue, on=on, forum=one))
        assert substance(in_force(library, issue, on=on, forum=other)) == expected
        changes = [day for day in issue_days(library, issue) if date(1980, 4, 1) <= day <= on]
        if changes:
            assert substance(in_force(library, issue, on=changes[-1], forum=one)) == expected


def test_the_sweep_keeps_the_promise_for_every_issue_of_the_library(library: Library) -> None:
    found = sweep(library)

    assert found.broken == ()
    assert found.combinations > 2_800_000
    print(f"{found.combinations:,} combinations of issue, stage, circuit and day of change: {found.answers}")
