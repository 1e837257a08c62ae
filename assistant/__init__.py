"""Buyer Enablement Assistant: advice for B2B conversations from Jobs-to-be-Done playbooks."""

__version__ = "0.1.0"
