"""What optional parts need: the exact command that installs an extra, from the requirements that were packaged."""

from __future__ import annotations

import re
import shlex
import sys

__all__ = ["command", "needed"]

DISTRIBUTION = "buyer-enablement-assistant"


def needed(extra: str) -> list[str]:
    """The requirements of an extra. The program itself is in no index, so that its own name would install nothing."""
    from importlib import metadata  # noqa: PLC0415 slow to import, and needed only where something is missing

    try:
        found = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:  # run from a folder of sources that was never installed
        found = []
    marked = re.compile(rf"""extra\s*==\s*["']{re.escape(extra)}["']""")
    return [line.partition(";")[0].strip() for line in found if marked.search(line)] or [f"{DISTRIBUTION}[{extra}]"]


def command(extra: str) -> str:
    """The command that installs this extra, to be typed as it is."""
    return f"{shlex.quote(sys.executable)} -m pip install " + " ".join(f'"{name}"' for name in needed(extra))
