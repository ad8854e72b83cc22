"""The one entry into the compiled case engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wellfounded.backlog.board_kernel import run_board
from wellfounded.backlog.court_days import run_courts
from wellfounded.backlog.court_kernel import BEGIN, BOARD, COURTS, LENGTHS
from wellfounded.backlog.court_lengths import fill_lengths
from wellfounded.backlog.stock_kernel import place_stock, settle


def entry_of(received: Any) -> Callable[..., None]:
    """Make the entry; the world is what is received."""

    def entry(
        task: int, first: int, last: int, first_day: int, last_day: int, worker: int, places: Any, lengths: Any
    ) -> None:
        """Do one of five tasks."""
        world = received(places, lengths)
        if task == COURTS:
            run_courts(world, first, last, first_day, last_day, worker)
        elif task == BOARD:
            run_board(world, first_day, last_day, first)
        elif task == BEGIN:
            place_stock(world, first, last)
        elif task == LENGTHS:
            fill_lengths(world)
        else:
            settle(world, first, last)

    return entry
