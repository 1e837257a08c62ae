"""The simple mode: the conversation in plain lines as a page that works without a script."""

import html
import re
from html.parser import HTMLParser

import pytest

from assistant.core.guide import step
from assistant.doors import line
from assistant.doors.browser import SKELETONS
from assistant.edge.html import Pages
from tests.browser.conftest import found, serving

DEMO = "stanze defekt, produktionsleiterin, brauchen sofort ersatz"


class Page(HTMLParser):
    """What a test asks of a page: its words, its headings, its fields with their labels."""

    def __init__(self, text):
        super().__init__()
        self.words, self.headings, self.fields, self.labels, self.ids = [], [], {}, set(), []
        self.attributes = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        here = dict(attrs)
        self.attributes.append((tag, here))
        if re.fullmatch(r"h\d", tag):
            self.headings.append(int(tag[1]))
        if "name" in here and tag in ("input", "textarea"):
            self.fields[here["name"]] = here
        if tag == "label":
            self.labels.add(here["for"])
        if "id" in here:
            self.ids.append(here["id"])

    def handle_data(self, data):
        self.words += data.split()


async def start(visitor):
    async with visitor.get("/simple") as answer:
        assert answer.status == 200
        return answer.url.path, await answer.text()


def seal(text):
    return found(r'name="seal" value="(\w+)"', text)


async def send(visitor, served, path, text, **fields):
    page = await (await visitor.get(path)).text()
    form = {"seal": seal(page), "text": text, **fields}
    async with visitor.post(path, data=form, headers=served.origin) as answer:
        return answer, await answer.text()


def plain(text):
    """The words of plain lines as a page shows them: markers of lists apart."""
    return re.sub(r"^  \d ", "", text, flags=re.MULTILINE).split()


def is_within(few, many):
    rest = iter(many)
    return all(word in rest for word in few)


async def test_the_same_words_as_in_plain_lines(served, office):
    async with served.visitor() as visitor:
        path, opening = await start(visitor)
        assert is_within(plain(line.opening(office)), Page(opening).words)
        conversation = office.begin()
        for said in ("die Stanze ist ausgefallen", "1", "warum?", "zurück", DEMO, "???", "auf Englisch"):
            _, page = await send(visitor, served, path, said)
            conversation, say = step(office.desk, conversation, said)
            assert is_within(plain(line.say_text(office, conversation, say)), Page(page).words), said


async def test_it_is_a_page_for_every_reader(served):
    async with served.visitor() as visitor:
        path, _ = await start(visitor)
        _, text = await send(visitor, served, path, "die Stanze ist ausgefallen")
        page = Page(text)
        assert page.headings[0] == 1
        assert all(b - a <= 1 for a, b in zip(page.headings, page.headings[1:], strict=False))
        assert page.fields["text"]["id"] in page.labels
        assert len(page.ids) == len(set(page.ids))
        assert ("role", "log") in [(k, v) for _, a in page.attributes for k, v in a.items()]
        assert ("aria-live", "polite") in [(k, v) for _, a in page.attributes for k, v in a.items()]
        assert next(a["href"] for t, a in page.attributes if t == "a") == "#text"
        assert "Frage 2/3: Mit wem sprechen Sie?" in text
        assert len(re.findall(r'<button type="submit" name="choice" value="\d"', text)) >= 2


async def test_a_choice_is_a_button(served):
    async with served.visitor() as visitor:
        path, _ = await start(visitor)
        await send(visitor, served, path, "die Stanze ist ausgefallen")
        answer, text = await send(visitor, served, path, "", choice="1")
        assert answer.url.path == path
        assert "GEMEINSAMER JOB" in text
        assert '<p class="said">1 Produktionsleitung</p>' in text
        assert text.count("<article") == 3
        async with visitor.get(path) as again:  # reloading sends nothing twice
            assert (await again.text()).count("<article") == 3


async def test_what_is_written_is_never_markup(served):
    nasty = '<script>alert(1)</script> {{ 7*7 }} "><img src=x onerror=y> \x1b[2J &amp;'
    async with served.visitor() as visitor:
        path, _ = await start(visitor)
        _, text = await send(visitor, served, path, nasty)
        assert html.escape(nasty.replace("\x1b[2J", "")).replace("&quot;", "&#34;") in text
        assert "<img" not in text
        assert "\x1b" not in text
        assert text.count("<script") == 1


