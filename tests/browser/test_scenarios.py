"""Acceptance scenario 30 by its number, with the real app: what has to be seen in a browser (experience.md, 4.6)."""

from __future__ import annotations

import pytest

from tests.browser.chromium import Cable, Screen, browsing, opened
from tests.browser.conftest import serving, soon
from tests.browser.test_clipboard import put_on_clipboard

GERMAN = "@€[]{}\\|~ßäöü"


async def test_scenario_30_click_type_paste_and_reload(office, heard):
    async with serving(office) as served, opened(served.url) as screen:
        await screen.until("Guten Tag", "DE")
        await screen.page.mouse.click(300, 300)
        await screen.page.keyboard.type("mit dem CFO ")
        await soon(lambda: "".join(heard).endswith("CFO "))
        await put_on_clipboard(screen.page, "und dem Einkauf")
        await screen.page.keyboard.press("Control+v")
        await screen.until("und dem Einkauf")
        await screen.page.keyboard.press("Enter")
        await screen.until("Verstanden: ")
        screen.forget()
        await screen.page.reload()
        await screen.until("mit dem CFO und dem Einkauf", "Verstanden: ")


async def test_scenario_30_what_a_german_keyboard_types(office):
    async with serving(office) as served, opened(served.url) as screen:
        await screen.until("Guten Tag", "DE")
        await screen.page.keyboard.type(GERMAN, delay=30)
        await screen.until("ßäöü")
        screen.forget()
        await screen.page.reload()
        await screen.until(GERMAN)


async def test_scenario_30_two_tabs_are_separate(office):
    async with serving(office) as served, browsing() as visitor:
        one, two = Screen(await visitor.new_page()), Screen(await visitor.new_page())
        for tab in (one, two):
            await tab.page.goto(served.url)
            await tab.until("Guten Tag", "DE")
        await one.page.bring_to_front()
        await one.page.keyboard.type("nur hier")
        await one.until("nur hier")
        assert "nur hier" not in two.text
        assert one.page.url != two.page.url


@pytest.mark.usefixtures("quick")
async def test_scenario_30_the_cable_out_and_in_again(office, heard):
    cable = Cable()
    await cable.reserve()
    async with serving(office, seen=cable.port) as served:
        await cable.plug(served.door.options.port)
        async with opened(f"http://127.0.0.1:{cable.port}") as screen:
            await screen.until("pid=")
            await cable.cut()
            await screen.state("offline")
            assert "Keine Verbindung" in await screen.page.inner_text("#status")
            await screen.page.keyboard.type("blind")
            await cable.plug(served.door.options.port)
            await screen.state("online")
            await soon(lambda: "".join(heard) == "blind")
        await cable.cut()
