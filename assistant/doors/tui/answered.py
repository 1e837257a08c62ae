"""The last answer as something to hand over: plain text, Markdown, block by block. Free of Textual."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.core.advice import Advice
from assistant.core.sheet import Sheet
from assistant.doors.line import advice_markdown, advice_text, block_text, sheet_markdown, sheet_text
from assistant.edge.render import Renderer


@dataclass(frozen=True, slots=True)
class Answered:
    """A view, an advice, a paper or a map, in the language in which they were given; without either every text is empty."""

    renderer: Renderer
    advice: Advice | None = None
    sheet: Sheet | None = None
    made: str = ""  # a paper or a map, as it is copied

    def __bool__(self) -> bool:
        return self.advice is not None or self.sheet is not None or bool(self.made)

    def text(self) -> str:
        """Plain text; the lines of the advice with their letters."""
        parts = [sheet_text(self.renderer, self.sheet)] if self.sheet else []
        parts += [self.made] if self.made else []
        if self.advice:
            parts.append(advice_text(self.renderer, self.advice, letters=True))
        return "\n\n".join(parts)

    def markdown(self) -> str:
        parts = [sheet_markdown(self.renderer, self.sheet)] if self.sheet else []
        parts += [self.made] if self.made else []
        if self.advice:
            parts.append(advice_markdown(self.renderer, self.advice))
        return "\n\n".join(parts)

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Title and text of each block, as it stands in the whole."""
        blocks = [*(self.renderer.sheet(self.sheet).blocks if self.sheet else ())]
        blocks += self.renderer.advice(self.advice) if self.advice else ()
        return tuple((b.title, block_text(b, letters=True)) for b in blocks)
