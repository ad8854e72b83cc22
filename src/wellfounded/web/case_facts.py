"""A case's facts: a guided intake that asks only what can still matter, or every question by topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from wellfounded.claim.model import CERTAINTIES, NOT_ASKED, NOT_KNOWN, YES_NO_VALUES, RecordedFact
from wellfounded.claim.needed import NeededFact, needed
from wellfounded.errors import UnknownName, WellfoundedError
from wellfounded.law.model import Fact
from wellfounded.store.case_claim import fact_entry, new_key
from wellfounded.store.cases import Case
from wellfounded.store.clock import today
from wellfounded.store.entries import Entry
from wellfounded.web.asking import day_written, law_of
from wellfounded.web.cases import case_of
from wellfounded.web.pages import go, is_part, language_of, memory_of, render, text_of, vault_of
from wellfounded.web.touched import forum_of_case

ON_A_PAGE = 12
Keys = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the intake as its form shows it.

    Attributes:
        group: the key of the proposed group it is asked for, or an empty string.
        about: that group's words.
        bears_on: the elements that can turn on it.
    """

    fact: Fact
    words: str
    recorded: RecordedFact | None
    group: str = ""
    about: str = ""
    bears_on: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """A name for the form's parts."""
        return f"{self.fact.id}-{self.group}".strip("-")


def page(request: Request) -> Response:
    """Show the intake: what can still matter, all topics, or one step at a time."""
    library, case = law_of(request), case_of(request)
    manner = request.query_params.get("show", "next")
    on = min(today(), library.confirmed_through)
    groups = vault_of(request).entries(case.id, "group")
    keys = [(entry.key, str(entry.body["words"])) for entry in groups]
    spanish = language_of(request) == "es"
    told = _still_needed(request, case, on) if manner != "all" else ()
    topics = list(dict.fromkeys(fact.topic for fact in library.vocabulary.facts.values()))
    topic = request.query_params.get("topic", topics[0])
    if manner == "all":
        asked = [fact for fact in library.vocabulary.facts.values() if fact.topic == topic]
        questions = [
            _question(fact, key, about, case, keys, spanish=spanish) for fact, key, about in _each(asked, keys)
        ]
    else:
        questions = [_needed(fact, library.vocabulary.facts, keys, case, spanish=spanish) for fact in told]
    most = {"step": 1, "next": ON_A_PAGE}.get(manner, len(questions))
    recorded = [_recorded(library.vocabulary.facts[fact.fact], fact, spanish=spanish) for fact in case.claim.facts]
    return render(
        request,
        "facts.html",
        case=case,
        tab="facts",
        show=manner,
        questions=questions[:most],
        left=len(questions),
        recorded=recorded,
        on=on,
        topics=topics,
        topic=topic,
    )


def _still_needed(request: Request, case: Case, on: date) -> tuple[NeededFact, ...]:
    library, forum = law_of(request), forum_of_case(case)
    question = ("needed", library, on, forum)
    return memory_of(request, case).once(question, lambda: needed(case.claim, library, on=on, forum=forum))


def _words(fact: Fact, *, spanish: bool) -> str:
    return fact.spanish or fact.english if spanish else fact.english


def _recorded(fact: Fact, recorded: RecordedFact, *, spanish: bool) -> Question:
    return Question(fact, _words(fact, spanish=spanish), recorded)


def _needed(told: NeededFact, facts: Mapping[str, Fact], keys: Keys, case: Case, *, spanish: bool) -> Question:
    fact = facts[told.fact]
    key, about = keys[max(told.group, 1) - 1] if fact.per_group and keys else ("", "")
    bears_on = tuple(name for _, name in told.elements)
    return _question(fact, key, about, case, keys, spanish=spanish, bears_on=bears_on)


def _question(
    fact: Fact, key: str, about: str, case: Case, keys: Keys, *, spanish: bool, bears_on: tuple[str, ...] = ()
) -> Question:
    recorded = case.claim.fact(fact.id)
    if key:
        group = case.claim.groups[[one for one, _ in keys].index(key)]
        recorded = next((own for own in group.facts if own.fact == fact.id), None)
    return Question(fact, _words(fact, spanish=spanish), recorded, key, about, bears_on)


def _each(facts: Iterable[Fact], keys: Keys) -> Iterator[tuple[Fact, str, str]]:
    """List each fact once, or once for each proposed group where it is asked so."""
    for fact in facts:
        for key, about in keys if fact.per_group and keys else [("", "")]:
            yield fact, key, about


def save(request: Request, form: FormData) -> Response:
    """Record one answer, durably before it is acknowledged."""
    case, vault = case_of(request), vault_of(request)
    vocabulary = law_of(request).vocabulary
    name, group = text_of(form, "fact", most=80), text_of(form, "group", most=40)
    if name not in vocabulary.facts:
        raise UnknownName("fact", name, vocabulary.facts)
    recorded = _written(vocabulary.facts[name], form)
    if group and group not in {entry.key for entry in vault.entries(case.id, "group")}:
        raise WellfoundedError("The case has no such group.", remedy="It may have been taken out; see the history.")
    if recorded is None:
        vault.remove(case.id, "group-fact" if group else "fact", f"{group}/{name}" if group else name)
    else:
        vault.put(case.id, fact_entry(recorded, group=group))
    if is_part(request):
        return render(request, "saved.html", done="saved")
    show = text_of(form, "show", most=10)
    topic = f"&topic={quote(vocabulary.facts[name].topic)}" if show == "all" else ""
    return go(request, f"/case/{case.id}" + (f"?show={show}{topic}" if show in ("all", "step") else ""))


def _written(fact: Fact, form: FormData) -> RecordedFact | None:
    value = _value(fact, form)
    if value is None:
        return None
    certainty = text_of(form, "certainty", most=20)
    return RecordedFact(
        fact.id,
        value,
        source=text_of(form, "source", most=300),
        certainty=certainty if certainty in CERTAINTIES else "",
        about=text_of(form, "about", most=300),
        note=text_of(form, "note", most=5000),
    )


def _value(fact: Fact, form: FormData) -> str | date | None:
    text = text_of(form, "value", most=80)
    if fact.type == "date" and text in ("", "day", NOT_ASKED):
        return day_written(form, "day") if text != NOT_ASKED else None
    if text in ("", NOT_ASKED):
        return None
    if fact.type == "choice" and not fact.choices and text != NOT_KNOWN:
        return _country(text)
    known = {"choice": (*fact.choices, NOT_KNOWN), "date": (NOT_KNOWN,)}.get(fact.type, YES_NO_VALUES)
    if text not in known:
        raise UnknownName("answer", text, known)
    return text


def _country(text: str) -> str:
    country = text.upper()
    if not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise WellfoundedError("A country is written with two letters.", remedy="Guatemala is GT, Honduras is HN.")
    return country


def add_group(request: Request, form: FormData) -> Response:
    """Put a social group forward, or change its words."""
    case, words = case_of(request), text_of(form, "words", most=1000)
    key = text_of(form, "key", most=40) or new_key()
    if words:
        vault_of(request).put(case.id, Entry("group", key, {"words": words}))
    return go(request, f"/case/{case.id}/groups")
