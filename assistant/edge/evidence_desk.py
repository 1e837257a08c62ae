"""All that work with evidence needs, opened without the recogniser: library, words, statements, pseudonyms, lemmas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.core.lemmas import Lemma
from assistant.core.playbook import Library
from assistant.core.statement_reading import Vocabulary, vocabulary
from assistant.core.text import Language
from assistant.edge import places
from assistant.edge.desk import today
from assistant.edge.evidence_names import Pseudonyms
from assistant.edge.evidence_places import folders_of, home
from assistant.edge.evidence_store import Store
from assistant.edge.folders import gathered
from assistant.edge.lemma_lists import lemma_lists
from assistant.edge.library import parsed
from assistant.edge.problems import Problem
from assistant.edge.render import Renderer

__all__ = ["Drawer", "open_drawer", "open_store"]


@dataclass(frozen=True, slots=True)
class Drawer:
    """The drawer with the evidence in it. `home` = the folder of the key and of the records of imports and exports, `talks`
    = the folder of the notebook of conversations."""

    library: Library
    renderer: Renderer
    store: Store
    names: Pseudonyms
    lemmas: tuple[Lemma, ...]
    today: date
    home: Path
    talks: Path
    problems: tuple[Problem, ...]

    @property
    def known(self) -> Vocabulary:
        """What cells may say, with this library."""
        return vocabulary(self.library)


def open_store(folders: Sequence[Path] = (), own: Path | None = None) -> Store:
    """Statements in `own` (by default among the person's files), which takes new ones, and those beside the playbooks."""
    return Store(folders_of(folders, own))


def open_drawer(
    language: Language | None = None, spelling: str = "de", folders: Sequence[Path] = (), own: Path | None = None
) -> Drawer:
    """Opens everything; `folders` are further folders of playbooks, in whose `evidence` folder statements may lie."""
    loaded = parsed(gathered([places.shipped("playbooks"), *folders]))
    store = open_store(folders, own)
    lemmas, wrong = lemma_lists(store.folders)
    renderer = Renderer(places.shipped("messages"), loaded.library, language or places.language_of_system(), spelling, places.cache() / "templates")
    return Drawer(loaded.library, renderer, store, Pseudonyms(home()), lemmas, today(), home(), places.data(), (*loaded.problems, *wrong))
