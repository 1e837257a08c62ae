"""A press on the built-in playbooks, and libraries in which the evidence is another one."""

from dataclasses import replace

import pytest

from assistant.core.brief import Brief
from assistant.core.evidence import Collection, Source, Speaker
from assistant.core.papers.request import Request
from assistant.core.text import Text
from assistant.edge import places
from assistant.edge.press import Draft, Press
from assistant.edge.render import Renderer
from assistant.edge.templates import Templates

BREAKDOWN = Brief("stamping-press", "breakdown", ("production",), "decision")


def press_on(library, templates=None, today=None):
    messages = places.shipped("messages")
    return Press(library, Renderer(messages, library), Templates(messages, templates), today)


@pytest.fixture(scope="session")
def press(library):
    return press_on(library)


@pytest.fixture
def make(press):
    def made(kind, brief=BREAKDOWN, language="de", **options):
        draft = press.make(brief, Request(kind, language, **options))
        assert isinstance(draft, Draft), draft
        return draft

    return made


def source(id_, speaker, collection=Collection.INTERVIEW, consent=False):
    return Source(id_, Text(f"Quelle {id_}", f"Source {id_}"), speaker, collection, year=2026, role="production", consent=consent)


def resting_on(library, **sources):
    """The library with these shared sources exchanged: what rested on them rests on other evidence now."""
    return replace(library, sources={**library.sources, **sources})


KNOWN = {"own": source("own", Speaker.LITERATURE, Collection.PUBLICATION)}
CONSENTED = {**KNOWN, "demo": source("demo", Speaker.CUSTOMER, consent=True)}
SILENT = {**KNOWN, "demo": source("demo", Speaker.CUSTOMER)}
REPORTED = {**KNOWN, "demo": source("demo", Speaker.SELLER, Collection.CALL_NOTES)}
