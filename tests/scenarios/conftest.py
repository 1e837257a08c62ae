"""The screens of tests/tui, for the scenarios by number."""

from tests.tui.conftest import _learnt, _own_settings, screen
from tests.tui.test_notebook import home, kept

__all__ = ["_learnt", "_own_settings", "home", "kept", "screen"]
