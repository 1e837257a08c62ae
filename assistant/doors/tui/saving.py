"""The last answer as a file: which formats there are, what one of them still needs, where it went. Never over another file."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.doors.tui.views import Option, note
from assistant.edge import files, places

if TYPE_CHECKING:
    from assistant.doors.tui.answered import Answered
    from assistant.doors.tui.app import AssistantApp

STAY = 12  # seconds that a path stays on the screen


async def pick_format(app: AssistantApp) -> str | None:
    """The format chosen from those that the last answer can have; None for none."""
    from assistant.doors.tui.pick import Pick  # noqa: PLC0415 loaded when first wanted
    from assistant.edge.formats import FORMATS, missing  # noqa: PLC0415 loaded when first wanted

    if len(app.screen_stack) > 1 or (last := _last(app)) is None:
        return None
    words = app.words
    lacking = {f for f in FORMATS if missing(f)}
    options = [
        Option(f, f"{words[f'format-{f}']} (.{f})" + (f" – {words['format-missing']}" if f in lacking else "")) for f in last.formats
    ]  # fmt: skip
    return await app.push_screen_wait(Pick(words["save-title"], words["list-foot"], options))


def _last(app: AssistantApp) -> Answered | None:
    """What can be saved; where nothing can, says why."""
    last = app.talk.last if app.talk else None
    if app.visiting or not last:  # both can be typed as the command's word
        app.toast(app.words["no-files" if app.visiting else "nothing-to-save"])
        return None
    return last


async def save(app: AssistantApp, form: str) -> None:
    """The last answer as a new file in that format."""
    from assistant.edge.formats import FORMATS, missing  # noqa: PLC0415 loaded when first wanted

    last = _last(app)
    if last is None:
        return
    if form not in last.formats:
        app.toast(app.words["no-such-format"].format(format=form.upper(), options=", ".join(last.formats)))
        return
    if command := next((missing(f) for f in FORMATS if f == form), None):
        talk = app.back.talking  # in the conversation, where the command can be marked and copied
        app.add(note(await app.back.ask(lambda: talk.renderer.word("papers", "needs_extra", {"format": form, "command": command}))))
        return
    try:
        path = await app.back.ask(_written, last, form)
    except OSError as error:
        app.toast(await app.errands.unwritten(error))
    except Exception as error:  # noqa: BLE001 a format that fails must not cost the conversation
        app.add(note(await app.back.ask(app.back.report, error, app.main.view.language)))
    else:
        app.toast(f"{app.words['saved-to']} {path}", STAY)


def _written(last: Answered, form: str) -> Path:
    stem = f"{last.stem}-{datetime.now(UTC).astimezone():%Y-%m-%d}"
    return files.put_new(places.saved(), stem, f".{form}", last.data(form))
