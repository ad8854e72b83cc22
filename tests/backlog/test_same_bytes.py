"""The same question gives the same bytes: on any number of threads, in any order, in any process."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.backlog.small import small_text
from wellfounded.backlog.cases import run_cases
from wellfounded.backlog.fluid import run_fluid
from wellfounded.backlog.plan import make_plan
from wellfounded.backlog.scenario_text import load_scenario

NAMES = ("2018-06-as-it-stood", "ruling-assumed", "last-in-first-out", "intake-low")
ASK = """
import os, sys
os.cpu_count = lambda: int(sys.argv[1])
from wellfounded.cli import main
questions = {
    "run": ["run", sys.argv[2], "--draws", "4", "--replications", "2"],
    "compare": ["compare", sys.argv[2], sys.argv[2], "--draws", "2", "--replications", "2"],
    "solve": ["solve", sys.argv[2], "--hold", "--draws", "2"],
    "sensitivity": ["sensitivity", sys.argv[2], "--samples", "8"],
}
for name in sys.argv[3:]:
    main(["backlog", *questions[name], "--format", "json", "--out", name + ".json"])
"""


@pytest.fixture(scope="module")
def plans():
    """Return some built-in scenarios with all their courts, a fiftieth of the size, for two years."""
    return {name: fiftieth(load_scenario(name)) for name in NAMES}


def fiftieth(scenario):
    plan = make_plan(replace(scenario, until=date(2020, 6, 1)))
    amounts = ("stock", "inactive", "board_pending", "intake", "from_before", "board_capacity", "begun")
    bench = replace(plan.bench, judges=plan.bench.judges / 4, minutes=plan.bench.minutes * 4 / 50)
    return replace(plan, **{amount: getattr(plan, amount) / 50 for amount in amounts}, bench=bench)


def bytes_of(run):
    """Return all that a run gives, as bytes."""
    arrays = (run.flows, run.stocks, run.at_board, run.by_court, run.sums, run.cases.used, run.cases.rows)
    return b"".join(np.ascontiguousarray(one).tobytes() for one in arrays)


def test_any_number_of_threads_gives_the_same_bytes(plans):
    plan = plans["ruling-assumed"]
    first = bytes_of(run_cases(plan, threads=1, days=range(0, plan.days, 30)))

    for threads in (1, 2, 3, 7):
        assert bytes_of(run_cases(plan, threads=threads, days=range(0, plan.days, 30))) == first, threads


def test_scenarios_in_any_order_or_at_once_give_the_same_bytes(plans):
    def answer(name):
        return bytes_of(run_cases(plans[name])), run_fluid(plans[name]).stocks.tobytes()

    there, back = ({name: answer(name) for name in order} for order in (NAMES, NAMES[::-1]))
    with ThreadPoolExecutor(len(NAMES)) as pool:
        at_once = dict(zip(NAMES, pool.map(answer, NAMES), strict=True))

    assert there == back == at_once
    assert len({cases for cases, _ in there.values()}) == len(NAMES)


def test_another_process_gives_the_same_bytes(tmp_path):
    """Strings hash otherwise, the machine has other processors, and the questions come in another order."""
    answers = []
    for number, (hashing, processors, order) in enumerate(
        [("0", "1", "run compare solve sensitivity"), ("random", "7", "sensitivity compare solve run")]
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "small.toml").write_text(small_text(), encoding="utf-8")
        subprocess.run(
            [sys.executable, "-c", ASK, processors, "small.toml", *order.split()],
            cwd=folder,
            env=os.environ | {"PYTHONHASHSEED": hashing},
            check=True,
            capture_output=True,
        )
        answers.append({path.name: path.read_bytes() for path in folder.glob("*.json")})

    assert sorted(answers[0]) == ["compare.json", "run.json", "sensitivity.json", "solve.json"]
    assert answers[0] == answers[1]
    assert json.loads(answers[0]["run.json"])["replications"] == 2
