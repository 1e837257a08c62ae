"""The page in a real browser. What a process hears is looked at where it is heard: in the server of this test."""

import re

import pytest

from tests.browser.chromium import Cable, Screen, browsing, opened
from tests.browser.conftest import serving, soon

DEMO = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"


async def test_click_type_send_reload(office, heard):
    """Scenario 30 with the real app: a click on the conversation, a line, the advice; F5 shows the same, and the draft."""
    async with serving(office) as served, opened(served.url) as screen:
        await screen.until("Guten Tag", "DE")
        await screen.page.mouse.click(300, 300)
        await screen.page.keyboard.type(DEMO)
        await screen.page.keyboard.press("Enter")
        await screen.until("GEMEINSAMER JOB")
        await screen.page.keyboard.type("und noch ein Entwurf")
        await soon(lambda: "".join(heard).endswith("Entwurf"))
        address = screen.page.url
        screen.forget()
        await screen.page.reload()
        await screen.until("GEMEINSAMER JOB", "und noch ein Entwurf", "Produktionsleitung")
        assert screen.page.url == address
        assert len(served.door.seats) == 1
        assert all(re.match(rf"(?:http|ws)://127\.0\.0\.1:{served.door.port}/", url) for url in screen.requests), screen.requests


async def test_keys_of_the_app_and_keys_of_the_browser(served, heard):
    async with opened(served.url) as screen:
        for key in ("F1", "F2", "F3", "F4", "F9", "Control+q", "Control+c", "Control+z", "Control+a", "Control+j", "PageUp", "Escape", "Tab"):
            await screen.page.keyboard.press(key)
        await screen.page.keyboard.type("ß€@")
        expected = ["\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", "\x1b[20~", "\x11", "\x03", "\x1a", "\x01", "\n", "\x1b[5~", "\x1b", "\t", "ß", "€", "@"]
        await soon(lambda: len(heard) >= len(expected))
        assert heard == expected
        heard.clear()
        # A headless browser has no F5 of its own: what counts is that the page leaves the key alone.
        await screen.page.evaluate(
            "window.kept = []; const real = Event.prototype.preventDefault;"
            "KeyboardEvent.prototype.preventDefault = function() { window.kept.push(this.key); real.call(this); }; null"
        )
        for key in ("F5", "F6", "F7", "F11", "F12", "Control+r", "Control+Shift+R", "Control+f", "F1"):
            await screen.page.keyboard.press(key)
        await soon(lambda: heard)
        assert heard == ["\x1bOP"]
        assert await screen.page.evaluate("window.kept") == ["F1"]


async def test_wherever_one_clicks_the_prompt_gets_the_keys(served, heard):
    async with opened(served.url) as screen:
        for number, spot in enumerate([(300, 10), (600, 400), (2, 700)]):
            await screen.page.mouse.click(*spot)
            await screen.page.keyboard.type(f"{number}")
        await soon(lambda: len(heard) == 3)
        assert heard == ["0", "1", "2"]
        await screen.page.keyboard.press("Shift+Tab")  # and the keyboard gets out of it, to the link
        assert await screen.page.evaluate("document.activeElement.id") == "simple"
        await screen.page.keyboard.press("Enter")
        await screen.page.wait_for_url("**/simple/*")


async def test_two_tabs_are_two_conversations(served):
    async with browsing() as visitor:
        one, two = Screen(await visitor.new_page()), Screen(await visitor.new_page())
        for tab in (one, two):
            await tab.page.goto(served.url)
            await tab.state("online")
            await tab.until("pid=")
        assert one.page.url != two.page.url
        await one.page.bring_to_front()
        await one.page.keyboard.type("links")
        await one.until("D:l", "D:s")
        assert "D:l" not in two.text
        assert len(served.door.seats) == 2
        third = Screen(await visitor.new_page())  # the same address once more takes over
        await third.page.goto(one.page.url)
        await one.state("elsewhere")
        assert "in einem anderen Fenster offen" in await one.page.inner_text("#ended")
        await one.page.keyboard.press("Enter")
        await one.state("online")
        await third.state("elsewhere")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("how", ["cut", "frozen"])
async def test_a_line_that_breaks_comes_back(office, heard, how):
    cable = Cable()
    await cable.reserve()
    async with serving(office, seen=cable.port) as served:
        await cable.plug(served.door.options.port)
        async with opened(f"http://127.0.0.1:{cable.port}") as screen:
            await screen.until("pid=")
            if how == "cut":
                await cable.cut()
            else:
                cable.freeze()
            await screen.state("offline")
            assert "Keine Verbindung" in await screen.page.inner_text("#status")
            await screen.page.keyboard.type("blind")
            if how == "cut":
                await cable.plug(served.door.options.port)
            else:
                cable.thaw()
            await screen.state("online")
            await soon(lambda: "".join(heard) == "blind")  # what was typed meanwhile is not lost
            await screen.until("attach")
            assert screen.text.count("pid=") == 1  # the same process
        await cable.cut()


