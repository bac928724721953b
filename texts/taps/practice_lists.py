"""The practices a manager chooses from."""

from texts.callback_data import Tap


class PracticeListPaged(Tap, code="pt"):
    """Another page of the practices a manager chooses from. purpose: "summary", "export" or "invite"."""

    purpose: str
    page: int
