"""The Textual screen, driven by its pilot."""
