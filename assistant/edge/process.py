"""How this process runs: one thread for matrices, UTF-8 on its streams, a collector that stays out of the way.

Standard library only: it comes before everything else.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Any

__all__ = ["begin", "one_thread", "settle"]


def begin() -> None:
    """Before anything is imported or made."""
    gc.disable()  # a start makes much and drops little
    one_thread()
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


def one_thread() -> None:
    """Matrices on one thread, unless the environment says otherwise; holds if numpy has not been imported yet."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
        os.environ.setdefault(name, "1")  # our matrices are small: a second thread only spins (8 ms a line instead of 1)


def settle() -> None:
    """Where all that stays has been made, and once more at the end: the collector need not look through it again, nor
    the interpreter when it closes down."""
    gc.freeze()
    gc.enable()
