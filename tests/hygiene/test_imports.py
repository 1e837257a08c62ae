"""Imports are paid where they are used."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("textual", "rich", "jinja2", "rapidfuzz", "numpy")
LEARNING = ("tomli", "assistant.edge.reader", "assistant.core.engine_study", "assistant.core.engine_background", "numpy.ma")
CONVERSING = ("assistant.core.guide", "assistant.core.intents")


def loaded(*args, stdin="", among=HEAVY):
    """Which of these modules a fresh interpreter holds after this command."""
    code = (
        "import sys; from assistant.cli import main\n"
        f"try: main({list(args)!r})\n"
        "except SystemExit: pass\n"
        f"sys.stderr.write('LOADED ' + ' '.join(m for m in {among!r} if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], input=stdin, capture_output=True, text=True, cwd=ROOT, timeout=180, check=True)
    return done.stderr.rpartition("LOADED ")[2].split()


@pytest.mark.parametrize("args", [["--help"], ["--version"], ["ask", "--help"]])
def test_help_loads_nothing_heavy(args):
    assert loaded(*args) == []


@pytest.mark.parametrize("args", [["ask", "--json", "stanze defekt"], ["ask", "stanze defekt"], ["chat", "--json"], ["chat", "--plain"]])
def test_the_lean_doors_load_no_textual(args):
    assert not {"textual", "rich"} & set(loaded(*args))


def test_a_second_start_imports_nothing_that_reads_or_learns():
    line = ("ask", "--json", "stanze defekt, produktionsleiterin, brauchen sofort ersatz")
    loaded(*line)
    assert loaded(*line, among=(*LEARNING, *CONVERSING)) == []
    assert loaded("ask", line[2], among=LEARNING) == []
