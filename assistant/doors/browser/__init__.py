"""The browser's face: the terminal's screen on a page, and a plain form beside it. launch.run is the only way in."""

from pathlib import Path

SKELETONS = Path(__file__).parent / "pages"
