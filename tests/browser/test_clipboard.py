"""The clipboard between the page and the person: a paste is one, a copy arrives, nothing is read in secret."""

import asyncio

from tests.browser.chromium import Screen, browsing, opened
from tests.browser.conftest import serving, soon


async def test_paste_with_the_real_app(office):
    async with serving(office) as served, opened(served.url) as screen:
        await screen.until("DE")
        await put_on_clipboard(screen.page, "erste Zeile\nzweite Zeile: äöüß „€“")
        await screen.page.keyboard.press("Control+v")
        await screen.until("zweite Zeile")
        screen.forget()
        await screen.page.reload()
        await screen.until("erste Zeile", "zweite Zeile: äöüß „€“")
        assert "Sie  erste" not in screen.text  # a paste sends nothing


async def put_on_clipboard(page, text):
    """By way of another tab of the same visitor, as people do."""
    other = await page.context.new_page()
    await other.goto(page.url.partition("/s/")[0] + "/simple")
    await other.fill("#text", text)
    await other.focus("#text")
    await other.keyboard.press("Control+a")
    await other.keyboard.press("Control+c")
    await other.close()
    await page.bring_to_front()


async def from_clipboard(page):
    other = await page.context.new_page()
    await other.goto(page.url.partition("/s/")[0] + "/simple")
    await other.focus("#text")
    await other.keyboard.press("Control+v")
    text = await other.input_value("#text")
    await other.close()
    return text


async def copied(page, words):
    """Waits until the clipboard holds a text with these words."""
    async with asyncio.timeout(90):
        while words not in (text := await from_clipboard(page)):
            await page.bring_to_front()
    return text


async def test_a_paste_arrives_as_one(served, heard):
    async with opened(served.url) as screen:
        await put_on_clipboard(screen.page, "eins\nzwei")
        await screen.page.keyboard.press("Control+v")
        await soon(lambda: heard)
        assert heard == ["\x1b[200~eins\rzwei\x1b[201~"]


async def test_copying_reaches_the_clipboard_and_nothing_reads_it(served):
    async with opened(served.url) as screen:
        await screen.page.keyboard.type("C")
        await soon(lambda: "D:C" in screen.text)
        assert await copied(screen.page, "so") == "Übergröße ✓ „so“"
        assert await screen.page.evaluate("navigator.clipboard.readText()") == ""


async def test_text_marked_with_shift_is_copied(served, heard):
    async with opened(served.url) as screen:
        await soon(lambda: "pid=" in screen.text)
        box = await screen.page.locator("#terminal").bounding_box()
        await screen.page.keyboard.down("Shift")
        await screen.page.mouse.move(box["x"] + 8, box["y"] + 12)
        await screen.page.mouse.down()
        await screen.page.mouse.move(box["x"] + 200, box["y"] + 12, steps=5)
        await screen.page.mouse.up()
        await screen.page.keyboard.up("Shift")
        await screen.page.keyboard.press("Control+c")
        assert heard == []
        assert (await copied(screen.page, "pid=")).startswith("pid=")


async def test_without_https_the_old_way_of_copying_still_works(served):
    async with browsing() as visitor:
        screen = Screen(await visitor.new_page())
        await screen.page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
        await screen.page.goto(served.url)
        await screen.state("online")
        await screen.page.keyboard.type("C")
        await soon(lambda: "D:C" in screen.text)
        assert await copied(screen.page, "so") == "Übergröße ✓ „so“"
        assert await screen.page.is_hidden("#copying")


async def test_where_the_browser_forbids_copying_the_text_is_offered(served):
    old = "document.execCommand = () => false;"
    async with browsing() as visitor:
        screen = Screen(await visitor.new_page())
        await screen.page.add_init_script(f"navigator.clipboard.writeText = async () => {{ throw new Error(); }}; {old}")
        await screen.page.goto(served.url)
        await screen.state("online")
        await screen.page.keyboard.type("C")
        await screen.page.wait_for_selector("#copying:not([hidden])")
        assert await screen.page.input_value("#copying-text") == "Übergröße ✓ „so“"
        await screen.page.keyboard.press("Escape")
        assert await screen.page.is_hidden("#copying")


async def test_what_the_mouse_marks_in_the_app_is_copied(office):
    async with serving(office) as served, opened(served.url) as screen:
        await screen.until("Guten Tag", "DE")
        box = await screen.page.locator(".xterm-screen").bounding_box()
        assert box["y"] + box["height"] <= 760  # the last row is whole
        await screen.page.mouse.move(box["x"] + 20, box["y"] + 48)
        await screen.page.mouse.down()
        await screen.page.mouse.move(box["x"] + 300, box["y"] + 48, steps=6)
        await screen.page.mouse.up()
        await screen.page.keyboard.press("Control+c")
        await screen.until("Zwischenablage")
        await copied(screen.page, "Tag. Ich")
