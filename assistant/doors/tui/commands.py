"""Words of the conversation (core/intents) that keys stand for."""

BACK, FORWARD = "zurück", "vor"
OTHER_LANGUAGE = {"de": "english", "en": "deutsch"}
