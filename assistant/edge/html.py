"""Pages for a browser: the words of messages/<language>/browser.j2 in skeletons of HTML, everything escaped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from assistant.core.text import Language, spelt
from assistant.edge import places

WORDS = "browser.j2"


class Pages:
    """Pages and single sentences in both languages. `skeletons` is the folder of the HTML files; `spelling` "ch"
    writes ss for ß."""

    def __init__(self, skeletons: Path, spelling: str = "de") -> None:
        self._spelling = spelling
        folders = [skeletons, places.shipped("messages")]
        self._html = _environment(folders, escaping=True)
        self._plain = _environment(folders[1:], escaping=False)
        self.words = lru_cache(maxsize=2)(self._words)

    def _words(self, language: Language) -> Mapping[str, str]:
        """The fixed words of the pages."""
        module: Any = self._plain.get_template(f"{language}/{WORDS}").module
        return {key: self._spelt(word, language) for key, word in module.words.items()}

    def _spelt(self, text: str, language: Language) -> str:
        return spelt(text, language, self._spelling)

    def page(self, name: str, language: Language, **facts: Any) -> str:
        """A whole page. `facts` are escaped; w holds the words."""
        template = self._html.get_template(f"{name}.html")
        return self._spelt(template.render(language=language, w=self.words(language), **facts), language)

    def sentence(self, name: str, language: Language, **facts: str) -> str:
        """One sentence of the program in plain text, for the terminal it was started from."""
        module: Any = self._plain.get_template(f"{language}/{WORDS}").module
        return self._spelt(str(getattr(module, name.replace("-", "_"))(facts)).strip(), language)


def _environment(folders: list[Path], *, escaping: bool) -> ImmutableSandboxedEnvironment:
    made = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        autoescape=escaping, auto_reload=False,
    )  # fmt: skip
    made.filters["lines"] = _lines
    return made


def _lines(text: str) -> Markup:
    """Text with its line breaks kept."""
    return Markup("<br>\n").join(text.split("\n"))
