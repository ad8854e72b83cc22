"""Small scenarios for the tests, written as their users would."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from wellfounded.backlog.scenario import Scenario
from wellfounded.backlog.scenario_text import load_scenario

SMALL = """
title = "A small court"
start = 2018-10-01
until = 2021-10-01
seed = 7

[stock]
active = {{ value = "{stock} cases", source = "test", as_of = 2018-10-01 }}
inactive = {{ value = "{inactive} cases", source = "test", as_of = 2018-10-01 }}
mean_age = {{ value = "200 days", source = "test", as_of = 2018-10-01 }}

[intake]
[[intake.path]]
from = 2018-10-01
value = "{intake} cases/year"
source = "test"
as_of = 2018-10-01

[judges]
start = {{ value = "{judges} judges", source = "test", as_of = 2018-10-01 }}
hours = {{ value = "1000 hours/year", range = "±10 %", source = "test", as_of = 2018-10-01 }}

[[class]]
name = "asylum"
intake_share = {{ value = "100 %", source = "test", as_of = 2018-10-01 }}
stock_share = {{ value = "100 %", source = "test", as_of = 2018-10-01 }}
granted = {{ value = "30 %", source = "test", as_of = 2018-10-01 }}
appealed_if_denied = {{ value = "30 %", source = "test", as_of = 2018-10-01 }}
[[class.hearing]]
name = "master"
length = {{ value = "20 minutes", source = "test", as_of = 2018-10-01 }}
spread = {{ value = "50 %", source = "test", as_of = 2018-10-01 }}
continued = {{ value = "40 %", source = "test", as_of = 2018-10-01 }}
ends = {{ value = "20 %", source = "test", as_of = 2018-10-01 }}
set_after = {{ value = "40 days", source = "test", as_of = 2018-10-01 }}
[[class.hearing]]
name = "merits"
length = {{ value = "2 hours", source = "test", as_of = 2018-10-01 }}
spread = {{ value = "60 %", source = "test", as_of = 2018-10-01 }}
continued = {{ value = "25 %", source = "test", as_of = 2018-10-01 }}
set_after = {{ value = "60 days", source = "test", as_of = 2018-10-01 }}

[closure]
[[closure.closed]]
from = 2018-10-01
value = "2 %"
source = "test"
as_of = 2018-10-01
[[closure.recalendared]]
from = 2018-10-01
value = "10 %/year"
source = "test"
as_of = 2018-10-01

[reopening]
share = {{ value = "5 %", source = "test", as_of = 2018-10-01 }}
delay = {{ value = "200 days", source = "test", as_of = 2018-10-01 }}
[[reopening.from_before]]
from = 2018-10-01
value = "200 cases/year"
source = "test"
as_of = 2018-10-01

[board]
panels = 3
pending = {{ value = "500 appeals", source = "test", as_of = 2018-10-01 }}
remanded = {{ value = "15 %", source = "test", as_of = 2018-10-01 }}
[[board.capacity]]
from = 2018-10-01
value = "900 appeals/year"
source = "test"
as_of = 2018-10-01

[courts]
source = "test"
as_of = 2018-10-01
shares = [["North", "ca9", "50 %"], ["South", "ca5", "30 %"], ["East", "ca4", "20 %"]]
"""

NAMED = 'name = "asylum"\n'
URGENT = """
[[class]]
name = "detained"
priority = 0
intake_share = { value = "20 %", source = "test", as_of = 2018-10-01 }
stock_share = { value = "5 %", source = "test", as_of = 2018-10-01 }
granted = { value = "10 %", source = "test", as_of = 2018-10-01 }
appealed_if_denied = { value = "10 %", source = "test", as_of = 2018-10-01 }
[[class.hearing]]
name = "master"
length = { value = "30 minutes", source = "test", as_of = 2018-10-01 }
continued = { value = "20 %", source = "test", as_of = 2018-10-01 }
set_after = { value = "7 days", source = "test", as_of = 2018-10-01 }
"""

START = date(2018, 10, 1)


def small_text(more: str = "", *, stock: int = 8000, inactive: int = 1000, intake: int = 6000, judges: int = 14) -> str:
    """Write the small scenario, with more after it."""
    return SMALL.format(stock=stock, inactive=inactive, intake=intake, judges=judges) + more


def with_urgent(text: str) -> str:
    """Add a class that goes first to the small scenario."""
    for part, share in (("intake", "80"), ("stock", "95")):
        text = text.replace(f'{part}_share = {{ value = "100 %"', f'{part}_share = {{ value = "{share} %"', 1)
    return text.replace(NAMED, NAMED + "priority = 1\n", 1) + URGENT


def load_text(folder: Path, text: str) -> Scenario:
    """Read a scenario from its text."""
    path = folder / "small.toml"
    path.write_text(text, encoding="utf-8")
    return load_scenario(str(path))
