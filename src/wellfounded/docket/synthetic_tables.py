"""What the tables of a synthetic release hold where more than an empty-or-not draw is known of a column."""

from __future__ import annotations

from collections.abc import Mapping

from wellfounded.docket.margins import Margins
from wellfounded.docket.synthetic_draws import FIRST_ID, choose, day_text, draw

_ASYLUM_THREE = f"IF({draw('withholding under the Convention')} < 0.96, 3, 2)"
_BEGUN = (
    "received + CAST((coalesce(completed, received + 900) - received) * (i - 1) // greatest(proceedings, 1) AS INTEGER)"
)
_ENDED = "received + CAST((coalesce(completed, received + 900) - received) * i // greatest(proceedings, 1) AS INTEGER)"

# How many rows of each table a case has: an expression, or a plain number that a draw rounds up or down.
ROWS: Mapping[str, str] = {
    "A_TblCase": "1",
    "B_TblProceeding": "CAST(proceedings AS INTEGER)",
    "tbl_Court_Appln": f"CASE WHEN asylum THEN {_ASYLUM_THREE} WHEN proceedings > 0 AND "
    f"{draw('other application')} < 0.1826 THEN 1 ELSE 0 END",
    "B_TblProceedCharges": f"IF(proceedings = 0, 0, CAST({choose('charges', 'charges')} AS INTEGER))",
    "tbl_schedule": f"IF(proceedings = 0, 0, CAST(1 + floor({draw('hearings')} * 6.366) AS INTEGER))",
    "tbl_RepsAssigned": f"CAST(1 + IF({draw('second attorney of the government')} < 0.048, 1, 0) + "
    f"IF(attorney, 2 + IF({draw('third attorney')} < 0.53, 1, 0), 0) AS INTEGER)",
    "tbl_CustodyHistory": f"IF(custody <> 'N' OR {draw('custody history')} < 0.689, 1, 0)",
    "tblAppeal": f"CASE WHEN completed IS NOT NULL AND proceedings > 0 AND {draw('appealed')} < 0.1146 "
    f"THEN 1 + IF({draw('second appeal')} < 0.35, 1, 0) + IF({draw('third appeal')} < 0.08, 1, 0) ELSE 0 END",
    "D_TblAssociatedBond": f"CASE WHEN custody <> 'N' AND proceedings > 0 AND {draw('bond')} < 0.329 "
    f"THEN 1 + IF({draw('second bond')} < 0.185, 1, 0) ELSE 0 END",
    "tbl_JuvenileHistory": f"IF({draw('juvenile')} < 0.237, 1, 0)",
    "tbl_Lead_Rider": "IF(rider, 1, 0)",
    "tbl_EOIR_Attorney": "0.0322",
}


def column_values(table: str, margins: Margins) -> Mapping[str, str]:
    """Return the SQL of the columns of a table that are drawn in a way of their own."""
    padded = margins.dirt["padded_language"]["others"]
    written = {
        "A_TblCase": _case(padded),
        "B_TblProceeding": _proceeding(padded),
        "tbl_Court_Appln": _application(),
        "B_TblProceedCharges": _charge(margins.dirt["padded_charge"]["others"]),
        "tbl_schedule": _hearing(),
        "tbl_RepsAssigned": _representative(),
        "tbl_CustodyHistory": _custody(),
        "tblAppeal": _appeal(margins),
        "D_TblAssociatedBond": {"DEC": f"IF({draw('bond decision')} < 0.45, 'G', 'N')"},
        "tbl_JuvenileHistory": {
            "idnJuvenile": f"CAST(1 + CAST(floor({draw('sort of juvenile')} * 6) AS INTEGER) AS VARCHAR)"
        },
        "tbl_Lead_Rider": _family(margins),
    }
    return written.get(table, {})


def _language(padded: float) -> str:
    return f"language || IF({draw('padded language', 'row_h')} < {padded}, ' ', '')"


def _case(padded: float) -> dict[str, str]:
    hearing = "coalesce(completed, received + CAST(400 + n % 900 AS INTEGER))"
    return {
        "IDNCASE": "CAST(idncase AS VARCHAR)",
        "ALIEN_CITY": f"'SYNTHETIC TOWN ' || CAST(CAST(floor({draw('city')} * 400) AS INTEGER) AS VARCHAR)",
        "ALIEN_STATE": "state",
        "ALIEN_ZIPCODE": f"lpad(CAST(CAST(floor({draw('zip')} * 99000) AS INTEGER) AS VARCHAR), 5, '0')",
        "LANG": _language(padded),
        "E_28_DATE": f"IF(attorney, {day_text('least(received + CAST(n % 90 AS INTEGER), released)')}, '')",
        "LATEST_HEARING": day_text(hearing),
        "LATEST_TIME": "'0830'",
        "C_ASY_TYPE": f"IF(asylum, IF({draw('defensive')} < 0.60, 'E', 'I'), '')",
        "Sex": f"IF({draw('sex known')} < 0.546, {choose('sex', 'sex')}, '')",
        "CASEPRIORITY_CODE": f"IF({draw('priority')} < 0.9, 'N/A', 'CR')",
    }


