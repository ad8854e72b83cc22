"""The backlog's answers: each worked out, and given in the form that was asked."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from wellfounded.cli.backlog_options import CASE_BY_CASE_DRAWS, RUN_DRAWS
from wellfounded.cli.options import day_of, format_of, give, json_text
from wellfounded.errors import WellfoundedError

if TYPE_CHECKING:
    from wellfounded.backlog.nested import Nested
    from wellfounded.backlog.scenario import Scenario
    from wellfounded.law.library import Library
    from wellfounded.report.document import Document

MOST_DRAWS = 100_000


class Forms(NamedTuple):
    """An answer in every form; each is worked out, from the library, only when it is asked for."""

    document: Callable[[Library], Document]
    keys: Callable[[Library], Any]
    table: Callable[[Library], str]
    picture: Callable[[Library], str]


class WrongCount(WellfoundedError):
    """A number of draws, replications or threads that cannot be."""


def run(options: Namespace) -> int:
    """Answer what a scenario leads to."""
    fewest = 2 if options.case_by_case else 0  # fewer would not tell numbers from chance
    usual = CASE_BY_CASE_DRAWS if options.case_by_case else RUN_DRAWS
    draws = _count(usual if options.draws is None else options.draws, "--draws", max(1, fewest))
    replications = _count(options.replications, "--replications", fewest)
    scenario = _scenario(options.scenario, options.docket)
    from wellfounded.backlog.forecast import forecast

    found = _compiled(lambda: forecast(scenario, draws=draws, replications=replications))
    apart = _case_by_case(scenario, draws, replications) if options.case_by_case else None
    from wellfounded.report.backlog import forecast_document
    from wellfounded.report.backlog_alone import foot
    from wellfounded.report.backlog_chart import fan_chart
    from wellfounded.report.backlog_keys import forecast_csv, forecast_json
    from wellfounded.report.backlog_parts import draws_words
    from wellfounded.report.backlog_spread import spread_words

    asked = f"scenario {scenario.id}, seed {scenario.seed}, {draws_words(draws)}"
    forms = Forms(
        lambda law: forecast_document(found, law, apart),
        lambda law: forecast_json(found, law, apart),
        lambda law: forecast_csv(found, law, apart),
        lambda law: fan_chart(found, (*spread_words(found, apart), *foot(law, scenario, asked=asked))),
    )
    return _show(options, forms)


def _case_by_case(scenario: Scenario, draws: int, replications: int) -> Nested:
    """Run each draw case by case, and tell on stderr what it cost, and on a terminal how far it is."""
    from time import process_time

    from wellfounded.backlog.nested import nested

    begun = process_time()

    def told(done: int) -> None:
        if sys.stderr.isatty() and (done % max(1, draws // 10) == 0 or done == 1):
            spent = process_time() - begun
            print(
                f"{done} of {draws} draws case by case, {spent:,.0f} s of processor time.", file=sys.stderr, flush=True
            )

    found = nested(scenario, draws=draws, replications=replications, told=told)
    spent = process_time() - begun
    print(
        f"{found.runs:,} runs cost {spent:,.0f} s of processor time, {spent / found.runs:.2f} s each.", file=sys.stderr
    )
    return found


def compare(options: Namespace) -> int:
    """Answer how two scenarios differ."""
    draws, replications = _count(options.draws, "--draws", 2), _count(options.replications, "--replications", 0)
    first, second = _scenario(options.first), _scenario(options.second)
    from wellfounded.backlog.compare import compare

    found = _compiled(lambda: compare(first, second, draws=draws, replications=replications))
    from wellfounded.report import backlog_compare as report
    from wellfounded.report.backlog_alone import foot
    from wellfounded.report.backlog_chart import difference_chart

    asked = f"{found.draws} paired draws of {first.id} and {second.id}"
    forms = Forms(
        lambda law: report.comparison_document(found, law),
        lambda law: report.comparison_json(found, law),
        lambda law: report.comparison_csv(found, law),
        lambda law: difference_chart(found, (*report.notes(found), *foot(law, first, second, asked=asked))),
    )
    return _show(options, forms)


def solve(options: Namespace) -> int:
    """Answer how many judges a goal would take."""
    draws = _count(options.draws, "--draws", 1)
    scenario = _scenario(options.scenario)
    from wellfounded.backlog.solve import judges_needed

    share, year, asked = _goal(options, scenario)
    by = _year_end(year, asked)
    found = _compiled(lambda: judges_needed(scenario, share=share, by=by, draws=draws, asked=asked))
    from wellfounded.report import backlog_goals as report
    from wellfounded.report.backlog_alone import foot
    from wellfounded.report.backlog_judges import judges_chart

    forms = Forms(
        lambda law: report.answer_document(found, law),
        lambda law: report.answer_json(found, law),
        lambda law: report.answer_csv(found, law),
        lambda law: judges_chart(
            found,
            (report.path_words(found), *foot(law, scenario, asked=f"scenario {scenario.id}, seed {scenario.seed}")),
        ),
    )
    return _show(options, forms)


def _goal(options: Namespace, scenario: Scenario) -> tuple[float, int, str]:
    """Return what share of the start's cases may be pending, in which fiscal year, and which option says so."""
    if options.halve_by is not None:
        if options.by is not None:
            raise WrongCount(
                "The year is given twice.", where="--by", remedy="--by goes with --hold; --halve-by has its own year."
            )
        return 0.5, options.halve_by, "--halve-by"
    if options.by is not None:
        return 1.0, options.by, "--by"
    ends = scenario.fiscal_year_ends()
    return 1.0, ends[-1].year if ends else scenario.until.year, "--hold"


