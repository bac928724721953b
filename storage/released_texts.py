"""Texts that were let go: words that are taken back are no longer among them, and come back only with a new batch."""

from typing import get_args

from sqlalchemy import ColumnElement, delete, exists, or_, select, update

from rules.access import ANSWERING
from rules.consent import Purpose
from rules.remarks import Audience
from storage.connection import Connection
from storage.tables import answers, check_ins, consents, memberships, publications, released_texts, rounds

#: Whose words go when a purpose is refused. Who ends taking part has shared what was shared.
TAKEN_FROM: dict[Purpose, tuple[Audience, ...]] = {"texts": ("coordinator", "file"), "research": ("file",)}
#: Behind an audience: it has read this text, and reads it no more.
OVER = "_over"


async def take_back(connection: Connection, person_id: int, purpose: Purpose) -> None:
    """The person's own texts are let go no longer, and nobody else's more."""
    taken = _of(person_id) & released_texts.c.audience.in_(TAKEN_FROM.get(purpose, ()))
    await connection.execute(delete(released_texts).where(taken))


async def take_along(connection: Connection, person_id: int) -> None:
    """Who goes to another practice takes along what they let be read, for whomever."""
    await connection.execute(delete(released_texts).where(_of(person_id)))


async def put_away(connection: Connection, is_over: ColumnElement[bool]) -> None:
    """Remarks that were let go together with one whose term is over are read no more, and not let go again.

    is_over: of `answers`. Going one after the other, each would tell in which round it was written, and who remembers
    who answered in that round, whose it was. Their words stay until their own term.
    """
    remarks = select(released_texts.c.round_id, released_texts.c.audience, answers.c.role).join(answers)
    ending = remarks.where(
        is_over, answers.c.experiment_id.is_(None), released_texts.c.audience.in_(get_args(Audience))
    )
    for round_id, audience, role in (await connection.execute(ending.distinct())).all():
        of_role = select(answers.c.id).where(answers.c.role == role, answers.c.experiment_id.is_(None))
        batch = (released_texts.c.round_id == round_id) & (released_texts.c.audience == audience)
        over = update(released_texts).where(batch, released_texts.c.answer_id.in_(of_role))
        await connection.execute(over.values(audience=audience + OVER))


def is_released(audience: Audience) -> ColumnElement[bool]:
    """Of `answers`: this audience reads it, or has read it."""
    return exists().where(
        released_texts.c.answer_id == answers.c.id, released_texts.c.audience.in_([audience, audience + OVER])
    )


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
