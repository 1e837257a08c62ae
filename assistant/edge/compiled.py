"""The templates of messages/ as an environment, sandboxed, compiled once per machine."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.edge import parcel

__all__ = ["environment", "escaping"]


class _Compiled(BytecodeCache):
    """Templates compiled once per machine. Jinja2's own cache of files trusts what it finds; a cut file would end in a
    traceback."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"template-{bucket.key}.bin"

    def load_bytecode(self, bucket: Bucket) -> None:
        blocks = parcel.load(self._path(bucket)) or {}
        if "code" in blocks:
            bucket.bytecode_from_string(bytes(blocks["code"]))

    def dump_bytecode(self, bucket: Bucket) -> None:
        parcel.save(self._path(bucket), {"code": bucket.bytecode_to_string()})


def environment(folder: Path, cache: Path | None) -> Environment:
    """The templates of this folder; compiled ones are kept in `cache`, if given. Nothing is escaped: what they make is
    plain text, and the gate strips control codes."""
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        autoescape=False, auto_reload=False, bytecode_cache=_Compiled(cache) if cache else None,
    )  # fmt: skip


def escaping(plain: Environment) -> Environment:
    """The same templates for pages and pictures: everything that is put in is escaped."""
    # Without the cache of compiled templates: those were compiled to escape nothing.
    return plain.overlay(autoescape=True, bytecode_cache=None)
