"""Measured as the program runs: one thread for matrices, set before any module of the bench imports numpy."""

from assistant.edge.process import one_thread

one_thread()
