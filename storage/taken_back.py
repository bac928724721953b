"""What ended or was taken back since a backup: a role, a yes, all messages, an invitation. It ends again in that one.

Nothing of it is written down apart: a mark is made from the very state that ended, as it stands in its row, so an older
database that still has that state has the mark as well. Who came back later is in a state of another moment, and stays.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from msgspec import Struct
from sqlalchemy import ColumnElement, Executable, Row, Select, func, literal, null, select, union_all

from rules.consent import CHOSEN_FREELY
from storage import consents as chosen
from storage import endings, memberships, people
from storage import invitations as invited
from storage import publications as published
from storage.connection import Connection
from storage.tables import consents, invitations, publications
from storage.tables import memberships as roles
from storage.tables import people as persons

End = Callable[[Connection, Row[Any], datetime], Awaitable[None]]


class Kind(Struct, frozen=True):
    """ended, going_on: the same columns, which tell one state from every other; `end` gets a row of the second."""

    name: str
    ended: Executable
    going_on: Executable
    end: End

    def mark(self, state: Row[Any]) -> str:
        """64 hexadecimal characters."""
        said = " ".join(one.isoformat() if isinstance(one, datetime) else str(one) for one in state)
        return sha256(f"ended {self.name} {said}".encode()).hexdigest()


async def marks(connection: Connection) -> set[str]:
    """Of all that ended in this database."""
    return {kind.mark(state) for kind in KINDS for state in await connection.execute(kind.ended)}


async def replay(connection: Connection, known: set[str], now: datetime) -> int:
    """Ends again what these marks are of; how much that was."""
    ended = 0
    for kind in KINDS:
        back = [state for state in await connection.execute(kind.going_on) if kind.mark(state) in known]
        for state in back:
            await kind.end(connection, state, now)
        ended += len(back)
    return ended


async def _end_role(connection: Connection, state: Row[Any], now: datetime) -> None:
    """Whose it was heard of it when it ended."""
    if held := await endings.get(connection, state.id):
        await endings.end(connection, [held], "owner", now, by=None, tells=False)
    else:
        await memberships.leave(connection, state.id, now)


async def _stop(connection: Connection, state: Row[Any], now: datetime) -> None:
    await people.stop(connection, state.id, now)


async def _say_no(connection: Connection, state: Row[Any], now: datetime) -> None:
    await chosen.take_back_again(connection, state.person_id, state.purpose, now)


async def _publish_not(connection: Connection, state: Row[Any], now: datetime) -> None:
    await published.choose(connection, state.answer_id, False, state.notice_hash, now)


async def _revoke(connection: Connection, state: Row[Any], now: datetime) -> None:
    await invited.revoke(connection, state.id, now)


def _split(name: str, columns: Sequence[ColumnElement[Any]], has_ended: ColumnElement[bool], end: End) -> Kind:
    """What ended stays in its row."""
    return Kind(name, select(*columns).where(has_ended), select(*columns).where(~has_ended), end)


def _before(*same: ColumnElement[Any], table: Any) -> list[ColumnElement[Any]]:
    """The id and the moment of the row before, of the same."""
    over = {"partition_by": same, "order_by": table.c.id}
    return [func.lag(column, type_=column.type).over(**over).label(column.name) for column in (table.c.id, table.c.at)]


def _choices() -> Kind:
    """A no ends the choice before it, or that nothing was chosen yet."""
    of, columns = (consents.c.person_id, consents.c.purpose), (consents.c.id, consents.c.at)
    choice = select(*of, *_before(*of, table=consents), consents.c.given).subquery()
    noes = select(*(choice.c[name] for name in ("person_id", "purpose", "id", "at"))).where(~choice.c.given)
    newest = select(func.max(consents.c.id)).group_by(*of)
    yeses = select(*of, *columns).where(consents.c.id.in_(newest), consents.c.given)
    return Kind("yes", noes, union_all(yeses, *map(_undecided, CHOSEN_FREELY)), _say_no)


def _undecided(purpose: str) -> Select[Any]:
    chose = select(consents.c.id).where(consents.c.person_id == persons.c.id, consents.c.purpose == purpose)
    columns = (persons.c.id.label("person_id"), literal(purpose).label("purpose"), null().label("id"))
    return select(*columns, null().label("at")).where(~chose.exists())


def _texts() -> Kind:
    of = publications.c.answer_id
    more = (of, publications.c.notice_hash)
    choice = select(*_before(of, table=publications), *more, publications.c.given).subquery()
    names = ("id", "at", "answer_id", "notice_hash")
    noes = select(*(choice.c[name] for name in names)).where(~choice.c.given, choice.c.id.is_not(None))
    newest = select(func.max(publications.c.id)).group_by(of)
    yeses = select(publications.c.id, publications.c.at, *more).where(publications.c.id.in_(newest))
    return Kind("publication", noes, yeses.where(publications.c.given), _publish_not)


KINDS: tuple[Kind, ...] = (
    _split("role", (roles.c.id, roles.c.person_id, roles.c.created_at), roles.c.left_at.is_not(None), _end_role),
    _split(
        "messages",
        (persons.c.id, func.coalesce(persons.c.returned_at, persons.c.created_at)),
        persons.c.stopped_at.is_not(None),
        _stop,
    ),
    _choices(),
    _texts(),
    _split(
        "invitation",
        (invitations.c.id, invitations.c.created_at),
        invitations.c.revoked_at.is_not(None) | (invitations.c.uses_left == 0),
        _revoke,
    ),
)
