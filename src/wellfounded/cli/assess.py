"""Assess a claim: what must be shown on a day, here, and what is met, not met or open."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wellfounded.cli.options import add_library, add_output, day_of, format_of, give, json_text, library_of
from wellfounded.errors import WellfoundedError
from wellfounded.forum import Forum, parse_circuit, parse_stage

if TYPE_CHECKING:
    from wellfounded.claim.model import Claim
    from wellfounded.claim.needed import NeededFact
    from wellfounded.claim.result import Assessment, Change
    from wellfounded.claim.what_if import Supposed
    from wellfounded.law.library import Library


def configure(parser: ArgumentParser) -> None:
    """Add the options of an assessment."""
    parser.add_argument("claim", metavar="CLAIM", help="a claim file, or vault:CASE for a case of the vault")
    parser.add_argument("--on", action="append", metavar="DATE", help="the day whose law is asked; give two to compare")
    parser.add_argument("--stage", action="append", metavar="STAGE", help="who decides (default: the claim's, else ij)")
    parser.add_argument(
        "--circuit", action="append", metavar="CIRCUIT", help="ca1 … ca11, cadc (default: the claim's); two to compare"
    )
    parser.add_argument(
        "--relief", action="append", metavar="RELIEF", help="asylum, withholding, cat-withholding, cat-deferral, …"
    )
    parser.add_argument(
        "--what-if", action="append", metavar="FACT=VALUE", help="suppose a fact, or a finding, and tell what moves"
    )
    parser.add_argument("--needed", action="store_true", help="ask only for the facts that can still change an answer")
    parser.add_argument(
        "--full", action="store_true", help="tell every element on the terminal too (pages and files always do)"
    )
    add_library(parser)
    add_output(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Assess a claim on every day and in every forum asked about."""
    from wellfounded.cli.vault import claim_named, tell_exported

    if not options.on:
        raise WellfoundedError("--on was not given.", remedy="Say on which day: --on 2018-06-11. Give two to compare.")
    days = sorted({day_of(text) for text in options.on})
    library = library_of(options)
    claim = claim_named(options.claim, library.vocabulary, options)
    forums = forums_of(options, claim)
    answered = Answered(library, claim, options)
    for forum in forums:
        for on in days:
            answered.ask(on, forum)
    give(answered.told(format_of(options)), options)
    tell_exported(options)
    return 0


def forums_of(options: Namespace, claim: Claim) -> list[Forum]:
    """Read the forums asked about: every stage in every circuit named, or where the claim stands."""
    stages = list(dict.fromkeys(map(parse_stage, options.stage or [claim.stage or "ij"])))
    circuits = list(dict.fromkeys(map(parse_circuit, options.circuit or [claim.circuit])))
    return [Forum(stage, circuit) for circuit in circuits for stage in stages]


class Answered:
    """The assessments asked for, one after another, and what they are told with."""

    def __init__(self, library: Library, claim: Claim, options: Namespace) -> None:
        from wellfounded.claim.what_if import parse_supposed, suppose

        self.library, self.claim, self.options = library, claim, options
        self.supposed: tuple[Supposed, ...] = tuple(
            parse_supposed(words, library.vocabulary) for words in options.what_if or ()
        )
        self.supposing = suppose(claim, self.supposed, library.vocabulary) if self.supposed else None
        self.assessments: list[Assessment] = []
        self.moves: list[Change] = []
        self.needed: list[tuple[Assessment, Sequence[NeededFact]]] = []

    def ask(self, on: Any, forum: Forum) -> None:
        """Assess the claim for one day and forum."""
        from wellfounded.claim.assessment import assess
        from wellfounded.claim.needed import needed
        from wellfounded.claim.what_if import moves

        reliefs = self.options.relief
        found = assess(self.claim, self.library, on=on, forum=forum, reliefs=reliefs)
        self.assessments.append(found)
        if self.supposing is not None:
            then = assess(self.supposing, self.library, on=on, forum=forum, reliefs=reliefs)
            self.moves += moves(self.library, found, then, self.supposed)
        if self.options.needed:
            told = needed(self.supposing or self.claim, self.library, on=on, forum=forum, reliefs=reliefs)
            self.needed.append((found, told))

    def told(self, form: str) -> str:
        """Write the answer in a format."""
        from wellfounded.claim.changes import changes

        changed = changes(self.library, self.assessments)
        if form == "json":
            return json_text(self.keys(changed))
        from wellfounded.report.assessment import assessment_document
        from wellfounded.report.document import Document

        document: Document = assessment_document(
            self.library,
            self.claim,
            self.assessments,
            changes=changed,
            supposed=self.supposed,
            moves=self.moves,
            needed=self.needed,
            whole=self.options.full or form != "text" or bool(self.options.out),
        )
        return document_text(document, form, to_file=bool(self.options.out))

    def keys(self, changed: Sequence[Change]) -> dict[str, Any]:
        """Return the keys of the JSON answer."""
        from wellfounded.claim.as_json import changes_json, needed_json, to_json

        keys = to_json(self.claim.pseudonym, self.assessments, changed)
        if self.supposed:
            keys["what_if"] = {"supposed": [str(each) for each in self.supposed], "moves": changes_json(self.moves)}
        if self.options.needed:
            keys["needed"] = [needed_json(found, facts) for found, facts in self.needed]
        return keys


def document_text(document: Any, form: str, *, to_file: bool) -> str:
    """Write a document as text, HTML or Markdown."""
    if form == "html":
        from wellfounded.report.as_html import as_html

        return as_html(document)
    if form == "markdown":
        from wellfounded.report.as_markdown import as_markdown

        return as_markdown(document)
    from wellfounded.report.as_text import as_text
    from wellfounded.report.terminal import Ink, ink

    return as_text(document, Ink() if to_file else ink())
