"""The docket, third part: caseloads of claims under the law of several days, and what a ruling touches."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from wellfounded.cli.options import add_library, add_output, day_of, library_of, optional_day, show
from wellfounded.errors import WellfoundedError

if TYPE_CHECKING:
    from wellfounded.docket.affected import Affected
    from wellfounded.docket.ruling import Ruling
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
        "--engine",
        choices=("duckdb", "statement", "spark"),
        default="duckdb",
        help="duckdb reads and bits are counted (default); or the generated statement alone, by DuckDB or by Spark",
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
    elif options.engine == "statement":
        from wellfounded.docket.by_statement import evaluate_by_statement as evaluate
    else:
        from wellfounded.docket.evaluate import evaluate
    found = evaluate(
        options.claims, library, days, stage=options.stage, circuit=options.circuit, missing=not options.no_missing
    )
    show(options, lambda: evaluated_document(found, library), lambda: evaluated_keys(found, library))
    return 0


def _explain(options: Namespace, library: Library, days: list[date]) -> int:
    """Explain one claim as `wellfounded assess` does."""
    from wellfounded.cli.assess import Answered, configure, forums_of
    from wellfounded.cli.options import format_of, give
    from wellfounded.docket.caseload import open_caseload, reading
    from wellfounded.docket.engine import DuckDbEngine
    from wellfounded.docket.one_claim import claim_of

    with reading(options.claims) as connection:
        caseload = open_caseload(
            connection, options.claims, library.vocabulary, stage=options.stage, circuit=options.circuit
        )
        claim = claim_of(DuckDbEngine(connection), caseload, options.explain, library.vocabulary)
    parser = ArgumentParser()
    configure(parser)
    asked = parser.parse_args([str(options.claims), *(word for on in days for word in ("--on", on.isoformat()))])
    asked.format, asked.out = options.format, options.out
    asked.circuit = [options.circuit] if options.circuit and not claim.circuit else None
    answered = Answered(library, claim, asked)
    for forum in forums_of(asked, claim):
        for on in days:
            answered.ask(on, forum)
    give(answered.told(format_of(options)), options)
    return 0


def add_affected(parser: ArgumentParser) -> None:
    """Add the options of `docket affected`."""
    parser.add_argument(
        "claims",
        metavar="CLAIMS",
        type=Path,
        help="a folder of claim files, a table of claims, vault: for the cases of the vault, or the store of a release",
    )
    parser.add_argument(
        "--ruling", required=True, metavar="AUTHORITY", help='an id, name or citation: "27 I&N Dec. 316"'
    )
    parser.add_argument("--from", dest="before", metavar="DATE", help="the day before (default: the eve of the ruling)")
    parser.add_argument("--to", dest="after", metavar="DATE", help="the day after (default: the ruling's own day)")
    parser.add_argument("--stage", metavar="STAGE", help="where claims stand that do not say (default ij)")
    parser.add_argument(
        "--circuit", action="append", default=[], metavar="CIRCUIT", help="only claims in this circuit; may be repeated"
    )
    parser.add_argument(
        "--most", type=int, default=50, metavar="N", help="of a table, list so many claims (default 50)"
    )
    parser.add_argument("--assume", type=Path, metavar="FILE", help="of a release: a file of shares with their sources")
    parser.add_argument("--claimed", type=int, metavar="N", help="of a release: a number somebody claimed")
    add_library(parser)
    add_output(parser)
    parser.set_defaults(run=_affected)


def _affected(options: Namespace) -> int:
    from wellfounded.docket.ruling import ruling
    from wellfounded.docket.store import MANIFEST
    from wellfounded.forum import parse_circuit, parse_stage

    library = library_of(options)
    asked = ruling(
        library,
        options.ruling,
        before=optional_day(options.before, "--from"),
        after=optional_day(options.after, "--to"),
    )
    if (options.claims / MANIFEST).is_file():
        if options.circuit or options.stage:
            raise WellfoundedError(
                "The public docket is asked as a whole; its cases are not placed in a circuit or at a stage here.",
                where="--circuit, --stage",
                remedy="Leave them out, or name a caseload. A share of --assume can name nationalities and claims.",
            )
        return _affected_docket(options, library, asked)
    if options.assume or options.claimed is not None:
        raise WellfoundedError(
            "Assumptions are for the public docket; a caseload says what its claims rest on.",
            where="--assume, --claimed",
        )
    from wellfounded.cli.vault import tell_exported
    from wellfounded.report.docket_affected import affected_document, affected_keys

    stage, circuits = (
        parse_stage(options.stage or "ij"),
        [name for text in options.circuit if (name := parse_circuit(text))],
    )
    found = _affected_caseload(options, asked, stage, circuits)
    show(options, lambda: affected_document(found, library), lambda: affected_keys(found, library))
    tell_exported(options)
    return 0


def _affected_caseload(options: Namespace, asked: Ruling, stage: str, circuits: list[str]) -> Affected:
    """Hold a ruling against the cases of the vault, claim files, or a table of claims."""
    from wellfounded.docket.affected_claims import affected_claims, affected_files, claim_files

    if str(options.claims).startswith("vault:"):
        from wellfounded.cli.vault import caseload_named

        claims = caseload_named(str(options.claims), options)
        return affected_claims(claims, "the vault", asked, stage=stage, circuits=circuits)
    if options.claims.is_dir() or options.claims.suffix == ".toml":
        paths = claim_files(options.claims) if options.claims.is_dir() else [options.claims]
        return affected_files(paths, options.claims.name, asked, stage=stage, circuits=circuits)
    from wellfounded.docket.affected import affected_table

    return affected_table(options.claims, asked, stage=stage, circuits=circuits, most=options.most)


def _affected_docket(options: Namespace, library: Library, asked: Ruling) -> int:
    from wellfounded.docket.shares import docket_touched, read_shares
    from wellfounded.docket.store import open_store
    from wellfounded.report.docket_affected import docket_touched_document, docket_touched_keys

    store = open_store(options.claims)
    shares = read_shares(options.assume) if options.assume else ()
    found = docket_touched(store, asked, shares, claimed=options.claimed)
    show(
        options,
        lambda: docket_touched_document(found, store, library),
        lambda: docket_touched_keys(found, store, library),
    )
    return 0
