"""The pictures of the README: made by one command, small enough to be shown."""

from tests.papers.gallery.__main__ import HERE, gallery

MOST = 600_000


def test_every_picture_can_be_made_and_stands_in_its_place(office):
    office = office.in_("de")
    made = dict(gallery(office))
    assert {name: data[:4] for name, data in made.items()} == {
        "sheet.png": b"\x89PNG", "decision-paper.png": b"\x89PNG",
        "journey-map.svg": b"<svg", "buying-centre-map.svg": b"<svg",
    }  # fmt: skip
    assert sum(map(len, made.values())) < MOST
    assert {p.name for p in HERE.glob("*.*g")} == set(made)