def _proceeding(padded: float) -> dict[str, str]:
    last = "i = proceedings"
    decided = f"({last} AND completed IS NOT NULL)"
    without = f"IF({decided}, IF(decision = '', {choose('without_decision', 'other completion')}, ''), "
    moved = f"IF({draw('moved', 'row_h')} < 0.5, 'C', 'T')"
    return {
        "IDNPROCEEDING": f"CAST({FIRST_ID} + r AS VARCHAR)",
        "INPUT_DATE": day_text(_BEGUN),
        "LANG": _language(padded),
        "DEC_TYPE": f"IF({decided}, 'O', '')",
        "DEC_CODE": f"IF({decided}, decision, '')",
        "OTHER_COMP": f"{without}IF({last}, '', {moved}))",
        "COMP_DATE": f"CASE WHEN {decided} THEN {day_text('completed')} WHEN {last} THEN '' "
        f"ELSE {day_text(_ENDED)} END",
        "ABSENTIA": f"CASE WHEN {decided} AND absentia THEN 'Y' WHEN {last} AND completed IS NULL THEN '' ELSE 'N' END",
        "HEARING_DATE": day_text(_ENDED),
    }


def _application() -> dict[str, str]:
    other = choose("other_application", "sort of application")
    decided = f"IF({draw('other relief')} < 0.4, 'G', 'D')"
    return {
        "APPL_CODE": f"IF(asylum, (['ASYL', 'ASYW', 'WCAT'])[i], {other})",
        "APPL_RECD_DATE": day_text("least(received + CAST(n % 200 AS INTEGER), coalesce(completed, released))"),
        "APPL_DEC": "CASE WHEN pending THEN '' WHEN NOT asylum THEN "
        f"{decided} WHEN i = 1 THEN asylum_decision WHEN asylum_decision IN ('G', 'F', 'C', 'I', 'P') THEN 'M' "
        "ELSE asylum_decision END",
    }


def _charge(padded: float) -> dict[str, str]:
    return {
        "CHARGE": f"{choose('charge', 'charge', 'row_h')} || IF({draw('padded charge', 'row_h')} < {padded}, '  ', '')",
        "CHG_STATUS": f"CASE WHEN {draw('charge undecided', 'row_h')} < 0.18 THEN '' "
        f"WHEN {draw('charge sustained', 'row_h')} < 0.95 THEN 'S' ELSE 'W' END",
    }


def _hearing() -> dict[str, str]:
    day = "received + CAST(30 * i + n % 120 AS INTEGER)"
    return {"ADJ_DATE": day_text(day), "CAL_TYPE": "IF(i > 2, 'I', 'M')", "LANG": "language"}


def _representative() -> dict[str, str]:
    side = "IF(attorney AND i > 1, 'ALIEN', 'INS')"
    return {
        "STRATTYLEVEL": "'COURT'",
        "STRATTYTYPE": side,
        "PARENT_TABLE": "'A_TblCase'",
        "E_28_DATE": f"IF({side} = 'ALIEN', {day_text('least(received + CAST(n % 90 AS INTEGER), released)')}, '')",
    }


def _custody() -> dict[str, str]:
    return {
        "CUSTODY": "custody",
        "DATDETAINED": f"IF(custody = 'N', '', {day_text('received - CAST(n % 30 AS INTEGER)')})",
        "DATRELEASED": f"IF(custody = 'R', {day_text('received + CAST(n % 100 AS INTEGER)')}, '')",
    }


def _appeal(margins: Margins) -> dict[str, str]:
    undecided = 1 - margins.numbers["appeal_decided"]
    decided = "least(completed + 200 + CAST(n % 300 AS INTEGER), released)"
    open_still = f"{draw('appeal undecided', 'row_h')} < {undecided:.4f}"
    return {
        "strAppealCategory": "'IJ'",
        "strAppealType": "'Case Appeal'",
        "datAppealFiled": day_text("least(completed + 20, released)"),
        "strFiledBy": f"IF({draw('appeal of the government', 'row_h')} < 0.1, 'I', 'A')",
        "datBIADecision": f"IF({open_still}, '', {day_text(decided)})",
        "strBIADecision": f"IF({open_still}, '', {choose('board_decision', 'decision of the Board', 'row_h')})",
    }


def _family(margins: Margins) -> dict[str, str]:
    severed = f"{draw('severed')} < {margins.numbers['rider_severed']}"
    return {
        "idnLeadCase": f"CAST({FIRST_ID} + lead_n * 4 + CAST(floor({draw('id', 'lead_h')} * 4) AS BIGINT) AS VARCHAR)",
        "idnRiderCase": "CAST(idncase AS VARCHAR)",
        "datCreatedOn": day_text("received"),
        "datSeveredOn": f"IF({severed}, {day_text('received + 200')}, '')",
        "blnActive": f"IF({severed}, '0', '1')",
    }
