"""The family of errors: what was found, where, what was expected, why it matters, what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class WellfoundedError(Exception):
    """A question or an input that cannot be answered as it stands.

    Attributes:
        found: what was found, one sentence.
        where: the file and line, or the option, or an empty string.
        remedy: why it matters and what to do, one or two sentences.
    """

    def __init__(self, found: str, *, where: str = "", remedy: str = "") -> None:
        self.found = found
        self.where = where
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        lines = [self.where, f"  {self.found}"] if self.where else [self.found]
        if self.remedy:
            lines.append(f"  {self.remedy}")
        return "\n".join(lines)


class SeveralErrors(WellfoundedError):
    """All the errors of one input, told at once.

    Attributes:
        errors: the single errors, in the order of the input.
    """

    def __init__(self, errors: Sequence[WellfoundedError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n\n".join(str(error) for error in self.errors))


class UnknownName(WellfoundedError):
    """A name that nothing has.

    Attributes:
        kind: what kind of thing was named ("issue", "circuit").
        name: the name as given.
        nearest: the known names nearest to it.
    """

    def __init__(
        self,
        kind: str,
        name: str,
        known: Iterable[str],
        *,
        near: Sequence[str] = (),
        where: str = "",
        remedy: str = "",
    ) -> None:
        """Tell it; names given as `near` are all offered, else the one of the known names nearest in spelling."""
        self.kind = kind
        self.name = name
        self.nearest = tuple(near) or nearest(name, known)
        offered = [f'"{one}"' for one in near or self.nearest[:1]]
        named = " or ".join([", ".join(offered[:-1]), offered[-1]] if len(offered) > 1 else offered)
        hint = f" Did you mean {named}?" if offered else ""
        article = "an" if kind[0] in "aeio" else "a"
        super().__init__(f'"{shortened(name)}" is not {article} {kind}.{hint}', where=where, remedy=remedy)


class UnreadableFile(WellfoundedError):
    """A file that cannot be read as what it should be."""


class BrokenPage(UnreadableFile):
    """A page or file of the law whose form cannot be read."""


class RuleUnreadable(WellfoundedError):
    """A rule whose words do not form an expression."""


class ImpossibleDate(WellfoundedError):
    """A day that does not exist, or days in an order that cannot be."""


def nearest(name: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """List the known names nearest in spelling, best first.

    Example:
        >>> nearest("matter-of-a-r-c-c", ["matter-of-a-r-c-g", "grace-v-barr"])
        ('matter-of-a-r-c-g',)
    """
    from difflib import get_close_matches  # only a wrong name needs it

    return tuple(get_close_matches(name[:200], list(known), n=most, cutoff=0.6))


def shortened(text: str, *, most: int = 120) -> str:
    """Cut a long text for a message, saying so with an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + "…"
