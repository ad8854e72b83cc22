"""The backlog: what a scenario leads to, how two differ, how many judges would be needed, how far off the model was."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from wellfounded.cli.options import add_output, format_of, give, json_text

FORMATS = ("text", "json", "html", "markdown", "csv", "svg")


def configure(parser: ArgumentParser) -> None:
    """Add the questions that can be asked of the backlog."""
    questions = parser.add_subparsers(title="questions", metavar="QUESTION")
    run = questions.add_parser("run", help="what a scenario leads to", allow_abbrev=False)
    run.add_argument("scenario", metavar="SCENARIO", help="a file, or the name of a built-in scenario")
    add_draws(run)
    add_output(run, formats=FORMATS)
    run.set_defaults(run=_run)


def add_draws(parser: ArgumentParser) -> None:
    """Add `--draws`."""
    parser.add_argument(
        "--draws", type=int, default=200, metavar="N", help="draws of the uncertain numbers (default 200)"
    )


def _run(options: Namespace) -> int:
    from wellfounded.backlog.scenario_text import load_scenario
    from wellfounded.law.library import load_library

    scenario = load_scenario(options.scenario)
    from wellfounded.backlog import compiled
    from wellfounded.backlog.forecast import forecast

    compiled.announce()
    found = forecast(scenario, draws=options.draws)
    compiled.remember()
    form = format_of(options)
    library = load_library()
    from wellfounded.report import backlog as report

    if form == "json":
        give(json_text(report.forecast_json(found, library)), options)
    elif form == "csv":
        give(report.forecast_csv(found), options)
    else:
        from wellfounded.report.as_html import as_html
        from wellfounded.report.as_text import as_text

        document = report.forecast_document(found, library)
        give(as_html(document) if form == "html" else as_text(document), options)
    return 0
