"""Help near by, of each practice: what is shown, and a newer version that waits for a manager."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import delete, select, true, update

from rules.help_card import HelpCard
from storage.connection import Connection
from storage.tables import help_cards, practices


class Waiting(Struct, frozen=True):
    """A card that no manager has checked yet."""

    practice_id: int
    practice: str
    card: HelpCard


CARD = (help_cards.c.who, help_cards.c.hours, help_cards.c.number)
#: Of `help_cards`: a manager has checked it.
IS_SHOWN = help_cards.c.checked_at.is_not(None)


async def write(connection: Connection, practice_id: int, card: HelpCard, now: datetime) -> int:
    """The id of the card, which waits from now on; what waited before is gone, and what is shown stays."""
    await connection.execute(delete(help_cards).where(help_cards.c.practice_id == practice_id, ~IS_SHOWN))
    row = {"practice_id": practice_id, "who": card.who, "hours": card.hours, "number": card.number, "written_at": now}
    return int((await connection.execute(help_cards.insert().values(row).returning(help_cards.c.id))).scalar_one())


async def shown(connection: Connection, practice_id: int) -> HelpCard | None:
    """What everybody of the practice may see."""
    return await _one(connection, help_cards.c.practice_id == practice_id, IS_SHOWN)


async def waiting(connection: Connection, practice_id: int) -> HelpCard | None:
    """What a manager still has to check."""
    return await _one(connection, help_cards.c.practice_id == practice_id, ~IS_SHOWN)


async def all_waiting(connection: Connection, practice_id: int | None = None) -> Sequence[int]:
    """The ids of the cards that a manager still has to check, of this practice or of all."""
    here = help_cards.c.practice_id == practice_id if practice_id is not None else true()
    found = select(help_cards.c.id).where(~IS_SHOWN, here).order_by(help_cards.c.id)
    return (await connection.scalars(found)).all()


async def _one(connection: Connection, *which: Any) -> HelpCard | None:
    row = (await connection.execute(select(*CARD).where(*which))).first()
    return HelpCard(*row) if row else None


async def to_check(connection: Connection, card_id: int) -> Waiting | None:
    """The card with this id, while it waits: not after a newer one was written."""
    found = select(help_cards.c.practice_id, practices.c.name, *CARD).join_from(help_cards, practices)
    row = (await connection.execute(found.where(help_cards.c.id == card_id, ~IS_SHOWN))).first()
    return Waiting(row[0], row[1], HelpCard(*row[2:])) if row else None


async def approve(connection: Connection, card_id: int, practice_id: int, now: datetime) -> None:
    """Shows this card of this practice, in the place of the one that was shown."""
    await connection.execute(delete(help_cards).where(help_cards.c.practice_id == practice_id, IS_SHOWN))
    await connection.execute(update(help_cards).where(help_cards.c.id == card_id).values(checked_at=now))


async def refuse(connection: Connection, card_id: int) -> None:
    """This card is not shown; the one before it stays."""
    await connection.execute(delete(help_cards).where(help_cards.c.id == card_id))


async def withdraw(connection: Connection, practice_id: int) -> None:
    """The practice shows none, and none waits."""
    await connection.execute(delete(help_cards).where(help_cards.c.practice_id == practice_id))
