"""A small library, written as its pages are, for tests of the machine and not of the law."""

from __future__ import annotations

from wellfounded.law.library import Library
from wellfounded.law.reading import build_library

LIBRARY = """
version = "test"
coverage-from = 1980-04-01
confirmed-through = 2026-08-30
"""
ISSUES = """
[[issue]]
id = "psg.family"
name = "Family groups"
[[issue]]
id = "nexus.motive"
name = "Motive"
[[issue]]
id = "process.ag-referral"
name = "Referral"
"""
BODIES = """
[[body]]
id = "congress"
name = "Congress"
rank = 0
level = "legislature"
[[body]]
id = "attorney-general"
name = "Attorney General"
rank = 5
level = "agency"
[[body]]
id = "board"
name = "Board of Immigration Appeals"
rank = 6
level = "agency"
[[body]]
id = "ca4"
name = "Fourth Circuit"
rank = 2
level = "court-of-appeals"
circuit = "ca4"
[[body]]
id = "ddc"
name = "District Court for the District of Columbia"
rank = 3
level = "district-court"
"""
TREATMENTS = """
[[treatment]]
id = "overrules"
meaning = "prior holding no longer law"
displaces = "overruled"
displaces-in-part = "overruled-in-part"
[[treatment]]
id = "vacates"
meaning = "set aside"
displaces = "vacated"
displaces-in-part = "vacated-in-part"
undoes = true
[[treatment]]
id = "enjoins"
meaning = "enforcement forbidden"
displaces = "enjoined"
displaces-in-part = "enjoined-in-part"
undoes = true
temporary = true
ends-with-order = true
[[treatment]]
id = "stays"
meaning = "suspended"
displaces = "stayed"
displaces-in-part = "stayed"
undoes = true
temporary = true
[[treatment]]
id = "certifies"
meaning = "called up for review"
displaces = "certified"
temporary = true
leaves-standing = ["matter-of-referral"]
[[treatment]]
id = "lifts-stay"
meaning = "ends a stay"
restores = "temporary"
[[treatment]]
id = "reinstates"
meaning = "made operative again"
restores = "all"
[[treatment]]
id = "affirms"
meaning = "same case, upheld"
reviews = true
[[treatment]]
id = "follows"
meaning = "adopts"
"""
ELEMENTS = """
[[element]]
id = "psg.family"
name = "Family groups"
must-be-shown = "The rule of the day on family groups does not stop this group."
role = "required"
issues = ["psg.family"]
"""
FINDINGS = """
[[finding]]
id = "group.family-based"
element = "psg.family"
question = "Is the group a family?"
settled-by = "judgement"
[[finding]]
id = "group.distinct"
element = "psg.family"
question = "Does the society see the group?"
settled-by = "judgement"
"""
VOCABULARY = {
    "library.toml": LIBRARY,
    "vocabulary/issues.toml": ISSUES,
    "vocabulary/bodies.toml": BODIES,
    "vocabulary/treatments.toml": TREATMENTS,
    "vocabulary/elements.toml": ELEMENTS,
    "vocabulary/reliefs.toml": "",
    "vocabulary/findings.toml": FINDINGS,
    "vocabulary/facts.toml": "",
    "vocabulary/legal-holidays.toml": "",
    "vocabulary/contradictions.toml": "",
}


def page(id: str, by: str, day: str, *sections: str, **keys: str) -> tuple[str, str]:
    """Write an authority page: its path and its text."""
    fixed = {"kind": '"decision"', "effective": day, "precedential": "true", "known": '"seen"'}
    fixed |= {"binds": '["ij", "bia", "asylum-office", "dhs"]', "decided": day}
    fixed |= {name.replace("_", "-"): value for name, value in keys.items()}
    lines = [
        f"# {id.replace('-', ' ').title()}",
        "",
        "```toml authority",
        f'id = "{id}"',
        f'cite = "{id} (test)"',
        f'by = "{by}"',
    ]
    lines += [f"{name} = {value}" for name, value in fixed.items() if value]
    return f"{by}/{id}.md", "\n".join([*lines, "```", "", *sections]) + "\n"


def holding(issue: str) -> str:
    """Write a holding section."""
    return f'## On {issue}\n\nHeld so.\n\n```toml holding\nissue = "{issue}"\n```\n'


def treatment(effect: str, target: str, on: str, **keys: str) -> str:
    """Write a treatment section."""
    more = "".join(f"{name.replace('_', '-')} = {value}\n" for name, value in keys.items())
    return (
        f'## {effect} {target}\n\n```toml treatment\neffect = "{effect}"\ntarget = "{target}"\non = {on}\n{more}```\n'
    )


def legal_test(id: str, rule: str, begins: str, **keys: str) -> str:
    """Write a test section for the family element."""
    more = "".join(f"{name.replace('_', '-')} = {value}\n" for name, value in keys.items())
    head = f'## Test {id}\n\n```toml test\nid = "{id}"\nelement = "psg.family"\nrule = "{rule}"\nfrom = {begins}\n'
    return f"{head}{more}```\n"


def build(*pages: tuple[str, str], **files: str) -> Library:
    """Build a library from pages; fails on any error."""
    library, errors = build_library({**VOCABULARY, **dict(pages), **files})
    assert not errors, "\n".join(map(str, errors))
    return library
