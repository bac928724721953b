"""`/taal`."""

from texts.callback_data import Tap


class LanguagesPaged(Tap, code="lg"):
    page: int


class LanguageChosen(Tap, code="l"):
    language: str
