"""Threads: the small heads are matrix products of a few hundred rows, which a second BLAS thread only slows down."""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


@cache
def _controller() -> ThreadpoolController:
    """Looking the loaded libraries up takes milliseconds: once is enough, numpy being loaded by then."""
    return ThreadpoolController()


def one_blas_thread() -> AbstractContextManager[object]:
    """Within it, numpy's products use one thread; other users of numpy in the process get theirs back after it."""
    limit: AbstractContextManager[object] = _controller().limit(limits=1, user_api="blas")
    return limit


def usable_cores() -> int:
    """Cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # no affinity on this platform
        return os.cpu_count() or 1
