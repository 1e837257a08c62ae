"""The server from outside: who gets in, what is given out, what a page is told."""

import json
import os
import re

import pytest
from aiohttp import WSMsgType, WSServerHandshakeError

from assistant.doors.browser import server
from tests.browser.conftest import found, serving


async def begin(visitor):
    """A conversation's path, as a browser finds it."""
    async with visitor.get("/") as answer:
        assert answer.status == 200
        return answer.url.path


async def heard(page, until=b""):
    """The output up to and including `until`."""
    got = [b""]
    while until not in b"".join(got[-3:]):
        message = await page.receive(timeout=90)
        assert message.type is WSMsgType.BINARY, message
        got.append(message.data)
    return b"".join(got)


async def closed(page):
    while True:
        message = await page.receive(timeout=90)
        if message.type in (WSMsgType.CLOSE, WSMsgType.CLOSED, WSMsgType.CLOSING):
            return page.close_code


def open_page(visitor, path, served, **query):
    return visitor.ws_connect(path + "/ws", params={"width": "100", "height": "30", **query}, headers=served.origin)


async def test_the_page_and_its_headers(served):
    async with served.visitor() as visitor, visitor.get("/") as answer:
        text = await answer.text()
        assert '<html lang="de">' in text
        assert "Einfacher Modus" in text
        assert not re.findall(r'(?:src|href)="(?!/)', text)
        assert "<style" not in text
        assert 'style="' not in text
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
        assert "unsafe" not in policy
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Server" not in answer.headers
    cookie = next(c for h in answer.history for c in h.headers.getall("Set-Cookie"))
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


async def test_the_language_follows_the_browser_or_the_option(office, served):
    async with served.visitor(**{"Accept-Language": "en-GB,de;q=0.5"}) as visitor, visitor.get("/") as answer:
        text = await answer.text()
        assert '<html lang="en">' in text
        assert "Simple mode" in text
    async with serving(office, language="de") as fixed, fixed.visitor(**{"Accept-Language": "en"}) as visitor, visitor.get("/") as answer:
        assert '<html lang="de">' in await answer.text()


@pytest.mark.parametrize("name", sorted(server.FILES))
async def test_every_file_is_there(served, name):
    async with served.visitor() as visitor, visitor.get(f"/static/{name}") as answer:
        assert answer.status == 200
        assert await answer.read()


@pytest.mark.parametrize("path", ["/static/", "/static", "/static/..%2fserver.py", "/static/fonts", "/static/page.js/", "/download/x", "/ws", "/nix", "//evil.example/"])
async def test_nothing_else_is_given_out(served, path):
    async with served.visitor() as visitor:
        await begin(visitor)
        async with visitor.get(served.url + path) as answer:
            assert answer.status == 404
            assert "page.css" not in re.sub(r"<link[^>]*>", "", await answer.text())


async def test_foreign_hosts_and_origins_are_refused(served):
    async with served.visitor() as visitor:
        path = await begin(visitor)
        async with visitor.get("/", headers={"Host": "evil.example:8000"}) as answer:
            assert answer.status == 403
            assert "abgelehnt" in await answer.text()
        for origin in ("http://evil.example", "http://127.0.0.1:1", "null", None):
            headers = {"Origin": origin} if origin else {}
            with pytest.raises(WSServerHandshakeError) as refused:
                await visitor.ws_connect(path + "/ws", headers=headers)
            assert refused.value.status == 403


