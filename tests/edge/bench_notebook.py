"""What the notebook costs: python -m tests.edge.bench_notebook. Run by hand.

turn:    one turn into the notebook (the line, then the answer: two commits, each synced) at turn 10 and at turn 1,000,
         and the same without the disk's own part (CPU)
start:   what a start with 1,000 kept turns adds: opening, checking, offering
resume:  the conversation of 1,000 turns played back
search:  one search over 1,000 turns
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from assistant.core.dialogue import Conversation
from assistant.core.guide import step
from assistant.doors.tui import pages
from assistant.doors.tui.history import packed
from assistant.doors.tui.views import own
from assistant.doors.tui.words import labels
from assistant.edge.desk import open_office
from assistant.edge.notebook import Notebook
from assistant.edge.notebook_heard import Answer
from assistant.edge.notebook_keeper import Keeper

TURNS = 1000
DEMO = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and CPU milliseconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def fill(keeper: Keeper) -> list[tuple[float, float]]:
    office = open_office("de")
    first, _ = step(office.desk, Conversation(), DEMO)
    texts = ("nein, CFO", "nein, Einkauf")
    answers = {}
    now = first
    for text in texts:
        after, say = step(office.desk, now, text)
        answers[text] = (packed([pages.answer(office, after, say, labels("de"))]), after.now)
    mine = packed([own(DEMO, labels("de"))])
    now, costs = first, []
    for number in range(TURNS):
        shown, state = answers[texts[number % 2]]
        after = Conversation(state, (*now.past, now.now), ())

        def turn(before: Conversation = now, after: Conversation = after, shown: list[object] = shown) -> None:  # type: ignore[assignment]  # bound here
            heard = keeper.hear(DEMO, mine, "de")
            assert heard.token
            assert not keeper.answered(heard.token, Answer(before, after, shown, {"de": "x", "en": "x"}, 4))  # type: ignore[arg-type]  # as packed

        costs.append(timed(turn))
        now = after
    return costs


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        keeper = Keeper(Path(folder))
        costs = fill(keeper)
        for at, name in ((0, "wall"), (1, "CPU")):
            early, late = (median(c[at] for c in part) for part in (costs[5:30], costs[-25:]))
            print(f"turn    {name}: at 10 {early:.1f} ms   at 1,000 {late:.1f} ms   ratio {late / early:.2f}")
        print(f"file    {Path(folder, 'notebook.db').stat().st_size / TURNS / 1024:.1f} kB a turn")
        keeper.leave("", "de")
        starts = [timed(lambda: Keeper(Path(folder)).arrive("de")) for _ in range(5)]
        print(f"start   {min(c for _, c in starts):.0f} ms CPU with {TURNS} turns in one conversation")
        book = Notebook(Path(folder) / "notebook.db")
        print(f"resume  {timed(lambda: book.conversation(1, Conversation()))[1]:.0f} ms CPU")
        print(f"search  {timed(lambda: book.search('einkauf produktion'))[1]:.0f} ms CPU, {timed(lambda: book.search('quastenflosser'))[1]:.0f} ms without a hit")
        print(f"delete  {timed(lambda: book.delete(1))[1]:.0f} ms CPU")


if __name__ == "__main__":
    main()
