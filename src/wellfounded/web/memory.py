"""What was worked out about the cases of the open vault: kept in memory by case and revision, gone when it locks."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from wellfounded.claim.read_once import ReadOnce
from wellfounded.store.cases import Case

MOST_KEPT = 64
Worked = TypeVar("Worked")


class CaseMemory:
    """What was worked out about one revision of a case.

    Attributes:
        case: the case.
        read: its claim, read once for all days of law.
    """

    __slots__ = ("_kept", "case", "read")

    def __init__(self, case: Case) -> None:
        self.case, self.read = case, ReadOnce(case.claim)
        self._kept: dict[Hashable, Any] = {}

    def once(self, question: Hashable, work: Callable[[], Worked]) -> Worked:
        """Answer a question about the case, worked out when it is first asked.

        Args:
            question: everything that the answer rests on besides the case: the law, days, forum and language.
        """
        if question in self._kept:
            return self._kept[question]  # type: ignore[no-any-return]
        found = work()
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[question] = found
        return found


class Memory:
    """What was worked out about all cases. A new one is begun whenever a vault is opened or locked."""

    def __init__(self) -> None:
        self._cases: dict[str, CaseMemory] = {}
        self._of_all: dict[Hashable, tuple[tuple[Case, ...], Any]] = {}

    def of_all(self, cases: tuple[Case, ...], question: Hashable, work: Callable[[], Worked]) -> Worked:
        """Answer a question about all cases, worked out again when any of them differs.

        Args:
            question: everything that the answer rests on besides the cases.
        """
        kept = self._of_all.get(question)
        if kept is not None and kept[0] == cases:
            return kept[1]  # type: ignore[no-any-return]
        found = work()
        if len(self._of_all) >= MOST_KEPT:
            self._of_all.clear()
        self._of_all[question] = (cases, found)
        return found

    def of(self, case: Case) -> CaseMemory:
        """Return what is known of a case as it now stands; what was worked out of an earlier revision is dropped."""
        found = self._cases.get(case.id)
        if found is None or (found.case is not case and found.case != case):
            found = self._cases[case.id] = CaseMemory(case)
        return found

    def keep_only(self, cases: tuple[Case, ...]) -> None:
        """Forget cases that are no more."""
        if len(self._cases) > len(cases):
            standing = {case.id for case in cases}
            for id in list(self._cases):
                if id not in standing:
                    self._cases.pop(id, None)
