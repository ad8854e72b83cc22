"""A claim file: write one to start from, check it, and see which facts it can hold."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wellfounded.cli.options import add_library, format_of, give, json_text, library_of
from wellfounded.errors import UnknownName, UnreadableFile

if TYPE_CHECKING:
    from wellfounded.claim.cautions import Check
    from wellfounded.law.model import Fact


def configure(parser: ArgumentParser) -> None:
    """Add what can be done with a claim file."""
    doings = parser.add_subparsers(title="what to do", metavar="DOING")
    for name, meaning, add in (
        ("new", "write a commented claim file to start from", _add_new),
        ("check", "read a claim file and tell everything that is wrong with it", _add_check),
        ("facts", "list the facts a claim file can hold, each with its question", _add_facts),
    ):
        doing = doings.add_parser(name, help=meaning, description=f"{meaning.capitalize()}.", allow_abbrev=False)
        add_library(doing)
        add(doing)


def _add_new(parser: ArgumentParser) -> None:
    parser.add_argument("pseudonym", nargs="?", default="R.M.", metavar="PSEUDONYM", help="never a real name")
    parser.add_argument("--spanish", action="store_true", help="add each question in Spanish")
    parser.add_argument("--format", choices=("text", "json"), default=None, help="how to answer (default: text)")
    parser.add_argument("--out", metavar="FILE", help="the file to write; one that exists is left alone")
    parser.set_defaults(run=_new)


def _new(options: Namespace) -> int:
    from wellfounded.claim.template import claim_template

    if options.out and Path(options.out).exists():
        raise UnreadableFile(
            "A file of that name is there already.", where=options.out, remedy="Name another; nothing was overwritten."
        )
    vocabulary = library_of(options).vocabulary
    text = claim_template(vocabulary, pseudonym=options.pseudonym, spanish=options.spanish)
    give(json_text({"claim": text}) if options.format == "json" else text, options)
    return 0


def _add_check(parser: ArgumentParser) -> None:
    parser.add_argument("claim", metavar="FILE", help="a claim file")
    parser.add_argument("--format", choices=("text", "json"), default=None, help="how to answer (default: text)")
    parser.add_argument("--out", metavar="FILE", help="write to a file instead")
    parser.set_defaults(run=_check)


def _check(options: Namespace) -> int:
    from wellfounded.claim.cautions import check_claim
    from wellfounded.claim.claim_file import claim_text

    vocabulary = library_of(options).vocabulary
    found = check_claim(claim_text(Path(options.claim)), vocabulary, name=options.claim)
    give(json_text(_check_keys(found)) if format_of(options) == "json" else "\n".join(_check_lines(found)), options)
    return 2 if found.errors else 0


def _check_keys(found: Check) -> dict[str, Any]:
    return {
        "file": found.name,
        "readable": not found.errors,
        "errors": [{"line": error.line, "found": error.found, "remedy": error.remedy} for error in found.errors],
        "cautions": list(found.cautions),
        "facts": {"known": found.known, "not_known": found.not_known, "not_asked": found.not_asked},
        "groups": found.groups,
        "findings": found.findings,
    }


def _check_lines(found: Check) -> Iterator[str]:
    for error in found.errors:
        yield f"{error}\n"
    if found.errors:
        yield f"{len(found.errors)} to correct in {found.name}.\n"
        return
    yield f"{found.name} reads without an error."
    yield f"Facts: {found.known} known, {found.not_known} asked and not known, {found.not_asked} not asked."
    yield f"Proposed groups: {found.groups}. Findings entered: {found.findings}."
    yield from (f"Caution: {caution}" for caution in found.cautions)
    yield ""


def _add_facts(parser: ArgumentParser) -> None:
    parser.add_argument("fact", nargs="*", metavar="FACT", help="only these facts")
    parser.add_argument("--topic", metavar="TOPIC", help="only one topic: harm, why, bars, …")
    parser.add_argument("--spanish", action="store_true", help="add the Spanish question")
    parser.add_argument("--format", choices=("text", "json"), default=None, help="how to answer (default: text)")
    parser.add_argument("--out", metavar="FILE", help="write to a file instead")
    parser.set_defaults(run=_facts)


def _facts(options: Namespace) -> int:
    vocabulary = library_of(options).vocabulary
    facts = list(vocabulary.facts.values())
    if options.topic:
        topics = list(dict.fromkeys(fact.topic for fact in facts))
        if options.topic not in topics:
            raise UnknownName("topic", options.topic, topics, remedy=f"The topics are: {', '.join(topics)}.")
        facts = [fact for fact in facts if fact.topic == options.topic]
    for name in options.fact:
        if name not in vocabulary.facts:
            raise UnknownName("fact", name, vocabulary.facts, remedy="`wellfounded claim facts` lists them all.")
    facts = [fact for fact in facts if not options.fact or fact.id in options.fact]
    if format_of(options) == "json":
        give(json_text({"facts": [_fact_keys(fact) for fact in facts]}), options)
    else:
        give("\n".join(_fact_lines(facts, spanish=options.spanish)) + "\n", options)
    return 0


def _fact_keys(fact: Fact) -> dict[str, Any]:
    return {
        "fact": fact.id,
        "topic": fact.topic,
        "type": fact.type,
        "choices": list(fact.choices),
        "per_group": fact.per_group,
        "english": fact.english,
        "spanish": fact.spanish,
        "form_i589": fact.form,
        "bears_on": list(fact.bears_on),
    }


def _fact_lines(facts: list[Fact], *, spanish: bool) -> Iterator[str]:
    import textwrap

    topic = ""
    for fact in facts:
        if fact.topic != topic:
            yield from (["", fact.topic] if topic else [fact.topic])
            topic = fact.topic
        kind = {"yes-no": "", "date": " (a day)", "choice": " (a choice)"}[fact.type]
        yield f"  {fact.id}{kind}{', for each group' if fact.per_group else ''}"
        for words in (fact.english, *([fact.spanish] if spanish else [])):
            yield from textwrap.wrap(words, 96, initial_indent="      ", subsequent_indent="      ")
        if fact.choices:
            yield from textwrap.wrap(", ".join(fact.choices), 96, initial_indent="      ", subsequent_indent="      ")
