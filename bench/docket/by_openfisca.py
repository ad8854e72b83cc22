"""The same elements by OpenFisca-core: two variables for each finding and element, met and not met, computed by NumPy.

    PYTHON bench/docket/by_openfisca.py TABLE RULES

RULES is what `evaluate_speed.py` writes of the library's rules. Runs in an environment of its own; prints JSON.
"""

import json
import sys
import time
from functools import reduce
from importlib.metadata import version
from pathlib import Path

import duckdb
import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

MET, NOT_MET = "met", "not met"
OTHER = {MET: NOT_MET, NOT_MET: MET}
PERSON = build_entity(key="claim", plural="claims", label="", is_person=True)


def read(rule, side, claim, period):
    """Answer one side of a rule."""
    kind, *parts = rule
    if kind == "name":
        return claim(f"{parts[0]} {side}", period)
    if kind == "is":
        chosen = claim(parts[0], period)
        return chosen == parts[1] if side == MET else (chosen >= 0) & (chosen != parts[1])
    if kind == "not":
        return read(parts[0], OTHER[side], claim, period)
    if kind == "at least":
        count, *among = parts
        wanted = count if side == MET else len(among) - count + 1
        return sum(read(part, side, claim, period).astype(np.int8) for part in among) >= wanted
    if not parts:
        return np.full(claim.count, (kind == "all") == (side == MET))
    join = np.logical_and if (kind == "all") == (side == MET) else np.logical_or
    return reduce(join, [read(part, side, claim, period) for part in parts])


def of_finding(rules, side):
    def formula(claim, period):
        met, not_met = (
            np.zeros(claim.count, bool) if rule is None else read(rule, MET, claim, period) for rule in rules
        )
        return met & ~not_met if side == MET else not_met & ~met

    return formula


def of_element(by_circuits, side):
    def formula(claim, period):
        found = np.zeros(claim.count, bool)
        for circuits, rules in by_circuits:
            here = np.isin(claim("circuit", period), circuits) if len(by_circuits) > 1 else True
            found |= here & reduce(np.logical_and, [read(rule, side, claim, period) for rule in rules])
        return found

    return formula


def variable(name, kind, unit, **formulas):
    return type(name, (Variable,), {"value_type": kind, "entity": PERSON, "definition_period": unit, **formulas})


def main():
    table, rules = sys.argv[1], json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    begun = time.perf_counter()
    columns = duckdb.sql(f"SELECT {rules['select']} FROM read_parquet('{table}')").fetchnumpy()
    reading = time.perf_counter() - begun
    system = TaxBenefitSystem([PERSON])
    for name, kind in rules["inputs"].items():
        system.add_variable(variable(name, bool if kind == "yes" else int, DateUnit.ETERNITY))
    for side in (MET, NOT_MET):
        for name, pair in rules["findings"].items():
            system.add_variable(variable(f"{name} {side}", bool, DateUnit.DAY, formula=of_finding(pair, side)))
        for name, days in rules["elements"].items():
            formulas = {f"formula_{day.replace('-', '_')}": of_element(said, side) for day, said in days.items()}
            system.add_variable(variable(f"{name} {side}", bool, DateUnit.DAY, **formulas))
    simulation = SimulationBuilder().build_default_simulation(system, count=len(columns["circuit"]))
    for name in rules["inputs"]:
        simulation.set_input(name, "eternity", np.asarray(columns[name]))
    begun = time.perf_counter()
    counts = [
        int(simulation.calculate(f"{name} {side}", day).sum())
        for name in rules["asked"]
        for day in rules["days"]
        for side in (MET, NOT_MET)
    ]
    computing = time.perf_counter() - begun
    told = {"version": version("openfisca-core"), "reading": reading, "computing": computing, "counts": counts}
    print(json.dumps(told))


if __name__ == "__main__":
    main()
