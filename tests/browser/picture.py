"""Draws the picture of the page for README.md: python -m tests.browser.picture"""

import asyncio
from dataclasses import replace
from pathlib import Path

from assistant.edge.desk import open_office
from tests.browser.chromium import opened
from tests.browser.conftest import serving

DEMO = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"
TARGET = Path(__file__).with_name("page-de.png")


async def draw():
    office = replace(open_office("de"), fixed=False)
    async with serving(office) as served, opened(served.url, viewport={"width": 1100, "height": 640}) as screen:
        await screen.until("Guten Tag", "DE")
        await screen.page.keyboard.type(DEMO)
        await screen.page.keyboard.press("Enter")
        await screen.until("GEMEINSAMER JOB", "Bild↓")
        await asyncio.sleep(1)
        await screen.page.screenshot(path=TARGET)
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    asyncio.run(draw())
