"""The table of a relief: element, answer, the authorities that state its test, and the facts used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeAlias

from wellfounded.answer import Answer
from wellfounded.claim.result import Assessment, ElementAnswer, ReliefAssessment, Stated
from wellfounded.claim.wording import answer_words
from wellfounded.report.assessment_reasons import fact_words, place_words
from wellfounded.report.document import Bullets, Cell, Heading, Paragraph, Part, Table
from wellfounded.report.words import capitalised, counted, day, listed, status_word, with_days

Elements: TypeAlias = tuple[ElementAnswer | None, ...]

_DISCRETION = " It may be refused as a matter of discretion even where every element is met."
_REMARK = "Authorities are good law here on this day, and their tests were read, unless the line under them says more."


def relief_parts(
    assessments: Sequence[Assessment], id: str, told: dict[str, Elements], *, whole: bool = True
) -> Iterator[Part]:
    """Tell one relief in all assessments: the answer, why, and the table.

    Args:
        told: the elements told in earlier tables, which need no second telling; those of this one are added.
        whole: every element has its row; without it, those met and the same throughout are only named.
    """
    asked = [(found, relief) for found in assessments if (relief := found.relief(id))]
    first = asked[0][1]
    answers = [answer_words(relief.answer, relief.open_on) for _, relief in asked]
    yield Heading(f"{first.name}: {', then '.join(dict.fromkeys(answers))}")
    refusal = (
        " It may be refused as a matter of discretion even where every element is met." if first.discretionary else ""
    )
    yield Paragraph(f"{first.law}.{refusal}", "soft")
    if len({relief.reasons for _, relief in asked}) == 1:
        yield Bullets(tuple(with_days(reason) for reason in first.reasons))
    else:
        yield Bullets(tuple(f"{place_words(found)}: {with_days(' '.join(relief.reasons))}" for found, relief in asked))
    for found, relief in asked:
        yield from _groups(found, relief, several=len(asked) > 1)
    if whole:
        yield _table(asked, told)
    else:
        yield from _short_table(asked, told)


def _groups(found: Assessment, relief: ReliefAssessment, *, several: bool) -> Iterator[Paragraph]:
    for group in relief.by_group:
        where = f"{place_words(found)}, for" if several else "For"
        yield Paragraph(f"{where} proposed group {group.group}: {answer_words(group.answer, group.open_on)}.")


def _short_table(
    asked: Sequence[tuple[Assessment, ReliefAssessment]], told: dict[str, Elements]
) -> Iterator[Table | Paragraph]:
    """Tell in a table only what differs, is not met, or is open with facts that bear on it; name the others."""
    rows: list[str] = []
    alike: list[str] = []
    unasked: list[str] = []
    above: list[str] = []
    for id in dict.fromkeys(element.element for _, relief in asked for element in relief.elements):
        elements = tuple(relief.element(id) for _, relief in asked)
        name = next(one.name for one in elements if one)
        if _is_met_throughout(elements):
            alike.append(name)
        elif told.get(id) == elements:
            above.append(name)
        elif _is_open_throughout(elements):
            unasked.append(name)
        else:
            rows.append(id)
    if rows:
        yield _table(asked, told, rows)
    same = "" if len(asked) == 1 else f" and the same {_everywhere(asked)}"
    for names, words in (
        (above, "told in a table above"),
        (unasked, f"open on the facts{same}, and no recorded fact bears on them"),
        (alike, f"met{same}"),
    ):
        if names:
            verb = "is" if len(names) == 1 else "are"
            yield Paragraph(f"{capitalised(counted(len(names), 'element'))} {verb} {words}: {listed(names)}.", "soft")


def _is_met_throughout(elements: Elements) -> bool:
    """Say whether an element is met in every assessment, under the same tests."""
    tests = {one.governing_tests for one in elements if one and not one.parts}
    return all(one is not None and one.answer is Answer.MET for one in elements) and len(tests) <= 1


def _is_open_throughout(elements: Elements) -> bool:
    """Say whether an element is open on the facts in every assessment, under the same tests, with no fact recorded."""
    same = len({one.governing_tests for one in elements if one}) == 1
    return same and all(
        one is not None and one.answer is Answer.OPEN and one.open_on == "facts" and not one.facts_used
        for one in elements
    )


def _everywhere(asked: Sequence[tuple[Assessment, ReliefAssessment]]) -> str:
    return "on every day" if len({found.forum for found, _ in asked}) == 1 else "in every forum"


def _table(
    asked: Sequence[tuple[Assessment, ReliefAssessment]], told: dict[str, Elements], only: Sequence[str] = ()
) -> Table:
    same_forum = len({found.forum for found, _ in asked}) == 1
    names = [day(found.on) if same_forum else place_words(found) for found, _ in asked]
    headings = ("Element", *(names if len(asked) > 1 else ["Answer"]), "Test stated by", "Facts used")
    ids = only or dict.fromkeys(element.element for _, relief in asked for element in relief.elements)
    rows = []
    for id in ids:
        elements = tuple(relief.element(id) for _, relief in asked)
        rows.append(_again(elements) if told.get(id) == elements else _row(elements, names))
        told[id] = elements
    widths = (5, *(3 for _ in asked), 7, 5)
    return Table(headings, tuple(rows), f"{asked[0][1].name}, element by element", _REMARK, widths)


def _answers(elements: Elements) -> list[str]:
    return [answer_words(one.answer, one.open_on) if one else "not asked" for one in elements]


def _again(elements: Elements) -> tuple[str | Cell, ...]:
    """Tell an element that an earlier table has told."""
    name = next(one.name for one in elements if one)
    return name, *_answers(elements), "as in the table above", ""


def _row(elements: Elements, names: Sequence[str]) -> tuple[str | Cell, ...]:
    told = [element for element in elements if element is not None]
    answers = _answers(elements)
    if told[0].parts:
        return Cell(told[0].name, f"made of {counted(len(told[0].parts), 'part')}"), *answers, "by its parts", ""
    facts = "; ".join(
        dict.fromkeys(f"{fact_words(fact.fact)}: {value_words(fact.value)}" for one in told for fact in one.facts_used)
    )
    stated = [_stated(one) if one else Cell("") for one in elements]
    if len(set(stated)) == 1:
        return told[0].name, *answers, stated[0], facts
    each = "; ".join(f"{name}: {cell.text}" for name, cell in zip(names, stated, strict=True) if cell.text)
    unders = dict.fromkeys(cell.under for cell in stated if cell.under)
    return told[0].name, *answers, Cell(each, "; ".join(unders)), facts


def _stated(element: ElementAnswer) -> Cell:
    if not element.governing:
        return Cell("no test in the library")
    named = dict.fromkeys(cited(one) for one in element.governing)
    notes = {standing_words(one) for one in element.governing}
    if len(notes) == 1:
        return Cell("; ".join(named), notes.pop())
    told = dict.fromkeys(f"{one.name}: {words}" for one in element.governing if (words := standing_words(one)))
    return Cell("; ".join(named), "; ".join(told))


def cited(one: Stated) -> str:
    """Cite an authority by name, with its pinpoint."""
    return f"{one.name} at {one.pinpoint}" if one.pinpoint else one.name


def standing_words(one: Stated) -> str:
    """Say what a reader must know of an authority beside its name: its status and how well its test is known."""
    since = f" since {day(one.since)}" if one.since else ""
    words = [] if one.status == "good-law" else [f"{status_word(one.status)}{since}"]
    words += [] if one.known == "seen" else [{"mixed": "partly from memory"}.get(one.known, "from memory")]
    return ", ".join(words)


def value_words(value: str) -> str:
    """Write the value of a fact for people.

    Example:
        >>> value_words("2024-03-16"), value_words("not-known")
        ('16 March 2024', 'not known')
    """
    try:
        return day(date.fromisoformat(value))
    except ValueError:
        return status_word(value)
