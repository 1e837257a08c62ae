"""The screen on which a playbook is written: the questions of a sitting, and the outline that grows with the answers."""
