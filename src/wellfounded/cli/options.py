"""Options that several commands share: days, forums, the library, and where an answer goes."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellfounded.days import day_of as day_of
from wellfounded.errors import UnreadableFile, WellfoundedError, shortened
from wellfounded.forum import Forum, parse_circuit, parse_stage

if TYPE_CHECKING:
    from wellfounded.law.library import Library
    from wellfounded.report.document import Document

FORMATS = ("text", "json", "html", "markdown")
PLAIN_FORMATS = ("text", "json")
ENDINGS = {
    ".txt": "text",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".svg": "svg",
    ".csv": "csv",
    ".parquet": "parquet",
    ".docx": "docx",
}


def add_library(parser: ArgumentParser) -> None:
    """Add `--library`."""
    parser.add_argument("--library", metavar="DIR", help="a folder of authorities instead of the product's own")


def add_forum(parser: ArgumentParser, *, stage: str | None = "ij") -> None:
    """Add `--stage` and `--circuit`; with a stage of None all stages are meant when it is left out."""
    words = "who decides: asylum-office, credible-fear, reasonable-fear, ij, bia, attorney-general, court-of-appeals, "
    default = f" (default {stage})" if stage else " (default: every stage)"
    parser.add_argument("--stage", default=stage, metavar="STAGE", help=f"{words}border{default}")
    parser.add_argument("--circuit", metavar="CIRCUIT", help="the circuit whose law applies: ca1 … ca11, cadc")


def add_output(parser: ArgumentParser, *, formats: tuple[str, ...] = FORMATS) -> None:
    """Add `--format` and `--out`."""
    parser.add_argument("--format", choices=formats, default=None, help="how to answer (default: text)")
    parser.add_argument("--out", metavar="FILE", help="write to a file instead; its name's ending chooses the format")
    parser.set_defaults(formats=formats)


def library_of(options: Namespace) -> Library:
    """Load the library an option names, or the one installed, or the product's own."""
    from wellfounded.law.loading import load_library

    return load_library(Path(options.library) if options.library else installed_folder())


def installed_folder() -> Path | None:
    """Return the folder of the law that was installed by an update; looked for without reading anything else."""
    from wellfounded.law.installed import current_folder

    return current_folder()


def forum_of(options: Namespace) -> Forum:
    """Read the forum from `--stage` and `--circuit`."""
    return Forum(parse_stage(options.stage), parse_circuit(options.circuit))


def optional_day(text: str | None, option: str) -> date | None:
    """Read a day that may be left out."""
    return None if text is None else day_of(text, option)


def format_of(options: Namespace) -> str:
    """Choose the format: the one named, else the one the file's ending tells, else text.

    Raises:
        WellfoundedError: if the file's ending tells of a format that the command does not write.
    """
    if options.format:
        return str(options.format)
    ending = Path(options.out).suffix.lower() if options.out else ""
    endings = {end: form for end, form in ENDINGS.items() if form in getattr(options, "formats", PLAIN_FORMATS)}
    if ending and ending not in endings:
        raise WellfoundedError(
            f'This answer is not written in the format of a "{shortened(ending, most=20)}" file.',
            where="--out",
            remedy=f"Use one of the endings {', '.join(endings)}, or name the format with --format.",
        )
    return endings.get(ending, "text")


def give(text: str, options: Namespace) -> None:
    """Print an answer, or write it to the file that `--out` names, whole or not at all, private if so set."""
    if not options.out:
        sys.stdout.write(text)
        return
    if getattr(options, "private", False):
        from wellfounded.store.places import write_private as write
    else:
        write = write_whole
    write(Path(options.out), text.encode("utf-8"))
    print(f"Written: {options.out}", file=sys.stderr)


def check_output(options: Namespace) -> None:
    """Refuse an answer that could not be given, before it is worked out.

    Raises:
        WellfoundedError: if the command does not write the format that the file's ending tells.
        UnreadableFile: if the folder of the file does not exist, or the file is a folder.
    """
    format_of(options)
    path = Path(options.out) if options.out else None
    if path is None or (path.parent.is_dir() and not path.is_dir()):
        return
    found = "This is a folder." if path.is_dir() else f'There is no folder "{path.parent}" to write in.'
    raise UnreadableFile(found, where=str(path), remedy="Nothing was worked out or written.")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there, so that it is never half-written, even if it is interrupted.

    Raises:
        UnreadableFile: if the folder does not exist or does not allow it.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True) if beside.parent.is_dir() else None
        raise UnreadableFile(
            f"The file cannot be written: {error.strerror}.", where=str(path), remedy="Nothing was changed."
        ) from None
    except KeyboardInterrupt:
        beside.unlink(missing_ok=True)
        raise


def show(options: Namespace, document: Callable[[], Document], keys: Callable[[], Any]) -> int:
    """Give an answer in the format asked; only what that format needs is worked out."""
    form = format_of(options)
    if form == "json":
        give(json_text(keys()), options)
    elif form == "html":
        from wellfounded.report.as_html import as_html

        give(as_html(document()), options)
    elif form == "markdown":
        from wellfounded.report.as_markdown import as_markdown

        give(as_markdown(document()), options)
    else:
        from wellfounded.report.as_text import as_text
        from wellfounded.report.terminal import Ink, ink

        give(as_text(document(), Ink() if options.out else ink()), options)
    return 0


def json_text(keys: Any) -> str:
    """Write JSON as every command does: two spaces, no escapes, keys in the order documented."""
    import json

    return json.dumps(keys, indent=2, ensure_ascii=False) + "\n"


def required(value: str | None, option: str, remedy: str) -> str:
    """Insist on an option.

    Raises:
        WellfoundedError: if it was left out.
    """
    if value is None:
        raise WellfoundedError(f"{option} was not given.", remedy=remedy)
    return value
