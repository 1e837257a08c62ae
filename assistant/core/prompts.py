"""How one question stands to the one before."""

from __future__ import annotations

from assistant.core.author import Prompt

LISTS = ("list", "phrases")


def goes_on(last: Prompt | None, prompt: Prompt) -> bool:
    """Whether this asks for one more item of the same list."""
    same = last is not None and (last.key, last.kind, last.language) == (prompt.key, prompt.kind, prompt.language)
    return same and prompt.kind in LISTS and prompt.facts.get("n") != "0"


def same(one: Prompt | None, other: Prompt | None) -> bool:
    """Whether both ask the same."""
    return one is not None and other is not None and (one.key, one.facts, one.language) == (other.key, other.facts, other.language)


def translates(first: Prompt, prompt: Prompt) -> bool:
    """Whether this asks for the same in the other language."""
    return prompt.key == first.key and prompt.language != first.language


def identity(prompt: Prompt) -> str:
    """What identifies a question from one sitting to the next."""
    facts = [f"{name}={value}" for name, value in sorted(prompt.facts.items()) if name != "n"]
    return " ".join([prompt.key, prompt.language, *facts])
