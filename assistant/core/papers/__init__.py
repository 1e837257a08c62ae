"""Papers to take away: which kinds there are, the facts of each, and how one is revised. Pure."""