@pytest.mark.usefixtures("quick")
async def test_a_server_that_is_gone_and_a_new_one_in_its_place(office):
    async with serving(office) as before, opened(before.url, locale="en-GB") as screen:
        await screen.until("pid=")
        await before.runner.cleanup()
        await screen.state("offline")
        assert "No connection" in await screen.page.inner_text("#status")
        async with serving(office, port=before.door.options.port) as now:
            await screen.state("gone")
            assert "The conversation has ended" in await screen.page.inner_text("#ended")
            screen.forget()
            await screen.page.keyboard.press("Enter")  # "Start again" has the focus
            await screen.state("online")
            await screen.until("pid=")
            assert len(now.door.seats) == 1


async def test_the_end_in_the_pages_language(served):
    async with opened(served.url) as screen:
        await served.door.seats.close()
        await screen.state("offline")
    async with opened(served.url) as screen:
        await screen.until("pid=")
        visit = next(iter(served.door.seats._taken.values()))  # noqa: SLF001 the one that is there
        await visit.send_bytes(b"leave")
        await screen.state("left")
        text = await screen.page.inner_text("#ended")
        assert "Das Gespräch ist beendet" in text
        assert "Neu beginnen" in text


@pytest.mark.usefixtures("quick")
async def test_the_link_with_the_token_from_a_foreign_page(office):
    async with serving(office, token=True) as locked, browsing() as visitor:
        page = await visitor.new_page()
        await page.route("http://mail.example/*", lambda route: route.fulfill(content_type="text/html", body=link(locked)))
        await page.goto("http://mail.example/")
        await page.click("a")
        await page.wait_for_selector('body[data-state="online"]')
        assert "token" not in page.url
        await page.goto("http://mail.example/")
        await page.evaluate(f"document.querySelector('a').href = {locked.url + '/'!r}")
        await page.click("a")
        await page.wait_for_selector('body[data-state="online"]')


def link(served):
    return f'<a href="{served.url}/?token={served.door.guard.token}">Zugang</a>'


async def test_a_foreign_page_gets_nothing(served):
    async with browsing() as visitor:
        page = await visitor.new_page()
        await page.goto(served.url)
        number = page.url.partition("/s/")[2]
        await page.route("http://evil.example/*", lambda route: route.fulfill(content_type="text/html", body="<p>böse</p>"))
        await page.goto("http://evil.example/")
        tried = await page.evaluate(
            f"""async () => {{
              const read = await fetch({served.url + "/"!r}, {{credentials: "include"}}).then(r => r.text()).catch(() => "nothing");
              const line = await new Promise(done => {{
                const socket = new WebSocket({served.url.replace("http", "ws") + f"/s/{number}/ws"!r});
                socket.onopen = () => done("open"); socket.onerror = () => done("nothing");
              }});
              return [read, line];
            }}"""
        )
        assert tried == ["nothing", "nothing"]


@pytest.mark.parametrize("script", [True, False])
async def test_the_simple_mode_by_keyboard_alone(served, script):
    async with browsing(java_script_enabled=script) as visitor:
        page = await visitor.new_page()
        await page.goto(f"{served.url}/simple")
        for _ in range(20):
            await page.keyboard.press("Tab")
            if await page.locator("#text:focus").count():
                break
        await page.keyboard.type("die Stanze ist ausgefallen")
        if script:
            await page.keyboard.press("Enter")
        else:
            await page.keyboard.press("Tab")
            await page.keyboard.press("Enter")
        await page.wait_for_selector("fieldset button")
        assert await page.locator("article").count() == 2
        assert "Mit wem sprechen Sie?" in await page.inner_text("#latest")
        if script:
            assert await page.locator("#text:focus").count() == 1
        await page.locator("fieldset button").first.focus()
        await page.keyboard.press("Enter")
        await page.wait_for_selector("text=GEMEINSAMER JOB")
        assert await page.locator("article").count() == 3


async def test_without_a_connection_the_text_stays_in_the_field(served):
    async with browsing() as visitor:
        page = await visitor.new_page()
        await page.goto(f"{served.url}/simple")
        await visitor.set_offline(True)
        await page.fill("#text", "nicht verlieren")
        await page.keyboard.press("Enter")
        await page.wait_for_selector("#trouble:not([hidden])")
        assert await page.input_value("#text") == "nicht verlieren"
