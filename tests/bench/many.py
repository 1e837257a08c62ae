"""A thousand playbooks: what the product does with them, against parsing the same files with tomli alone, in one run.

    python -m tests.bench.many [COUNT] [quick]

The playbooks are made by tests/bench/many_books.py. Each row runs in a process of its own, with a cache folder of this run:
seconds of the processor, their ratio to tomli alone, memory at the peak. `quick` leaves out what takes minutes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.many_books import fill

ROOT = Path(__file__).resolve().parents[2]
COUNT = 1000
LINE = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"

_TOMLI = """
import sys, tomli
from pathlib import Path
began = time.process_time()
held = [tomli.loads(p.read_bytes().decode()) for p in sorted(Path(sys.argv[1]).glob('*.toml'))]
"""
_LOAD = """
import sys
from pathlib import Path
from assistant.edge.places import shipped
from assistant.edge.library import load
began = time.process_time()
held = load([shipped('playbooks'), Path(sys.argv[1])])
assert not held.problems
"""
_LOOK = """
import sys
from pathlib import Path
from assistant.edge.watch import signature
began = time.process_time()
held = signature([Path(sys.argv[1])])
"""
_OPEN = """
import sys
from pathlib import Path
from assistant.core.guide import step
from assistant.core.reading import read
from assistant.core.suggest import Suggester
from assistant.edge.desk import open_office
office = open_office('de', folders=[Path(sys.argv[1])])
desk, line = office.desk, '%s'
""" % LINE  # noqa: UP031 braces stand in the text
_NEW = _OPEN + """
step(desk, office.begin(), line)
began = time.process_time()
step(desk, office.begin(), 'unser erp ist zu langsam')
"""
_TURN = _OPEN + """
others = 'die stanzmaschine ist seit %s kaputt', 'erp wird %s abgekuendigt', '%s termin mit dem einkauf, angebote liegen vor'
for said in others:
    step(desk, office.begin(), said.replace('%s', 'heute'))
began = time.process_time()
for said in others:
    step(desk, office.begin(), said.replace('%s', 'gestern'))
began = time.process_time() - (time.process_time() - began) / len(others)
"""
_KEYS = _OPEN + """
for end in range(1, len(line) + 1):
    read(line[:end], desk.library, desk.known)
typed = 'die presse steht, wir brauchen hilfe'
began = time.process_time()
for end in range(1, len(typed) + 1):
    read(typed[:end], desk.library, desk.known)
began = time.process_time() - (time.process_time() - began) / len(typed)
"""
_SUGGEST = _OPEN + """
began = time.process_time()
Suggester(desk.library, 'de').suggest('stanz')
"""
_AROUND = """
import time, resource, json
{work}
took = time.process_time() - began
print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def environment(cache: Path) -> dict[str, str]:
    return {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(ROOT)}


def measure(work: str, folder: Path, cache: Path) -> tuple[float, float]:
    """Seconds and MB at the peak, in a fresh process; imports not counted."""
    command = [sys.executable, "-c", _AROUND.format(work=work), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=environment(cache))
    took, peak = json.loads(done.stdout)
    return took, peak


_RUN = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, '-m', 'assistant', *sys.argv[1:]], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
assert done.returncode in (0, 3), done.stderr
print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
"""


def command(arguments: list[str], folder: Path, cache: Path) -> tuple[float, float]:
    """A command as a person gives it: seconds of the whole process, MB at the peak."""
    call = [sys.executable, "-c", _RUN, *arguments, "--playbooks", str(folder)]
    done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=ROOT, env=environment(cache))
    took, peak = map(float, done.stdout.split())
    return took, peak


def touch(folder: Path) -> None:
    """One playbook of the folder, changed."""
    path = min(folder.glob("*.toml"))
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")


def show(name: str, cost: tuple[float, float], base: float) -> None:
    ratio = f"{cost[0] / base:.2f} ×" if base else "1 ×"
    print(f"| {name} | {cost[0]:.3f} | {ratio} | {cost[1]:.0f} |", flush=True)


def main(count: int, *, quick: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name) / "books", Path(name) / "cache"
        folder.mkdir()
        size = fill(folder, count)
        print(f"{count} playbooks, {size / 1e6:.0f} MB, Python {sys.version.split()[0]}, {time.strftime('%Y-%m-%d')}\n")
        print("| what | CPU-s | against tomli alone | MB at the peak |\n|---|---|---|---|")
        alone = measure(_TOMLI, folder, cache)
        base = alone[0]
        show("tomli alone", alone, 0)
        show("library.load: read, checked, nothing kept", measure(_LOAD, folder, cache), base)
        ask = ["ask", "--json", LINE]
        show("`ask --json`, first time: all read and learned", command(ask, folder, cache), base)
        show("`ask --json`, second time", command(ask, folder, cache), base)
        touch(folder)
        show("`ask --json` after one file changed", command(ask, folder, cache), base)
        show("a look for changes (before each turn)", measure(_LOOK, folder, cache), base)
        show("a turn whose topic never came up before (its triggers are learned)", measure(_NEW, folder, cache), base)
        show("a turn", measure(_TURN, folder, cache), base)
        show("a keystroke's preview", measure(_KEYS, folder, cache), base)
        show("the first suggestion while typing", measure(_SUGGEST, folder, cache), base)
        for said in ([] if quick else [["playbooks", "list"], ["gaps", "--by", "job"]]):
            show(f"`{' '.join(said)}`", command(said, folder, cache), base)


if __name__ == "__main__":
    numbers = [int(x) for x in sys.argv[1:] if x.isdigit()]
    main(numbers[0] if numbers else COUNT, quick="quick" in sys.argv)
