"""Columns of yes and no as bits, as DuckDB hands them over: Arrow's C stream, read without any library for Arrow.

In Arrow a BOOLEAN column is two rows of bits, the values and which of them are known: just what bit planes are made of.

Source: the Arrow specification, "The Arrow C data interface" and "The Arrow C stream interface".
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from wellfounded.errors import UnreadableFile

if TYPE_CHECKING:
    import duckdb

Bits = NDArray[np.uint64]
_WORD = 64


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of a result whose columns are all BOOLEAN.

    Attributes:
        rows: how many.
        met, not_met: for each column, the rows in which it is true, and in which it is false.
    """

    rows: int
    met: tuple[Bits, ...]
    not_met: tuple[Bits, ...]

    @property
    def everything(self) -> Bits:
        """Every row."""
        return all_bits(self.rows)


def all_bits(rows: int) -> Bits:
    """Return words in which the bits of so many rows are set, and no others."""
    bits = np.full(-(-rows // _WORD), ~np.uint64(0))
    if rows % _WORD:
        bits[-1] = np.uint64((1 << rows % _WORD) - 1)
    return bits


def bits_of(values: NDArray[np.bool_]) -> Bits:
    """Pack yes and no into words, the first row in the lowest bit."""
    words = np.zeros(-(-len(values) // _WORD), np.uint64)
    packed = np.packbits(values, bitorder="little")
    words.view(np.uint8)[: len(packed)] = packed
    return words


def bools_of(bits: Bits, rows: int) -> NDArray[np.bool_]:
    """Unpack words into yes and no."""
    return np.unpackbits(bits.view(np.uint8), count=rows, bitorder="little").view(np.bool_)


def count_bits(bits: Bits) -> int:
    """Count the bits that are set."""
    return int(np.bitwise_count(bits).sum())


def batches(relation: duckdb.DuckDBPyRelation) -> Iterator[Batch]:
    """Read a result whose columns are all BOOLEAN, some rows at a time.

    Raises:
        UnreadableFile: if the database fails while it reads.
    """
    capsule = relation.__arrow_c_stream__()
    stream = ctypes.cast(_pointer(capsule, b"arrow_array_stream"), ctypes.POINTER(_Stream)).contents
    while True:
        array = _Array()
        if stream.get_next(ctypes.byref(stream), ctypes.byref(array)):
            raise UnreadableFile("The table cannot be read to its end: it is damaged.", remedy="Write it again.")
        if not array.release:
            return
        try:
            if array.length:
                yield _batch(array)
        finally:
            array.release(ctypes.byref(array))


def _batch(array: _Array) -> Batch:
    everything = all_bits(array.length)
    met, not_met = [], []
    for at in range(array.n_children):
        column = array.children[at].contents
        values, known = (_bits(column, buffer, array.length) for buffer in (1, 0))
        known = everything if known is None else known & everything
        met.append(known & values)
        not_met.append(known ^ met[-1])
    return Batch(array.length, tuple(met), tuple(not_met))


def _bits(column: _Array, buffer: int, rows: int) -> Any:
    """Copy the bits of a column into words; None where the column has no such bits."""
    address = column.buffers[buffer]
    if not address:
        return None
    size = -(-(column.offset + rows) // 8)
    taken = np.ctypeslib.as_array(ctypes.cast(address, ctypes.POINTER(ctypes.c_uint8)), (size,))
    if column.offset:
        return bits_of(np.unpackbits(taken, bitorder="little")[column.offset : column.offset + rows].view(np.bool_))
    words = np.zeros(-(-rows // _WORD), np.uint64)
    words.view(np.uint8)[:size] = taken
    return words


class _Array(ctypes.Structure):
    """struct ArrowArray."""


class _Stream(ctypes.Structure):
    """struct ArrowArrayStream."""


_Array._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(_Array))),
    ("dictionary", ctypes.c_void_p),
    ("release", ctypes.CFUNCTYPE(None, ctypes.POINTER(_Array))),
    ("private_data", ctypes.c_void_p),
]
_Stream._fields_ = [
    ("get_schema", ctypes.c_void_p),
    ("get_next", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(_Stream), ctypes.POINTER(_Array))),
    ("get_last_error", ctypes.CFUNCTYPE(ctypes.c_char_p, ctypes.POINTER(_Stream))),
    ("release", ctypes.c_void_p),
    ("private_data", ctypes.c_void_p),
]
_pointer = ctypes.pythonapi.PyCapsule_GetPointer
_pointer.restype, _pointer.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
