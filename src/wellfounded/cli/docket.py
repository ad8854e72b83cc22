"""The docket: court data loaded whole and counted by stated definitions, and which claims a ruling touches."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable

from wellfounded.cli import docket_claims, docket_counts, docket_release

TASKS: dict[str, tuple[str, Callable[[ArgumentParser], None]]] = {
    "load": ("read a public release into a store, every row accounted for", docket_release.add_load),
    "report": ("the load report of a store", docket_release.add_report),
    "describe": ("what a store holds, and where its records contradict each other", docket_release.add_describe),
    "compare": ("two releases compared: rows that vanished, appeared or changed", docket_release.add_compare),
    "generate": ("write a synthetic release in the format of the real one", docket_release.add_generate),
    "definitions": ("what can be counted, and what is counted then", docket_counts.add_definitions),
    "count": ("count a measure by nationality, court, year and so on", docket_counts.add_count),
    "pending": ("count the cases pending on a day", docket_counts.add_pending),
    "affected": ("which claims a ruling touches, and why the others not", docket_claims.add_affected),
    "evaluate": ("every element of every claim of a table, on several days", docket_claims.add_evaluate),
    "reconcile": ("hold our counts against the published figures", docket_counts.add_reconcile),
}


def configure(parser: ArgumentParser) -> None:
    """Add what can be done with a docket."""
    tasks = parser.add_subparsers(title="tasks", metavar="TASK")
    for name, (meaning, add) in TASKS.items():
        task = tasks.add_parser(name, help=meaning, description=f"{meaning.capitalize()}.", allow_abbrev=False)
        add(task)
