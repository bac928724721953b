"""What somebody says yes to."""

from rules.payloads.payload import Payload, payload


@payload("privacy")
class Privacy(Payload):
    """As it is now."""


@payload("notice_again")
class NoticeAgain(Payload):
    """The notice once more, for who agreed to it. more: which screen of the whole. stays: without buttons."""

    more: int = 0
    stays: bool = False


@payload("renewal")
class Renewal(Payload):
    """The notice again, because it is a new one. more: which screen of the whole."""

    more: bool | int = False
