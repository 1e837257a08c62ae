"""The last answer as something to hand over: plain text, block by block, formatted, as a file. Free of Textual."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.core.advice import Advice
from assistant.core.brief import Brief
from assistant.core.evidence import Grade
from assistant.core.guide import Say
from assistant.core.map_facts import CentreMap, JourneyMap
from assistant.core.paper import Paper
from assistant.core.papers.request import Request
from assistant.core.sheet import Sheet
from assistant.core.word_asking import report_of
from assistant.core.words import fold
from assistant.doors.line import advice_markdown, advice_text, block_text, sheet_markdown, sheet_text
from assistant.edge.desk import Office
from assistant.edge.formats import FORMATS, fragments, write
from assistant.edge.render import Renderer

LONGEST_NAME = 60  # letters of a file's name


@dataclass(frozen=True, slots=True)
class Answered:
    """A view, an advice, a paper, a map or a count of words, in the language in which they were given; without any every text is empty.

    `paper` is what is saved, `sent` what is pasted of it; `made` = what is neither view nor advice, as plain text."""

    renderer: Renderer
    advice: Advice | None = None
    sheet: Sheet | None = None
    made: str = ""
    paper: Paper | None = None
    sent: Paper | None = None
    map: JourneyMap | CentreMap | None = None

    def __bool__(self) -> bool:
        return self.advice is not None or self.sheet is not None or bool(self.made)

    def text(self) -> str:
        """Plain text; the lines of the advice with their letters."""
        parts = [sheet_text(self.renderer, self.sheet)] if self.sheet else []
        parts += [self.made] if self.made else []
        if self.advice:
            parts.append(advice_text(self.renderer, self.advice, letters=True))
        return "\n\n".join(parts)

    def parts(self) -> tuple[tuple[str, str], ...]:
        """Title and text of each block, as it stands in the whole."""
        blocks = [*(self.renderer.sheet(self.sheet).blocks if self.sheet else ())]
        blocks += self.renderer.advice(self.advice) if self.advice else ()
        return tuple((b.title, block_text(b, letters=True)) for b in blocks)

    def html(self) -> str:
        """The same with its headings, lists and tables, for a clipboard that can carry them; "" where there is nothing."""
        return fragments(self.sent or self._document())[0] if self else ""

    # ---- as a file

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats in which it can be saved; none where there is nothing."""
        if self.map:
            from assistant.edge.formats.maps import MAP_FORMATS  # noqa: PLC0415 few answers are maps

            return MAP_FORMATS
        return FORMATS if self else ()

    def data(self, form: str) -> bytes:
        """The file in that format, one of `formats`; nothing it needs may be missing (edge/formats)."""
        if self.map:
            from assistant.edge.formats.maps import MAP_FORMATS, write_map  # noqa: PLC0415 few answers are maps

            return write_map(self.map, self.renderer, next(f for f in MAP_FORMATS if f == form))
        return write(self._document(), next(f for f in FORMATS if f == form))

    @property
    def stem(self) -> str:
        """A name for the file: what it is, in plain letters."""
        words = "".join(c if c.isalnum() else " " for c in fold(self._document().title)).split()
        name = ""
        for word in words:
            if len(name) + len(word) >= LONGEST_NAME:
                break
            name = f"{name}-{word}" if name else word
        return "".join(c for c in name if c.isascii()) or "antwort"

    def _document(self) -> Paper:
        """What it is as a paper: an advice or a view with what it rests on; made-up content marked."""
        if self.paper:
            return self.paper
        if self.map:
            from assistant.edge.formats.maps import paper  # noqa: PLC0415 few answers are maps

            return paper(self.map, self.renderer)
        title, texts, made_up = "", [], False
        if self.advice:
            title, texts = self.renderer.headline(self.advice), [advice_markdown(self.renderer, self.advice)]
            made_up = any(line.grade is Grade.Z for b in self.advice.blocks for line in b.lines)
        if self.sheet:
            title = title or self.renderer.sheet(self.sheet).title
            texts.insert(0, sheet_markdown(self.renderer, self.sheet))
            made_up = made_up or any(line.grade is Grade.Z for b in self.sheet.blocks for line in b.lines)
        # The first line is the title, which a paper has by itself; a second text begins with a heading below it.
        bodies = [text.partition("\n")[2] if text is texts[-1] else f"#{text}" for text in texts]
        mark = self.renderer.word("papers", "example") if made_up else ""
        return Paper.of_answer(title, self.renderer.language, "\n\n".join(bodies).strip(), mark)

    def spelled(self, spelling: str) -> Answered:
        """The same in another spelling of German; what was made already stays as it is."""
        return replace(self, renderer=self.renderer.spelled(spelling))


def answered(office: Office, brief: Brief, say: Say) -> Answered:
    """What this answer gives to hand over, in the office's present language."""
    if say.paper:
        return ordered(office, brief, say.paper)
    if report := report_of(say):
        from assistant.edge.evidence_words import paper  # noqa: PLC0415 few turns count words

        text = office.renderer.part(report)
        return Answered(office.renderer, made=text, paper=paper(office.renderer, report, text))
    if say.map is None:
        return Answered(office.renderer, say.advice, say.sheet)
    from assistant.doors.maps import map_text  # noqa: PLC0415 few turns ask for a map

    return Answered(office.renderer, say.advice, say.sheet, map_text(office.renderer, say.map, 88), map=say.map)


def ordered(office: Office, brief: Brief, request: Request) -> Answered:
    """The paper that was asked for; nothing where it is refused."""
    from assistant.doors.papers import as_sent, copy_text, drafted  # noqa: PLC0415 few turns ask for a paper

    draft = drafted(office, brief, request)
    if draft is None:
        return Answered(office.renderer)
    sent = as_sent(draft)
    return Answered(office.renderer, made=copy_text(sent), paper=draft.paper, sent=sent)
