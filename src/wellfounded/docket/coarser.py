"""What a breakdown also answers: months give years and fiscal years, decisions their outcomes or case types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wellfounded.docket.definitions import Measure, definitions
from wellfounded.docket.suppress import Coarsen, Coarsening, Key, hidden_cells

_ORDER = ("fiscal-year", "year", "month", "case-type", "outcome", "decision")


def hidden_answers(counts: Mapping[Key, int], measure: Measure, by: Sequence[str], *, smallest: int) -> frozenset[Key]:
    """Choose the cells of an answer to hide, so that no coarser answer gives them away.

    The choice depends on what is asked, not on the order of asking, nor on a name that another one implies.
    """
    places = _places(counts, measure, by)
    kept = {key: tuple(key[at] for at in places) for key in counts}
    ways = _ways(measure, [by[at] for at in places])
    hidden = hidden_cells({kept[key]: counts[key] for key in counts}, smallest=smallest, coarsenings=ways)
    return frozenset(key for key in counts if kept[key] in hidden)


def _places(counts: Mapping[Key, int], measure: Measure, by: Sequence[str]) -> list[int]:
    """List the places of the names that no other one implies, in an order of their own."""
    implied = {
        at
        for at, name in enumerate(by)
        for finer, its in enumerate(by)
        if (coarsen := _coarser_forms(measure, its).get(name)) and all(coarsen(key[finer]) == key[at] for key in counts)
    }
    return sorted(set(range(len(by))) - implied, key=lambda at: _rank(measure, by[at]))


def _rank(measure: Measure, name: str) -> tuple[int, str]:
    """Rank a name with its coarsest form: the coarser question then has the same order."""
    coarsest = min((name, *_coarser_forms(measure, name)), key=lambda one: _ORDER.index(one) if one in _ORDER else 9)
    return (0, "month") if coarsest in _ORDER[:3] else (1, coarsest)


def _ways(measure: Measure, by: Sequence[str]) -> list[Coarsening]:
    """List the coarsenings of a question: calendar years and fiscal years overlap, so each is a way of its own."""
    forms = [_coarser_forms(measure, name) for name in by]
    several = max((len(one) for one in forms), default=0)
    return [{at: list(one.values())[way % len(one)] for at, one in enumerate(forms) if one} for way in range(several)]


def _coarser_forms(measure: Measure, name: str) -> dict[str, Coarsen]:
    if name == "month":
        return {"year": _year, "fiscal-year": _fiscal_year}
    if name == "decision":
        return {"outcome": _outcome} if measure.id.startswith("asylum") else {"case-type": _case_type}
    return {}


def _year(month: str) -> str:
    return month[:4]


def _fiscal_year(month: str) -> str:
    year, _, number = month.partition("-")
    return str(int(year) + (int(number) > 9)) if number else month


def _case_type(decision: str) -> str:
    return decision.partition(" ")[0]


def _outcome(decision: str) -> str:
    if decision in definitions().asylum_grants:
        return "granted"
    return "denied" if decision in definitions().asylum_denials else "other"
