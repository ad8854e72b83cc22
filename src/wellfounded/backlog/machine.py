"""What compiling and loading machine code have in common: the machine, and the form in which arrays are given."""

from __future__ import annotations

from typing import Any, NamedTuple

import llvmlite.binding as llvm
import numpy as np

MOST_AXES = 4
"""Of an array; so many lengths of each are handed over, and those of missing axes are 1."""
LANES = 8
"""Numbers worked on together, see `eights`."""


class Form(NamedTuple):
    """The form of a named tuple of arrays: its kind, and each array's type and number of axes."""

    kind: type
    arrays: tuple[tuple[np.dtype[Any], int], ...]


def target() -> Any:
    """Return the compiler's picture of this machine; each loader owns one."""
    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(),
        features=llvm.get_host_cpu_features().flatten(),
        opt=3,
        reloc="pic",
        codemodel="jitdefault",
        jit=True,
    )
