"""Every command, declared once: its keys, when there is something to do, what it does.

From here come the key bindings, the menu, the footer and the list of all keys. What a person reads of a command
(title, word, synonyms) stands in messages/<language>/commands.j2 under the same id. To add one: an entry in COMMANDS
and one in each of the two tables.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from textual.binding import Binding

from assistant.core.intents import intent_of
from assistant.core.text import Language
from assistant.core.words import fold
from assistant.doors.tui.words import CommandWords, command_words, key_name

if TYPE_CHECKING:
    from assistant.doors.tui.app import AssistantApp

LANGUAGES: tuple[Language, ...] = ("de", "en")
OTHER_LANGUAGE = {"de": "english", "en": "deutsch"}


@dataclass(frozen=True, slots=True)
class Scene:
    """What a command may depend on."""

    language: Language
    ready: bool = False  # the knowledge is loaded
    slots: frozenset[str] = frozenset()  # the filled slots of the brief
    advised: bool = False  # there is an answer to copy
    said: bool = False  # something was said, so there is a step to take back
    theme: str = ""
    ascii: bool = False
    spacious: bool = False
    spelling: str = "de"
    visiting: bool = False  # in a browser: files would land on the server


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to do. Without `do` it says its word, as if it were typed."""

    id: str
    keys: tuple[str, ...] = ()
    do: Callable[[AssistantApp], object] | None = None
    when: Callable[[Scene], bool] = lambda _: True
    current: Callable[[Scene], bool] = lambda _: False  # marked in the menu: this is how it is now
    foot: bool = False
    menu: bool = True
    priority: bool = False  # before whatever has the focus
    sought: bool = False  # in the menu only where something was typed
    takes: bool = False  # its word goes on with a text of one's own
    paper: str = ""  # the kind of paper that its word orders


def _theme(name: str) -> Command:
    return Command(
        f"theme-{name}", do=lambda app: app.look.change(theme=name), current=lambda scene: scene.theme == name,
    )  # fmt: skip


def _save(form: str) -> Command:
    return Command(
        f"save-{form}", do=lambda app: app.errands.save(form), when=lambda s: s.advised and not s.visiting, sought=True,
    )  # fmt: skip


