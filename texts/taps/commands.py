"""A command as a button, and which of several practices it is about."""

from texts.callback_data import Tap, tap


@tap("rm")
class CommandGiven(Tap):
    """name: a command's Dutch word."""

    name: str


@tap("rq")
class PracticesToWorkInShown(Tap):
    """*Andere praktijk*: a page of all in which the viewer works.

    name: the command that is given once more for another one.
    """

    name: str
    page: int


@tap("rp")
class PracticeWorkedIn(Tap):
    """From now on this practice is meant, also by this command."""

    practice_id: int
    name: str


@tap("rv")
class ContactsShown(Tap):
    """Who waits for contact."""


@tap("rg")
class ChangesShown(Tap):
    """*Wat er veranderde*."""

    practice_id: int
    page: int
