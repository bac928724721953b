"""`/taal`."""

from texts.callback_data import Tap


class LanguageChosen(Tap, code="l"):
    language: str
