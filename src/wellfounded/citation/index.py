"""The index of I&N Decisions: which decision begins where, and where the index is complete."""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from wellfounded.citation.names import caption_key, plain, same_caption
from wellfounded.errors import UnreadableFile
from wellfounded.shipped import material_folder

LONGEST_DECISION = 90
YEARS_OF_DOUBT = 2


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision in the I&N Decisions, by volume and first page.

    Attributes:
        volume, page, name: where it begins and what it is called.
        known_as: the short name that tells it from others of the same name ("A-B- II"), or an empty string.
        bodies, years: who decided, and in which years, in the same order.
        decided: its day, where the index has it.
        interim: its Interim Decision number, or None.
        order: what it is if not a decision proper ("referral"), or an empty string.
        source: where the row was read.
    """

    volume: int
    page: int
    name: str
    known_as: str = ""
    bodies: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    decided: date | None = None
    interim: int | None = None
    order: str = ""
    source: str = ""

    @property
    def cite(self) -> str:
        """The decision's citation without a parenthetical."""
        return f"{self.volume} I&N Dec. {self.page}"

    @property
    def caption(self) -> str:
        """Its caption, full citation and year, as a lawyer writes them."""
        inside = "; ".join(
            " ".join(str(part) for part in pair if part)
            for pair in zip(self.bodies or ("",), self.years or ("",), strict=False)
        )
        return f"Matter of {self.name}, {self.cite}" + (f" ({inside})" if inside.strip() else "")


@dataclass(frozen=True, slots=True)
class CompleteSpan:
    """Pages of a volume in which no decision begins that the index does not have."""

    volume: int
    first: int
    last: int
    known: str
    source: str


@dataclass(frozen=True, slots=True)
class Misprint:
    """A citation that is printed wrongly in a known place, and what is meant."""

    written: str
    name: str
    meant: str
    known: str
    what: str
    source: str


