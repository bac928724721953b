"""What coordinators answer to remarks: for every caregiver of the practice, whoever wrote them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, cast, delete, exists, literal, select, update

from rules.access import Role
from rules.own_time import TimePreference
from rules.payloads.replies import Reply
from storage.connection import Connection
from storage.dialect import insert
from storage.outbox import Lane
from storage.prompts import PLANNED, said, wants
from storage.tables import check_ins, memberships, outbox, people, replies, rounds

_WAITING = replies.c.round_id.is_(None)


@dataclass(frozen=True, slots=True)
class Written:
    """An answer for the next opening; a draft until it is approved."""

    text: str
    approved: bool


@dataclass(frozen=True, slots=True)
class SentReply:
    """An answer that went out, in this practice."""

    practice_id: int
    text: str


async def waiting(connection: Connection, practice_id: int) -> Written | None:
    """What is written for this practice's next opening."""
    found = select(replies.c.text, replies.c.approved_at).where(replies.c.practice_id == practice_id, _WAITING)
    row = (await connection.execute(found)).first()
    return Written(row.text, row.approved_at is not None) if row else None


async def get(connection: Connection, reply_id: int) -> SentReply | None:
    """One that went out."""
    found = select(replies.c.practice_id, replies.c.text).where(replies.c.id == reply_id, ~_WAITING)
    row = (await connection.execute(found)).first()
    return SentReply(*row) if row else None


async def write(connection: Connection, practice_id: int, person_id: int, text: str, now: datetime) -> None:
    """A draft, in the place of what was written before: nobody gets it until it is approved."""
    words = {"person_id": person_id, "text": text, "written_at": now, "approved_at": None}
    statement = insert(connection, replies).values(practice_id=practice_id, **words)
    await connection.execute(
        statement.on_conflict_do_update(index_elements=["practice_id"], index_where=_WAITING, set_=words)
    )


async def approve(connection: Connection, practice_id: int, text: str, now: datetime) -> bool:
    """The draft with these words goes out with the next opening; False when others are written, or nothing."""
    theirs = (replies.c.practice_id == practice_id) & (replies.c.text == text) & _WAITING
    drafted = update(replies).where(theirs)
    return (await connection.execute(drafted.values(approved_at=now))).rowcount == 1


async def hold(connection: Connection, practice_id: int, person_id: int) -> None:
    """What this person wrote for the next opening is a draft again: somebody else has to let it go out."""
    theirs = (replies.c.practice_id == practice_id) & (replies.c.person_id == person_id) & _WAITING
    await connection.execute(update(replies).where(theirs).values(approved_at=None))


async def withdraw(connection: Connection, practice_id: int) -> None:
    """What was written does not go out."""
    await connection.execute(delete(replies).where(replies.c.practice_id == practice_id, _WAITING))


async def take(connection: Connection, round_ids: Sequence[int]) -> set[int]:
    """The approved answers go out with these new rounds; which of the rounds have any to say, also older ones."""
    of_practice = select(rounds.c.id).where(rounds.c.practice_id == replies.c.practice_id, rounds.c.id.in_(round_ids))
    approved = update(replies).where(_WAITING, replies.c.approved_at.is_not(None), of_practice.exists())
    await connection.execute(approved.values(round_id=of_practice.scalar_subquery()))
    answered = select(replies.c.id).where(replies.c.practice_id == rounds.c.practice_id, ~_WAITING).exists()
    return set(await connection.scalars(select(rounds.c.id).where(rounds.c.id.in_(round_ids), answered)))


async def say(
    connection: Connection, round_ids: Collection[int], time_preference: TimePreference, at: datetime, now: datetime
) -> None:
    """Plans them for every caregiver of these new rounds with this time preference who has not been asked since.

    So who pauses, or had another round skipped, hears it with the next opening all the same; who came later does not.
    """
    first, between, asked = rounds.alias(), rounds.alias(), check_ins.alias()
    key = literal("reply:") + cast(replies.c.id, String) + literal(":") + cast(check_ins.c.id, String)
    was_asked = exists().where(
        asked.c.person_id == check_ins.c.person_id,
        asked.c.proxy_id.is_(None),
        asked.c.as_caregiver,
        between.c.id == asked.c.round_id,
        between.c.practice_id == rounds.c.practice_id,
        between.c.number >= first.c.number,
        between.c.number < rounds.c.number,
    )
    was_there = exists().where(
        memberships.c.person_id == check_ins.c.person_id,
        memberships.c.practice_id == rounds.c.practice_id,
        memberships.c.role == Role.CAREGIVER.value,
        memberships.c.left_at.is_(None),
        memberships.c.registered_at <= replies.c.approved_at,
    )
    words = (
        select(*said(Reply, Lane.BROADCAST, replies.c.id, key, at, now))
        .join_from(check_ins, people, people.c.id == check_ins.c.person_id)
        .join(rounds, rounds.c.id == check_ins.c.round_id)
        .join(replies, replies.c.practice_id == rounds.c.practice_id)
        .join(first, first.c.id == replies.c.round_id)
        .where(check_ins.c.round_id.in_(round_ids), check_ins.c.proxy_id.is_(None), check_ins.c.as_caregiver)
        .where(wants(time_preference), ~was_asked, was_there)
    )
    await connection.execute(outbox.insert().from_select(PLANNED, words))
