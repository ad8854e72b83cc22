"""Our counts from a release beside the published series, edition by edition, with the difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from wellfounded.docket.count import count, refuse_lacking
from wellfounded.docket.definitions import FLOW, Measure, definitions
from wellfounded.docket.measures import rows_select, tables_of
from wellfounded.docket.store import Store
from wellfounded.figures import Figure, Figures


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One published value beside ours.

    Attributes:
        measure: what was counted.
        series, vintage, known: the published series, its edition, and how well it is known.
        published_definition: what the publisher says it counted.
        fiscal_year, first, last: the span of a flow (both days counted), or the day of a stock twice.
        published, ours: the two counts.
    """

    measure: Measure
    series: str
    vintage: str
    known: str
    published_definition: str
    fiscal_year: int
    first: date
    last: date
    published: float
    ours: int

    @property
    def difference(self) -> float:
        """Ours less the published value."""
        return self.ours - self.published

    @property
    def share(self) -> float:
        """The difference as a share of the published value."""
        return self.difference / self.published


def reconcile(store: Store, figures: Figures, measures: tuple[str, ...] = ()) -> tuple[Reconciled, ...]:
    """Hold every measure that has a published series against each edition of it.

    Args:
        measures: their ids; all that have a series if none is named.
    Raises:
        UnknownName: if there is no such measure.
    """
    known = definitions()
    asked = [known.measure(id) for id in measures] or list(known.measures.values())
    return tuple(
        found
        for measure in asked
        if measure.series and set(tables_of(measure)) <= set(store.tables())
        for found in _reconcile(store, figures, measure)
    )


def _reconcile(store: Store, figures: Figures, measure: Measure) -> Iterator[Reconciled]:
    by_year = _flow_by_year(store, measure) if measure.kind == FLOW else {}
    stocks: dict[date, int] = {}
    for edition in figures.series(measure.series).editions:
        for figure in edition.figures:
            if figure.of or figure.on > store.report.released or edition.known == "memory":
                continue
            if measure.kind == FLOW:
                if not figure.of_a_whole_fiscal_year:
                    continue
                first, ours = date(figure.fiscal_year - 1, 10, 1), by_year.get(figure.fiscal_year, 0)
            else:
                first, ours = figure.on, _stock(store, measure, figure, stocks)
            yield Reconciled(
                measure,
                measure.series,
                edition.vintage,
                edition.known,
                edition.definition,
                figure.fiscal_year,
                first,
                figure.on,
                figure.value,
                ours,
            )


def _flow_by_year(store: Store, measure: Measure) -> dict[int, int]:
    select = rows_select(measure, date(1970, 1, 1), store.report.released)
    refuse_lacking(store, measure, select)
    with store.connect() as connection:
        return dict(
            connection.execute(
                f"SELECT year(day) + IF(month(day) > 9, 1, 0), count(*) FROM ({select}) GROUP BY 1"
            ).fetchall()
        )


def _stock(store: Store, measure: Measure, figure: Figure, counted: dict[date, int]) -> int:
    if figure.on not in counted:
        counted[figure.on] = count(store, measure.id, on=figure.on, smallest=1).total.count or 0
    return counted[figure.on]
