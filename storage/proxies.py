"""Somebody without Telegram, known by a nickname to the one person who fills in check-ins for them."""

from datetime import datetime
from typing import Literal

from msgspec import Struct
from sqlalchemy import select, update

from storage.connection import Connection
from storage.dialect import insert
from storage.tables import check_ins, proxies

#: Who said yes: the somebody, or who by law decides for them.
ConsentBy = Literal["themself", "representative"]


class Proxy(Struct, frozen=True):
    """Whom a check-in is filled in for. `person_id`: by whom; nobody else sees the nickname."""

    id: int
    person_id: int
    practice_id: int
    nickname: str
    consent_at: datetime | None
    created_at: datetime


_PROXY = (
    proxies.c.id,
    proxies.c.person_id,
    proxies.c.practice_id,
    proxies.c.nickname,
    proxies.c.consent_at,
    proxies.c.created_at,
)


async def add(connection: Connection, person_id: int, practice_id: int, nickname: str, now: datetime) -> int:
    """Keeps a nickname (at most 40 characters), for now without consent. Returns its id."""
    row = {"person_id": person_id, "practice_id": practice_id, "nickname": nickname, "created_at": now}
    return int((await connection.execute(insert(connection, proxies).values(row).returning(proxies.c.id))).scalar_one())


async def get(connection: Connection, proxy_id: int) -> Proxy | None:
    """The proxy with this id."""
    row = (await connection.execute(select(*_PROXY).where(proxies.c.id == proxy_id))).first()
    return Proxy(*row) if row else None


async def of(connection: Connection, person_id: int, practice_id: int) -> list[Proxy]:
    """For whom this person fills in check-ins in this practice, first ones first, those without consent included."""
    mine = select(*_PROXY).where(proxies.c.person_id == person_id, proxies.c.practice_id == practice_id)
    return [Proxy(*row) for row in await connection.execute(mine.order_by(proxies.c.id))]


async def every(connection: Connection) -> list[Proxy]:
    """All of everybody."""
    return [Proxy(*row) for row in await connection.execute(select(*_PROXY).order_by(proxies.c.id))]


async def consent(connection: Connection, proxy_id: int, by: ConsentBy, now: datetime) -> None:
    """The owner said that this somebody agrees, or who decides for them; who that is, is not kept."""
    agreed = update(proxies).where(proxies.c.id == proxy_id, proxies.c.consent_at.is_(None))
    await connection.execute(agreed.values(consent_at=now, consent_by=by))


async def begin_check_in(connection: Connection, proxy: Proxy, round_id: int) -> int:
    """The proxy's check-in of this round, begun now or before: one for each round and nickname. Returns its id."""
    row = {
        "round_id": round_id,
        "person_id": proxy.person_id,
        "proxy_id": proxy.id,
        "as_caregiver": True,
        "as_participant": False,
    }
    begun = insert(connection, check_ins).values(row).on_conflict_do_nothing()
    await connection.execute(begun)
    mine = select(check_ins.c.id).where(check_ins.c.round_id == round_id, check_ins.c.proxy_id == proxy.id)
    return int((await connection.execute(mine)).scalar_one())


async def finished_in(connection: Connection, person_id: int, round_id: int) -> set[int]:
    """The ids of this person's proxies whose check-in of this round is complete."""
    done = select(check_ins.c.proxy_id).where(
        check_ins.c.round_id == round_id,
        check_ins.c.person_id == person_id,
        check_ins.c.proxy_id.is_not(None),
        check_ins.c.finished_at.is_not(None),
    )
    return set((await connection.scalars(done)).all())


async def messages_of(connection: Connection, proxy_id: int) -> list[int]:
    """The messages in the owner's chat in which check-ins of this proxy stand, oldest first."""
    shown = select(check_ins.c.message_id).where(check_ins.c.proxy_id == proxy_id, check_ins.c.message_id.is_not(None))
    return sorted(await connection.scalars(shown))
