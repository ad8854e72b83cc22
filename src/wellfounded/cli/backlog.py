"""The backlog: what a scenario leads to, how two differ, how many judges would be needed, how far off the model was."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from wellfounded.cli import backlog_answers as answers
from wellfounded.cli import backlog_options as options
from wellfounded.cli.options import add_output, check_output, give, json_text
from wellfounded.errors import WellfoundedError


def configure(parser: ArgumentParser) -> None:
    """Add the questions that can be asked of the backlog."""
    questions = parser.add_subparsers(title="questions", metavar="QUESTION")
    for name, (meaning, add, run) in QUESTIONS.items():
        question = questions.add_parser(name, help=meaning, description=f"{meaning.capitalize()}.", allow_abbrev=False)
        add(question)
        question.set_defaults(run=_checked(run))


def _checked(run: Callable[[Namespace], int]) -> Callable[[Namespace], int]:
    """Let a question be asked only if its answer can be given in the form and place asked: some take long."""

    def checked(chosen: Namespace) -> int:
        if "out" in chosen:
            check_output(chosen)
        return run(chosen)

    return checked


def _new(chosen: Namespace) -> int:
    from pathlib import Path

    from wellfounded.backlog.scenario_text import built_in
    from wellfounded.cli.options import write_whole

    path = Path(chosen.file)
    if path.exists():
        raise WellfoundedError(
            "The file exists already.", where=str(path), remedy="Choose another name; nothing was changed."
        )
    write_whole(path, built_in()["2018-06-as-it-stood"].read_bytes())
    print(f"Written: {path}. Change what you want to ask, then: wellfounded backlog run {path}", file=sys.stderr)
    return 0


def _list(chosen: Namespace) -> int:
    from wellfounded.backlog.scenario_text import built_in, load_scenario

    scenarios = [load_scenario(name) for name in built_in()]
    if chosen.format == "json":
        keys = [{"id": one.id, "title": one.title, "about": " ".join(one.about.split())} for one in scenarios]
        give(json_text({"scenarios": keys}), chosen)
        return 0
    width = max(len(one.id) for one in scenarios)
    give("".join(f"{one.id:<{width}}  {one.title}\n" for one in scenarios), chosen)
    return 0


QUESTIONS: dict[str, tuple[str, Callable[[ArgumentParser], None], Callable[[Namespace], int]]] = {
    "run": ("what a scenario leads to", options.add_run, answers.run),
    "compare": ("how two scenarios differ", options.add_compare, answers.compare),
    "solve": ("how many judges a goal would take", options.add_solve, answers.solve),
    "sensitivity": ("which numbers matter", options.add_sensitivity, answers.sensitivity),
    "hindcast": ("how far off the model would have been, beside naive ways", options.add_hindcast, answers.hindcast),
    "new": ("write a commented scenario to change", options.add_new, _new),
    "list": (
        "the scenarios that come with the program",
        lambda parser: add_output(parser, formats=("text", "json")),
        _list,
    ),
}
