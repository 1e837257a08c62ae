"""The Textual face: launch.run is the only way in."""
