"""Playbooks that change on disk while the program runs: looked at before each turn, taken up where they are sound.

Looking costs one stat per file (measured: 3 ms for a thousand), so nothing needs to run in the background and no
library is needed. A file that breaks keeps its last good state for as long as the program runs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.edge.desk import Office
from assistant.edge.folders import File, Folder, gathered

__all__ = ["Watch", "signature"]

Signature = tuple[tuple[str, int, int], ...]


def signature(folders: Sequence[Path]) -> Signature:
    """Changes whenever a playbook file of these folders does: path, time and size of each."""
    found: list[tuple[str, int, int]] = []
    for folder in folders:
        try:
            names = sorted(p for p in folder.glob("*.toml"))
        except OSError:
            continue
        for path in names:
            try:
                seen = path.stat()
            except OSError:
                continue  # gone, or half-way through being replaced: the next look will tell
            found.append((str(path), seen.st_mtime_ns, seen.st_size))
    return tuple(found)


@dataclass(slots=True)
class Watch:
    """Keeps an office up to date. `paths` are all folders, the built-in one first; `make` opens an office of these
    files; `found` are the files as the office read them at the start; `kept` tells whether a file whose bytes are not held
    was read before, and was sound."""

    paths: tuple[Path, ...]
    make: Callable[[Sequence[Folder]], Office]
    found: Sequence[Folder]
    kept: Callable[[Sequence[Folder], File], bool] = lambda _folders, _file: False
    _seen: Signature = ()
    _good: dict[Path, File] = field(default_factory=dict)
    _kept: frozenset[Path] = frozenset()

    def __post_init__(self) -> None:
        self._seen = signature(self.paths)
        self._good = {file.path: file for folder in self.found for file in folder.playbooks}

    def renewed(self, office: Office) -> tuple[Office, tuple[str, ...]]:
        """The office to go on with, and what to say: which files have changed, which keep their last good state."""
        now = signature(self.paths)
        if now == self._seen:
            return office, ()
        before, self._seen = {name: rest for name, *rest in self._seen}, now
        names = [Path(name).stem for name, *rest in now if before.get(name) != rest]
        names += [Path(name).stem for name in before if name not in {n for n, *_ in now}]
        found = self._sound(gathered(self.paths))
        fresh = self.make(found)
        fresh = replace(
            fresh, renderer=fresh.renderer.spelled(office.renderer.spelling).in_(office.renderer.language),
            language=office.language, preferred=office.preferred,
        )
        kept = [path for path in sorted(self._kept) if path.stem in names]
        said = [fresh.renderer.word("checks", "kept", {"where": path.name}) for path in kept]
        changed = [n for n in dict.fromkeys(names) if n not in {p.stem for p in kept}]
        if changed:
            said.append(fresh.renderer.word("checks", "taken", {"names": ", ".join(changed)}))
        return fresh, tuple(said)

    def _sound(self, folders: Sequence[Folder]) -> tuple[Folder, ...]:
        """The folders with the last good state in place of each file that is broken now."""
        from assistant.edge.library import parsed, read_one  # noqa: PLC0415 the reader is needed for new contents only

        shared = parsed([replace(folders[0], playbooks=())]).library
        kept: set[Path] = set()

        def sound(file: File) -> File:
            last = self._good.get(file.path)
            if last is not None and last.same(file):
                return file
            if read_one(file, shared)[1] is not None:
                self._good[file.path] = file
                return file
            # What is not held can only be gone back to where it was kept when it was read.
            if last is None or not (self.kept(folders, last) if last.light else read_one(last, shared)[1] is not None):
                return file
            kept.add(file.path)
            return last

        found = tuple(replace(f, playbooks=tuple(map(sound, f.playbooks))) for f in folders)
        self._kept = frozenset(kept)
        return found