COMMANDS: tuple[Command, ...] = (
    Command("help", ("f1",), lambda app: app.errands.help(), foot=True),
    Command("new", when=lambda s: s.said),
    Command("edit", ("f2",), lambda app: app.errands.edit(None), lambda s: s.ready, foot=True),
    Command("history", ("f3",), lambda app: app.history.pick(), lambda s: s.ready, foot=True),
    Command("forget", when=lambda s: s.ready),
    Command("back", when=lambda s: s.said),
    Command("forward", when=lambda s: s.said),
    Command("why", when=lambda s: s.ready and bool(s.slots)),
    Command("papers", ("f8",), lambda app: app.errands.papers(), lambda s: s.ready, foot=True),
    Command("sheet", when=lambda s: s.ready, paper="sheet"),
    Command("wording", when=lambda s: s.ready, paper="after-call"),
    Command("content", when=lambda s: s.ready, paper="content-brief"),
    Command("paper", when=lambda s: s.ready, paper="decision-paper"),
    Command("whole", when=lambda s: s.advised),
    Command("again", when=lambda s: s.advised),
    Command("missing", when=lambda s: "playbook" in s.slots),
    Command("heatmap", when=lambda s: "playbook" in s.slots),
    Command("map", when=lambda s: s.ready),
    Command("centre-map", when=lambda s: "playbook" in s.slots),
    Command("journey", when=lambda s: s.ready),
    Command("example", when=lambda s: s.ready),
    Command("quiz", when=lambda s: s.ready),
    Command("heard", do=lambda app: app.errands.begin("heard"), when=lambda s: s.ready, takes=True),
    Command("words", do=lambda app: app.errands.begin("words"), when=lambda s: s.ready, takes=True),
    Command("copy", ("f4",), lambda app: app.errands.copy_answer(), foot=True, when=lambda s: s.advised),
    Command("copy-part", do=lambda app: app.errands.copy_part(), when=lambda s: s.advised),
    Command("save", do=lambda app: app.errands.pick_format(), when=lambda s: s.advised and not s.visiting),
    *map(_save, ("md", "txt", "html", "pdf", "docx", "svg")),
    Command("text-view", do=lambda app: app.errands.text_view(), when=lambda s: s.ready),
    Command("language", do=lambda app: app.errands.language(), when=lambda s: s.ready),
    _theme("auto"),
    _theme("light"),
    _theme("dark"),
    _theme("contrast"),
    _theme("terminal"),
    Command("spacing", do=lambda app: app.look.change(spacious=not app.look.scene.spacious), current=lambda s: s.spacious),
    Command("ascii", do=lambda app: app.look.change(ascii=not app.look.scene.ascii), current=lambda s: s.ascii),
    Command(
        "swiss", do=lambda app: app.look.swiss(), current=lambda s: s.spelling == "ch",
        when=lambda s: s.ready and s.language == "de",
    ),
    Command("keys", do=lambda app: app.errands.keys()),
    Command("about", do=lambda app: app.errands.about(), when=lambda s: s.ready),
    Command("menu", ("f9", "ctrl+p"), lambda app: app.errands.menu(), foot=True, menu=False),
    Command("quit", ("ctrl+q",), lambda app: app.action_leave(), foot=True, priority=True),
    Command("page-up", ("pageup",), lambda app: app.main.turn_page(-1), menu=False),
    Command("page-down", ("pagedown",), lambda app: app.main.turn_page(1), menu=False),
    Command("top", ("ctrl+home",), lambda app: app.main.to_start(), menu=False),
    Command("bottom", ("ctrl+end",), lambda app: app.main.to_end(), menu=False),
)  # fmt: skip
BY_ID = {c.id: c for c in COMMANDS}


@dataclass(frozen=True, slots=True)
class Edit:
    """Keys of a list or of the prompt: the action of the widget, and the id of the text that explains them."""

    id: str
    action: str
    keys: tuple[str, ...]


PROMPT: tuple[Edit, ...] = (
    Edit("send", "", ("enter",)), Edit("digit", "", ("1–9",)),  # the prompt itself looks whether they belong to a paste
    Edit("accept", "accept", ("tab",)), Edit("newline", "newline", ("ctrl+j", "shift+enter")),
    Edit("recall", "recall(-1)", ("up",)), Edit("recall", "recall(1)", ("down",)),
    Edit("clear", "clear_prompt", ("escape",)),
    Edit("undo", "undo_or_back", ("ctrl+z",)), Edit("redo", "redo_or_forward", ("ctrl+y",)),
    Edit("select-all", "select_all", ("ctrl+a",)), Edit("copy-marked", "copy_or_hint", ("ctrl+c", "super+c")),
    Edit("cut", "cut", ("ctrl+x",)), Edit("paste", "paste", ("ctrl+v",)),
    Edit("move", "cursor_left", ("left",)), Edit("move", "right_or_accept", ("right",)),
    Edit("move-word", "cursor_word_left", ("ctrl+left",)), Edit("move-word", "cursor_word_right", ("ctrl+right",)),
    Edit("line-ends", "line_start", ("home",)), Edit("line-ends", "line_end", ("end",)),
    Edit("mark", "cursor_left(True)", ("shift+left",)), Edit("mark", "cursor_right(True)", ("shift+right",)),
    Edit("mark", "cursor_up(True)", ("shift+up",)), Edit("mark", "cursor_down(True)", ("shift+down",)),
    Edit("mark-more", "cursor_word_left(True)", ("ctrl+shift+left",)),
    Edit("mark-more", "cursor_word_right(True)", ("ctrl+shift+right",)),
    Edit("mark-more", "cursor_line_start(True)", ("shift+home",)),
    Edit("mark-more", "cursor_line_end(True)", ("shift+end",)),
    Edit("delete", "delete_left", ("backspace",)), Edit("delete", "delete_right", ("delete",)),
    Edit("delete-word", "delete_word_left", ("ctrl+backspace",)),
    Edit("delete-word", "delete_word_right", ("ctrl+delete",)),
)  # fmt: skip
LIST: tuple[Edit, ...] = (
    Edit("close", "dismiss(None)", ("escape", "ctrl+c")), Edit("take", "take", ("enter",)),
    Edit("move-list", "move(-1)", ("up",)), Edit("move-list", "move(1)", ("down", "tab")),
    Edit("page-list", "move(-8)", ("pageup",)), Edit("page-list", "move(8)", ("pagedown",)),
    Edit("ends-list", "move(-1000000)", ("home",)), Edit("ends-list", "move(1000000)", ("end",)),
    Edit("help-list", "help", ("f1",)),
)
TICKS: tuple[Edit, ...] = (*LIST, Edit("tick", "tick", ("space",)))  # fmt: skip
SHEET: tuple[Edit, ...] = (
    Edit("close", "dismiss(None)", ("escape", "enter", "f1", "ctrl+c")),
    Edit("scroll", "scroll(-1)", ("up",)), Edit("scroll", "scroll(1)", ("down",)),
    Edit("scroll", "scroll(-8)", ("pageup",)), Edit("scroll", "scroll(8)", ("pagedown",)),
)  # fmt: skip


