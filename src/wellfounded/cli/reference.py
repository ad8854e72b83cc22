"""The reference of the command line, made from the parsers themselves: `python -m wellfounded.cli.reference`."""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, _SubParsersAction
from collections.abc import Iterator

from wellfounded.cli import COMMANDS, parser_of

HEAD = """# Commands

Made from the parsers (`just reference`); a test fails when this page and they differ. Every command takes `--help`.
Answers go to standard output, messages to standard error. Exit status: 0 fine, 1 the check found something, 2 the
question was wrong.
"""


def reference() -> str:
    """Write the reference of every command and sub-command as Markdown."""
    parts = [HEAD]
    for command, meaning in COMMANDS.items():
        parts.append(f"## {command}\n\n{_sentence(meaning)}\n")
        parts += _described(parser_of(command))
    return "\n".join(parts)


def _described(parser: ArgumentParser) -> Iterator[str]:
    subs = [action for action in parser._actions if isinstance(action, _SubParsersAction)]
    own = [
        action for action in parser._actions if action not in subs and action.help != SUPPRESS and action.dest != "help"
    ]
    if own:
        yield f"```\n{_usage(parser.prog, own)}\n```\n"
        yield "\n".join(["| argument | meaning |", "|---|---|", *(_row(action) for action in own)]) + "\n"
    for sub in subs:
        for name, inner in sub.choices.items():
            yield f"### {parser.prog.removeprefix('wellfounded ')} {name}\n\n{_sentence(inner.description or '')}\n"
            yield from _described(inner)


def _usage(prog: str, actions: list[Action]) -> str:
    words = [_named(action) for action in actions if not action.option_strings]
    words += [_named(action) for action in actions if action.option_strings and action.required]
    optional = any(action.option_strings and not action.required for action in actions)
    return " ".join([prog, *words, *(["[options]"] if optional else [])])


def _named(action: Action) -> str:
    value = action.metavar or (action.dest.upper() if action.choices is None else "|".join(map(str, action.choices)))
    shown = value if isinstance(value, str) else " ".join(value)
    if not action.option_strings:
        return f"[{shown}]" if action.nargs in ("?", "*") else shown
    return action.option_strings[-1] if action.nargs == 0 else f"{action.option_strings[-1]} {shown}"


def _row(action: Action) -> str:
    words = (action.help or "").replace("%(default)s", str(action.default)).replace("%%", "%").replace("|", "\\|")
    return f"| `{_named(action)}` | {words} |".replace(
        "`" + _named(action) + "`", "`" + _named(action).replace("|", "\\|") + "`"
    )


def _sentence(words: str) -> str:
    text = words.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith('.') else '.'}" if text else ""


if __name__ == "__main__":
    print(reference(), end="")
