"""The one entry into the compiled fluid model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wellfounded.backlog.fluid_days import flow


def entry_of(inputs: Any, state: Any, written: Any) -> Callable[..., None]:
    """Make the entry; the named tuples of `fluid_kernel` are what is received."""

    def entry(places: Any, lengths: Any) -> None:
        """Move the fluid through all days."""
        flow(inputs(places, lengths), state(places, lengths), written(places, lengths))

    return entry
