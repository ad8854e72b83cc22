"""Factor bases in the forms of others: openlcbr (HYPO and CATO factors) and AA-CBR (factors without sides)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wellfounded.errors import UnknownName, WellfoundedError, shortened
from wellfounded.precedent.argumentation import ArgumentCase
from wellfounded.precedent.base_file import EmptyBase, base_from, read_document
from wellfounded.precedent.model import DecidedCase, Factor, FactorBase, IssueOfBase, Outcome, Ruling, Side

FORMS = ("wellfounded", "openlcbr", "aa-cbr")


class UnknownForm(WellfoundedError):
    """A file whose form none of the readers knows."""


@dataclass(frozen=True, slots=True)
class ImportedBase:
    """A base and what was read beside it.

    Attributes:
        base: the factors, issues and cases.
        form: one of `FORMS`.
        arguments: the same cases for argumentation, without the default; empty where the form has sides.
        default: the default case, in the AA-CBR form.
    """

    base: FactorBase
    form: str
    arguments: tuple[ArgumentCase, ...] = ()
    default: ArgumentCase | None = None


def read_base(path: Path, *, form: str = "") -> ImportedBase:
    """Read a factor base in any form that is known here.

    Args:
        form: one of `FORMS`; recognised from the content if left out.
    Raises:
        UnknownForm: if the content has none of these forms.
        WellfoundedError: whatever is wrong with the content.
    """
    if form and form not in FORMS:
        raise UnknownName("form of a base", form, FORMS, remedy=f"The forms are: {', '.join(FORMS)}.")
    if path.suffix.lower() in (".yaml", ".yml"):
        raise UnknownForm(
            "YAML is not read here.", where=str(path), remedy="Write the same content as JSON (sets as lists)."
        )
    document = read_document(path)
    where = str(path)
    found = form or _form_of(document, where)
    if found == "openlcbr":
        return ImportedBase(_openlcbr(document, where), found)
    if found == "aa-cbr":
        return _aacbr(document, where)
    return ImportedBase(base_from(document, where), found)


def _form_of(document: Any, where: str) -> str:
    if isinstance(document, dict) and "case_collections" in document:
        return "openlcbr"
    if isinstance(document, list) and document and all(_is_argument(row) for row in document):
        return "aa-cbr"
    if isinstance(document, dict):
        return "wellfounded"
    if document == []:
        raise EmptyBase("The base has no cases.", where=where, remedy="Nothing can be asked of it.")
    raise UnknownForm(
        "The file is no factor base.",
        where=where,
        remedy="A base is a table with [[factor]] and [[case]], an openlcbr file, or a list of AA-CBR cases.",
    )


def _is_argument(row: Any) -> bool:
    return isinstance(row, dict) and "id" in row and row.keys() <= {"id", "factors", "outcome"}


def _wrong(where: str, found: str) -> UnknownForm:
    return UnknownForm(found, where=where, remedy="The other keys of the form are described in docs/precedent.md.")


def _openlcbr(document: Any, where: str) -> FactorBase:
    """Read openlcbr's form: factors with a favoured side, cases with a winner; knock-out factors from its model."""
    winners = {"p": Outcome.FOR_ASKING, "d": Outcome.FOR_OPPOSING}
    sides = {"p": Side.ASKING, "d": Side.OPPOSING}
    issue = IssueOfBase("outcome", "Outcome of the case")
    try:
        knock_outs = {
            name for model in document.get("domain_models", {}).values() for name in model.get("ko_factors", ())
        }
        factors = {
            name: Factor(
                id=name,
                name=str(factor.get("proposition", name)),
                side=sides[factor["favored_side"]],
                issue=issue.id,
                definition=str(factor.get("description", "")),
                knock_out=name in knock_outs,
            )
            for name, factor in document["factors"].items()
        }
        rows = [case for collection in document["case_collections"].values() for case in collection["cases"]]
        cases = {str(row["id"]): _openlcbr_case(row, factors, winners, issue, where) for row in rows}
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise _wrong(where, f"A part of the openlcbr form is missing or wrong: {shortened(str(error))}.") from None
    if not factors or not cases:
        raise EmptyBase("The base has no factors or no cases.", where=where, remedy="Nothing can be asked of it.")
    return FactorBase(factors, {issue.id: issue}, cases, {Side.ASKING: "plaintiff", Side.OPPOSING: "defendant"})


def _openlcbr_case(
    row: Mapping[str, Any],
    factors: Mapping[str, Factor],
    winners: Mapping[str, Outcome],
    issue: IssueOfBase,
    where: str,
) -> DecidedCase:
    id = str(row["id"])
    for name in row["factors"]:
        if name not in factors:
            raise UnknownName("factor of this base", str(name), factors, where=f"{where}, case {shortened(id)}")
    return DecidedCase(
        id=id,
        name=id,
        citation=str(row.get("citation", "")),
        factors=frozenset(row["factors"]),
        rulings={issue.id: Ruling(issue.id, winners[row["winner"]])},
        year=int(row.get("year", 0)),
    )


def _aacbr(document: Any, where: str) -> ImportedBase:
    """Read the AA-CBR form: a list of cases with factors and a binary outcome; the case "default" has no factors.

    Its factors have no side. Under the result and the reason model they are matched exactly; no direction is guessed.
    """
    arguments: list[ArgumentCase] = []
    default = ArgumentCase("default", frozenset(), 0)
    seen: dict[str, int] = {}
    for row in document if isinstance(document, list) else []:
        case = _aacbr_case(row, where)
        if case.id == "default":
            default = case
            continue
        seen[case.id] = seen.get(case.id, 0) + 1
        id = case.id if seen[case.id] == 1 else f"{case.id} ({seen[case.id]})"
        arguments.append(ArgumentCase(id, case.factors, case.outcome))
    if not arguments:
        raise EmptyBase("The base has no cases.", where=where, remedy="Nothing can be asked of it.")
    issue = IssueOfBase("outcome", "Outcome of the case")
    names = sorted({name for case in arguments for name in case.factors})
    outcomes = (Outcome.FOR_OPPOSING, Outcome.FOR_ASKING)
    base = FactorBase(
        factors={name: Factor(name, name, None, issue.id) for name in names},
        issues={issue.id: issue},
        cases={
            case.id: DecidedCase(
                case.id, case.id, "", case.factors, {issue.id: Ruling(issue.id, outcomes[case.outcome])}
            )
            for case in arguments
        },
        sides={Side.ASKING: "outcome 1", Side.OPPOSING: "outcome 0"},
        notes=("The factors of this base have no side: the result and the reason model match them exactly.",),
    )
    return ImportedBase(base, "aa-cbr", tuple(arguments), default)


def _aacbr_case(row: Any, where: str) -> ArgumentCase:
    if not isinstance(row, dict) or not isinstance(row.get("factors", []), list):
        raise _wrong(where, f"A case is {shortened(repr(row))}.")
    outcome = row.get("outcome", 0 if row.get("id") == "default" else None)
    if isinstance(outcome, bool) or outcome not in (0, 1):
        raise _wrong(
            where, f'The case "{shortened(str(row.get("id")))}" has the outcome {shortened(repr(outcome))}, not 0 or 1.'
        )
    return ArgumentCase(str(row.get("id")), frozenset(map(str, row.get("factors", []))), int(outcome))
