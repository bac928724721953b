"""What a coordinator's hand may do to rounds that the clock does otherwise. Who wires the bot says who does it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from programme.model import Programme
from programme.schedule import Schedule
from rules.access import Role
from storage.connection import Connection
from storage.rounds import Opening


class RoundControl(Protocol):
    """See scheduler.round_control, which does it."""

    async def open_rounds(
        self,
        connection: Connection,
        openings: Sequence[Opening],
        roles: Collection[Role],
        schedule: Schedule,
        now: datetime,
    ) -> list[int]: ...

    async def close_rounds(
        self,
        connection: Connection,
        round_ids: Sequence[int],
        programme: Programme,
        minimum_group: int,
        now: datetime,
    ) -> list[int]: ...
