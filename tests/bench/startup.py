"""CPU seconds from process start, all in one run: `python -m tests.bench.startup`.

The firm figure is user + system time of the process and its children; the best of several runs, after one that fills the
cache. A second table says where the time of `ask --json` goes, measured inside a process.
"""

from __future__ import annotations

import json
import os
import pty
import re
import resource
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 7
DEMO = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    'python -c "import numpy, jinja2, rapidfuzz"': ["-c", "import numpy, jinja2, rapidfuzz"],
    'python -c "import textual.app"': ["-c", "import textual.app"],
    "assistant --help": ["-m", "assistant", "--help"],
    "assistant ask --json": ["-m", "assistant", "ask", "--json", DEMO],
    "assistant ask": ["-m", "assistant", "ask", DEMO],
}
PAINTED, RECOGNISED = b"Enter senden", b"Stanzmaschine"
STAGES = """
import gc, json, sys, time
gc.disable()
costs, last = {}, 0.0
def mark(stage):
    global last
    now = time.process_time()
    costs[stage], last = now - last, now
mark("interpreter")
import numpy
mark("import numpy")
import jinja2.sandbox
mark("import jinja2")
import rapidfuzz
mark("import rapidfuzz")
from assistant.cli import build_parser
build_parser().parse_args(["ask", "--json", "x"])
mark("command line")
from assistant.doors import machine
mark("import the rest")
from assistant.edge.desk import open_office
office = open_office("de")
mark("open library and recogniser")
for slot in ("playbook", "trigger", "phase", "urgency", "loop"):
    office.desk.known.indexes[slot]
mark("open five indexes")
from assistant.core.reading import read
read(sys.argv[1], office.desk.library, office.desk.known)
mark("read the line")
machine.dump(machine.ask_object(office, sys.argv[1]))
mark("advice in words")
print(json.dumps(costs))
"""
STYLES = re.compile(rb"\x1b\[[0-9;:?<>=]*[ -/]*[@-~]")


def environment() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}


def command_cost(arguments: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment(), capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def tree(pid: int) -> list[int]:
    """A process and everything below it."""
    below: list[int] = []
    for entry in Path(f"/proc/{pid}/task").glob("*/children"):
        below += [int(p) for p in entry.read_text().split()]
    return [pid, *(q for p in below for q in tree(p))]


def spent(pid: int) -> float:
    """CPU seconds of a process and its children so far."""
    total = 0
    for one in tree(pid):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(") ")[2].split()
        total += sum(int(x) for x in fields[11:15])
    return total / os.sysconf("SC_CLK_TCK")


def stages() -> dict[str, float]:
    """CPU seconds of each stage of `ask --json`, in order; the cheapest of several processes, stage by stage."""
    runs = []
    for _ in range(RUNS):
        done = subprocess.run([sys.executable, "-c", STAGES, DEMO], cwd=ROOT, env=environment(), capture_output=True, check=True)
        runs.append(json.loads(done.stdout))
    return {stage: min(run[stage] for run in runs) for stage in runs[0]}


def screen_cost(said: str = "", shown: bytes = PAINTED) -> float:
    """CPU seconds until `shown` stands on the screen of 120x36, in a real pseudo-terminal; `said` is typed once the prompt
    is painted (in one burst, as if pasted: the line is recognised below the prompt and not yet sent)."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(environment() | {"COLUMNS": "120", "LINES": "36"})
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "assistant"])  # noqa: S606 our own interpreter
    seen, limit = b"", time.monotonic() + 30
    while shown not in STYLES.sub(b"", seen) and time.monotonic() < limit:
        if select.select([terminal], [], [], 0.02)[0]:
            seen += os.read(terminal, 65536)
        if said and PAINTED in STYLES.sub(b"", seen):
            os.write(terminal, f"{said}\r".encode())
            said, seen = "", b""
    cost = spent(pid)
    for one in tree(pid):
        os.kill(one, signal.SIGKILL)
    os.close(terminal)
    os.waitpid(pid, 0)
    return cost


def main() -> None:
    command_cost(COMMANDS["assistant ask"])
    rows = {name: min(command_cost(args) for _ in range(RUNS)) for name, args in COMMANDS.items()}
    rows["assistant, first painted screen"] = min(screen_cost() for _ in range(RUNS))
    rows["assistant, typed line recognised on the screen"] = min(screen_cost(DEMO, RECOGNISED) for _ in range(RUNS))
    textual = rows['python -c "import textual.app"']
    print("| what | CPU-s | ratio to import textual.app |\n|---|---|---|")
    for name, cost in rows.items():
        print(f"| `{name}` | {cost:.3f} | {cost / textual:.2f} |")
    print("\n| stage of `assistant ask --json` | CPU-s |\n|---|---|")
    for name, cost in stages().items():
        print(f"| {name} | {cost:.3f} |")


if __name__ == "__main__":
    main()