async def test_only_our_own_form_is_heard(served):
    async with served.visitor() as visitor, served.visitor() as other:
        path, text = await start(visitor)
        good = {"seal": seal(text), "text": "hallo"}
        _, foreign = await start(other)
        for form, headers in (
            ({"text": "hallo"}, served.origin), ({**good, "seal": "x"}, served.origin), ({**good, "seal": seal(foreign)}, served.origin),
            (good, {"Origin": "http://evil.example"}), (good, {}), (good, {"Origin": "null"}),
        ):  # fmt: skip
            async with visitor.post(path, data=form, headers=headers) as answer:
                assert answer.status == 403
        async with other.post(path, data=good, headers=served.origin) as answer:
            assert answer.status == 404
        async with visitor.post(path, data={**good, "text": "x" * 300_000}, headers=served.origin) as answer:
            assert answer.status == 413
            assert "zu lang" in await answer.text()


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/x-www-form-urlencoded", b"text=\xff\xfe&seal=\xff"), ("application/x-www-form-urlencoded; charset=nix", b"text=a"),
        ("multipart/form-data", b"x"), ("multipart/form-data; boundary=b", b"--b\r\nkaputt"), ("text/plain", b"x"), ("", b"\x00"),
    ],
)  # fmt: skip
async def test_what_is_no_form_is_refused_in_words(served, kind, body):
    async with served.visitor() as visitor:
        path, _ = await start(visitor)
        async with visitor.post(path, data=body, headers={**served.origin, "Content-Type": kind}) as answer:
            assert answer.status in (400, 403)
            assert "abgelehnt" in await answer.text()


async def test_goodbye_frees_the_seat(office):
    async with serving(office, sessions=1) as small, small.visitor() as visitor, small.visitor() as other:
        path, text = await start(visitor)
        async with other.get("/simple") as answer:
            assert answer.status == 503
        _, said = await send(visitor, small, path, "ende")
        assert "Das Gespräch ist beendet" in said
        async with other.get("/simple") as answer:
            assert answer.status == 200
        async with visitor.post(path, data={"seal": seal(text), "text": "noch da?"}, headers=small.origin) as answer:
            assert answer.status == 404


async def test_the_page_speaks_the_language_of_the_conversation(served):
    async with served.visitor(**{"Accept-Language": "en"}) as visitor:
        path, text = await start(visitor)
        assert '<html lang="en">' in text
        assert "Your message" in text
        _, text = await send(visitor, served, path, "auf Deutsch")
        assert '<html lang="de">' in text
        assert "Ihre Nachricht" in text


async def test_the_two_modes_do_not_share_a_number(served):
    async with served.visitor() as visitor:
        path, _ = await start(visitor)
        async with visitor.get(path.replace("/simple/", "/s/")) as answer:
            assert answer.status == 404


async def test_swiss_spelling(office):
    async with serving(office, spelling="ch") as swiss, swiss.visitor() as visitor, visitor.get("/") as answer:
        assert "ß" not in await answer.text()


def test_the_two_languages_have_the_same_words():
    pages = Pages(SKELETONS)
    assert set(pages.words("de")) == set(pages.words("en"))


LETTERS = re.compile(r"[^\W\d_]{2,}")


@pytest.mark.parametrize("said", ["Gesprächsblatt", "Mail danach", "LinkedIn-Beitrag", "Content-Briefing", "Kriterienkatalog", "Karte", "Buying-Center-Karte"])
async def test_papers_and_maps_are_there_with_all_their_words(served, office, said):
    async with served.visitor() as visitor:
        path, _ = await start(visitor)
        await send(visitor, served, path, DEMO)
        _, text = await send(visitor, served, path, said)
        conversation, _ = step(office.desk, office.begin(), DEMO)
        conversation, say = step(office.desk, conversation, said)
        assert say.paper or say.map
        shown = html.unescape(re.sub(r"<[^>]*>", " ", text))
        assert set(LETTERS.findall(line.say_text(office, conversation, say, 100_000))) <= set(LETTERS.findall(shown))
        latest = Page(text.partition('id="latest"')[2])
        assert all(b - a <= 1 for a, b in zip(latest.headings, latest.headings[1:], strict=False))
        assert "**" not in text
        assert "style=" not in text


async def test_a_revised_paper_says_what_changed(served):
    async with served.visitor() as visitor:
        path, _ = await start(visitor)
        await send(visitor, served, path, DEMO)
        await send(visitor, served, path, "Mail danach")
        _, text = await send(visitor, served, path, "kürzer")
        assert "Weggelassen" in text or "Geändert" in text
