"""What coordinators answer to remarks: for every caregiver of the practice, whoever wrote them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import String, cast, exists, literal, select, update

from rules.access import Role
from rules.own_time import TimePreference
from rules.payloads.replies import Reply
from storage.connection import Connection
from storage.drafts import Drafts
from storage.outbox import Lane
from storage.prompts import PLANNED, said, wants
from storage.tables import check_ins, memberships, outbox, people, replies, rounds

#: What coordinators write for the next opening.
DRAFTS = Drafts(replies)


class SentReply(Struct, frozen=True):
    """An answer that went out, in this practice."""

    practice_id: int
    text: str


async def get(connection: Connection, reply_id: int) -> SentReply | None:
    """One that went out."""
    found = select(replies.c.practice_id, replies.c.text).where(replies.c.id == reply_id, ~DRAFTS.waits)
    row = (await connection.execute(found)).first()
    return SentReply(*row) if row else None


async def take(connection: Connection, round_ids: Sequence[int]) -> set[int]:
    """The approved answers go out with these new rounds; which of the rounds have any to say, also older ones."""
    of_practice = select(rounds.c.id).where(rounds.c.practice_id == replies.c.practice_id, rounds.c.id.in_(round_ids))
    approved = update(replies).where(DRAFTS.waits, replies.c.approved_at.is_not(None), of_practice.exists())
    await connection.execute(approved.values(round_id=of_practice.scalar_subquery()))
    answered = select(replies.c.id).where(replies.c.practice_id == rounds.c.practice_id, ~DRAFTS.waits).exists()
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
