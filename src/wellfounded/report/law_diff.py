"""What changed between two days, told issue by issue: the act, what governed before, what governs after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from wellfounded.forum import CIRCUITS, STAGES, Forum
from wellfounded.law.diff import Act, Difference, Place
from wellfounded.law.governing import GOVERNED, InForce
from wellfounded.law.library import Library
from wellfounded.report.document import Cell, Document, Heading, Paragraph, Part, Table
from wellfounded.report.rule_words import one_line
from wellfounded.report.stamp import stamp
from wellfounded.report.words import before, capitalised, counted, day, listed, status_word


def diff_document(
    library: Library, found: tuple[Difference, ...], *, from_day: date, to_day: date, forum: Forum | None
) -> Document:
    """Tell what changed between two days.

    Args:
        forum: the forum compared, or None when several were.
    """
    place = f"{before(forum)}{'' if forum.circuit else ', no circuit chosen'}" if forum else "in every forum asked"
    asked = f"From {day(from_day)} to {day(to_day)}, {place}"
    parts: list[Part] = []
    acts = sorted({act for difference in found for act in difference.acts})
    if acts:
        parts += [Heading("By which acts"), _acts_table(library, acts)]
    for issue in dict.fromkeys(difference.issue for difference in found):
        parts += _issue(library, issue, [one for one in found if one.issue == issue], several=forum is None)
    return Document(
        title="What changed in the law",
        asked=asked,
        answer=_sentence(library, found, from_day, to_day),
        known="" if found else "Only what the library holds is compared.",
        parts=tuple(parts),
        stamp=stamp(library, asked=asked),
    )


def _sentence(library: Library, found: tuple[Difference, ...], from_day: date, to_day: date) -> str:
    between = f"between {day(from_day)} and {day(to_day)}"
    if not found:
        return f"Nothing changed {between}."
    issues = list(dict.fromkeys(difference.issue for difference in found))
    actors = list(dict.fromkeys(act.authority for act in sorted(a for one in found for a in one.acts)))
    names = [library.authorities[id].name for id in actors]
    by = listed(names) if len(names) <= 3 else f"{names[0]} and {counted(len(names) - 1, 'other')}"
    return f"The law changed on {counted(len(issues), 'issue')} {between}" + (f", by {by}." if names else ".")


def _acts_table(library: Library, acts: list[Act]) -> Table:
    rows: dict[tuple[date, str], list[str]] = {}
    for act in acts:
        rows.setdefault((act.on, act.authority), []).append(_how(library, act))
    return Table(
        ("Day", "Authority", "What it did"),
        tuple(
            (
                day(on),
                Cell(library.authorities[id].name, library.authorities[id].cite),
                listed(list(dict.fromkeys(hows))),
            )
            for (on, id), hows in rows.items()
        ),
        widths=(2, 4, 5),
    )


def _how(library: Library, act: Act) -> str:
    kind = library.vocabulary.treatments.get(act.how)
    if act.how == "issued" and library.authorities[act.authority].effective:
        return "takes effect" if library.authorities[act.authority].effective == act.on else "issued"
    return f"{status_word(act.how)} {library.authorities[act.target].name}" if kind else act.how


def _issue(library: Library, issue: str, found: list[Difference], *, several: bool) -> list[Part]:
    parts: list[Part] = [Heading(f"{library.vocabulary.issues[issue].name} ({issue})")]
    for difference in found:
        if several:
            parts.append(Paragraph(capitalised(places_in_words(difference.places)), "soft"))
        acts = ", ".join(
            dict.fromkeys(f"{library.authorities[act.authority].name}, {day(act.on)}" for act in difference.acts)
        )
        parts.append(
            Table(
                ("", day(difference.before.on), day(difference.after.on)),
                tuple(_rows(library, difference.before, difference.after)),
                remark=" ".join(text for text in (_both(difference), f"Because of {acts}." if acts else "") if text),
                widths=(2, 4, 4),
            )
        )
    return parts


def _rows(library: Library, old: InForce, new: InForce) -> Iterable[tuple[str | Cell, ...]]:
    yield "governs", _governing(old, new), _governing(new, old)
    was, now = dict(_displaced(old)), dict(_displaced(new))
    for id in dict.fromkeys([*was, *now]):
        if was.get(id) != now.get(id):
            name = library.authorities[id].name
            yield name, was.get(id) or _standing(old, id), now.get(id) or _standing(new, id)
    words = library.vocabulary
    tests = {chosen.element: chosen.test for chosen in new.tests if chosen.test}
    for chosen in old.tests:
        test = tests.pop(chosen.element, None)
        if chosen.test and (test is None or test.rule != chosen.test.rule):
            after = one_line(test.rule, words) if test else "no test"
            yield f"asked: {words.elements[chosen.element].name}", one_line(chosen.test.rule, words), after
    for element, test in tests.items():
        if all(chosen.element != element or not chosen.test for chosen in old.tests):
            yield f"asked: {words.elements[element].name}", "no test", one_line(test.rule, words)


def _governing(found: InForce, other: InForce) -> str:
    """Name those that govern on one of the two days only."""
    same = {row.authority for row in other.governing}
    names = "; ".join(row.name for row in found.governing if row.authority not in same)
    if found.answer != GOVERNED:
        return f"{status_word(found.answer)}{f': {names}' if names else ''}"
    return names or ("no other" if found.governing else "nobody")


def _both(difference: Difference) -> str:
    """Name those that govern on both days."""
    before = {row.authority for row in difference.before.governing}
    names = [row.name for row in difference.after.governing if row.authority in before]
    return f"On both days: {'; '.join(names)}." if names else ""


def _displaced(found: InForce) -> Iterable[tuple[str, str]]:
    return ((row.authority, status_word(row.status)) for row in found.displaced if row.by)


def _standing(found: InForce, id: str) -> str:
    if any(row.authority == id for row in found.governing):
        return "governs"
    return next((status_word(row.status) for row in found.displaced if row.authority == id), "did not speak here")


def places_in_words(places: Iterable[Place]) -> str:
    """Say which stages and circuits are meant."""
    stages_of: dict[tuple[str | None, ...], list[str]] = {}
    for place in places:
        stages_of.setdefault(place.circuits, []).append(STAGES[place.stage])
    return "; ".join(f"{listed(stages)}: {circuits_in_words(circuits)}" for circuits, stages in stages_of.items())


def circuits_in_words(circuits: Iterable[str | None]) -> str:
    """Name circuits in their order, or say that they are all."""
    named = set(circuits)
    if named >= set(CIRCUITS):
        return "every circuit"
    words = [CIRCUITS[circuit] for circuit in CIRCUITS if circuit in named]
    return listed([*words, *(["no circuit chosen"] if None in named else [])])


def diff_json(library: Library, found: tuple[Difference, ...], *, from_day: date, to_day: date) -> dict[str, Any]:
    """Return what changed, with stable keys."""
    return {
        "from": from_day.isoformat(),
        "to": to_day.isoformat(),
        "changes": [
            {
                "issue": one.issue,
                "places": [{"stage": place.stage, "circuits": list(place.circuits)} for place in one.places],
                "before": _said(one.before),
                "after": _said(one.after),
                "because": [
                    {"authority": act.authority, "how": act.how, "target": act.target, "on": act.on.isoformat()}
                    for act in one.acts
                ],
            }
            for one in found
        ],
        **stamp(library).keys(),
    }


def _said(found: InForce) -> dict[str, Any]:
    return {
        "answer": found.answer,
        "governing": [row.authority for row in found.governing],
        "displaced": [{"authority": row.authority, "status": row.status} for row in found.displaced],
        "tests": [{"element": one.element, "test": one.test.id} for one in found.tests if one.test],
    }
