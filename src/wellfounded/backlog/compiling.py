"""Compiling the inner loops into machine code. Only a first run imports this: a later one loads what it made.

The loops are Python functions that numba compiles. An engine is entered through one function of C's kind, to which
Python hands whole numbers, where its arrays lie, and their lengths: it needs neither numba nor Python's lock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

import llvmlite.binding as llvm
import llvmlite.ir as ir
import numba
import numba.core.cgutils
import numba.extending
import numba.np.arrayobj

from wellfounded.backlog.eights import array_type
from wellfounded.backlog.machine import MOST_AXES, Form, target

typed: Any = numba
"""Numba, seen without types: it has them in part only."""
types, cgutils, arrays_of = typed.types, typed.core.cgutils, typed.np.arrayobj

Function = TypeVar("Function", bound=Callable[..., object])


def lean(function: Function) -> Function:
    """Compile a function into its callers; it makes no array, counts no references, and Python cannot call it."""
    how: dict[str, Any] = {"nogil": True, "error_model": "numpy", "forceinline": True, "_nrt": False}
    return cast(Function, typed.njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **how)(function))


@typed.extending.intrinsic  # type: ignore[untyped-decorator]
def fetch(typing: Any, array: Any, at: Any) -> Any:
    """Have the processor fetch one place of an array, counted along its first axis, without waiting for it."""

    def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        held = arrays_of.make_array(signature.args[0])(context, builder, args[0])
        index = builder.zext(args[1], context.get_value_type(types.intp))
        stride = cgutils.unpack_tuple(builder, held.strides)[0]
        place = cgutils.pointer_add(builder, held.data, builder.mul(index, stride), cgutils.voidptr_t)
        kinds = [place.type, cgutils.int32_t, cgutils.int32_t, cgutils.int32_t]
        prefetch = cgutils.get_or_insert_function(
            builder.module, ir.FunctionType(ir.VoidType(), kinds), "llvm.prefetch.p0"
        )
        builder.call(prefetch, [place, cgutils.int32_t(0), cgutils.int32_t(3), cgutils.int32_t(1)])
        return context.get_dummy_value()

    return types.void(array, at), code


def machine_code(make_entry: Callable[..., Callable[..., None]], forms: Sequence[Form]) -> tuple[str, bytes]:
    """Compile an engine.

    Args:
        make_entry: given for each form what receives it, makes the entry: a function of whole numbers, places and
            lengths.
        forms: of the named tuples of arrays that the engine works on.

    Returns:
        The name of the entry, and the object file that holds it.
    """
    receivers, at = [], 0
    for form in forms:
        receivers.append(_received(form, at))
        at += len(form.arrays)
    function = make_entry(*receivers)
    whole = types.CPointer(types.int64)
    signature = types.void(*[types.int64] * (function.__code__.co_argcount - 2), whole, whole)
    entry = typed.cfunc(signature, nopython=True, error_model="numpy", _nrt=False)(function)
    return entry.native_name, target().emit_object(llvm.parse_assembly(entry.inspect_llvm()))


def _received(form: Form, first: int) -> Any:
    """Return a compiled function that makes a named tuple of arrays from their places and lengths.

    Args:
        form: of the tuple.
        first: which of the places is that of its first array.
    """
    arrays = [array_type(dtype, axes) for dtype, axes in form.arrays]
    made = types.NamedTuple(arrays, form.kind)

    @typed.extending.intrinsic  # type: ignore[untyped-decorator]
    def received(typing: Any, places: Any, lengths: Any) -> Any:
        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            places, lengths = args
            parts = []
            for at, array in enumerate(arrays):
                parts.append(_array(context, builder, array, places, lengths, first + at))
            return context.make_tuple(builder, made, parts)

        return made(places, lengths), code

    return received


def _array(context: Any, builder: Any, array: Any, places: Any, lengths: Any, at: int) -> Any:
    """Write the code that makes one array."""

    def number(pointer: Any, index: int) -> Any:
        return builder.load(builder.gep(pointer, [context.get_constant(types.intp, index)]))

    shape = [number(lengths, MOST_AXES * at + axis) for axis in range(array.ndim)]
    size = context.get_abi_sizeof(context.get_data_type(array.dtype))
    strides: list[Any] = []
    stride = context.get_constant(types.intp, size)
    for length in reversed(shape):
        strides.insert(0, stride)
        stride = builder.mul(stride, length)
    one = arrays_of.make_array(array)(context, builder)
    data = builder.inttoptr(number(places, at), one.data.type)
    itemsize = context.get_constant(types.intp, size)
    shape_, strides_ = cgutils.pack_array(builder, shape), cgutils.pack_array(builder, strides)
    arrays_of.populate_array(one, data=data, shape=shape_, strides=strides_, itemsize=itemsize, meminfo=None)
    return one._getvalue()
