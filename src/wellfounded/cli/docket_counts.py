"""The docket, second part: a store counted by stated definitions, and held against the published figures."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from wellfounded.cli.options import add_library, add_output, format_of, give, library_of, optional_day, show
from wellfounded.errors import WellfoundedError

_FORMATS = ("text", "json", "html", "markdown", "csv", "svg", "parquet")


def add_count(parser: ArgumentParser) -> None:
    """Add the options of `docket count`."""
    parser.add_argument("store", metavar="STORE", type=Path, help="the folder of the store")
    parser.add_argument("measure", metavar="MEASURE", help="what to count: `wellfounded docket definitions` lists it")
    parser.add_argument("--on", metavar="DATE", help="the day, for what is counted on a day")
    parser.add_argument("--from", dest="first", metavar="DATE", help="the first day, for what is counted over days")
    parser.add_argument("--to", dest="last", metavar="DATE", help="the last day, counted too")
    _add_by(parser)
    parser.set_defaults(run=_count)


def add_pending(parser: ArgumentParser) -> None:
    """Add the options of `docket pending`."""
    parser.add_argument("store", metavar="STORE", type=Path, help="the folder of the store")
    parser.add_argument("--on", required=True, metavar="DATE", help="the day")
    _add_by(parser)
    parser.set_defaults(run=_count, measure="pending", first=None, last=None)


def _add_by(parser: ArgumentParser) -> None:
    from wellfounded.docket.count import BY, SMALLEST

    parser.add_argument("--by", default="", metavar="NAMES", help=f"count by, with commas between: {', '.join(BY)}")
    parser.add_argument(
        "--smallest",
        type=int,
        default=SMALLEST,
        metavar="N",
        help=f"the smallest count printed (default {SMALLEST}); smaller ones are hidden, and cannot be subtracted out",
    )
    add_library(parser)
    add_output(parser, formats=_FORMATS)


def _count(options: Namespace) -> int:
    from wellfounded.docket.count import count
    from wellfounded.docket.store import open_store
    from wellfounded.report.docket_counts import count_csv, count_document, count_keys, count_svg

    store, library = open_store(options.store), library_of(options)
    found = count(
        store,
        options.measure,
        by=[name.strip() for name in options.by.split(",") if name.strip()],
        on=optional_day(options.on, "--on"),
        first=optional_day(options.first, "--from"),
        last=optional_day(options.last, "--to"),
        smallest=options.smallest,
    )
    form = format_of(options)
    if form == "csv":
        give(count_csv(found, store, library), options)
    elif form == "svg":
        give(count_svg(found), options)
    elif form == "parquet":
        _write_parquet(count_csv(found, store, library), options)
    else:
        show(options, lambda: count_document(found, store, library), lambda: count_keys(found, store, library))
    return 0


def _write_parquet(table: str, options: Namespace) -> None:
    """Write a count as Parquet: the same columns and rows as the comma-separated table."""
    from wellfounded.docket.parquet import parquet_of_csv

    if not options.out:
        raise WellfoundedError("Parquet is not text.", where="--format", remedy="Name the file: --out counts.parquet.")
    parquet_of_csv(table, Path(options.out))


def add_definitions(parser: ArgumentParser) -> None:
    """Add the options of `docket definitions`."""
    add_library(parser)
    add_output(parser)
    parser.set_defaults(run=_definitions)


def _definitions(options: Namespace) -> int:
    from wellfounded.report.docket_counts import definitions_document, definitions_keys

    library = library_of(options)
    show(options, lambda: definitions_document(library), lambda: definitions_keys(library))
    return 0


def add_reconcile(parser: ArgumentParser) -> None:
    """Add the options of `docket reconcile`."""
    parser.add_argument("store", metavar="STORE", type=Path, help="the folder of the store")
    parser.add_argument("--measures", default="", metavar="NAMES", help="only these, with commas between")
    add_library(parser)
    add_output(parser)
    parser.set_defaults(run=_reconcile)


def _reconcile(options: Namespace) -> int:
    from wellfounded.docket.reconcile import reconcile
    from wellfounded.docket.store import open_store
    from wellfounded.figures import load_figures
    from wellfounded.report.docket_stores import reconcile_document, reconcile_keys

    store, library = open_store(options.store), library_of(options)
    named = tuple(name.strip() for name in options.measures.split(",") if name.strip())
    found = reconcile(store, load_figures(), named)
    show(options, lambda: reconcile_document(found, store, library), lambda: reconcile_keys(found, store, library))
    return 0
