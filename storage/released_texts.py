"""Texts that were let go: words that are taken back are no longer among them, and come back only with a new batch."""

from sqlalchemy import ColumnElement, delete, exists, or_, select

from rules.access import ANSWERING
from rules.consent import Purpose
from rules.remarks import Audience
from storage.connection import Connection
from storage.tables import answers, check_ins, consents, memberships, publications, released_texts, rounds

#: Whose words go when a purpose is refused. Who ends taking part has shared what was shared.
TAKEN_FROM: dict[Purpose, tuple[Audience, ...]] = {"texts": ("coordinator", "file"), "research": ("file",)}


async def take_back(connection: Connection, person_id: int, purpose: Purpose) -> None:
    """The person's own texts are let go no longer, and nobody else's more."""
    taken = _of(person_id) & released_texts.c.audience.in_(TAKEN_FROM.get(purpose, ()))
    await connection.execute(delete(released_texts).where(taken))


async def take_along(connection: Connection, person_id: int) -> None:
    """Who goes to another practice takes along what they let be read, for whomever."""
    await connection.execute(delete(released_texts).where(_of(person_id)))


def may_be_known(audience: Audience) -> ColumnElement[bool]:
    """Of `answers`, `check_ins` and their closed `rounds`: refused since, and so perhaps read before that.

    Whoever read it remembers it: in a new batch it hides nobody.
    """
    purposes = [purpose for purpose, audiences in TAKEN_FROM.items() if audience in audiences]
    refused = exists().where(
        consents.c.person_id == check_ins.c.person_id,
        consents.c.purpose.in_(purposes),
        consents.c.given.is_(False),
        consents.c.at >= rounds.c.closed_at,
    )
    unpublished = exists().where(publications.c.answer_id == answers.c.id, publications.c.given.is_(False))
    return or_(refused, unpublished) if audience == "file" else refused


def went_along() -> ColumnElement[bool]:
    """Of `answers`, `check_ins` and `rounds`: who wrote it has gone to another practice since, and took it along."""
    return exists().where(
        memberships.c.person_id == check_ins.c.person_id,
        memberships.c.practice_id != rounds.c.practice_id,
        memberships.c.role.in_([role.value for role in ANSWERING]),
        memberships.c.created_at >= answers.c.answered_at,
    )


def _of(person_id: int) -> ColumnElement[bool]:
    mine = select(answers.c.id).join_from(answers, check_ins).where(check_ins.c.person_id == person_id)
    return released_texts.c.answer_id.in_(mine)
