"""`/taal`."""

from texts.callback_data import Tap, tap


@tap("lg")
class LanguagesPaged(Tap):
    page: int


@tap("l")
class LanguageChosen(Tap):
    language: str
