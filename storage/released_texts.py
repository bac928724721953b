"""Texts that were let go: words that are taken back are no longer among them, and come back only with a new batch."""

from sqlalchemy import ColumnElement, delete, select

from rules.consent import Purpose
from rules.remarks import Audience
from storage.connection import Connection
from storage.tables import answers, check_ins, released_texts

#: Whose words go when a purpose is refused. Who ends taking part has shared what was shared.
TAKEN_FROM: dict[Purpose, tuple[Audience, ...]] = {"texts": ("coordinator", "file"), "research": ("file",)}


async def take_back(connection: Connection, person_id: int, purpose: Purpose) -> None:
    """The person's own texts are let go no longer, and nobody else's more."""
    taken = _of(person_id) & released_texts.c.audience.in_(TAKEN_FROM.get(purpose, ()))
    await connection.execute(delete(released_texts).where(taken))


async def take_along(connection: Connection, person_id: int) -> None:
    """Who goes to another practice takes along what they let be read, for whomever."""
    await connection.execute(delete(released_texts).where(_of(person_id)))


def _of(person_id: int) -> ColumnElement[bool]:
    mine = select(answers.c.id).join_from(answers, check_ins).where(check_ins.c.person_id == person_id)
    return released_texts.c.answer_id.in_(mine)
