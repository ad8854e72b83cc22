"""What makes a library unusable: names of nothing, treatments out of order, circles, rules that cannot be exact."""

from __future__ import annotations

from collections.abc import Iterator

from wellfounded.errors import BrokenPage, UnknownName, WellfoundedError
from wellfounded.law.library import Library, first_day
from wellfounded.law.model import Authority, LegalTest, Treatment, TreatmentKind, Vocabulary
from wellfounded.rule import both_ways, names


class WrongLaw(WellfoundedError):
    """Something a page says that cannot be so."""


def structural_errors(library: Library) -> Iterator[WellfoundedError]:
    """List everything that makes a library unusable, page by page."""
    for page in library.authorities.values():
        for treatment in page.treatments:
            yield from _treatment_errors(library, page, treatment)
        for test in page.tests:
            yield from _test_errors(library, page, test)
    yield from _circles(library)
    yield from _repeated_tests(library)
    yield from _vocabulary_errors(library)


def at_line(page: Authority, line: int) -> str:
    """Name a line of a page."""
    return f"{page.path}, line {line}"


def _treatment_errors(library: Library, page: Authority, treatment: Treatment) -> Iterator[WellfoundedError]:
    where = at_line(page, treatment.line)
    target = library.authorities.get(treatment.target)
    if target is None:
        yield UnknownName(
            "authority of the library",
            treatment.target,
            library.authorities,
            where=where,
            remedy="A treatment without a target would leave a displaced decision looking good. "
            "Correct the id, or add the page.",
        )
    elif treatment.on < first_day(target):
        yield WrongLaw(
            f"{page.name} {treatment.effect} {target.name} on {treatment.on}, before {target.name} existed "
            f"({first_day(target)}).",
            where=where,
            remedy="Correct one of the two days.",
        )
    elif target.id == page.id:
        yield WrongLaw(f"{page.name} treats itself.", where=where, remedy="Name the authority that it treats.")


def _test_errors(library: Library, page: Authority, test: LegalTest) -> Iterator[WellfoundedError]:
    where = at_line(page, test.line)
    for stated in test.stated_by:
        if stated.authority not in library.authorities:
            yield UnknownName("authority of the library", stated.authority, library.authorities, where=where)
    for finding in dict.fromkeys(names(test.rule)):
        if finding not in library.vocabulary.findings:
            yield UnknownName("finding", finding, library.vocabulary.findings, where=where)
    for finding in both_ways(test.rule):
        yield WrongLaw(
            f'The test "{test.id}" uses the finding "{finding}" both plainly and negated.',
            where=where,
            remedy="Three-valued answers are exact only where a finding has one sign. Split the test or the finding.",
        )


def _circles(library: Library) -> Iterator[WellfoundedError]:
    """Find authorities that displace or restore each other in a circle: none could be judged before the others."""
    kinds = library.vocabulary.treatments
    acts_on = {
        page.id: sorted(
            {
                part.target
                for part in page.treatments
                if part.target in library.authorities and part.target != page.id and _weighs(kinds[part.effect])
            }
        )
        for page in library.authorities.values()
    }
    done: set[str] = set()
    for start in acts_on:
        circle = _circle_from(start, acts_on, done)
        if circle:
            names = [library.authorities[id].name for id in circle]
            yield WrongLaw(
                f"{', '.join(names)} act on each other in a circle.",
                where=library.authorities[circle[0]].path,
                remedy="An authority acts on what came before it. Correct the target of one of the treatments.",
            )


def _weighs(kind: TreatmentKind) -> bool:
    return bool(kind.displaces or kind.restores)


def _circle_from(start: str, acts_on: dict[str, list[str]], done: set[str]) -> list[str]:
    """Walk from an authority along what it acts on; return the first circle met, or nothing."""
    path: list[str] = []
    waiting = [(start, iter(acts_on[start]))] if start not in done else []
    while waiting:
        id, targets = waiting[-1]
        if len(path) < len(waiting):
            path.append(id)
        target = next(targets, None)
        if target is None:
            done.add(id)
            waiting.pop()
            path.pop()
        elif target in path:
            return path[path.index(target) :]
        elif target not in done:
            waiting.append((target, iter(acts_on[target])))
    return []


def _repeated_tests(library: Library) -> Iterator[WellfoundedError]:
    seen: dict[str, Authority] = {}
    for page in library.authorities.values():
        for test in page.tests:
            if test.id in seen:
                yield BrokenPage(
                    f'Two tests have the id "{test.id}"; the other stands in {seen[test.id].path}.',
                    where=at_line(page, test.line),
                    remedy="Give one of them another id.",
                )
            seen[test.id] = page


def _vocabulary_errors(library: Library) -> Iterator[WellfoundedError]:
    words = library.vocabulary
    for element in words.elements.values():
        where = f"vocabulary/elements.toml, {element.id}"
        for issue in element.issues:
            if issue not in words.issues:
                yield UnknownName("issue", issue, words.issues, where=where)
        for part in names(element.made_of) if element.made_of else ():
            if part not in words.elements:
                yield UnknownName("element", part, words.elements, where=where)
    for kind in words.treatments.values():
        for name in kind.leaves_standing:
            if name not in library.authorities:
                where = f"vocabulary/treatments.toml, {kind.id}"
                yield UnknownName("authority of the library", name, library.authorities, where=where)
    for relief in words.reliefs.values():
        for part in names(relief.rule):
            if part not in words.elements:
                yield UnknownName("element", part, words.elements, where=f"vocabulary/reliefs.toml, {relief.id}")
    yield from _unknown_facts(words)


def _unknown_facts(words: Vocabulary) -> Iterator[WellfoundedError]:
    for finding in words.findings.values():
        used = [fact for rule in (finding.met_when, finding.not_met_when) if rule for fact in names(rule)]
        for fact in dict.fromkeys((*finding.facts_for, *finding.facts_against, *used)):
            if fact not in words.facts:
                yield UnknownName("fact", fact, words.facts, where=f"vocabulary/findings.toml, {finding.id}")
    for row in words.contradictions.values():
        for fact in names(row.rule):
            if fact not in words.facts:
                yield UnknownName("fact", fact, words.facts, where=f"vocabulary/contradictions.toml, {row.id}")
