"""What precedent says of a claim, told: the answer, the lines behind it, the nearest cases, what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wellfounded.claim.model import Claim, RecordedFact
from wellfounded.claim.precedent import ABSENT, PRESENT, FactorHere, GroupBefore
from wellfounded.claim.wording import value_in_words
from wellfounded.law.library import Library
from wellfounded.precedent.constraint import Forced
from wellfounded.precedent.model import FactorBase, Side
from wellfounded.precedent.nearest import Compared
from wellfounded.precedent.question import Constrained, Reached
from wellfounded.precedent.scope import Placed, Standing
from wellfounded.precedent.table import Model
from wellfounded.report.document import (
    GOVERNS,
    IN_PART,
    OPEN,
    Bullets,
    Cell,
    Document,
    Heading,
    Paragraph,
    Part,
    Picture,
    Table,
)
from wellfounded.report.precedent_picture import STANDING, conclusion, picture
from wellfounded.report.stamp import stamp
from wellfounded.report.words import before, capitalised, counted, day, listed, status_word

MODELS = {
    Model.RESULT: "result model: a claim at least as strong as a decided case must come out the same way",
    Model.REASON: "reason model: the reason a ruling gave must prevail over what that ruling already overcame",
}
HOW_WELL_CODED = "told as factors by one reader, 18 cases by two · not reviewed by a lawyer"
TONES = {Forced.ASKING: GOVERNS, Forced.OPPOSING: GOVERNS, Forced.SPLIT: IN_PART, Forced.OPEN: OPEN}
LIMIT = (
    "Forced means: to decide otherwise would contradict a ruling that binds here, as far as its facts are told as "
    "factors. It is no forecast of what a judge will do, and it does not weigh evidence."
)


def word_of(base: FactorBase, forced: Forced) -> str:
    """Write an answer as JSON has it: "forced-applicant", "forced-government", "open" or "split"."""
    return f"forced-{base.sides[forced.side]}" if forced.side else forced.value


def words_of(base: FactorBase, forced: Forced) -> str:
    """Write an answer for people."""
    return f"forced for the {base.sides[forced.side]}" if forced.side else forced.value


def precedent_document(
    library: Library, base: FactorBase, claim: Claim, groups: Sequence[GroupBefore], issues: Sequence[str]
) -> Document:
    """Tell what precedent says of a claim."""
    first = groups[0].answers[0]
    names = listed([base.issues[issue].name.lower() for issue in issues])
    return Document(
        title=f"Precedent on {names}: {claim.pseudonym}",
        asked=f"On {day(first.on)}, {before(first.forum)}"
        + ("" if first.forum.circuit else ", no circuit chosen")
        + f" · {MODELS[first.model]}",
        answer=" ".join(_sentence(base, answer) for answer in groups[0].answers)
        if len(groups) == 1
        else _several_sentence(base, groups, issues),
        known=_known_line(library, base),
        parts=tuple(_parts(library, base, claim, groups, issues)),
        stamp=stamp(library, on=first.on, forum=first.forum),
    )


def _known_line(library: Library, base: FactorBase) -> str:
    cases = counted(len(base.cases), "decided case")
    confirmed = f"law last confirmed {day(library.confirmed_through)}"
    return capitalised(f"{cases} · {HOW_WELL_CODED} · {confirmed}")


def _sentence(base: FactorBase, found: Constrained) -> str:
    """Answer in one sentence."""
    name = base.issues[found.issue].name
    if found.answer.side is not None:
        cases = listed([one.placed.case.name for one in found.by])
        bind = "binds" if len(found.by) == 1 else "bind"
        return f"{name}: forced for the {base.sides[found.answer.side]}. {cases} {bind} here."
    if found.answer is Forced.SPLIT:
        lines = {side: listed([one.placed.case.name for one in found.by if one.side is side]) for side in Side}
        kind = "binding" if found.by[0].placed.standing is Standing.BINDING else "persuasive"
        return (
            f"{name}: split. {kind.capitalize()} rulings reach this claim from both sides: {lines[Side.ASKING]} for "
            f"the {base.sides[Side.ASKING]}, {lines[Side.OPPOSING]} for the {base.sides[Side.OPPOSING]}."
        )
    if len(found.answers) > 1:
        outcomes = listed([words_of(base, one) for one in Forced if one in found.answers], joining="or")
        turns = counted(len(found.decisive), "factor")
        return f"{name}: open. It turns on {turns} not yet known, and may be {outcomes}."
    if found.not_compelled:
        cases = listed([one.placed.case.name for one in found.not_compelled])
        return f"{name}: open. No binding ruling forces it; a loss is not compelled ({cases})."
    return f"{name}: open. No binding ruling forces it for either side."


def _several_sentence(base: FactorBase, groups: Sequence[GroupBefore], issues: Sequence[str]) -> str:
    told = []
    for group in groups:
        answers = [f"{base.issues[one.issue].name.lower()} {words_of(base, one.answer)}" for one in group.answers]
        told.append(f"Group {group.number}: {'; '.join(answers)}")
    return f"{counted(len(groups), 'proposed group').capitalize()}. {'. '.join(told)}."


def _parts(
    library: Library, base: FactorBase, claim: Claim, groups: Sequence[GroupBefore], issues: Sequence[str]
) -> Iterator[Part]:
    if len(groups) > 1:
        yield Heading("The proposed groups side by side")
        yield from (_side_by_side(base, groups, at, issue) for at, issue in enumerate(issues))
    for group in groups:
        if len(groups) > 1:
            yield Heading(f"Group {group.number}: {group.words}")
        for found in group.answers:
            yield from issue_parts(base, claim.pseudonym, group, found, alone=len(groups) == len(group.answers) == 1)
    yield Heading("How to read this")
    yield Paragraph(LIMIT)
    yield Paragraph(
        "Of rulings that bind, the higher body's come first: the Supreme Court, the court of appeals of the circuit, "
        "the Attorney General, the Board. Facts not asked or not known leave a factor unknown; an answer holds "
        "whatever the unknown ones turn out to be.",
        "soft",
    )


def _side_by_side(base: FactorBase, groups: Sequence[GroupBefore], at: int, issue: str) -> Table:
    rows = []
    for group in groups:
        found = group.answers[at]
        nearest = {side: next((one for one in found.nearest if one.side is side), None) for side in Side}
        rows.append(
            (
                Cell(f"{group.number}", under=group.words),
                Cell(words_of(base, found.answer), tone=TONES[found.answer]),
                *(_near_cell(base, nearest[side]) for side in Side),
            )
        )
    return Table(
        ("Group", "Answer", *(f"Nearest for the {base.sides[side]}" for side in Side)),
        tuple(rows),
        caption=base.issues[issue].name,
        widths=(28, 16, 24, 24),
    )


def _near_cell(base: FactorBase, found: Compared | None) -> Cell | str:
    if found is None:
        return "none"
    apart = counted(len(found.weaker), "known difference") if found.weaker else "no known difference"
    open_ones = f", {counted(len(found.may_be_weaker), 'factor')} not known" if found.may_be_weaker else ""
    return Cell(found.placed.case.name, under=f"{STANDING[found.placed.standing]}; {apart}{open_ones}")


def issue_parts(
    base: FactorBase, claim: str, group: GroupBefore, found: Constrained, *, alone: bool = False
) -> Iterator[Part]:
    """Tell one issue of one proposed group."""
    yield Heading(base.issues[found.issue].name if not alone else "The answer", 2 if alone else 3)
    if not alone:
        yield Paragraph(_sentence(base, found))
    yield from _lines(base, found)
    yield from (Paragraph(caution, "note") for caution in found.cautions)
    shown = _pictured(found)
    if shown is not None:
        yield Picture(
            picture(base, claim, shown), f"{claim} beside {shown.placed.case.name}: {conclusion(base, shown)}"
        )
    yield _factor_table(base, group, found.issue)
    yield _nearest_table(base, found)
    yield from _changes(base, found, group)
    yield from _circumstances(base, found)


def _lines(base: FactorBase, found: Constrained) -> Iterator[Part]:
    for words, lines in (
        ("Forced by" if found.answer.side else "The two lines", found.by),
        ("A loss is not compelled", found.not_compelled if found.answer.side is None else ()),
        ("Reaching the claim from the other side, and yielding here", found.contrary),
        ("Reaching the claim, and binding nobody here", found.agreeing),
    ):
        if lines:
            yield Paragraph(f"{words}:")
            persuasive = lines is found.agreeing
            yield Bullets(
                tuple(
                    _headline(base, one) if persuasive else (_headline(base, one), Bullets(one.because))
                    for one in lines
                )
            )


def _headline(base: FactorBase, one: Reached) -> str:
    outcome = "remanded" if one.weak else f"for the {base.sides[one.side]}"
    return f"{one.placed.case.name}, {one.placed.case.citation} · {outcome} · {STANDING[one.placed.standing]}"


def _pictured(found: Constrained) -> Compared | None:
    """Choose the comparison to draw: a ruling that forces the answer, else the nearest binding one."""
    forcing = {one.placed.case.id for one in found.by}
    chosen = [one for one in found.nearest if one.placed.case.id in forcing]
    binding = [one for one in found.nearest if one.placed.standing is Standing.BINDING and one.shared]
    ranked = sorted(binding or found.nearest, key=lambda one: (not one.shared, len(one.weaker), len(one.may_be_weaker)))
    return next(iter(chosen or ranked), None)


def _factor_table(base: FactorBase, group: GroupBefore, issue: str) -> Table:
    rows = [
        (
            Cell(one.factor.name, under=f"counts for the {base.sides[one.factor.side]}" if one.factor.side else ""),
            one.state if one.state == PRESENT else "not known",
            _grounds(one),
        )
        for one in sorted(group.factors, key=lambda one: one.state != PRESENT)
        if one.factor.issue == issue and one.state != ABSENT
    ]
    absent = [one.factor.name for one in group.factors if one.factor.issue == issue and one.state == ABSENT]
    return Table(
        ("Factor", "Here", "Fact and evidence behind it"),
        tuple(rows) or (("none", "", ""),),
        caption="The factors of this claim on the issue",
        remark=f"Absent: {'; '.join(absent)}." if absent else "",
        widths=(40, 12, 46),
    )


def _grounds(one: FactorHere) -> str:
    if one.because:
        return "; ".join(_fact(recorded) for recorded in one.because)
    return f"not recorded: {', '.join(one.missing)}" if one.missing else ""


def _fact(recorded: RecordedFact) -> str:
    behind = [part for part in (recorded.source, recorded.evidence) if part]
    return f"{recorded.fact}: {value_in_words(recorded)}" + (f" ({'; '.join(behind)})" if behind else "")


def _nearest_table(base: FactorBase, found: Constrained) -> Table:
    rows = tuple(
        (
            Cell(one.placed.case.name, under=f"{outcome(base, one)}; {STANDING[one.placed.standing]}"),
            factor_names(base, one.shared),
            Cell(
                factor_names(base, one.weaker),
                under=f"if so: {factor_names(base, one.may_be_weaker)}" if one.may_be_weaker else "",
            ),
            factor_names(base, one.stronger),
        )
        for one in found.nearest
    )
    return Table(
        ("Decided case", "Shared", "What keeps this claim apart", "Stronger than the case"),
        rows or (("none", "", "", ""),),
        caption="The nearest rulings for each side",
        remark="Fewest known differences first, by the same measure for either side.",
        widths=(26, 24, 26, 22),
    )


def outcome(base: FactorBase, one: Compared) -> str:
    """Say how a compared ruling came out."""
    if one.side is None:
        return "not decided"
    return "remanded" if one.placed.ruling.outcome.winner is None else f"for the {base.sides[one.side]}"


def factor_names(base: FactorBase, ids: Sequence[str]) -> str:
    """Write factors by name."""
    return "; ".join(base.factors[id].name for id in ids) or "none"


def _changes(base: FactorBase, found: Constrained, group: GroupBefore) -> Iterator[Part]:
    missing = {one.factor.id: one.missing for one in group.factors}
    if found.decisive:
        yield Table(
            ("Not known", "If present", "If absent", "Facts that would tell"),
            tuple(
                (
                    base.factors[one.factor].name,
                    words_of(base, one.if_present),
                    words_of(base, one.if_absent),
                    ", ".join(missing.get(one.factor, ())),
                )
                for one in found.decisive
            ),
            caption="What is not known and turns the answer",
            widths=(34, 20, 20, 24),
        )
    if found.would_force:
        yield Table(
            ("Factor", "Were it", "Then", "By"),
            tuple(
                (
                    base.factors[one.factor].name,
                    PRESENT if one.present else ABSENT,
                    words_of(base, one.answer),
                    "; ".join(base.cases[case].name for case in one.by),
                )
                for one in found.would_force
            ),
            caption="Each single factor that would force it",
            widths=(34, 10, 22, 32),
        )
    elif found.answer is Forced.OPEN:
        yield Paragraph("No single factor would force it.", "soft")


def _circumstances(base: FactorBase, found: Constrained) -> Iterator[Part]:
    told = [f"«{one.usual.name}»: {one.effect.meaning}. {_by(base, one.regime.authorities)}" for one in found.counts]
    told += [f"{one.placed.case.name} forces nothing here: {one.why}." for one in found.set_aside]
    told += [_unconfirmed(one) for one in found.not_confirmed]
    if told:
        yield Paragraph("How factors and rulings count here:")
        yield Bullets(tuple(told))


def _by(base: FactorBase, authorities: Sequence[str]) -> str:
    return f"By {listed([base.cases[id].name if id in base.cases else id for id in authorities])}."


def _unconfirmed(one: Placed) -> str:
    return f"{one.case.name}: {status_word(one.status.word)}. {one.status.why}"
