"""Updates that are handled in one transaction: what they will need, and what is to follow once it is committed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import orjson
from msgspec import Struct

from programme.model import Programme
from storage import check_ins, people
from storage.inbox import Received
from storage.unit_of_work import UnitOfWork
from texts import callback_data

#: So many chats are handled in one transaction, one commit for all of them: as many as Telegram gives at once.
BATCH = 100


class Spinner(Struct, frozen=True):
    """A tap whose spinner is to be stopped once the effect is committed."""

    callback_query_id: str
    toast: str | None
    language: str


@dataclass(slots=True)
class Batch:
    """The updates, and what handling them asks for. has_erased, has_work: as in Turn, of any of them."""

    received: Sequence[Received]
    spinners: list[Spinner] = field(default_factory=list)
    has_erased: bool = False
    has_work: bool = False

    @property
    def leaves_some(self) -> bool:
        """Whether more may wait at this moment. Chats that other replicas are at make a batch smaller than BATCH."""
        return len(self.received) > BATCH // 2 or any(one.is_followed for one in self.received)


async def read_ahead(unit: UnitOfWork, received: Sequence[Received], programme: Programme) -> None:
    """Who speaks, and the check-ins in which they tapped."""
    if received:
        await people.read_ahead(unit, {one.chat_id for one in received})
        tapped_in = {check_in_id for one in received if (check_in_id := _tapped_in(one)) is not None}
        await check_ins.read_ahead(unit, tapped_in, programme)


def _tapped_in(received: Received) -> int | None:
    """The check-in that a tap is about; of anything that cannot be read, its handler has to say so."""
    try:
        tap = callback_data.parse(orjson.loads(received.payload)["callback_query"]["data"])
    except (LookupError, TypeError, ValueError, AttributeError):
        return None
    return getattr(tap, "check_in_id", None)
