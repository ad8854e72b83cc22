"""The docket, first part: releases loaded, described and compared, and synthetic ones written."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from wellfounded.cli.options import (
    add_library,
    add_output,
    day_of,
    format_of,
    give,
    json_text,
    library_of,
    optional_day,
    show,
)

if TYPE_CHECKING:
    from wellfounded.docket.tally import LoadReport


def add_load(parser: ArgumentParser) -> None:
    """Add the options of `docket load`."""
    parser.add_argument("source", metavar="SOURCE", type=Path, help="the release: its ZIP, or the folder it unpacks to")
    parser.add_argument("--to", required=True, metavar="STORE", type=Path, help="the folder of the store")
    parser.add_argument("--released", metavar="DATE", help="the day of the release, if nothing in it says so")
    parser.add_argument("--tables", default="", metavar="NAMES", help="only these tables, with commas between")
    parser.add_argument(
        "--accept-changed-headers",
        action="store_true",
        help="read columns by their names although the header is not the one known",
    )
    add_library(parser)
    add_output(parser)
    parser.set_defaults(run=_load)


def _load(options: Namespace) -> int:
    from wellfounded.docket.load import load

    store = load(
        options.source,
        options.to,
        released=optional_day(options.released, "--released"),
        only=[name.strip() for name in options.tables.split(",") if name.strip()],
        accept_changed_headers=options.accept_changed_headers,
        progress=_progress if sys.stderr.isatty() else None,
    )
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return _tell_load(options, store.report)


def _progress(table: str, done: int, size: int) -> None:
    share = 100 * done // max(size, 1)
    print(f"\r\x1b[K{table}: {min(share, 100)} percent of {size / 1e6:,.0f} MB", end="", file=sys.stderr, flush=True)


def _tell_load(options: Namespace, report: LoadReport) -> int:
    from wellfounded.report.docket import load_document

    library = library_of(options)
    show(options, lambda: load_document(report, library), lambda: {**report.keys(), "library_version": library.version})
    return 0 if report.balanced else 1


def add_report(parser: ArgumentParser) -> None:
    """Add the options of `docket report`."""
    parser.add_argument("store", metavar="STORE", type=Path, help="the folder of the store")
    add_library(parser)
    add_output(parser)
    parser.set_defaults(run=_report)


def _report(options: Namespace) -> int:
    from wellfounded.docket.store import open_store

    return _tell_load(options, open_store(options.store).report)


def add_generate(parser: ArgumentParser) -> None:
    """Add the options of `docket generate`."""
    parser.add_argument("--cases", required=True, type=int, metavar="N", help="how many cases")
    parser.add_argument("--seed", required=True, type=int, metavar="N", help="the same seed gives the same bytes")
    parser.add_argument("--to", required=True, type=Path, metavar="DIR", help="a new folder")
    parser.add_argument("--released", default="2026-07-08", metavar="DATE", help="its day (default 2026-07-08)")
    parser.add_argument("--dirt", type=float, default=1.0, metavar="TIMES", help="times the real rates (default 1)")
    add_output(parser, formats=("text", "json"))
    parser.set_defaults(run=_generate)


def _generate(options: Namespace) -> int:
    from wellfounded.docket.generate import KEY_FILE, generate

    def tell(table: str) -> None:
        print(f"\r\x1b[K{table}", end="", file=sys.stderr, flush=True)

    made = generate(
        options.to,
        cases=options.cases,
        seed=options.seed,
        released=day_of(options.released, "--released"),
        dirt=options.dirt,
        progress=tell if sys.stderr.isatty() else None,
    )
    if sys.stderr.isatty():
        print("\r\x1b[K", end="", file=sys.stderr)
    if format_of(options) == "json":
        keys = {"folder": str(made.folder), "synthetic": True, "rows": made.rows, "lines_soiled": len(made.injected)}
        give(json_text(keys), options)
    else:
        give(
            f"{sum(made.rows.values()):,} synthetic rows of {options.cases:,} cases were written to {made.folder}.\n"
            f"Dirt was put into {len(made.injected):,} lines; {KEY_FILE} says where, and what a loader should make of "
            "it.\n"
            "This is not court data: no relation found in it says anything about the courts.\n",
            options,
        )
    return 0


def add_describe(parser: ArgumentParser) -> None:
    """Add the options of `docket describe`."""
    parser.add_argument("store", metavar="STORE", type=Path, help="the folder of the store")
    add_library(parser)
    add_output(parser)
    parser.set_defaults(run=_describe)


def _describe(options: Namespace) -> int:
    from wellfounded.docket.describe import describe
    from wellfounded.docket.store import open_store
    from wellfounded.report.docket_stores import describe_document, describe_keys

    store, library = open_store(options.store), library_of(options)
    found = describe(store)
    show(options, lambda: describe_document(found, store, library), lambda: describe_keys(found, store, library))
    return 0


def add_compare(parser: ArgumentParser) -> None:
    """Add the options of `docket compare`."""
    parser.add_argument("before", metavar="STORE", type=Path, help="the store of the earlier release")
    parser.add_argument("after", metavar="STORE", type=Path, help="the store of the later release")
    parser.add_argument("--keys", type=int, default=0, metavar="N", help="list so many vanished keys of each table")
    add_library(parser)
    add_output(parser)
    parser.set_defaults(run=_compare)


def _compare(options: Namespace) -> int:
    from wellfounded.docket.compare_releases import compare_releases
    from wellfounded.docket.store import open_store
    from wellfounded.report.docket_stores import changes_document, changes_keys

    before, after, library = open_store(options.before), open_store(options.after), library_of(options)
    found = compare_releases(before, after, most_keys=max(options.keys, 0))
    show(
        options,
        lambda: changes_document(found, before, after, library),
        lambda: changes_keys(found, before, after, library),
    )
    return 0
