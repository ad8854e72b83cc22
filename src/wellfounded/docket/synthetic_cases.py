"""The SQL that draws the cases of a synthetic release: one row for each, with all that its tables tell of it."""

from __future__ import annotations

from datetime import date

from wellfounded.claim.sql import quoted_text
from wellfounded.docket.margins import FIRST_YEAR, Margins
from wellfounded.docket.synthetic_draws import FIRST_ID, choose, draw


def cases_select(margins: Margins, cases: int, released: date) -> str:
    """Write the SELECT that draws the cases: one row for each, with all that its tables tell of it."""
    steps = (
        _families(cases, margins),
        _people(margins),
        _durations(released),
        _outcomes(margins),
        _decisions(margins),
    )
    return (
        "WITH "
        + ", ".join(f"step{at} AS ({step.replace('BEFORE', f'step{at - 1}')})" for at, step in enumerate(steps))
        + (f" SELECT * FROM step{len(steps) - 1} ORDER BY n")
    )


def _families(cases: int, margins: Margins) -> str:
    rider = margins.numbers["rider"] * 4 / 3
    return (
        f"SELECT *, n % 4 <> 0 AND {draw('rider')} < {rider} AS rider, {FIRST_ID} + n * 4 + "
        f"CAST(floor({draw('id')} * 4) AS BIGINT) AS idncase FROM (SELECT range AS n, range - range % 4 AS lead_n, "
        f"mixed(range) AS h, mixed(range - range % 4) AS lead_h FROM range({cases}))"
    )


def _people(margins: Margins) -> str:
    miami = " ".join(f"WHEN {quoted_text(nation)} THEN {share:.6f}" for nation, share in margins.miami.items())
    return (
        "SELECT *, CASE WHEN "
        f"{draw('Miami', 'family_h')} < CASE nationality {miami} ELSE {margins.miami_otherwise:.6f} END "
        f"THEN {quoted_text(margins.miami_court)} ELSE {choose('court elsewhere', 'court', 'family_h')} END AS court, "
        f"CAST({choose('receipt year', 'receipt year', 'family_h')} AS INTEGER) AS receipt_year, "
        f"{choose('case_type', 'case type')} AS case_type, {choose('custody', 'custody')} AS custody, "
        f"{choose('language', 'language', 'family_h')} AS language, {choose('state', 'state', 'family_h')} AS state, "
        f"CAST({choose('proceedings', 'proceedings')} AS INTEGER) AS proceedings "
        f"FROM (SELECT *, {choose('nationality', 'nationality', 'family_h')} AS nationality "
        "FROM (SELECT *, IF(rider, lead_h, h) AS family_h FROM BEFORE))"
    )


def _durations(released: date) -> str:
    day = f"DATE '{released}'"
    span = choose("duration_days", "duration")
    year_share = f"getvariable('still pending')[receipt_year - {FIRST_YEAR - 1}]"
    begun = f"make_date(receipt_year - 1, 10, 1) + CAST(floor({draw('receipt day', 'family_h')} * 365) AS INTEGER)"
    late = f"{day} - 3 - CAST(floor({draw('late receipt', 'family_h')} * 180) AS INTEGER)"
    fewest, most = (f"CAST(split_part({span}, '-', {part}) AS INTEGER)" for part in (1, 2))
    drawn = f"{fewest} + CAST(floor({draw('days')} * (1 + {most} - {fewest})) AS INTEGER)"
    return (
        "SELECT *, CASE WHEN pending THEN NULL WHEN received + days < "
        f"{day} THEN received + days ELSE received + CAST(floor({draw('early')} * ({day} - received)) AS INTEGER) END "
        f"AS completed FROM (SELECT *, least({begun}, {late}) AS received, {draw('pending')} < {year_share} "
        f"AS pending, {drawn} AS days, {day} AS released FROM BEFORE)"
    )


def _outcomes(margins: Margins) -> str:
    share = margins.numbers
    asylum = f"IF(pending, {share['asylum_when_pending']}, {share['asylum_when_closed']})"
    return (
        f"SELECT *, {draw('attorney')} < IF(asylum, {share['attorney_when_asylum']}, {share['attorney_otherwise']}) "
        "AS attorney, year(completed) + IF(month(completed) > 9, 1, 0) AS completed_year "
        f"FROM (SELECT *, proceedings > 0 AND {draw('asylum')} < {asylum} AS asylum FROM BEFORE)"
    )


def _decisions(margins: Margins) -> str:
    share = margins.numbers
    without = share["completed_without_decision"] / (1 - share["pending"])
    denial = f"getvariable('asylum denials')[greatest(completed_year, {FIRST_YEAR}) - {FIRST_YEAR - 1}]"
    plain = " ".join(f"WHEN '{kind}' THEN '{code}'" for kind, code in (("DEP", "D"), ("EXC", "E"), ("AOC", "A")))
    return (
        f"SELECT *, decision = 'X' AND NOT attorney AND {draw('absentia')} < 0.66 AS absentia FROM (SELECT *, CASE "
        f"WHEN pending OR {draw('undecided')} < {without:.6f} THEN '' "
        f"WHEN asylum_decision IN ('G', 'F', 'C', 'I', 'P') THEN 'R' WHEN asylum_decision = 'D' THEN 'X' "
        f"ELSE CASE case_type {plain} ELSE {choose('decision_rmv', 'decision')} END END AS decision "
        f"FROM (SELECT *, CASE WHEN pending OR NOT asylum THEN '' WHEN {draw('neither')} < {share['asylum_neither']} "
        f"THEN {choose('asylum_neither', 'neither code')} WHEN {draw('denied')} < {denial} THEN 'D' "
        f"ELSE {choose('asylum_grant', 'grant code')} END AS asylum_decision FROM BEFORE))"
    )
