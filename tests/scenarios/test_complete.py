"""Every scenario has a test of its number, and the table in README.md names exactly those that there are."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
FILES = {
    "line": HERE / "test_core_line.py",
    "screen": HERE / "test_screen.py",
    "terminal": HERE / "test_terminal.py",
    "browser": HERE.parent / "browser" / "test_scenarios.py",
}
ALL = range(1, 31)


def numbers(path: Path) -> set[int]:
    return {int(n) for n in re.findall(r"^(?:async )?def test_scenario_(\d\d)_", path.read_text(encoding="utf-8"), re.MULTILINE)}


def table() -> dict[int, list[str]]:
    """Number → the cells of its row."""
    rows = re.findall(r"^\| (\d+) \|(.*)\|$", (HERE / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    return {int(number): [cell.strip() for cell in rest.split("|")] for number, rest in rows}


def test_every_number_has_a_test() -> None:
    assert set().union(*map(numbers, FILES.values())) == set(ALL)


def test_the_table_names_the_tests_that_there_are() -> None:
    found = {number: {name for name, path in FILES.items() if number in numbers(path)} for number in ALL}
    written = {number: {w for w in re.split(r", *", cells[1]) if w} for number, cells in table().items()}
    assert written == found


def test_what_does_not_hold_is_marked_in_the_tests_as_well() -> None:
    written = {number for number, cells in table().items() if not cells[2].startswith("holds")}
    marked = {
        int(n)
        for path in FILES.values()
        for n in re.findall(r"xfail\(strict=True.*\n(?:@.*\n)*(?:async )?def test_scenario_(\d\d)_", path.read_text(encoding="utf-8"))
    }
    assert written == marked
