"""Templates of papers: ours and the user's, file by file; sandboxed, strict, bounded.

A user's template is a program of somebody else's: it runs in a process of its own that can be stopped, and where it
fails, the built-in one is used and the error is named with file and line.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from assistant.core.papers.facts import Facts
from assistant.core.papers.kinds import KINDS
from assistant.core.text import Language
from assistant.edge.problems import Problem

if TYPE_CHECKING:
    from assistant.edge.template_room import Rendered, Room

SUFFIX = ".md.j2"
PATIENCE = 10.0  # seconds that a user's template may take, start of the process included
HELPERS = ("_words",)  # files that templates include; they can be replaced as well


@dataclass(frozen=True, slots=True)
class Listed:
    """One template: its name, and the file of the user that replaces ours (None where ours is used)."""

    name: str
    own: Path | None


def template_name(language: Language, kind: str) -> str:
    """Where a template stands below messages/ and below a user's folder."""
    return f"{language}/papers/{kind}{SUFFIX}"


class Templates:
    """The templates of `ours` (the folder messages/), each replaced by the file of the same name in `theirs`."""

    def __init__(self, ours: Path, theirs: Path | None = None) -> None:
        self.ours = ours
        self.theirs = theirs if theirs is not None and theirs.is_dir() else None

    def listed(self) -> list[Listed]:
        languages: tuple[Language, ...] = ("de", "en")
        names = [template_name(lang, k) for lang in languages for k in (*KINDS, *HELPERS)]
        return [Listed(n, self._own(n)) for n in names]

    def _own(self, name: str) -> Path | None:
        path = self.theirs / name if self.theirs else None
        return path if path is not None and path.is_file() else None

    def source(self, name: str) -> str | None:
        """The text of the template in use, ours or the user's; None where there is no such template."""
        if name not in {x.name for x in self.listed()}:
            return None
        path = self._own(name) or self.ours / name
        return path.read_text(encoding="utf-8", errors="replace")

    def theirs_matter(self, language: Language) -> bool:
        """Whether the user has any template of this language: helpers are included by all."""
        return any(x.own for x in self.listed() if x.name.startswith(f"{language}/"))

    def render(self, facts: Facts) -> tuple[Rendered, tuple[Problem, ...]]:
        """The paper in the user's template if there is one and it works, else in ours; what was wrong with theirs."""
        if self.theirs and self.theirs_matter(facts.language):
            (found,) = self._apart([facts])
            if not isinstance(found, Problem):
                return found, ()
            return self._ours(facts), (found,)
        return self._ours(facts), ()

    def _ours(self, facts: Facts) -> Rendered:
        return _room(self.ours).render(template_name(facts.language, facts.kind), facts)

    def _apart(self, many: Sequence[Facts]) -> list[Rendered | Problem]:
        """Renders in a process of its own, with the user's folder before ours. What goes wrong with the process itself
        is one problem for all."""
        from assistant.edge.template_room import Rendered  # noqa: PLC0415 jinja2 is paid where it is used

        names = [template_name(f.language, f.kind) for f in many]
        work = pickle.dumps((str(self.theirs), str(self.ours), list(zip(names, many, strict=True))))
        home = str(Path(__file__).resolve().parents[2])
        command = [sys.executable, "-P", "-m", "assistant.edge.template_worker"]
        try:
            done = subprocess.run(command, input=work, capture_output=True, timeout=PATIENCE, check=False, env=_bare(home), cwd=home)
            answers = json.loads(done.stdout)
        except subprocess.TimeoutExpired:
            return [Problem("template-too-long", self._shown(names[0]), facts={"limit": f"{PATIENCE:.0f}"})]
        except OSError as error:
            return [Problem("template-fault", self._shown(names[0]), facts={"reason": str(error)})]
        except ValueError:  # the process was stopped by its own bounds and said nothing
            return [Problem("template-too-big", self._shown(names[0]))]
        return [self._problem(n, a) if "error" in a else Rendered.from_json(a) for n, a in zip(names, answers, strict=True)]

    def _problem(self, name: str, answer: Mapping[str, object]) -> Problem:
        where = str(answer.get("file") or "") or self._shown(name)
        line = answer.get("line")
        return Problem(str(answer["error"]), where, line if isinstance(line, int) else 0, facts={"reason": str(answer.get("reason", ""))})

    def _shown(self, name: str) -> str:
        return str(self._own(name) or name)

    def check(self, samples: Mapping[Language, list[Facts]]) -> list[Problem]:
        """Every template of the user rendered with these facts, and files there that replace nothing."""
        problems = list(self._strays())
        for language, facts in samples.items():
            if not self.theirs_matter(language):
                continue
            for kind in dict.fromkeys(f.kind for f in facts):
                found = self._apart([f for f in facts if f.kind == kind])
                problems += [p for p in found if isinstance(p, Problem) and p not in problems]
        return problems

    def _strays(self) -> list[Problem]:
        if self.theirs is None:
            return []
        known = {x.name for x in self.listed()}
        files = sorted(p for p in self.theirs.rglob("*.j2") if p.is_file())
        strays = [p for p in files if str(PurePosixPath(p.relative_to(self.theirs))) not in known]
        return [Problem("template-stray", str(p), severity="warning") for p in strays]


def _bare(home: str) -> dict[str, str]:
    """What the other process may know of ours: where the code is, nothing else."""
    import os  # noqa: PLC0415 only for this

    kept = ("SYSTEMROOT", "PATH", "TMPDIR", "TEMP")
    return {**{k: os.environ[k] for k in kept if k in os.environ}, "PYTHONPATH": home, "PYTHONIOENCODING": "utf-8"}


@lru_cache(maxsize=4)
def _room(ours: Path) -> Room:
    from assistant.edge.template_room import Room  # noqa: PLC0415 jinja2 is paid where it is used

    return Room([ours])
