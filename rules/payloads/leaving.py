"""No more messages, and nothing left of somebody."""

from rules.payloads.payload import Payload, payload


@payload("stopped")
class Stopped(Payload):
    """No more messages. withdrew: took the yes back as well."""

    withdrew: bool = False


@payload("stop_question")
class StopQuestion(Payload):
    """Somebody wrote that they want to stop: do they?"""


@payload("stop_choice")
class StopChoice(Payload):
    """Which of several roles does somebody want to stop?"""

    page: int = 0


@payload("stop_role", subject="membership_id")
class StopRoleQuestion(Payload):
    """Is one sure to stop in this role?"""

    membership_id: int


@payload("erase_question")
class ErasureQuestion(Payload):
    """Is one sure? It cannot be undone."""


@payload("erase_not")
class ErasureDropped(Payload):
    """Everything stays."""


@payload("erased")
class Erased(Payload):
    """The last word to who was erased."""


@payload("nothing_kept")
class NothingKept(Payload):
    """The last word to who never joined."""


@payload("emptied")
class MessageEmptied(Payload):
    """Not a message: one of the bot that is too old to take away loses what it says."""


@payload("taken_away")
class MessagesTakenAway(Payload):
    """Not a message: these go from the chat, at most 100. until: so long (ISO 8601) Telegram takes all of them away."""

    messages: list[int]
    until: str = ""
