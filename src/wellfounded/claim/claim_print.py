"""Writing a claim as a file: read again, it is the same claim."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wellfounded.claim.model import Claim, EnteredFinding, ProposedGroup, RecordedFact


def print_claim(claim: Claim) -> str:
    """Write a claim as a TOML file; `read_claim` reads it back the same."""
    blocks = [_head(claim)]
    if claim.facts:
        blocks.append(["[facts]", *map(_fact, claim.facts)])
    blocks += [_group(group) for group in claim.groups]
    blocks += [["[[ground]]", *_keys({"kind": ground.kind, "words": ground.words})] for ground in claim.grounds]
    blocks += [_finding(found) for found in claim.findings]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _head(claim: Claim) -> list[str]:
    lines = ["[claim]", f"pseudonym = {toml_text(claim.pseudonym)}"]
    lines += _keys({"stage": claim.stage, "circuit": claim.circuit or "", "hearing-on": claim.hearing_on})
    lines += ["filed-on-day-asked = true"] if claim.filed_on_day_asked else []
    return [*lines, *_keys({"source": claim.source, "note": claim.note})]


def _keys(values: dict[str, str | date | None]) -> Iterator[str]:
    for key, value in values.items():
        if value:
            yield f"{key} = {_value(value)}"


def _value(value: str | date) -> str:
    return value.isoformat() if isinstance(value, date) else toml_text(value)


def _fact(recorded: RecordedFact) -> str:
    more = list(
        _keys(
            {
                "source": recorded.source,
                "evidence": recorded.evidence,
                "certainty": recorded.certainty,
                "about": recorded.about,
                "note": recorded.note,
            }
        )
    )
    value = _value(recorded.value)
    return f"{recorded.fact} = {{ {', '.join([f'value = {value}', *more])} }}" if more else f"{recorded.fact} = {value}"


def _group(group: ProposedGroup) -> list[str]:
    lines = ["[[group]]", f"words = {toml_text(group.words)}"]
    return [*lines, "[group.facts]", *map(_fact, group.facts)] if group.facts else lines


def _finding(found: EnteredFinding) -> list[str]:
    lines = ["[[finding]]", f"finding = {toml_text(found.finding)}", f'answer = "{found.answer.value}"']
    lines += _keys({"source": found.source, "from": found.from_day, "until": found.until_day})
    lines += _keys({"ended-by": found.ended_by})
    lines += [f"circuits = [{', '.join(map(toml_text, sorted(found.circuits)))}]"] if found.circuits else []
    return [*lines, *([f"group = {found.group}"] if found.group else [])]


def toml_text(text: str) -> str:
    """Write a text as a TOML string on one line.

    Example:
        >>> toml_text('a "word"')
        '"a \\\\"word\\\\""'
    """
    written = text.replace("\\", "\\\\").replace('"', '\\"')
    named = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
    escaped = [
        named.get(sign) or (f"\\u{ord(sign):04X}" if ord(sign) < 32 or ord(sign) == 127 else sign) for sign in written
    ]
    return '"' + "".join(escaped) + '"'
