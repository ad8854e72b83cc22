"""What a ruling touches, as documents and as JSON: in a caseload, and in the public docket."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wellfounded.answer import Answer
from wellfounded.docket.affected import SAME_ANSWERS, Affected, AnswerChange, Touched, Untouched
from wellfounded.docket.ruling import Ruling
from wellfounded.docket.shares import DocketTouched
from wellfounded.docket.store import Store
from wellfounded.law.library import Library
from wellfounded.report.docket import SYNTHETIC, load_stamp, release_keys
from wellfounded.report.document import Bullets, Document, Heading, Pairs, Paragraph, Part, Table
from wellfounded.report.stamp import stamp
from wellfounded.report.words import KNOWN, day

_WORDS = {Answer.MET: "met", Answer.NOT_MET: "not met", Answer.OPEN: "open"}
_MOST_UNTOUCHED = 200
NOT_KNOWABLE = (
    "Not knowable from this data: the courts' files record no ground of claim. How many cases a ruling on a ground "
    "touches follows only from an assumption about how many rest on it."
)


def _name(name: str, library: Library) -> str:
    elements, reliefs = library.vocabulary.elements, library.vocabulary.reliefs
    return elements[name].name if name in elements else reliefs[name].name


def _days(ruling: Ruling) -> str:
    return f"{day(ruling.before)} against {day(ruling.after)}"


def affected_document(found: Affected, library: Library) -> Document:
    """Write which claims of a caseload a ruling touches."""
    parts: list[Part] = []
    if found.touched:
        parts += [
            Heading("Claims on which an answer changes, the earliest hearing first"),
            _touched_table(found, library),
        ]
    if found.transitions:
        rows = [(change.name, _from_to(change), f"{number:,}") for change, number in found.transitions]
        headings = ("element or protection", "from what to what", "claims")
        parts += [Heading("What changes"), Table(headings, tuple(rows), numbers=(2,))]
    parts += _why_not(found, library)
    known = (
        "Answers take written rules and precedent into account, as in `wellfounded assess`."
        if found.by_precedent
        else "Answers rest on the written rules; precedent may settle more."
    )
    return Document(
        f"What {found.ruling.authority.name} touches",
        f"{found.source}, the law of {_days(found.ruling)}",
        _sentence(found),
        known,
        tuple(parts),
        stamp(library, asked=f"{found.claims:,} claims of {found.source}, the law of {_days(found.ruling)}"),
    )


def _sentence(found: Affected) -> str:
    share = f"{found.touched_claims:,} of {found.claims:,} claims"
    if not found.claims:
        return "There are no claims to hold the ruling against."
    if not found.touched_claims:
        return f"{found.ruling.authority.name} changes no answer in any of {found.claims:,} claims."
    return f"{found.ruling.authority.name} changes an answer in {share}."


def _from_to(change: AnswerChange) -> str:
    return f"{_WORDS[change.before]} to {_WORDS[change.after]}"


def _by_change(changes: Sequence[AnswerChange]) -> str:
    """List what changes, each way of changing once."""
    ways: dict[str, list[str]] = {}
    for change in changes:
        ways.setdefault(_from_to(change), []).append(change.name)
    return "; ".join(f"{way}: {', '.join(names)}" for way, names in ways.items())


def _touched_table(found: Affected, library: Library) -> Table:
    rows = tuple(
        (
            one.claim,
            one.hearing_on.isoformat() if one.hearing_on else "none set",
            one.circuit or "",
            _by_change(one.changes),
        )
        for one in found.touched
    )
    more = found.touched_claims - len(found.touched)
    remark = f"{more:,} more are touched and not listed." if more else ""
    return Table(
        ("claim", "next hearing", "circuit", "what changes"), rows, remark=remark, widths=(18, 12, 8, 58), days=(1,)
    )


def _why_not(found: Affected, library: Library) -> list[Part]:
    if not found.reasons:
        return []
    parts: list[Part] = [
        Heading("Why the others do not change"),
        Bullets(tuple(f"{number:,} claims: {why}" for why, number in found.reasons)),
    ]
    rows = tuple((one.claim, _same(one)) for one in found.untouched[:_MOST_UNTOUCHED])
    if rows:
        remark = "Open on both days is worth a look: the test asks something else now."
        parts.append(Table(("claim", "why"), rows, remark=remark, widths=(18, 78)))
    return parts


def _same(one: Untouched) -> str:
    """Say why a claim is not touched: of tests that change, which answers stay."""
    if one.why != SAME_ANSWERS:
        return one.why
    answers: dict[str, list[str]] = {}
    for name, answer in one.tests_change:
        answers.setdefault(f"{_WORDS[answer]} on both days", []).append(name)
    return "; ".join(f"{answer}: {', '.join(names)}" for answer, names in answers.items())


def affected_keys(found: Affected, library: Library) -> dict[str, Any]:
    """Return which claims of a caseload a ruling touches as the keys of a JSON object."""
    return {
        "ruling": found.ruling.authority.id,
        "from_day": found.ruling.before.isoformat(),
        "to_day": found.ruling.after.isoformat(),
        "claims": found.claims,
        "touched": found.touched_claims,
        "listed": [_touched_keys(one) for one in found.touched],
        "changed": [{**_change_keys(change), "claims": number} for change, number in found.transitions],
        "not_touched": [{"why": why, "claims": number} for why, number in found.reasons],
        "not_touched_listed": [
            {
                "claim": one.claim,
                "circuit": one.circuit,
                "why": one.why,
                "tests_change": [{"element": name, "answer": answer.value} for name, answer in one.tests_change],
            }
            for one in found.untouched
        ],
        "by_precedent": found.by_precedent,
        **stamp(library).keys(),
    }


def _touched_keys(one: Touched) -> dict[str, Any]:
    return {
        "claim": one.claim,
        "circuit": one.circuit,
        "hearing_on": one.hearing_on.isoformat() if one.hearing_on else None,
        "changes": [_change_keys(change) for change in one.changes],
    }


def _change_keys(change: AnswerChange) -> dict[str, str]:
    return {"element": change.name, "from": change.before.value, "to": change.after.value}


def docket_touched_document(found: DocketTouched, store: Store, library: Library) -> Document:
    """Write what a ruling touches in the public docket, with the assumptions it rests on."""
    parts: list[Part] = []
    if found.assumed:
        rows = [
            (share.about(), f"{cases:,}", f"{share.low:.1%} to {share.high:.1%}", share.source)
            for share, cases in found.assumed
        ]
        if found.not_assumed:
            rows.append(
                ("no assumption is about them", f"{found.not_assumed:,}", "0% to 100%", "none: any of them, or none")
            )
        parts += [
            Heading("Assumptions"),
            Table(
                ("cases", "pending", "share that rests on such a ground", "source"),
                tuple(rows),
                widths=(30, 10, 20, 36),
                numbers=(1,),
            ),
        ]
    if found.share_needed is not None:
        parts += [Heading("A number that was claimed"), Paragraph(_claimed(found))]
    parts += [
        Heading("What is counted"),
        Pairs(
            (
                ("Definition", found.measure.definition),
                ("Caution", found.measure.caution),
                ("Source", found.measure.source),
            )
        ),
    ]
    known = SYNTHETIC if store.report.synthetic else f"The definition is {KNOWN[found.measure.known]}."
    return Document(
        f"What {found.ruling.authority.name} touches in the docket",
        f"{store.release_line}, pending on {day(found.on)}",
        _docket_sentence(found),
        known,
        tuple(parts),
        load_stamp(store.report, library),
    )


def _docket_sentence(found: DocketTouched) -> str:
    base = f"{found.cases:,} asylum cases were pending on {day(found.on)}."
    if found.interval is None:
        return f"{NOT_KNOWABLE} {base}"
    low, high = found.interval
    return f"Under the assumptions below, {low:,} to {high:,} cases rest on a ground the ruling speaks to. {base}"


def _claimed(found: DocketTouched) -> str:
    share = found.share_needed or 0.0
    if share > 1:
        return f"{found.claimed:,} is more than all {found.cases:,} asylum cases pending on that day."
    return (
        f"{found.claimed:,} would be {share:.1%} of the {found.cases:,} asylum cases pending on that day. Whether so "
        "many rest on such a ground is not in this data."
    )


def docket_touched_keys(found: DocketTouched, store: Store, library: Library) -> dict[str, Any]:
    """Return what a ruling touches in the public docket as the keys of a JSON object."""
    interval = found.interval
    return {
        "ruling": found.ruling.authority.id,
        "on": found.on.isoformat(),
        "measure": found.measure.id,
        "definition": found.measure.definition,
        "pending_asylum": found.cases,
        "knowable": interval is not None,
        "low": interval[0] if interval else None,
        "high": interval[1] if interval else None,
        "assumptions": [
            {"about": share.about(), "cases": cases, "low": share.low, "high": share.high, "source": share.source}
            for share, cases in found.assumed
        ],
        "without_assumption": found.not_assumed,
        "claimed": found.claimed,
        "share_needed": round(found.share_needed, 6) if found.share_needed is not None else None,
        **release_keys(store, library),
    }
