"""Tables for the terminal: columns as wide as their words ask for, within the line."""

from __future__ import annotations

from wellfounded.report.document import Cell, Table
from wellfounded.report.terminal import WIDTH, Ink, columns, printable, wrapped

_GAP = 2


def table_lines(table: Table, pen: Ink, *, width: int = WIDTH) -> list[str]:
    """Set a table in lines."""
    rows = [[cell if isinstance(cell, Cell) else Cell(cell) for cell in row] for row in table.rows]
    widths = column_widths(table, width)
    lines = wrapped(table.caption, width) if table.caption else []
    if any(table.headings):
        headings = [[(heading, "soft")] for heading in table.headings]
        lines += columns(headings, widths, pen, right=table.numbers)
        lines.append(pen("-" * min(width, sum(widths) + _GAP * (len(widths) - 1)), "soft"))
    cells = [[[(cell.text, cell.tone), (cell.under, "soft")] for cell in row] for row in rows]
    told = [columns(row, widths, pen, right=table.numbers) for row in cells]
    spaced = any(len(row) > 2 for row in told)
    for at, row_lines in enumerate(told):
        lines += ["", *row_lines] if spaced and at else row_lines
    return lines + (wrapped(table.remark, width) if table.remark else [])


def column_widths(table: Table, width: int) -> list[int]:
    """Share a line among the columns: by the table's own shares, or by what the words ask for."""
    wanted = [_wanted(table, column) for column in range(len(table.headings))]
    room = width - _GAP * (len(wanted) - 1)
    if sum(wanted) <= room:
        return wanted
    if table.widths:
        shares = [share * room // sum(table.widths) for share in table.widths]
        spare = sum(max(share - want, 0) for share, want in zip(shares, wanted, strict=True))
        short = sum(want > share for share, want in zip(shares, wanted, strict=True))
        each = spare // max(short, 1)
        return [share + each if want > share else want for share, want in zip(shares, wanted, strict=True)]
    return _levelled(wanted, room)


def _levelled(wanted: list[int], room: int) -> list[int]:
    """Cut the widest columns to one level, and leave the others what they ask for."""
    level = max(wanted)
    while sum(min(want, level) for want in wanted) > room and level > 6:
        level -= 1
    return [min(want, level) for want in wanted]


def _wanted(table: Table, column: int) -> int:
    texts = [table.headings[column]]
    for row in table.rows:
        cell = row[column]
        texts += [cell.text, cell.under] if isinstance(cell, Cell) else [cell]
    return max(1, *(len(printable(text)) for text in texts))
