"""The practices a manager chooses from."""

from texts.callback_data import Tap, tap


@tap("pt")
class PracticeListPaged(Tap):
    """Another page of the practices a manager chooses from. purpose: "summary", "export" or "invite"."""

    purpose: str
    page: int
