"""A code that somebody makes for another."""

from rules.payloads.payload import Payload, payload


@payload("code_choice")
class CodeChoice(Payload):
    """What it is to be used for."""


@payload("code", subject="code_id")
class CodeMade(Payload):
    """The code itself: its digits are made when it is said."""

    code_id: int
