"""Sections of the Act, the Code and the regulations: found, listed, and matched to each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from wellfounded.citation.acts import is_act_section, is_title_8_section, usc_section
from wellfounded.citation.forms import CFR, INA, USC, Citation
from wellfounded.citation.parenthetical import read_parenthetical

_SIGN = r"(?P<sign>(?:\b[Ss]ections?\s+)?§§?|\b[Ss]ec(?:-\s*\n\s*)?tions?\b|\b[Ss]ecs?\.|\bSECTIONS?\b)"
_HEAD = re.compile(
    r"(?:(?P<usc>\b\d{1,2})\s+U\.?\s?S\.?\s?C(?:ode)?\.?(?:\s?A\.?(?![a-z]))?(?:\s*\(?App\.\)?)?"
    r"|(?P<cfr>\b\d{1,2})\s+C\.?\s?F\.?\s?R\.?"
    r"|(?P<ina>\bI\.?\s?N\.?\s?A\.?|\bImmigration\s+(?:and|&)\s+Nationality\s+Act"
    r"(?:\s*\([“\"]?(?:the\s+)?(?:INA|I\.N\.A\.|Act)[”\"]?\))?|\b[Tt]he\s+Act|\bAct))"
    r",?\s*(?P<sign>§§?|[Ss]ections?\b|[Ss]ecs?\.|[Pp]arts?\b|[Pp]ts?\.)?\s*(?=\d)"
)
_BARE = re.compile(rf"{_SIGN}\s*(?=\d)")
_LABELS = r"(?:\s?\((?:[a-z]{1,4}|[A-Z]{1,4}|\d{1,2})\))"
_SUFFIXED = r"\d{1,5}[A-Za-z]{1,2}(?:-\d{1,2}(?!\d))?"
_CODE_ITEM = re.compile(rf"(?P<section>{_SUFFIXED}|\d{{1,5}}(?:-\d{{1,2}}(?!\d))?)(?![A-Za-z\d])(?P<labels>{_LABELS}*)")
_CODE_LIST_ITEM = re.compile(rf"(?P<section>{_SUFFIXED}|\d{{1,5}})(?![A-Za-z\d])(?P<labels>{_LABELS}*)")
_RULE_ITEM = re.compile(
    rf"(?P<section>\d{{1,4}}\.\d{{1,4}}[a-z]?|(?<=\s)\.\d{{1,4}}|(?<=[-–])\.\d{{1,4}})(?P<labels>{_LABELS}*)"
)
_PART_ITEM = re.compile(r"(?P<section>\d{1,4})(?P<labels>)(?![\d.]\d)")
_MORE_LABELS = re.compile(rf"(?P<labels>{_LABELS}+)")
_BETWEEN = re.compile(r"\s*(?:[,;]\s*(?:and|or|&)?|(?:and|or|&)(?=\s))\s*|\s?[-–—]\s?(?=[\d.(])")
_NEXT_REPORTER = re.compile(
    r"(?:,\d{3})*\s+(?:I\.?\s?&|U\.?\s?S\.?\s?|S\.\s?Ct|F\.|L\.\s?Ed|Fed\.|WL\b|C\.?\s?F\.?\s?R|Stat\b)"
)
_OF_ACT = re.compile(
    r"\s*,?\s+of\s+(?:the\s+)?(?P<act>Immigration\s+(?:and|&)\s+Nationality\s+Act|I\.?N\.?A\.?\b|(?:the\s+)?Act\b(?!\s+of))"
)
_OF_OTHER = re.compile(r"\s*,?\s+of\s+(?:[Tt]itle\s+(?!8\b)\d|that\s+(?:[Aa]ct|statute)|(?:the\s+)?(?!Act\b)[A-Z])")
_OF_TITLE_8 = re.compile(r"\s*,?\s+of\s+(?:[Tt]itle\s+8\b|this\s+title\b)")
_IMMIGRATION = re.compile(
    r"Immigration\s+(?:and|&)\s+Nationality\s+Act|\bINA\b|\b8\s+(?:U\.?\s?S\.?\s?C|C\.?\s?F\.?\s?R)|\bI\.?\s?&\s?N\.?\s+Dec"
)
_SIGNALS = re.compile(
    r"(?:See|Cf|Under|In|But|And|Accord|Compare|Both|Of|By|To|Sections?|While|Because|Unlike|Although|If|When|Congress"
    r"|That|Id|With|Also|Like|Since|Whereas|Nor|The)\Z"
)
_BEGINS_ANEW = re.compile(r"\*\d{1,4}\s*$|[.?!”\"]\d{1,3}\s+$|[a-z]{3}[.?!][”\"]?\s+$")
_WORD_BEFORE = re.compile(r"([A-Za-z.’']+|\d[\d.,-]*|[^\s\w])\s*$")


@dataclass(frozen=True, slots=True)
class _Item:
    section: str
    labels: tuple[str, ...]
    start: int
    end: int


def find_sections(text: str) -> list[Citation]:
    """Find every section of the Act, the United States Code and the Code of Federal Regulations."""
    named = [citation for match in _HEAD.finditer(text) for citation in _read_named(match, text)]
    spans = [(citation.start, citation.end) for citation in named]
    immigration = bool(named) or _IMMIGRATION.search(text) is not None
    bare = [citation for match in _BARE.finditer(text) for citation in _read_bare(match, text, immigration=immigration)]
    return sorted([*named, *_outside(bare, spans)], key=lambda citation: citation.start)


def _outside(citations: list[Citation], spans: list[tuple[int, int]]) -> Iterator[Citation]:
    place, ordered = 0, sorted(spans)
    for citation in sorted(citations, key=lambda found: found.start):
        while place < len(ordered) and ordered[place][1] <= citation.start:
            place += 1
        if place == len(ordered) or citation.end <= ordered[place][0]:
            yield citation


def _read_named(match: re.Match[str], text: str) -> list[Citation]:
    sign = match["sign"] or ""
    if match["ina"]:
        if not sign and not match["ina"].replace(".", "").replace(" ", "").startswith("INA"):
            return []
        items = list(_items(text, match.end(), _CODE_ITEM, several=_several(sign)))
        return _cited(items, INA, "8", match.start(), text)
    if match["cfr"]:
        part = sign.lower().startswith(("part", "pt"))
        items = list(_items(text, match.end(), _PART_ITEM if part else _RULE_ITEM, several=_several(sign)))
        if not items and not sign:
            items = list(_items(text, match.end(), _PART_ITEM, several=False))
        return _cited(items, CFR, match["cfr"], match.start(), text)
    items = list(_items(text, match.end(), _CODE_ITEM, several=_several(sign)))
    return _cited(items, USC, match["usc"], match.start(), text)


def _several(sign: str) -> bool:
    return sign == "§§" or sign.lower().rstrip(".").endswith("s")


def _items(text: str, at: int, pattern: re.Pattern[str], *, several: bool) -> Iterator[_Item]:
    if several and pattern is _CODE_ITEM:
        pattern = _CODE_LIST_ITEM
    match = pattern.match(text, at)
    if match is None or _NEXT_REPORTER.match(text, match.end()):
        return
    item = _item(match, "")
    yield item
    while (between := _BETWEEN.match(text, item.end)) is not None:
        following = pattern.match(text, between.end()) if several else None
        if following is not None and not _NEXT_REPORTER.match(text, following.end()):
            item = _item(following, item.section)
        elif (more := _MORE_LABELS.match(text, between.end())) is not None:
            labels = successor(item.labels, _split(more["labels"]))
            if not labels or (not several and _is_clause(text, more.end(), between[0])):
                return
            item = _Item(item.section, labels, more.start(), more.end())
        else:
            return
        yield item


def _is_clause(text: str, end: int, between: str) -> bool:
    """Tell a list of subsections from the numbering of clauses in a sentence: "section 208, (1) the applicant"."""
    return "(" not in between and re.match(r"\s+[a-z]{2,}", text[end : end + 12]) is not None and "," in between


def _item(match: re.Match[str], previous: str) -> _Item:
    section = match["section"]
    if section.startswith("."):
        section = previous.partition(".")[0] + section
    elif previous and "." not in section and len(section) < len(previous) and previous.isdigit() and section.isdigit():
        section = previous[: len(previous) - len(section)] + section
    return _Item(section, _split(match["labels"]), match.start(), match.end())


def _split(labels: str | None) -> tuple[str, ...]:
    return tuple(re.findall(r"\(([^)]+)\)", labels or ""))


def successor(labels: tuple[str, ...], following: tuple[str, ...]) -> tuple[str, ...]:
    """Complete a subsection that repeats only its last labels; empty if it cannot follow.

    Example:
        >>> successor(("a", "2", "B"), ("D",))
        ('a', '2', 'D')
        >>> successor(("b", "1", "B", "i"), ("2",))
        ('b', '2')
    """
    kind = _label_kind(following[0])
    places = [place for place, label in enumerate(labels) if _label_kind(label) == kind]
    return (*labels[: places[-1]], *following) if places else ()


def _label_kind(label: str) -> str:
    return "digit" if label.isdigit() else "upper" if label.isupper() else "lower"


def _cited(items: list[_Item], kind: str, title: str, start: int, text: str, *, bare: bool = False) -> list[Citation]:
    if not items:
        return []
    year = read_parenthetical(text, items[-1].end)
    years = year.years if year is not None and not year.bodies and year.end - items[-1].end < 24 else ()
    citations = []
    for place, item in enumerate(items):
        begins = start if place == 0 else item.start
        ends = item.end
        if place == len(items) - 1 and years and year is not None:
            ends = year.end
        labels = "".join(f"({label})" for label in item.labels)
        citations.append(
            Citation(
                kind,
                text[begins:ends],
                begins,
                ends,
                canonical=canonical_section(kind, title, item.section, labels),
                reporter={INA: "INA", USC: f"{title} U.S.C.", CFR: f"{title} C.F.R."}[kind],
                pinpoint=item.section + labels,
                years=years,
                bare=bare,
            )
        )
    return citations


def canonical_section(kind: str, title: str, section: str, labels: str) -> str:
    """Write a section in the form in which it is looked up; a section of the Act becomes its section of the Code.

    Example:
        >>> canonical_section("ina", "8", "208", "(b)(1)(B)(i)")
        '8 U.S.C. § 1158(b)(1)(B)(i)'
    """
    if kind == CFR:
        return f"{title} C.F.R. § {section}{labels}" if "." in section else f"{title} C.F.R. Part {section}"
    if kind == INA:
        code = usc_section(section)
        return f"8 U.S.C. § {code}{labels}" if code else f"INA § {section.upper()}{labels}"
    return f"{title} U.S.C. § {section}{labels}"


def _read_bare(match: re.Match[str], text: str, *, immigration: bool) -> list[Citation]:
    pattern = _RULE_ITEM if re.match(r"\d{1,4}\.\d", text[match.end() : match.end() + 6]) else _CODE_ITEM
    items = list(_items(text, match.end(), pattern, several=_several(match["sign"])))
    if not items:
        return []
    if pattern is _RULE_ITEM:
        return _bare_rule(match, items, text) if immigration else []
    if not _several(match["sign"]):
        listed = list(_items(text, match.end(), pattern, several=True))
        items = listed if _OF_ACT.match(text, listed[-1].end) else items
    after = _OF_ACT.match(text, items[-1].end)
    if after is not None:
        return _with_tail(_cited(items, INA, "8", match.start(), text), after.end(), text)
    if _OF_TITLE_8.match(text, items[-1].end):
        return _cited(items, USC, "8", match.start(), text, bare=True)
    if not immigration or _OF_OTHER.match(text, items[-1].end) or _named_before(text, match.start()):
        return []
    if all(is_act_section(item.section) for item in items):
        return _cited(items, INA, "8", match.start(), text, bare=True)
    if all(is_title_8_section(item.section) for item in items):
        return _cited(items, USC, "8", match.start(), text, bare=True)
    return []


def _bare_rule(match: re.Match[str], items: list[_Item], text: str) -> list[Citation]:
    part = items[0].section.partition(".")[0]
    known = part.isdigit() and (200 <= int(part) <= 299 or 1001 <= int(part) <= 1299)
    if not known or _named_before(text, match.start()) or _OF_OTHER.match(text, items[-1].end):
        return []
    return _cited(items, CFR, "8", match.start(), text, bare=True)


def _with_tail(citations: list[Citation], end: int, text: str) -> list[Citation]:
    *earlier, last = citations
    return [*earlier, replace(last, end=end, text=text[last.start : end])]


def _named_before(text: str, at: int) -> bool:
    """Tell whether another statute's name stands right before a section sign ("IIRIRA § 304", "Penal Code § 273.5")."""
    before = _WORD_BEFORE.search(text, max(0, at - 40), at)
    if before is None or _BEGINS_ANEW.search(text, max(0, at - 40), at):
        return False
    word = before[1]
    if word[0].isdigit():
        return True
    if word == ",":
        earlier = _WORD_BEFORE.search(text, max(0, at - 60), before.start())
        return earlier is not None and re.match(r"\d|(?:Act|IIRIRA|Code|[IVX]+)$", earlier[1]) is not None
    return word[0].isupper() and _SIGNALS.match(word.strip(".,")) is None
