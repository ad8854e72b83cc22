"""The definitions as SQL: for each measure, one row for everything counted, with what it can be counted by.

Every SELECT here gives "case", court, day, received, and decision and outcome where the measure has them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from wellfounded.claim.sql import quoted_text
from wellfounded.docket.definitions import FLOW, Measure, definitions

TABLES: dict[str, tuple[str, ...]] = {
    "pending-asylum": ("A_TblCase", "B_TblProceeding", "tbl_Court_Appln"),
    "asylum": ("A_TblCase", "B_TblProceeding", "tbl_Court_Appln"),
    "represented": ("A_TblCase", "B_TblProceeding", "tbl_RepsAssigned"),
    "leads": ("A_TblCase", "B_TblProceeding", "tbl_Lead_Rider"),
    "riders": ("A_TblCase", "B_TblProceeding", "tbl_Lead_Rider"),
}


def tables_of(measure: Measure) -> tuple[str, ...]:
    """List the tables that a measure is counted from."""
    return TABLES.get(measure.id) or TABLES.get(measure.id.partition("-")[0], ("A_TblCase", "B_TblProceeding"))


def rows_select(measure: Measure, first: date, last: date) -> str:
    """Write the SELECT of everything a measure counts.

    Args:
        first, last: the days of a flow, both counted; of a stock, `last` is the day.
    """
    if measure.kind == FLOW:
        return f"SELECT * FROM ({_flow(measure)}) WHERE day BETWEEN {_day(first)} AND {_day(last)}"
    return f"SELECT * FROM ({_pending(last)}) AS stock WHERE {_also(measure, last)}"


def _day(day: date) -> str:
    return f"DATE '{day.isoformat()}'"


def _listed(codes: Iterable[str]) -> str:
    return f"({', '.join(map(quoted_text, codes))})"


_BEGUN = "coalesce(INPUT_DATE, OSC_DATE)"


def _pending(on: date) -> str:
    moved = f"coalesce(OTHER_COMP IN {_listed(definitions().moved)}, FALSE)"
    order = f"{{'begun': {_BEGUN}, 'id': IDNPROCEEDING}}"
    latest = f"arg_max({{'completed': COMP_DATE, 'moved': {moved}, 'court': BASE_CITY_CODE}}, {order})"
    return (
        "SELECT \"case\", latest['court'] AS court, CAST(NULL AS DATE) AS day, received, "
        "CAST(NULL AS VARCHAR) AS decision, CAST(NULL AS VARCHAR) AS outcome FROM ("
        f'SELECT IDNCASE AS "case", min({_BEGUN}) AS received, {latest} AS latest FROM "B_TblProceeding" '
        f"WHERE {_BEGUN} <= {_day(on)} GROUP BY IDNCASE) WHERE {_counted()} AND "
        f"(latest['completed'] IS NULL OR latest['completed'] > {_day(on)} OR latest['moved'])"
    )


def _counted() -> str:
    """Write the condition that a case is of a type that EOIR counts."""
    return f'"case" IN (SELECT IDNCASE FROM "A_TblCase" WHERE CASE_TYPE IN {_listed(definitions().case_types)})'


def _also(measure: Measure, on: date) -> str:
    linked = f"datCreatedOn <= {_day(on)} AND (datSeveredOn IS NULL OR datSeveredOn > {_day(on)})"
    applied = f"APPL_CODE = 'ASYL' AND APPL_RECD_DATE <= {_day(on)}"
    conditions = {
        "pending-asylum": f'"case" IN (SELECT IDNCASE FROM "tbl_Court_Appln" WHERE {applied})',
        "represented": _represented(on),
        "detained": '"case" IN (SELECT IDNCASE FROM "A_TblCase" WHERE CUSTODY = \'D\')',
        "leads": f'"case" IN (SELECT idnLeadCase FROM "tbl_Lead_Rider" WHERE {linked})',
        "riders": f'"case" IN (SELECT idnRiderCase FROM "tbl_Lead_Rider" WHERE {linked})',
    }
    return conditions.get(measure.id, "TRUE")


def _represented(on: date) -> str:
    return (
        f'("case" IN (SELECT IDNCASE FROM "A_TblCase" WHERE E_28_DATE <= {_day(on)}) OR "case" IN '
        "(SELECT IDNCASE FROM \"tbl_RepsAssigned\" WHERE STRATTYTYPE = 'ALIEN' AND STRATTYLEVEL = 'COURT' "
        f"AND E_28_DATE <= {_day(on)}))"
    )


def _flow(measure: Measure) -> str:
    if measure.id == "receipts":
        return _receipts()
    if measure.id.startswith("asylum"):
        return _asylum(measure)
    absent = " AND ABSENTIA = 'Y'" if measure.id == "in-absentia" else ""
    return (
        'SELECT IDNCASE AS "case", BASE_CITY_CODE AS court, COMP_DATE AS day, CAST(NULL AS DATE) AS received, '
        "CASE_TYPE || coalesce(' C ' || DEC_CODE, ' O ' || OTHER_COMP, ' (none)') "
        'AS decision, CAST(NULL AS VARCHAR) AS outcome FROM "B_TblProceeding" '
        f"WHERE COMP_DATE IS NOT NULL AND CASE_TYPE IN {_listed(definitions().case_types)} "
        f"AND (DEC_CODE IS NOT NULL OR coalesce(OTHER_COMP NOT IN {_listed(definitions().moved)}, TRUE)){absent}"
    )


def _receipts() -> str:
    first = f"arg_min(BASE_CITY_CODE, {{'begun': {_BEGUN}, 'id': IDNPROCEEDING}})"
    return (
        f'SELECT * FROM (SELECT IDNCASE AS "case", {first} AS court, min({_BEGUN}) AS day, min({_BEGUN}) AS received, '
        "CAST(NULL AS VARCHAR) AS decision, CAST(NULL AS VARCHAR) AS outcome "
        f'FROM "B_TblProceeding" GROUP BY IDNCASE) WHERE {_counted()}'
    )


def _asylum(measure: Measure) -> str:
    codes = definitions()
    granted, denied = f"APPL_DEC IN {_listed(codes.asylum_grants)}", f"APPL_DEC IN {_listed(codes.asylum_denials)}"
    outcome = f"CASE WHEN {granted} THEN 'granted' WHEN {denied} THEN 'denied' ELSE 'other' END"
    order = f"list_position([{', '.join(map(quoted_text, codes.asylum_tie_order))}], APPL_DEC)"
    wanted = {"asylum-grants": ("granted",), "asylum-denials": ("denied",), "asylum-other": ("other",)}
    return (
        f'SELECT "case", court, day, received, decision, outcome FROM (SELECT a.IDNCASE AS "case", '
        "p.BASE_CITY_CODE AS court, p.COMP_DATE AS day, CAST(NULL AS DATE) AS received, a.APPL_DEC AS decision, "
        f"{outcome} AS outcome, row_number() OVER (PARTITION BY a.IDNCASE ORDER BY p.COMP_DATE DESC, {order}, "
        'IDNPROCEEDINGAPPLN) AS place FROM "tbl_Court_Appln" AS a JOIN "B_TblProceeding" AS p '
        "ON a.IDNPROCEEDING = p.IDNPROCEEDING WHERE a.APPL_CODE = 'ASYL' AND a.APPL_DEC IS NOT NULL "
        "AND p.COMP_DATE IS NOT NULL) WHERE place = 1 "
        f"AND outcome IN {_listed(wanted.get(measure.id, ('granted', 'denied')))}"
    )
