"""The ladder: who decides, on what standard, who reviews, and how that changed. Read from `authorities/ladder/`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from wellfounded.errors import SeveralErrors, WellfoundedError
from wellfounded.law.block import Block
from wellfounded.law.folder import decoded, read_folder
from wellfounded.law.page_text import Section, read_sections
from wellfounded.shipped import material_folder

_LABELLED = re.compile(r"^\*\*(?P<label>[^*]+?)\.?\*\*\s*(?P<text>.*)$", re.DOTALL)
_FOLDER = "ladder/"


class Change(NamedTuple):
    """A dated change of a rung: what became so, and how well that is known."""

    on: date
    what: str
    known: str


class Rung(NamedTuple):
    """One decision-maker.

    Attributes:
        id, name: the rung ("immigration-judge").
        stages: the stages of `wellfounded.forum` it decides.
        decider: who decides.
        bound_by: whose law binds it.
        law: the provisions.
        told: what its page tells, as label and text; a text of several lines is a list.
        changes: the dated changes, earliest first.
        known: "seen", "mixed" or "memory".
        sources: where it was read.
    """

    id: str
    name: str
    stages: tuple[str, ...]
    decider: str
    bound_by: tuple[str, ...]
    law: tuple[str, ...]
    told: tuple[tuple[str, tuple[str, ...]], ...]
    changes: tuple[Change, ...]
    known: str
    sources: tuple[str, ...]


class Overrule(NamedTuple):
    """Who may set aside whose rulings, and how far that reaches."""

    by: str
    of: tuple[str, ...]
    reach: str


class Ladder(NamedTuple):
    """All rungs, from the first decision-maker up, and who may overrule whom."""

    rungs: tuple[Rung, ...]
    overrules: tuple[Overrule, ...]
    remarks: tuple[str, ...]


def load_ladder(folder: Path | None = None) -> Ladder:
    """Read the ladder.

    Raises:
        SeveralErrors: everything wrong with its pages, with file and line.
    """
    files = read_folder(str(folder or material_folder("authorities")))
    texts = decoded({path: content for path, content in files.items() if path.startswith(_FOLDER)})
    ladder, errors = read_ladder(texts)
    if errors:
        raise SeveralErrors(errors)
    return ladder


def read_ladder(texts: Mapping[str, str]) -> tuple[Ladder, list[WellfoundedError]]:
    """Read the ladder from the texts of its pages, by path.

    Returns:
        The ladder, and everything wrong with its pages.
    """
    errors: list[WellfoundedError] = []
    rungs: list[Rung] = []
    overrules: list[Overrule] = []
    remarks: list[str] = []
    for path, text in sorted(texts.items()):
        sections, found = read_sections(text, path)
        errors += found
        for section in sections:
            block = Block(section.block, errors, _place(path, section), section.kind or "block")
            if section.kind == "stage":
                rungs.append(_rung(section, block, text))
            elif section.kind == "overrule":
                overrules += [
                    Overrule(row.text("by", required=True), row.texts("of"), row.text("reach"))
                    for row in block.tables("overrule")
                ]
                remarks += [part for part in section.prose.split("\n\n") if not part.startswith("|")]
    return Ladder(tuple(rungs), tuple(overrules), tuple(remarks)), errors


def _place(path: str, section: Section) -> Callable[[str], str]:
    return lambda key: f"{path}, line {section.block_line}"


def _rung(section: Section, block: Block, text: str) -> Rung:
    rung = Rung(
        id=block.text("id", required=True),
        name=section.heading,
        stages=block.texts("stages"),
        decider=block.text("decider", required=True),
        bound_by=block.texts("bound-by"),
        law=block.texts("law"),
        told=tuple(_told(text)),
        changes=tuple(
            sorted(
                Change(row.day("on", required=True) or date.min, row.text("what", required=True), row.text("known"))
                for row in block.tables("changes")
            )
        ),
        known=block.mark(),
        sources=block.texts("sources"),
    )
    block.done()
    return rung


def _told(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """List what the prose of a page tells: a label in bold, and its text or its list."""
    label = ""
    for paragraph in text.partition("```")[0].split("\n\n"):
        lines = paragraph.strip()
        if found := _LABELLED.match(lines):
            label = found["label"]
            if found["text"].strip():
                yield label, (" ".join(found["text"].split()),)
        elif lines.startswith("- ") and label:
            yield label, tuple(" ".join(item.split()) for item in re.split(r"(?m)^- ", lines) if item.strip())
