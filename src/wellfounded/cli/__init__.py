"""The command line: parse, call, print. Each command is a module here, imported only when it is asked for."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from importlib import import_module

from wellfounded import __version__
from wellfounded.errors import WellfoundedError, nearest

COMMANDS: dict[str, str] = {
    "law": "which authority governs, on a date, in a forum, and why",
    "check": "a brief, a decision or an article against the law and the texts you hold",
    "texts": "the official texts you hold: add, list, and what is missing",
    "claim": "write, check and understand a claim file",
    "assess": "assess a claim element by element under the law of a day",
    "vault": "confidential cases in one encrypted place: make, open, back up, restore, verify",
    "precedent": "what decided cases force on the issues of a claim",
    "serve": "the application in the browser: cases, the law and the checks, on this computer alone",
    "cases": "check worked cases against the library",
    "backlog": "the courts' queue: what a scenario leads to, and how far off the model was",
    "docket": "court data by the million, and which claims a ruling touches",
}

Run = Callable[[Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 when all is fine, 1 when a check found something, 2 when the question was wrong, 130 when it was stopped.
    """
    try:
        return _answer(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:
        print("Stopped. Nothing was left half-written.", file=sys.stderr)
        return 130


def _answer(words: list[str]) -> int:
    if not words or words[0] in ("-h", "--help", "help"):
        print(overview())
        return 0
    if words[0] == "--version":
        print(f"wellfounded {__version__}")
        return 0
    if words[0] not in COMMANDS:
        hint = nearest(words[0], COMMANDS)
        suffix = f' Did you mean "{hint[0]}"?' if hint else ""
        print(f'"{words[0]}" is not a command.{suffix}\n\n{overview()}', file=sys.stderr)
        return 2
    return _run(parser_of(words[0]), arranged(words[0], words[1:]))


def parser_of(command: str) -> ArgumentParser:
    """Build the parser of one command; its module's `configure` fills it."""
    parser = ArgumentParser(prog=f"wellfounded {command}", description=COMMANDS[command], allow_abbrev=False)
    import_module(f"wellfounded.cli.{command}").configure(parser)
    return parser


def arranged(command: str, words: list[str]) -> list[str]:
    """Put a command's words as its parser expects them, where its module has a word to say on that."""
    arrange: Callable[[Sequence[str]], list[str]] | None = getattr(
        import_module(f"wellfounded.cli.{command}"), "arranged", None
    )
    return arrange(words) if arrange else words


def _run(parser: ArgumentParser, words: Sequence[str]) -> int:
    try:
        options = parser.parse_args(words)
    except SystemExit as ended:
        return int(ended.code or 0)
    run: Run | None = getattr(options, "run", None)
    if run is None:
        parser.print_help(sys.stderr)
        return 2
    try:
        return run(options)
    except WellfoundedError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def overview() -> str:
    """Say what the commands are, one line each."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {meaning}" for name, meaning in COMMANDS.items()]
    return "\n".join(
        [
            "wellfounded: US asylum law as of a date, with reasons. It is not legal advice.",
            "",
            "usage: wellfounded COMMAND ...",
            "",
            *lines,
            "",
            "wellfounded COMMAND --help tells more.",
        ]
    )