def sensitivity(options: Namespace) -> int:
    """Answer which numbers matter."""
    samples = _count(options.samples, "--samples", 8)
    scenario = _scenario(options.scenario)
    on = day_of(options.on) if options.on else None
    if on is not None and not scenario.start <= on < scenario.until:
        raise WellfoundedError(
            f"The scenario covers {scenario.start} to {scenario.until}, not {on}.",
            where="--on",
            remedy="Choose a day in it.",
        )
    from wellfounded.backlog.sensitivity import sensitivity

    found = _compiled(lambda: sensitivity(scenario, on=on, samples=samples))
    from wellfounded.report import backlog_matters as report
    from wellfounded.report.backlog_alone import foot
    from wellfounded.report.backlog_sobol import sensitivity_chart

    forms = Forms(
        lambda law: report.sensitivity_document(found, law),
        lambda law: report.sensitivity_json(found, law),
        lambda law: report.sensitivity_csv(found, law),
        lambda law: sensitivity_chart(
            found, foot(law, scenario, asked=f"scenario {scenario.id}, seed {scenario.seed}")
        ),
    )
    return _show(options, forms)


def hindcast(options: Namespace) -> int:
    """Answer how far off the model would have been."""
    draws = _count(options.draws, "--draws", 2)
    from wellfounded.backlog.hindcast import hindcast

    found = _compiled(lambda: hindcast(draws=draws))
    from wellfounded.report import backlog_hindcast as report
    from wellfounded.report.backlog_errors import error_chart

    forms = Forms(
        lambda law: report.hindcast_document(found, law),
        lambda law: report.hindcast_json(found, law),
        lambda law: report.hindcast_csv(found, law),
        lambda law: error_chart(found, report.hindcast_foot(found, law)),
    )
    return _show(options, forms)


def _scenario(name: str, docket: str | None = None) -> Scenario:
    from wellfounded.backlog.scenario_text import load_scenario

    scenario = load_scenario(name)
    store = docket or scenario.stock.docket
    if not store:
        return scenario
    from pathlib import Path

    from wellfounded.backlog.docket_start import with_docket

    return with_docket(scenario, Path(store))


def _compiled(work: Callable[[], Any]) -> Any:
    """Do work that needs the compiled loops, saying so where they have to be compiled first."""
    from wellfounded.backlog import compiled

    compiled.announce()
    return work()


def _show(options: Namespace, forms: Forms) -> int:
    from wellfounded.law.loading import load_library

    library = load_library()
    form = format_of(options)
    if form == "json":
        give(json_text(forms.keys(library)), options)
    elif form == "csv":
        give(forms.table(library), options)
    elif form == "svg":
        give(forms.picture(library) + "\n", options)
    elif form == "html":
        from wellfounded.report.as_html import as_html

        give(as_html(forms.document(library)), options)
    elif form == "markdown":
        from wellfounded.report.as_markdown import as_markdown

        give(as_markdown(forms.document(library)), options)
    else:
        from wellfounded.report.as_text import as_text
        from wellfounded.report.terminal import Ink, ink

        give(as_text(forms.document(library), Ink() if options.out else ink()), options)
    return 0


def _count(given: int, option: str, least: int) -> int:
    if not least <= given <= MOST_DRAWS:
        raise WrongCount(f"{given} is not possible.", where=option, remedy=f"Give {least} to {MOST_DRAWS:,}.")
    return given


def _year_end(year: int, asked: str) -> date:
    try:
        return date(year, 9, 30)
    except ValueError:
        raise WrongCount(f"{year} is no fiscal year.", where=asked, remedy="Give a year like 2025.") from None
