"""What is asked after the first check-in."""

from rules.further import FURTHER
from rules.payloads.payload import Payload, payload


@payload("further")
class FurtherQuestion(Payload):
    """The next thing to ask, from `since` on; or that this was all."""

    since: str = FURTHER[0]
