"""A page as text: headings, prose, quotations and fenced blocks, each with its line.

A page is Markdown that people read. The machine reads its fenced `toml` blocks, and of a section with such a block the
prose and the quotation that stand above it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import Any

from wellfounded.errors import BrokenPage, WellfoundedError

BLOCK_KINDS = ("authority", "holding", "treatment", "open", "test", "stage", "overrule", "case", "ruling")
_FENCE = re.compile(r"^```(.*)$")
_HEADING = re.compile(r"^(#{1,6}) +(.*\S)\s*$")
_PINPOINT = re.compile(r"^(?:pinpoint:\s*(?P<words>.+)|(?P<page>pp?\. ?\S.*))$")
_TOML_LINE = re.compile(r"\(at line (\d+), column (\d+)\)")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, down to the next heading.

    Attributes:
        heading: its words.
        level: 1 for the page's title.
        line: the heading's line, from 1.
        prose: the paragraphs that are not a quotation, joined by blank lines.
        quotation: the block quotation, joined to one paragraph, or an empty string.
        pinpoint: the page or section named under the quotation, or an empty string.
        kind: the kind of its block ("holding"), or an empty string if it has none.
        block: the block's keys and values.
        block_line: the line on which the block's first key may stand.
    """

    heading: str
    level: int
    line: int
    prose: str
    quotation: str
    pinpoint: str
    kind: str
    block: dict[str, Any]
    block_line: int


def read_sections(text: str, path: str) -> tuple[list[Section], list[WellfoundedError]]:
    """Split a page into its sections.

    Returns:
        The sections in order, and everything wrong with their form.
    """
    sections: list[Section] = []
    errors: list[WellfoundedError] = []
    draft = _Draft("", 0, 1)
    lines = text.splitlines()
    number = 0
    while number < len(lines):
        line = lines[number]
        number += 1
        if heading := _HEADING.match(line):
            draft.finish(sections)
            draft = _Draft(heading[2], len(heading[1]), number)
        elif fence := _FENCE.match(line):
            number = _read_block(lines, number, fence[1].strip(), draft, path, errors)
        else:
            draft.take(line)
    draft.finish(sections)
    return sections, errors


class _Draft:
    """A section while its lines are being read."""

    def __init__(self, heading: str, level: int, line: int) -> None:
        self.heading, self.level, self.line = heading, level, line
        self.paragraphs: list[list[str]] = [[]]
        self.quoted: list[str] = []
        self.pinpoint, self.kind, self.block_line = "", "", 0
        self.block: dict[str, Any] = {}

    def take(self, line: str) -> None:
        stripped = line.strip()
        if line.startswith(">"):
            self.quoted.append(line[1:].strip())
        elif self.quoted and (found := _PINPOINT.match(stripped)):
            self.pinpoint = (found["words"] or found["page"]).strip()
        elif not stripped:
            self.paragraphs.append([])
        else:
            self.paragraphs[-1].append(stripped)

    def finish(self, sections: list[Section]) -> None:
        prose = "\n\n".join(" ".join(lines) for lines in self.paragraphs if lines)
        if not (self.heading or prose or self.kind):
            return
        quotation = " ".join(words for words in self.quoted if words)
        sections.append(
            Section(
                self.heading,
                self.level,
                self.line,
                prose,
                quotation,
                self.pinpoint,
                self.kind,
                self.block,
                self.block_line,
            )
        )


def _read_block(
    lines: list[str], number: int, label: str, draft: _Draft, path: str, errors: list[WellfoundedError]
) -> int:
    """Read a fenced block that opens on line `number`; return the line after it."""
    start = number
    end = next((at for at in range(start, len(lines)) if lines[at].rstrip() == "```"), None)
    if end is None:
        errors.append(
            BrokenPage(
                "A fenced block opens here and never closes.",
                where=f"{path}, line {start}",
                remedy="Everything below it would be lost. Close it with a line of three backticks.",
            )
        )
        return len(lines)
    words = label.split()
    if words[:1] != ["toml"]:
        return end + 1
    kind = words[1] if len(words) == 2 else ""
    if kind not in BLOCK_KINDS:
        errors.append(
            BrokenPage(
                f'A block is marked "{label}".',
                where=f"{path}, line {start}",
                remedy=f"A block is marked toml and one of: {', '.join(BLOCK_KINDS)}.",
            )
        )
    elif draft.kind:
        errors.append(
            BrokenPage(
                f"The section «{draft.heading}» has a second block.",
                where=f"{path}, line {start}",
                remedy="One heading, at most one quotation, one block: give the second block its own heading.",
            )
        )
    else:
        draft.kind, draft.block_line = kind, start + 1
        draft.block = _read_toml("\n".join(lines[start:end]), start, path, errors)
    return end + 1


def _read_toml(text: str, above: int, path: str, errors: list[WellfoundedError]) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        found = _TOML_LINE.search(str(error))
        line = above + int(found[1]) if found else above
        said = _TOML_LINE.sub("", str(error)).strip() if not isinstance(error, RecursionError) else "Too deeply nested"
        errors.append(
            BrokenPage(f"The block cannot be read: {said}.", where=f"{path}, line {line}", remedy="A block is TOML.")
        )
        return {}


def line_of(section: Section, key: str, text_lines: list[str]) -> int:
    """Find the line on which a key of a section's block stands, or the block's first line."""
    for at in range(section.block_line - 1, len(text_lines)):
        line = text_lines[at]
        if line.rstrip() == "```":
            break
        if re.match(rf'\s*"?{re.escape(key)}"?\s*=', line):
            return at + 1
    return section.block_line