def bindings() -> list[Binding]:
    """The keys of the commands, for the app."""
    return [
        Binding(key, f"do('{c.id}')", show=False, priority=c.priority) for c in COMMANDS for key in c.keys
    ]  # fmt: skip


def edit_bindings(edits: tuple[Edit, ...]) -> list[Binding]:
    """The keys of a widget."""
    return [Binding(key, edit.action, show=False) for edit in edits for key in edit.keys if edit.action]


def asked_for(text: str) -> Command | None:
    """The command whose word this line is, in either language and with or without a slash; words of the conversation
    itself ("hilfe", "zurück") are none."""
    said = fold(text).strip(" /.!")
    if intent_of(text).name != "answer":
        return None
    return next((c for c in COMMANDS if c.do and said in _words_of(c.id)), None)


@lru_cache(maxsize=128)
def _words_of(id_: str) -> frozenset[str]:
    return frozenset(fold(word) for language in LANGUAGES if (word := command_words(language)[id_].word))


def shown_key(command: Command, language: Language) -> str:
    """The key as it is printed on the keyboard, else the word to type."""
    if command.keys:
        return key_name(command.keys[0], language)
    word = command_words(language)[command.id].word
    return f"„{word}“" if word and language == "de" else f"“{word}”" if word else ""


def footer(language: Language) -> list[tuple[str, str, str]]:
    """Id, key and short name of what stands in the last row, in the order of the keys; how to leave comes last."""
    words = command_words(language)
    shown = sorted((c for c in COMMANDS if c.foot), key=lambda c: (c.id == "quit", c.keys[0]))
    return [(c.id, key_name(c.keys[0], language), words[c.id].foot) for c in shown]


def entries(scene: Scene) -> list[tuple[Command, CommandWords]]:
    """What the menu offers now."""
    words = command_words(scene.language)
    return [(c, words[c.id]) for c in COMMANDS if c.menu and c.when(scene)]


def all_keys(language: Language, *groups: tuple[Edit, ...]) -> list[tuple[str, str]]:
    """Keys and what they do: those of these groups first, then those of the commands."""
    words = command_words(language)
    rows: dict[str, list[str]] = {}
    for edit in (e for group in groups for e in group):
        rows.setdefault(words[f"key-{edit.id}"].title, []).extend(key_name(k, language) for k in edit.keys)
    for command in COMMANDS:
        if command.keys:
            rows.setdefault(words[command.id].title, []).extend(key_name(k, language) for k in command.keys)
    return [(" ".join(dict.fromkeys(keys)), title) for title, keys in rows.items()]
