"""Eight courts at once: a number of eight floats for the compiled loops, which the processor works on together.

Loops over courts are left to no compiler's guess: an `eight` is one of LLVM's vectors, and each of its operations is
one operation on all eight. Every lane is worked as a float would be, by the same rules of rounding, so results do not
depend on how wide the processor's registers are. Only `compiling` and compiled code import this.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numba
import numba.core.datamodel.models
import numba.extending
from llvmlite import ir

from wellfounded.backlog.machine import LANES

typed: Any = numba
"""Numba, seen without types."""
types, extending = typed.types, typed.extending

FLOATS = ir.VectorType(ir.DoubleType(), LANES)
WHOLE = ir.IntType(32)


class Eight(typed.types.Type):  # type: ignore[misc]
    """The type of eight floats."""

    def __init__(self) -> None:
        super().__init__(name="eight")


EIGHT = Eight()


@extending.register_model(Eight)
class _Model(typed.core.datamodel.models.PrimitiveModel):  # type: ignore[misc]
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, FLOATS)


def _spread(builder: Any, value: Any) -> Any:
    """Write a float into all lanes."""
    none = ir.Constant(FLOATS, ir.Undefined)
    first = builder.insert_element(none, value, ir.Constant(WHOLE, 0))
    return builder.shuffle_vector(first, none, ir.Constant(ir.VectorType(WHOLE, LANES), [0] * LANES))


def _both(context: Any, builder: Any, signature: Any, args: Any) -> tuple[Any, Any]:
    """Return two values as eights; a number stands in all lanes."""
    one, other = (
        value if kind is EIGHT else _spread(builder, context.cast(builder, value, kind, types.float64))
        for value, kind in zip(args, signature.args, strict=True)
    )
    return one, other


def _of_two(write: Callable[[Any, Any, Any], Any], kind: Any = EIGHT) -> Any:
    """Make a compiled function of two eights, or an eight and a number, from what writes its code."""

    @extending.intrinsic  # type: ignore[untyped-decorator]
    def made(typing: Any, one: Any, other: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return write(builder, *_both(context, builder, signature, args))

        return kind(one, other), code

    return made


def _operator(operation: Any, instruction: str) -> None:
    """Let an operator of Python work on eights."""
    worked = _of_two(lambda builder, one, other: getattr(builder, instruction)(one, other))

    @extending.overload(operation, strict=False)  # type: ignore[untyped-decorator]
    def of(one: Any, other: Any) -> Any:
        return (lambda one, other: worked(one, other)) if EIGHT in (one, other) else None


for _name, _instruction in (("add", "fadd"), ("sub", "fsub"), ("mul", "fmul"), ("truediv", "fdiv")):
    _operator(getattr(operator, _name), _instruction)
    _operator(getattr(operator, f"i{_name}"), _instruction)


def _some(builder: Any, one: Any, other: Any) -> Any:
    above = builder.fcmp_ordered(">", one, other)
    return builder.icmp_unsigned("!=", builder.bitcast(above, ir.IntType(LANES)), ir.Constant(ir.IntType(LANES), 0))


least = _of_two(lambda builder, one, other: builder.select(builder.fcmp_ordered("<", one, other), one, other))
"""Return the lesser of two in each lane."""
most = _of_two(lambda builder, one, other: builder.select(builder.fcmp_ordered(">", one, other), one, other))
"""Return the greater of two in each lane."""
above = _of_two(lambda builder, one, other: builder.uitofp(builder.fcmp_ordered(">", one, other), FLOATS))
"""Return 1 in each lane in which the first is above the second, else 0."""
some_above = _of_two(_some, types.boolean)
"""Say whether the first is above the second in some lane."""


@extending.intrinsic  # type: ignore[untyped-decorator]
def eight(typing: Any, value: Any) -> Any:
    """Return a number in all lanes."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return _spread(builder, context.cast(builder, args[0], signature.args[0], types.float64))

    return EIGHT(value), code


@extending.intrinsic  # type: ignore[untyped-decorator]
def lane(typing: Any, value: Any, at: Any) -> Any:
    """Return one lane."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.extract_element(*args)

    return types.float64(value, at), code


@extending.intrinsic  # type: ignore[untyped-decorator]
def with_lane(typing: Any, value: Any, at: Any, lane: Any) -> Any:
    """Return an eight with another number in one lane."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.insert_element(args[0], args[2], args[1])

    return EIGHT(value, at, types.float64), code


@extending.intrinsic  # type: ignore[untyped-decorator]
def total(typing: Any, value: Any) -> Any:
    """Return the sum of the lanes, from the first on."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lanes = [builder.extract_element(args[0], ir.Constant(WHOLE, at)) for at in range(LANES)]
        result = lanes[0]
        for one in lanes[1:]:
            result = builder.fadd(result, one)
        return result

    return types.float64(value), code


class EightRecord(typed.types.Record):  # type: ignore[misc]
    """The type of a record with eights among its fields; numba's own knows only what numpy knows."""

    def __init__(self, dtype: Any) -> None:
        self._dtype = dtype
        fields = []
        for name in dtype.names:
            part, offset = dtype.fields[name][:2]
            fields.append(
                (name, {"type": EIGHT if part.shape == (LANES,) else typed.from_dtype(part), "offset": offset})
            )
        super().__init__(fields, dtype.itemsize, False)

    @property
    def dtype(self) -> Any:
        """Return numpy's type."""
        return self._dtype


extending.register_model(EightRecord)(typed.core.datamodel.models.RecordModel)


def array_type(dtype: Any, axes: int) -> Any:
    """Return the type of an array whose items may be records of eights."""
    if any(part.shape == (LANES,) for part, *_ in (dtype.fields or {}).values()):
        return types.Array(EightRecord(dtype), axes, "C", aligned=False)
    return types.Array(typed.from_dtype(dtype), axes, "C")
