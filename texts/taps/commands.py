"""A command as a button, and which of several practices it is about."""

from texts.callback_data import Tap


class CommandGiven(Tap, code="rm"):
    """name: a command's Dutch word."""

    name: str


class PracticesToWorkInShown(Tap, code="rq"):
    """*Andere praktijk*: a page of all in which the viewer works.

    name: the command that is given once more for another one.
    """

    name: str
    page: int


class PracticeWorkedIn(Tap, code="rp"):
    """From now on this practice is meant, also by this command."""

    practice_id: int
    name: str


class ContactsShown(Tap, code="rv"):
    """Who waits for contact."""


class ChangesShown(Tap, code="rg"):
    """*Wat er veranderde*."""

    practice_id: int
    page: int
