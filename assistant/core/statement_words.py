"""Closed word classes of tables of statements: what people call the columns, and what they write into them.

German and English, compared in folded form; like the tables of the intents they are read, never shown.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.core.words import fold

HEADERS: Mapping[str, tuple[str, ...]] = {
    "text": (
        "Aussage", "Zitat", "Wortlaut", "O-Ton", "Antwort", "Antworttext", "Freitext", "Kommentar", "Bewertungstext",
        "Rezension", "Text", "statement", "quote", "verbatim", "answer", "response", "comment", "review", "review text",
        "feedback", "free text",
    ),
    "reason": ("Grund", "Begründung", "Warum", "weil", "reason", "why", "because", "rationale"),
    "language": ("Sprache", "language", "lang", "locale"),
    "speaker": ("Sprecher", "wer spricht", "Quelle der Aussage", "Stimme", "speaker", "who speaks", "voice"),
    "role": ("Rolle", "Funktion", "Position", "Stelle", "Abteilung", "role", "job title", "function", "title", "department"),
    "segment": ("Segment", "Branche", "Kundengruppe", "Zielgruppe", "segment", "industry", "sector", "vertical"),
    "job": ("Job", "Thema", "Playbook", "job to be done", "topic", "job id"),
    "phase": ("Phase", "Kaufphase", "stage", "journey phase"),
    "trigger": ("Auslöser", "Anlass", "trigger", "event"),
    "collection": ("Erhebung", "Erhebungsart", "Methode", "Kanal", "collection", "method", "collected by means of", "type"),
    "date": ("Datum", "Tag", "Zeitstempel", "Erhoben am", "Interviewdatum", "date", "timestamp", "created", "submitted", "day"),
    "n": ("N", "Fallzahl", "Befragte", "Stichprobe", "Anzahl Befragte", "respondents", "sample size", "sample"),
    "consent": ("Einwilligung", "Zustimmung", "Freigabe", "darf zitiert werden", "consent", "permission", "may quote", "opt-in"),
    "expires": ("Ablauf", "Löschdatum", "gültig bis", "aufbewahren bis", "löschen am", "expires", "expiry", "delete on", "keep until"),
    "person": ("Person", "Name", "Ansprechpartner", "Befragte Person", "Teilnehmer", "Kontakt", "respondent", "participant", "contact", "interviewee", "author"),
    "by": ("Interviewer", "Interviewerin", "erhoben von", "erfasst von", "interviewer", "collected by", "recorded by"),
    "source": ("Quelle", "Erhebungsname", "Titel der Umfrage", "source", "survey", "study", "project"),
}  # fmt: skip

SPEAKERS: Mapping[str, tuple[str, ...]] = {
    "customer": ("Kunde", "Kundin", "Kunden", "Befragter", "Befragte", "Interessent", "customer", "client", "buyer", "respondent"),
    "seller": ("Vertrieb", "Verkauf", "Verkäufer", "Verkäuferin", "Außendienst", "Innendienst", "seller", "sales", "sales rep", "account manager"),
    "literature": ("Literatur", "Studie", "literature", "publication"),
    "own": ("eigene Annahme", "Hypothese", "wir", "own", "hypothesis", "assumption"),
    "invented": ("erfunden", "Beispiel", "Demo", "invented", "example", "demo"),
}
COLLECTIONS: Mapping[str, tuple[str, ...]] = {
    "interview": ("Interview", "Gespräch", "Tiefeninterview", "conversation", "in-depth interview"),
    "questionnaire": ("Fragebogen", "Umfrage", "Befragung", "Online-Umfrage", "survey", "poll", "form"),
    "support": ("Support", "Ticket", "Supportanfrage", "Hotline", "helpdesk"),
    "review": ("Bewertung", "Rezension", "Bewertungsportal", "rating", "testimonial"),
    "tender": ("Ausschreibung", "Lastenheft", "Anfrage", "RFP", "rfq", "request for proposal"),
    "call-notes": ("Gesprächsnotiz", "Notiz", "Besuchsbericht", "CRM", "call note", "note", "visit report"),
    "workshop": ("Workshop", "Analyse des Buying Centers", "buying-centre workshop"),
    "publication": ("Veröffentlichung", "Artikel", "Buch", "article", "book"),
    "hypothesis": ("Hypothese", "Annahme", "assumption"),
    "demonstration": ("Vorführung", "Beispiel", "example"),
}
LANGUAGES: Mapping[str, tuple[str, ...]] = {
    "de": ("Deutsch", "German", "de-DE", "de-AT", "de-CH", "ger", "deu"),
    "en": ("Englisch", "English", "en-GB", "en-US", "eng"),
}
STANDINGS: Mapping[str, tuple[str, ...]] = {
    "open": ("offen", "ungeprüft", "unchecked"),
    "confirmed": ("bestätigt", "geprüft", "checked"),
    "denied": ("widersprochen", "widerlegt", "abgelehnt", "rejected"),
}
YES = frozenset(map(fold, ("ja", "j", "yes", "y", "true", "wahr", "1", "x", "✓", "erteilt", "given", "opt-in")))
NO = frozenset(map(fold, ("nein", "n", "no", "false", "falsch", "0", "-", "–", "nicht erteilt", "not given", "opt-out", "")))


def folded(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Folded word → id; the ids themselves, too."""
    found = {" ".join(fold(word).split()): id_ for id_, said in words.items() for word in said}
    return found | {fold(id_): id_ for id_ in words}
