"""What the screen costs, as CPU and as ratios: python -m tests.tui.bench_chat. Run by hand.

append: one answer at message 1,000 against message 10 (target ratio 1.3, fails at 2)
key:    one key at 1,000 messages (target 15 ms CPU)
resize: all 1,000 messages anew (target 0.2 CPU-s)
idle:   CPU of 5 quiet seconds
paint:  a fresh process until the first painted prompt, against `python -c "import textual.app"`
"""

from __future__ import annotations

import asyncio
import os
import resource
import subprocess
import sys
import time
from statistics import median

from textual.pilot import Pilot

from assistant.doors.tui.app import AssistantApp
from assistant.doors.tui.views import Message, Para, own
from assistant.doors.tui.words import labels
from assistant.edge.desk import open_office

LINE = Para("Produktion: „Welches Teil muss als Erstes wieder fallen, und welches darf warten?“", "say", "    ", "[Z]")
ANSWER = Message((Para("Verstanden: Thema Stanzmaschine, Auslöser Ausfall."), Para(""), Para("SAGEN", "title"), *[LINE] * 6))
PAINT = """
import os
os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"; os.environ["TEXTUAL_ANIMATIONS"] = "none"
import resource
from assistant.doors.tui.app import AssistantApp
class Probe(AssistantApp):
    def on_mount(self):
        self.call_after_refresh(self.call_after_refresh, self.stop)
    def stop(self):
        used = resource.getrusage(resource.RUSAGE_SELF)
        print(used.ru_utime + used.ru_stime)
        os._exit(0)
Probe(None).run(headless=True, size=(120, 36))
"""


def cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


async def appends(app: AssistantApp, pilot: Pilot[int], count: int) -> list[float]:
    out = []
    for number in range(count):
        start = cpu()
        app.main.chat.add(own(f"Zeile {number}", labels("de")))
        app.main.chat.add(ANSWER)
        await pilot.pause()
        out.append((cpu() - start) * 1000 / 2)
    return out


async def key_cost(pilot: Pilot[int], keys: int = 40) -> float:
    start = cpu()
    for _ in range(keys):
        await pilot.press("x")
    return (cpu() - start) * 1000 / keys


async def measure() -> None:
    office = open_office("de")
    app = AssistantApp(lambda: office)
    async with app.run_test(size=(120, 36)) as pilot:
        while app.talk is None:
            await pilot.pause(0.05)
        empty = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        first_key = await key_cost(pilot)
        app.main.prompt.load_text("")
        costs = await appends(app, pilot, 500)
        early, late = median(costs[5:30]), median(costs[-25:])
        print(f"append  message 10: {early:.1f} ms   message 1,000: {late:.1f} ms   ratio {late / early:.2f}")
        print(f"key     empty: {first_key:.1f} ms   at 1,000 messages: {await key_cost(pilot):.1f} ms (live panels on)")
        start = cpu()
        await pilot.resize_terminal(100, 30)
        await pilot.pause(0.2)
        print(f"resize  {cpu() - start:.2f} CPU-s with {app.main.chat.count} messages")
        await asyncio.sleep(1)
        start = cpu()
        await asyncio.sleep(5)
        print(f"idle    {(cpu() - start) / 5 * 100:.2f} % CPU")
        full = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory  {empty:.0f} MB empty, knowledge loaded   +{full - empty:.0f} MB after 1,000 messages")
        await previews(app)


async def previews(app: AssistantApp) -> None:
    assert app.talk is not None
    for text in ("stanze", "stanze defekt, produktionsleiterin, brauchen sofort ersatz"):
        start = time.process_time()
        for _ in range(5):
            app.talk.preview(text)
        print(f"preview {(time.process_time() - start) * 200:.1f} ms  {text}")


def child(code: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    env = {**os.environ, "TERM": "xterm-256color"}
    subprocess.run([sys.executable, "-c", code], check=True, env=env, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    paint = median(child(PAINT) for _ in range(5))
    bare = median(child("import textual.app") for _ in range(5))
    print(f"paint   first painted prompt {paint:.2f} CPU-s   import textual.app {bare:.2f} CPU-s")
    asyncio.run(measure())


if __name__ == "__main__":
    main()
