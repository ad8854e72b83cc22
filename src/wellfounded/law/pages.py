"""Authority pages, read into the nouns of the law."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from wellfounded.errors import WellfoundedError
from wellfounded.forum import CIRCUITS, STAGES
from wellfounded.law.block import Block, WrongBlock
from wellfounded.law.model import Authority, Holding, LegalTest, OpenQuestion, Reach, StatedBy, Treatment
from wellfounded.law.page_text import Section, line_of, read_sections
from wellfounded.rule import NOTHING_ASKED

KINDS = ("statute", "regulation", "decision", "injunction", "guidance", "executive", "brief")
BOUND = ("congress", "federal-courts", "bia", "ij", "asylum-office", "dhs", "parties-only")


@dataclass(frozen=True, slots=True)
class Names:
    """The names a page may use, by kind."""

    issues: frozenset[str]
    bodies: frozenset[str]
    treatments: frozenset[str]
    elements: frozenset[str]


def read_page(text: str, path: str, names: Names) -> tuple[Authority | None, list[WellfoundedError]]:
    """Read one authority page.

    Returns:
        The authority, or None if the page has no readable authority block; and everything wrong with the page.
    """
    sections, errors = read_sections(text, path)
    page = _Page(text.splitlines(), path, names, errors)
    title = sections[0] if sections else None
    if title is None or title.kind != "authority":
        if not errors:
            errors.append(
                WrongBlock(
                    "The page does not begin with a heading and an authority block.",
                    where=f"{path}, line 1",
                    remedy="Begin with # the name, the citation, and a ```toml authority block.",
                )
            )
        return None, errors
    return page.authority(title, sections[1:]), errors


class _Page:
    """One page while it is read: what its blocks may name, and the errors so far."""

    def __init__(self, lines: list[str], path: str, names: Names, errors: list[WellfoundedError]) -> None:
        self.lines, self.path, self.names, self.errors = lines, path, names, errors

    def block(self, section: Section) -> Block:
        def place(key: str) -> str:
            return f"{self.path}, line {line_of(section, key, self.lines)}"

        return Block(section.block, self.errors, place, f"{section.kind} block")

    def authority(self, title: Section, sections: list[Section]) -> Authority | None:
        block = self.block(title)
        page_id, window = block.text("id", required=True), block.window("decided-between")
        decided = block.day("decided", required=window is None)
        known = block.mark()
        parts = self.parts(sections, known)
        paragraphs = [words for words in title.prose.split("\n\n") if words]
        found = Authority(
            id=page_id,
            name=title.heading,
            cite=block.text("cite", required=True),
            by=block.name("by", "body", self.names.bodies),
            kind=block.name("kind", "kind of authority", KINDS),
            decided=decided,
            decided_between=window,
            public_from=block.day("public-from"),
            effective=block.day("effective"),
            precedential=block.yes("precedential"),
            precedential_from=block.day("precedential-from"),
            binds=block.names("binds", "body that can be bound", BOUND),
            known=known,
            applications=tuple(self.reach(table) for table in block.tables("applications")),
            aliases=block.texts("aliases"),
            holdings=tuple(part for part in parts if isinstance(part, Holding)),
            treatments=tuple(part for part in parts if isinstance(part, Treatment)),
            tests=tuple(self.on_page(part, page_id) for part in parts if isinstance(part, LegalTest)),
            open_questions=tuple(part for part in parts if isinstance(part, OpenQuestion)),
            reviewed=self.reviewed(block),
            sources=block.texts("sources"),
            official=block.text("official"),
            notes=tuple(words for words in paragraphs if words.rstrip(".") != block.text("cite").rstrip(".")),
            path=self.path,
        )
        block.done()
        return found if page_id else None

    def reviewed(self, block: Block) -> tuple[str, ...]:
        reviews = []
        for table in block.tables("reviewed"):
            by, on = table.text("by", required=True), table.day("on", required=True)
            table.done()
            if by and on:
                reviews.append(f"{by}, {on.isoformat()}")
        return tuple(reviews)

    def parts(self, sections: Iterable[Section], known: str) -> list[Holding | Treatment | LegalTest | OpenQuestion]:
        found: list[Holding | Treatment | LegalTest | OpenQuestion] = []
        for section in sections:
            match section.kind:
                case "holding":
                    found.append(self.holding(section, known))
                case "treatment":
                    found.append(self.treatment(section, known))
                case "test":
                    found.append(self.test(section, known))
                case "open":
                    found.append(self.open_question(section))
                case "":
                    pass
                case kind:
                    self.errors.append(
                        WrongBlock(
                            f"A block of kind {kind} stands under «{section.heading}».",
                            where=f"{self.path}, line {section.block_line}",
                            remedy="Below the first heading a page has holding, treatment, open and test blocks.",
                        )
                    )
        return found

    def reach(self, block: Block) -> Reach:
        return Reach(
            issues=block.names("issues", "issue", self.names.issues),
            stages=block.names("stages", "stage", STAGES),
            circuits=block.names("circuits", "circuit", CIRCUITS),
            filed_from=block.day("filed-from"),
            filed_before=block.day("filed-before"),
        )

    def holding(self, section: Section, known: str) -> Holding:
        block = self.block(section)
        pinpoint = block.text("pinpoint") or section.pinpoint
        holding = Holding(
            issue=block.name("issue", "issue", self.names.issues),
            says=section.prose,
            pinpoint="" if pinpoint == "not known" else pinpoint,
            quotation=section.quotation,
            known=block.mark(known),
            note=block.text("note"),
            line=section.line,
        )
        if not section.prose and not section.quotation:
            block.wrong("issue", "The holding says nothing.", "Write above the block, in a sentence, what was held.")
        block.done()
        return holding

    def treatment(self, section: Section, known: str) -> Treatment:
        block = self.block(section)
        treatment = Treatment(
            effect=block.name("effect", "kind of treatment", self.names.treatments),
            target=block.text("target", required=True),
            on=block.day("on", required=True) or date.min,
            until=block.day("until"),
            reach=self.reach(block),
            known=block.mark(known),
            note=section.prose,
            line=section.line,
        )
        if treatment.until is not None and treatment.until <= treatment.on:
            block.wrong("until", "The treatment ends on or before the day it begins.", "Correct one of the two days.")
        block.done()
        return treatment

    def open_question(self, section: Section) -> OpenQuestion:
        block = self.block(section)
        question = OpenQuestion(section.prose, block.day("from"), block.day("until"), self.reach(block), section.line)
        block.done()
        return question

    def test(self, section: Section, known: str) -> LegalTest:
        block = self.block(section)
        others = []
        for table in block.tables("with"):
            others.append(StatedBy(table.text("authority", required=True), table.text("pinpoint")))
            table.done()
        own_pinpoint, quoted_from = block.text("pinpoint"), block.text("quoted-from")
        quoted_at = "" if quoted_from or section.pinpoint == "not known" else section.pinpoint
        test = LegalTest(
            id=block.text("id", required=True),
            element=block.name("element", "element", self.names.elements),
            rule=block.rule("rule", required=True) or NOTHING_ASKED,
            stated_by=(StatedBy("", own_pinpoint or quoted_at), *others),
            from_day=block.day("from", required=True) or date.min,
            until_day=block.day("until"),
            reach=self.reach(block),
            contested=block.yes("contested"),
            issued_between=block.window("issued-between"),
            known=block.mark(known),
            sources=block.texts("sources"),
            note=section.prose,
            regulation=block.text("regulation"),
            quotation=section.quotation,
            quoted_from=quoted_from,
            line=section.line,
        )
        if test.until_day is not None and test.until_day < test.from_day:
            block.wrong("until", "The test ends before the day it begins.", "Correct one of the two days.")
        block.done()
        return test

    def on_page(self, test: LegalTest, id: str) -> LegalTest:
        """Name the page's own authority as the first that states the test."""
        first, *others = test.stated_by
        return replace(test, stated_by=(StatedBy(id, first.pinpoint), *others))