async def test_a_foreign_page_that_leads_here_costs_nobody_their_cookie(served):
    """SameSite=Strict cookies stay at home on such a request, so it is asked again from a page of ours."""
    leading = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with served.visitor() as visitor:
        for path, to in (("/", "/"), ("//evil.example/", "/"), ("/\\evil.example", "/"), ("/s/abc.def", "/s/abc.def")):
            async with visitor.get(served.url + path, headers=leading, allow_redirects=False) as answer:
                assert answer.status == 200
                assert "Set-Cookie" not in answer.headers
                assert f'content="0;url={to}"' in await answer.text()
        async with visitor.get("/static/page.js", headers={"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}) as answer:
            assert answer.status == 403


@pytest.mark.usefixtures("quick")
async def test_the_token_opens_and_nothing_else_does(office):
    async with serving(office, token=True) as locked, locked.visitor() as visitor:
        for path in ("/", "/simple", "/s/x.y", "/s/x.y/alive", "/simple/x.y", "/?token=", "/?token=falsch"):
            async with visitor.get(path) as answer:
                assert answer.status == 401, path
                assert "Zugangslink" in await answer.text()
                assert "Set-Cookie" not in answer.headers
        with pytest.raises(WSServerHandshakeError) as refused:
            await visitor.ws_connect("/s/x.y/ws", headers=locked.origin)
        assert refused.value.status == 401
        async with visitor.get(f"/?token={locked.door.guard.token}") as answer:
            assert answer.status == 200
            assert locked.door.guard.token not in await answer.text()
        path = await begin(visitor)
        async with open_page(visitor, path, locked) as page:
            assert await heard(page, b"pid=")


async def test_over_https_the_cookie_is_secure(office):
    async with serving(office, public="https://assistent.example") as proxied, proxied.visitor(Host="assistent.example") as visitor:
        answer = await visitor.get("/", params={"token": proxied.door.guard.token})
        assert "; Secure" in answer.headers["Set-Cookie"]
        visitor.cookie_jar.update_cookies({proxied.door.guard.cookie: answer.cookies[proxied.door.guard.cookie].value})
        async with visitor.get("/") as page:
            assert "„Dieser Rechner“ ist hier assistent.example" in await page.text()


async def test_one_visitor_cannot_reach_the_others_conversation(served):
    async with served.visitor() as one, served.visitor() as other:
        path = await begin(one)
        await begin(other)
        async with open_page(one, path, served) as page:
            await heard(page, b"pid=")
            for url in (path, path + "/alive"):
                async with other.get(url) as answer:
                    assert answer.status == 404
            with pytest.raises(WSServerHandshakeError) as refused:
                await other.ws_connect(path + "/ws", headers=served.origin)
            assert refused.value.status == 404
            async with served.visitor() as stranger, stranger.get(path) as answer:
                assert answer.status == 404
                assert "Set-Cookie" not in answer.headers


async def test_two_tabs_are_two_processes_and_a_reload_is_the_same(served):
    async with served.visitor() as visitor:
        first, second = await begin(visitor), await begin(visitor)
        async with open_page(visitor, first, served) as page:
            pid = found(rb"pid=(\d+)", await heard(page, b"theme="))
        async with open_page(visitor, second, served) as page:
            assert found(rb"pid=(\d+)", await heard(page, b"theme=")) != pid
        async with open_page(visitor, first, served, width="90") as page:
            await page.send_json(["stdin", "wieder da"])
            got = await heard(page, b"wieder da")
            assert b'"attach", "width": 90, "height": 30' in got
            assert b"pid=" not in got
        async with visitor.get(first + "/alive") as answer:
            assert answer.status == 204


async def test_what_the_process_is_told(served):
    async with served.visitor() as visitor, open_page(visitor, await begin(visitor), served, theme="light") as page:
        got = (await heard(page, b"theme=light")).decode()
        assert json.loads(got[got.index("{") : got.index("}") + 1])["language"] == "de"
        for message in ('["resize", {"width": 40, "height": 10}]', '["focus"]', "nonsense", "[]", "{}", "[" * 100_000, '["stdin", 5]', '["resize", 7]', '["x", 1]'):
            await page.send_str(message)
        await page.send_json(["ping", "7"])
        await page.send_json(["stdin", "äöü\r"])
        got = b""
        pong = None
        while "äöü\r".encode() not in got:
            message = await page.receive(timeout=90)
            if message.type is WSMsgType.TEXT:
                pong = message.json()
            else:
                got += message.data
        assert pong == ["pong", "7"]
        assert b'{"type": "resize", "width": 40, "height": 10}' in got
        assert b'{"type": "focus"}' in got


@pytest.mark.parametrize(("said", "code"), [("leave", 4001), ("fail", 4002)])
async def test_the_page_learns_how_it_ended(served, said, code):
    async with served.visitor() as visitor:
        path = await begin(visitor)
        async with open_page(visitor, path, served) as page:
            await page.send_json(["stdin", said])
            assert await closed(page) == code
        async with visitor.get(path + "/alive") as answer:
            assert answer.status == 404


async def test_a_second_window_takes_the_conversation_over(served):
    async with served.visitor() as visitor:
        path = await begin(visitor)
        async with open_page(visitor, path, served) as before:
            await heard(before, b"pid=")
            async with open_page(visitor, path, served) as now:
                assert await closed(before) == 4005
                await now.send_json(["stdin", "hier"])
                await heard(now, b"hier")


async def test_a_page_that_does_not_listen_blocks_nobody(served):
    """Its line is full, so the process waits for it; the next page gets the conversation all the same."""
    async with served.visitor() as visitor:
        path = await begin(visitor)
        deaf = await open_page(visitor, path, served)
        await heard(deaf, b"pid=")
        await deaf.send_json(["stdin", "flood"])
        await deaf.receive()
        async with open_page(visitor, path, served) as now:
            await now.send_json(["stdin", "und hier?"])
            await heard(now, b"und hier?")


async def test_a_system_without_processes_to_give(office, monkeypatch):
    async def none(*_args, **_more):
        raise BlockingIOError

    monkeypatch.setattr("asyncio.create_subprocess_exec", none)
    async with serving(office) as served, served.visitor() as visitor, open_page(visitor, await begin(visitor), served) as page:
        assert await closed(page) == 4002
        assert len(served.door.seats) == 0
        assert len(served.faults) == 1


@pytest.mark.usefixtures("quick")
async def test_full_is_said_so(office):
    async with serving(office, sessions=1) as small, small.visitor() as one, small.visitor() as other:
        path, late = await begin(one), await begin(other)
        async with open_page(one, path, small) as page:
            await heard(page, b"pid=")
            for url in ("/", "/simple", late):
                async with other.get(url) as answer:
                    assert answer.status == 503
                    assert "Alle Plätze sind belegt" in await answer.text()
                    assert answer.headers["Retry-After"]
            with pytest.raises(WSServerHandshakeError) as refused:
                await other.ws_connect(late + "/ws", headers=small.origin)
            assert refused.value.status == 503
            async with one.get(path) as answer:
                assert answer.status == 200


@pytest.mark.usefixtures("quick")
async def test_idle_ones_are_ended(office):
    async with serving(office, idle=0.5) as hasty, hasty.visitor() as visitor, open_page(visitor, await begin(visitor), hasty) as page:
        assert await closed(page) == 4003
        assert len(hasty.door.seats) == 0


@pytest.mark.usefixtures("quick")
async def test_the_end_of_the_server_leaves_no_process(office, monkeypatch):
    monkeypatch.setattr("assistant.doors.browser.visit.GENTLE", 0.3)
    pids = []
    async with serving(office) as short, short.visitor() as visitor:
        for said in ("bye", "hang"):  # one that leaves when asked, and one that does not listen
            page = await open_page(visitor, await begin(visitor), short)
            pids.append(int(found(rb"pid=(\d+)", await heard(page, b"theme="))))
            await page.send_json(["stdin", said])
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


async def test_a_fault_of_ours_is_a_page_in_words(office, monkeypatch):
    async with serving(office) as one, one.visitor() as visitor:
        monkeypatch.setattr(one.door.seats, "room", None)
        async with visitor.get("/") as answer:
            assert answer.status == 500
            assert "Unerwarteter Fehler" in await answer.text()
            assert "Traceback" not in await answer.text()
        assert len(one.faults) == 1
