"""A renderer speaks one language for good; those of both languages share the templates."""

import pytest

from assistant.core.guide import Part


def test_asking_for_one_language_leaves_the_other_alone(office):
    german, english = office.renderer.in_("de"), office.renderer.in_("en")
    assert english.part(Part("help")).startswith("How")
    assert german.part(Part("help")).startswith("So geht es")
    assert german.in_("en") is english
    assert english.in_("de") is german
    assert german.name("phase", "awareness") != english.name("phase", "awareness")


def test_the_spelling_of_one_renderer_is_not_that_of_the_next(office):
    swiss = office.renderer.in_("de").spelled("ch")
    assert swiss.in_("en").in_("de") is swiss
    assert "ß" in office.renderer.in_("de").message("crash-unsaved", reason="ß")
    assert "ß" not in swiss.message("crash-unsaved", reason="ß")


@pytest.mark.parametrize("name", ["language", "spelling", "library"])
def test_nothing_of_it_can_be_changed(office, name):
    with pytest.raises(AttributeError):
        setattr(office.renderer, name, "en")