class DecisionIndex:
    """Decisions by volume and page, with what is known of its completeness.

    Attributes:
        decisions: in the order of volume and page.
        spans: where it is complete.
        misprints: known misprints.
        first_years: the first year of each reporter whose beginning is known.
    """

    def __init__(
        self,
        decisions: Iterable[Decision],
        spans: Iterable[CompleteSpan] = (),
        misprints: Iterable[Misprint] = (),
        first_years: dict[str, int] | None = None,
    ) -> None:
        unique = {(decision.volume, decision.page, decision.name): decision for decision in decisions}
        self.decisions = tuple(unique[key] for key in sorted(unique))
        self.spans = tuple(spans)
        self.misprints = tuple(misprints)
        self.first_years = dict(first_years or {})

    @cached_property
    def _starts(self) -> dict[int, list[int]]:
        starts: dict[int, list[int]] = {}
        for decision in self.decisions:
            pages = starts.setdefault(decision.volume, [])
            if not pages or pages[-1] != decision.page:
                pages.append(decision.page)
        return starts

    @cached_property
    def _by_page(self) -> dict[tuple[int, int], tuple[Decision, ...]]:
        found: dict[tuple[int, int], tuple[Decision, ...]] = {}
        for decision in self.decisions:
            key = (decision.volume, decision.page)
            found[key] = (*found.get(key, ()), decision)
        return found

    @cached_property
    def _by_name(self) -> dict[str, tuple[Decision, ...]]:
        found: dict[str, tuple[Decision, ...]] = {}
        for decision in self.decisions:
            key = caption_key(decision.name)
            found[key] = (*found.get(key, ()), decision)
        return found

    @cached_property
    def _by_short_name(self) -> dict[str, tuple[Decision, ...]]:
        found: dict[str, tuple[Decision, ...]] = {}
        for decision in self.decisions:
            if decision.known_as:
                found[decision.known_as] = (*found.get(decision.known_as, ()), decision)
        return found

    def at(self, volume: int, page: int) -> tuple[Decision, ...]:
        """List the decisions that begin on a page."""
        return self._by_page.get((volume, page), ())

    def interim(self, number: int) -> Decision | None:
        """Find a decision by its Interim Decision number."""
        return next((decision for decision in self.decisions if decision.interim == number), None)

    def running_at(self, volume: int, page: int) -> Decision | None:
        """Find the decision that runs on a page: the last to begin at or before it, if near enough to run there."""
        pages = self._starts.get(volume, [])
        place = bisect_right(pages, page) - 1
        if place < 0 or page - pages[place] > LONGEST_DECISION:
            return None
        return self.at(volume, pages[place])[-1]

    def next_start(self, decision: Decision) -> int | None:
        """Return the page on which the next decision of the index begins; the decision ends there at the latest."""
        pages = self._starts.get(decision.volume, [])
        place = bisect_right(pages, decision.page)
        return pages[place] if place < len(pages) else None

    def complete_at(self, volume: int, page: int) -> CompleteSpan | None:
        """Return the span that proves which decisions begin around a page, if one does."""
        return next(
            (
                span
                for span in self.spans
                if span.volume == volume and span.first <= page <= span.last and span.known == "seen"
            ),
            None,
        )

    def ordinal(self, name: str) -> tuple[Decision, ...]:
        """List the decisions whose short name with an ordinal ("A-B- II") a name is."""
        wanted = re.sub(r"^(?:In\s+the\s+)?Matter\s+of\s+|^In\s+re:?\s+", "", plain(name))
        return self._by_short_name.get(wanted, ())

    def named(self, name: str, *, by: date | None = None) -> tuple[Decision, ...]:
        """List the decisions of a name, decisions proper before orders; an ordinal ("A-B- II") tells them apart."""
        ordinal = self.ordinal(name)
        if ordinal:
            return ordinal
        found = self._by_name.get(caption_key(name), ())
        if not found:
            key = caption_key(name)
            found = tuple(
                decision for other in self._by_name if other.split(" & ")[0] == key for decision in self._by_name[other]
            )
        existing = tuple(decision for decision in found if by is None or not begins_after(decision, by))
        proper = tuple(decision for decision in existing if not decision.order)
        return proper or existing

    def misprint(self, written: str, name: str, year: int | None) -> Misprint | None:
        """Find the known misprint a citation repeats."""
        for misprint in self.misprints:
            if misprint.written not in (written, f"{written} (BIA {year})"):
                continue
            if not name or same_caption(name, misprint.name):
                return misprint
        return None

    def volume_years(self, volume: int) -> tuple[int | None, int | None]:
        """Return the years between which a volume's decisions certainly lie, as its neighbours in the index bound them.

        The index is a sample, and volumes overlap: the bounds are wider than the sample by the years of doubt.
        """
        before = [year for decision in self.decisions if decision.volume == volume - 1 for year in decision.years[:1]]
        after = [year for decision in self.decisions if decision.volume == volume + 1 for year in decision.years[-1:]]
        return (
            min(before) - YEARS_OF_DOUBT if before else None,
            max(after) + YEARS_OF_DOUBT if after else None,
        )

    @cached_property
    def last_volume(self) -> int:
        """The highest volume the index has."""
        return max((decision.volume for decision in self.decisions), default=0)

    def volume_began(self, volume: int) -> int | None:
        """Return the year in which a volume began: of its first page, or a year certainly not after it."""
        years = [min(decision.years) for decision in self.decisions if decision.volume == volume and decision.years]
        if not years:
            return None
        return min(years) if self.at(volume, 1) else min(years) - YEARS_OF_DOUBT

    def reached(self, volume: int, day: date) -> bool:
        """Say whether a volume may have been reached by a day: the next to the last known may be, if it is not proven.

        It is proven that it was not when the index has a decision of the last volume that was made after the day.
        """
        if volume <= self.last_volume:
            return True
        later = (decision for decision in self.decisions if decision.volume == self.last_volume)
        return volume == self.last_volume + 1 and not any(begins_after(decision, day) for decision in later)

    def with_decisions(self, more: Iterable[Decision]) -> DecisionIndex:
        """Return the index with further decisions; a decision it has already is completed, not repeated."""
        kept = {(decision.volume, decision.page, caption_key(decision.name)): decision for decision in self.decisions}
        for decision in more:
            if not any(same_caption(decision.name, known.name) for known in self.at(decision.volume, decision.page)):
                kept[(decision.volume, decision.page, caption_key(decision.name))] = decision
        return DecisionIndex(kept.values(), self.spans, self.misprints, self.first_years)


def begins_after(decision: Decision, day: date) -> bool:
    """Say whether a decision was certainly made after a day."""
    if decision.decided is not None:
        return decision.decided > day
    return bool(decision.years) and min(decision.years) > day.year


@cache
def load_index(folder: Path | None = None) -> DecisionIndex:
    """Load the product's index of decisions.

    Raises:
        UnreadableFile: if a file of the index is missing or malformed.
    """
    place = folder or material_folder("authorities") / "index"
    return DecisionIndex(
        (_decision(row) for row in _rows(place / "decisions.csv")),
        (
            CompleteSpan(
                int(row["volume"]), int(row["from_page"]), int(row["through_page"]), row["known"], row["source"]
            )
            for row in _rows(place / "complete.csv")
        ),
        (Misprint(**row) for row in _rows(place / "misprints.csv")),
        {row["reporter"]: int(row["first_year"]) for row in _rows(place / "reporters.csv")},
    )


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)
    except (OSError, csv.Error, UnicodeDecodeError) as error:
        raise UnreadableFile(f"The index cannot be read: {error}.", where=str(path)) from None


def _decision(row: dict[str, str]) -> Decision:
    return Decision(
        volume=int(row["volume"]),
        page=int(row["page"]),
        name=row["name"],
        known_as=row["known_as"],
        bodies=_parts(row["body"]),
        years=tuple(int(year) for year in _parts(row["year"])),
        decided=date.fromisoformat(row["decided"]) if row["decided"] else None,
        interim=int(row["interim"]) if row["interim"] else None,
        order=row["order"],
        source=row["source"],
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
