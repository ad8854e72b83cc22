"""The courts of a scenario, as its file gives them: one table each, or a short row each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from wellfounded.backlog.quantity import parse_number
from wellfounded.backlog.scenario import Court, Courts
from wellfounded.backlog.scenario_table import Table
from wellfounded.errors import UnknownName, WellfoundedError
from wellfounded.forum import CIRCUITS


def read_courts(table: Table, start: date) -> Courts:
    """Read the courts; one court stands for all where none is given."""
    courts = [*_tables(table), *_short_rows(table)]
    for number, court in enumerate(courts):
        if court.name in [one.name for one in courts[:number]]:
            listed = number < len(table.tables("court"))
            key = f"court.{number}.name" if listed else "shares"
            table.wrong(key, f'Two courts are called "{court.name}".', "Join their shares, or change one of the names.")
    whole = Courts(
        tuple(courts) or (Court("all courts together", None, 1.0, 1.0, 1.0),),
        source=table.text("source", required=bool(courts)),
        as_of=table.day("as_of", required=bool(courts)) or start,
        known=table.text("known") or "assumption",
    )
    table.done()
    return whole


def _tables(table: Table) -> Iterable[Court]:
    """Read the courts that have a table of their own."""
    for one in table.tables("court"):
        share = one.number("share", "share", default=0.0, name=f"courts.{one.text('name')}").value
        circuit = one.text("circuit", known=CIRCUITS, kind="circuit") or None
        judge_share = one.number("judge_share", "share", default=share).value
        yield Court(one.text("name", required=True), circuit, share, share, judge_share)
        one.done()


def _short_rows(table: Table) -> Iterable[Court]:
    """Read `shares`, a list of ["name", "circuit", "share"], for a scenario with many courts."""
    for row in table.rows("shares"):
        cells = [cell for cell in row if isinstance(cell, str)]
        if len(row) != 3 or len(cells) != 3:
            table.wrong("shares", f"A row of the courts is {row!r}.", 'Expected ["Miami", "ca11", "7.1 %"].')
            continue
        name, circuit, written = cells
        if circuit not in CIRCUITS:
            table.errors.append(UnknownName("circuit", circuit, CIRCUITS, where=table.where("shares")))
            continue
        try:
            share = parse_number(written, "share", where=table.where("shares"))
        except WellfoundedError as error:
            table.errors.append(error)
            continue
        yield Court(name, circuit, share, share, share)
