"""When somebody wants to be asked."""

from rules.payloads.payload import Payload, payload


@payload("own_time")
class OwnTime(Payload):
    """What is chosen."""


@payload("own_hour")
class OwnHour(Payload):
    """Which hour. again: what was typed is none."""

    again: bool = False
