"""The docket, third part: caseloads of claims under the law of several days, and what a ruling touches."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wellfounded.cli.options import add_library, add_output, day_of, library_of
from wellfounded.cli.show import show
from wellfounded.errors import WellfoundedError

if TYPE_CHECKING:
    from wellfounded.law.library import Library


def add_evaluate(parser: ArgumentParser) -> None:
    """Add the options of `docket evaluate`."""
    parser.add_argument("claims", metavar="CLAIMS", type=Path, help="a table of claims: Parquet or comma-separated")
    parser.add_argument("--on", action="append", metavar="DATE", help="the day whose law is asked; may be repeated")
    parser.add_argument(
        "--stage", default="ij", metavar="STAGE", help="where claims stand that do not say (default ij)"
    )
    parser.add_argument("--circuit", metavar="CIRCUIT", help="the circuit of claims that do not say: ca1 … ca11, cadc")
    parser.add_argument(
        "--engine", choices=("duckdb", "spark"), default="duckdb", help="what computes (default duckdb)"
    )
    parser.add_argument("--no-missing", action="store_true", help="do not ask which facts keep claims open")
    parser.add_argument("--explain", metavar="CLAIM", help="explain one claim of the table instead, by its id")
    add_library(parser)
    add_output(parser)
    parser.set_defaults(run=_evaluate)


def _evaluate(options: Namespace) -> int:
    if not options.on:
        raise WellfoundedError("--on was not given.", remedy="Say on which day: --on 2018-06-11. Give two to compare.")
    days = sorted({day_of(text) for text in options.on})
    library = library_of(options)
    if options.explain:
        return _explain(options, library, days)
    from wellfounded.report.docket_evaluate import evaluated_document, evaluated_keys

    if options.engine == "spark":
        from wellfounded.docket.spark_engine import evaluate_with_spark as evaluate
    else:
        from wellfounded.docket.evaluate import evaluate
    found = evaluate(
        options.claims, library, days, stage=options.stage, circuit=options.circuit, missing=not options.no_missing
    )
    show(options, lambda: evaluated_document(found, library), lambda: evaluated_keys(found, library))
    return 0


def _explain(options: Namespace, library: Library, days: list[date]) -> int:
    """Explain one claim as `wellfounded assess` does."""
    from wellfounded.cli.assess import Answered, forums_of
    from wellfounded.cli.options import format_of, give
    from wellfounded.docket.caseload import open_caseload
    from wellfounded.docket.engine import DuckDbEngine
    from wellfounded.docket.one_claim import claim_of
    from wellfounded.docket.store import connect

    with connect() as connection:
        caseload = open_caseload(
            connection, options.claims, library.vocabulary, stage=options.stage, circuit=options.circuit
        )
        claim = claim_of(DuckDbEngine(connection), caseload, options.explain, library.vocabulary)
    asked = Namespace(
        **{
            **vars(options),
            "stage": None,
            "circuit": [options.circuit] if options.circuit and not claim.circuit else None,
        },
        relief=None,
        what_if=None,
        needed=False,
    )
    answered = Answered(library, claim, asked)
    for forum in forums_of(asked, claim):
        for on in days:
            answered.ask(on, forum)
    give(answered.told(format_of(options)), options)
    return 0
