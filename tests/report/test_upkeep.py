"""The upkeep of the law in words: an edit's effect tells only what moved, in lines of a terminal."""

from __future__ import annotations

from datetime import date

from wellfounded.forum import CIRCUITS, STAGES
from wellfounded.law.effect import Changed, Effect, Said
from wellfounded.law.library import Library
from wellfounded.report.upkeep import effect_text

BEFORE = Said("governed", ("matter-of-acosta",), (("matter-of-a-r-c-g", "overruled"),), (("nexus", "motive.shown"),))
AFTER = Said("governed", ("matter-of-acosta", "matter-of-a-r-c-g"), (), (("nexus", "motive.shown"),))


def test_an_effect_tells_only_what_entered_or_left(library: Library) -> None:
    changed = Changed(
        issue="psg.family",
        from_day=date(2018, 6, 11),
        until_day=None,
        stages=tuple(STAGES),
        circuits=tuple(CIRCUITS),
        before=BEFORE,
        after=AFTER,
    )
    found = Effect(added=(), removed=(), edited=("matter-of-a-b-i",), changed=(changed,), issues_compared=1)
    told = effect_text(library, library, found, cases=["a worked case " * 20])

    assert told.startswith("1 page differs; answers change on 1 issue (1 was asked again).")
    assert "now governs: matter-of-a-r-c-g\n" in told
    assert "no longer displaced: matter-of-a-r-c-g (overruled)\n" in told
    assert "matter-of-acosta" not in told
    assert "nexus" not in told
    assert max(map(len, told.splitlines())) <= 100
