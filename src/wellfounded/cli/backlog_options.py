"""The options of the questions that can be asked of the backlog."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError

from wellfounded.cli.options import add_output

FORMS = ("text", "json", "html", "markdown", "csv", "svg")
RUN_DRAWS, CASE_BY_CASE_DRAWS = 1000, 40


def _whole_number(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ArgumentTypeError(f'"{text}" is not a whole number') from None


def _add_scenario(parser: ArgumentParser) -> None:
    parser.add_argument("scenario", metavar="SCENARIO", help="a file, or the name of a built-in scenario (see `list`)")


def add_run(parser: ArgumentParser) -> None:
    """Add what can be asked of a run."""
    _add_scenario(parser)
    _add_count(
        parser,
        "--draws",
        None,
        f"draws of the uncertain numbers (default {RUN_DRAWS}; with --case-by-case {CASE_BY_CASE_DRAWS})",
    )
    _add_count(parser, "--replications", 3, "runs case by case, for waits and chance (default 3; 0: none)")
    parser.add_argument(
        "--case-by-case",
        action="store_true",
        help="run each draw case by case too, so many times as --replications says, and split the spread into numbers "
        "and chance (slow: draws times replications runs)",
    )
    parser.add_argument("--docket", metavar="STORE", help="start from the pending cases of a loaded docket")
    add_output(parser, formats=FORMS)


def add_compare(parser: ArgumentParser) -> None:
    """Add what can be asked of two scenarios."""
    parser.add_argument("first", metavar="FIRST", help="a scenario")
    parser.add_argument("second", metavar="SECOND", help="the scenario it is compared with")
    _add_draws(parser, 500)
    _add_count(parser, "--replications", 4, "paired runs case by case (default 4; 0: none)")
    add_output(parser, formats=FORMS)


def add_solve(parser: ArgumentParser) -> None:
    """Add what can be asked of judges needed."""
    _add_scenario(parser)
    goal = parser.add_mutually_exclusive_group(required=True)
    goal.add_argument(
        "--hold",
        action="store_true",
        help="as many pending cases on the day as at the start; they may be fewer before, and more after",
    )
    goal.add_argument("--halve-by", type=_whole_number, metavar="YEAR", help="halve them by the end of a fiscal year")
    parser.add_argument(
        "--by", type=_whole_number, metavar="YEAR", help="with --hold, the fiscal year (default: the scenario's last)"
    )
    _add_draws(parser, 100)
    add_output(parser, formats=FORMS)


def add_sensitivity(parser: ArgumentParser) -> None:
    """Add what can be asked of the numbers that matter."""
    _add_scenario(parser)
    parser.add_argument(
        "--on", metavar="DATE", help="the day whose pending cases are asked (default: the last 30 September)"
    )
    _add_count(parser, "--samples", 256, "base samples of the Sobol indices (default 256)")
    add_output(parser, formats=FORMS)


def add_hindcast(parser: ArgumentParser) -> None:
    """Add what can be asked of past errors."""
    _add_draws(parser, 100)
    add_output(parser, formats=FORMS)


def add_new(parser: ArgumentParser) -> None:
    """Add the file to write."""
    parser.add_argument("file", metavar="FILE", help="the file to write; an existing one is left alone")


def _add_draws(parser: ArgumentParser, default: int) -> None:
    _add_count(parser, "--draws", default, f"draws of the uncertain numbers (default {default})")


def _add_count(parser: ArgumentParser, option: str, default: int | None, words: str) -> None:
    parser.add_argument(option, type=_whole_number, default=default, metavar="N", help=words)
