"""What touches the world: files, templates, clipboard."""
