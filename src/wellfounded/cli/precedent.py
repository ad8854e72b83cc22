"""Precedent that binds: what decided cases force on the issues of a claim, and what is in the base they stand in."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellfounded.cli.options import FORMATS, add_library, add_output, day_of, format_of, give, library_of, show
from wellfounded.errors import WellfoundedError
from wellfounded.forum import Forum, parse_circuit, parse_stage

if TYPE_CHECKING:
    from wellfounded.claim.model import Claim
    from wellfounded.claim.precedent import GroupBefore
    from wellfounded.law.library import Library
    from wellfounded.precedent.model import FactorBase
    from wellfounded.precedent.table import Model
    from wellfounded.report.document import Document

Add = Callable[[ArgumentParser], None]
ASK = "ask"


class NothingToCompare(WellfoundedError):
    """A comparison that would show nothing."""


def arranged(words: Sequence[str]) -> list[str]:
    """Read `precedent CLAIM` as `precedent ask CLAIM`."""
    named = bool(words) and (words[0] in QUESTIONS or words[0] in ("-h", "--help"))
    return [*words] if named or not words else [ASK, *words]


def configure(parser: ArgumentParser) -> None:
    """Add the questions that can be asked of precedent; the first may be left unnamed."""
    questions = parser.add_subparsers(title="questions", metavar="QUESTION")
    for name, (meaning, add) in QUESTIONS.items():
        question = questions.add_parser(name, help=meaning, description=f"{meaning.capitalize()}.", allow_abbrev=False)
        add(question)


def _add_claim(parser: ArgumentParser) -> None:
    parser.add_argument("claim", metavar="CLAIM", help="a claim file: `wellfounded claim new` writes one to start from")


def _add_question(parser: ArgumentParser, *, formats: tuple[str, ...] = FORMATS) -> None:
    parser.add_argument("--on", required=True, metavar="DATE", help="the day whose law is asked")
    parser.add_argument("--stage", metavar="STAGE", help="who decides (default: the claim's, else ij)")
    parser.add_argument("--circuit", metavar="CIRCUIT", help="ca1 … ca11, cadc (default: the claim's)")
    parser.add_argument(
        "--model",
        choices=("result", "reason"),
        default="result",
        help="how much of a ruling constrains (default: result)",
    )
    parser.add_argument(
        "--unrecorded",
        choices=("unknown", "absent"),
        default="unknown",
        help="how a factor counts that the file does not settle; decided cases count it absent (default: unknown)",
    )
    add_library(parser)
    add_output(parser, formats=formats)


def _add_issue(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--issue",
        action="append",
        metavar="ISSUE",
        help="psg, nexus, state-protection, relocation, harm (default: all); may be repeated",
    )


class _Asked:
    """What every question about a claim needs: the library, the base, the claim, and the question itself."""

    def __init__(self, options: Namespace) -> None:
        from wellfounded.claim.claim_file import load_claim
        from wellfounded.precedent.decided import load_base
        from wellfounded.precedent.table import Model

        self.options = options
        self.on = day_of(options.on)
        self.model: Model = Model(options.model)
        stage = parse_stage(options.stage) if options.stage else ""
        circuit = parse_circuit(options.circuit)
        self.library: Library = library_of(options)
        self.base: FactorBase = load_base(self.library)
        self.claim: Claim = load_claim(Path(options.claim), self.library.vocabulary)
        self.forum = Forum(stage or self.claim.stage or "ij", circuit if options.circuit else self.claim.circuit)

    def issues(self) -> list[str]:
        """Read the issues asked about; all on which cases are decided, if none is named."""
        from wellfounded.precedent.scope import decided_issues, issue_named

        if not self.options.issue:
            return decided_issues(self.base)
        return list(dict.fromkeys(issue_named(self.base, name) for name in self.options.issue))

    def groups(self, issues: Sequence[str]) -> tuple[GroupBefore, ...]:
        """Ask precedent of each proposed group of the claim."""
        from wellfounded.claim.precedent import groups_before

        return groups_before(
            self.claim,
            self.base,
            self.library,
            issues,
            on=self.on,
            forum=self.forum,
            model=self.model,
            unrecorded=self.options.unrecorded,
        )


def _add_ask(parser: ArgumentParser) -> None:
    _add_claim(parser)
    _add_issue(parser)
    _add_question(parser)
    parser.set_defaults(run=_ask)


def _ask(options: Namespace) -> int:
    asked = _Asked(options)
    groups = asked.groups(asked.issues())

    def document() -> Document:
        from wellfounded.report.precedent import precedent_document

        return precedent_document(asked.library, asked.base, asked.claim, groups, asked.issues())

    def keys() -> Any:
        from wellfounded.report.precedent_json import precedent_json

        return precedent_json(asked.library, asked.base, asked.claim.pseudonym, groups)

    return show(options, document, keys)


def _add_compare(parser: ArgumentParser) -> None:
    _add_claim(parser)
    parser.add_argument("case", metavar="CASE", help='a decided case, by id, name or citation ("26 I&N Dec. 388")')
    _add_issue(parser)
    _add_question(parser, formats=(*FORMATS, "svg"))
    parser.set_defaults(run=_compare)


def _compare(options: Namespace) -> int:
    asked = _Asked(options)
    from wellfounded.claim.precedent import compared_groups, decided_case
    from wellfounded.report.precedent_compare import compare_document, compare_json

    case = decided_case(asked.base, asked.library, options.case)
    wanted = asked.issues()
    groups = [
        (group, [one for one in found if one.placed.ruling.issue in wanted])
        for group, found in compared_groups(
            asked.base, asked.library, asked.groups(()), case, on=asked.on, forum=asked.forum, model=asked.model
        )
    ]
    if not any(found for _, found in groups):
        raise NothingToCompare(
            f"{asked.base.cases[case].name} decided none of these issues: {', '.join(wanted)}.",
            remedy="`wellfounded precedent base` lists what each case decided.",
        )
    if format_of(options) == "svg":
        from wellfounded.report.precedent_picture import picture

        found = groups[0][1]
        give(f"{picture(asked.base, asked.claim.pseudonym, found[0])}\n", options)
        return 0
    question = (asked.library, asked.base, asked.claim.pseudonym, case, groups, asked.on, asked.forum)
    return show(options, lambda: compare_document(*question), lambda: compare_json(*question))


def _add_what_if(parser: ArgumentParser) -> None:
    _add_claim(parser)
    _add_issue(parser)
    parser.add_argument(
        "--factor",
        action="append",
        default=[],
        metavar="FACTOR=STATE",
        help="suppose a factor present, absent or unknown; may be repeated. Without it every single factor is tried",
    )
    _add_question(parser)
    parser.set_defaults(run=_what_if)


def _what_if(options: Namespace) -> int:
    asked = _Asked(options)
    from wellfounded.claim.precedent import parse_supposed
    from wellfounded.claim.precedent_what_if import what_if
    from wellfounded.report.precedent_what_if import what_if_document, what_if_json

    supposed = [parse_supposed(words, asked.base) for words in options.factor]
    moves = what_if(
        asked.claim,
        asked.base,
        asked.library,
        asked.issues(),
        on=asked.on,
        forum=asked.forum,
        model=asked.model,
        supposed=supposed,
        unrecorded=options.unrecorded,
    )
    question = (asked.library, asked.base, asked.claim.pseudonym, moves, supposed, asked.on, asked.forum)
    return show(options, lambda: what_if_document(*question), lambda: what_if_json(*question))


def _add_validate(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a factor base: our TOML or JSON form, openlcbr, or AA-CBR")
    parser.add_argument("--form", metavar="FORM", default="", help="wellfounded, openlcbr, aa-cbr; else recognised")
    add_output(parser)
    parser.set_defaults(run=_validate)


def _validate(options: Namespace) -> int:
    from wellfounded.law.loading import load_library
    from wellfounded.precedent.importers import read_base
    from wellfounded.precedent.validate import validate
    from wellfounded.report.precedent_base import validation_document, validation_json
    from wellfounded.report.stamp import stamp

    path = Path(options.file)
    found = validate(read_base(path, form=options.form))
    shown = stamp(load_library(), asked="a base given by the user")
    show(options, lambda: validation_document(path.name, found, shown), lambda: validation_json(found, shown))
    return 1 if found.models["result"].conflict_count else 0


def _add_base(parser: ArgumentParser) -> None:
    add_library(parser)
    add_output(parser)
    parser.set_defaults(run=_base)


def _base(options: Namespace) -> int:
    from wellfounded.precedent.decided import load_base
    from wellfounded.report.precedent_base import base_document, base_json

    library = library_of(options)
    base = load_base(library)
    return show(options, lambda: base_document(library, base), lambda: base_json(library, base))


QUESTIONS: dict[str, tuple[str, Add]] = {
    ASK: ("say what precedent forces on the issues of a claim (the question when none is named)", _add_ask),
    "compare": ("set a claim beside one decided case", _add_compare),
    "what-if": ("tell which single factor would change what precedent forces", _add_what_if),
    "validate": ("examine a factor base: conflicts, and each case asked of the others", _add_validate),
    "base": ("tell what is in the base of decided cases", _add_base),
}
