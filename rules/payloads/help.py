"""What the bot can do, and what it cannot."""

from rules.payloads.payload import Payload, payload


@payload("help")
class Help(Payload):
    """The commands of who asks."""


@payload("refused")
class RefusedRequest(Payload):
    """That is not for you."""


@payload("unknown_command")
class UnknownCommand(Payload):
    """There is no such command."""


@payload("menu")
class OwnMenu(Payload):
    """Not a message: the chat's own menu of commands."""
