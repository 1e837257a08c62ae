"""Checks that know the trade: what an expert would find in a playbook that is otherwise in order. Pure."""
