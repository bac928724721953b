"""Introductions between coordinators: each hears how to reach the other once both said yes, and nothing before."""

from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import ColumnElement, FromClause, exists, select, update

from rules.access import Role
from rules.address import Address
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import design_questions, experiments, introductions, memberships, people, practices

#: So long after a request the same practice does not ask the same others again.
NOT_AGAIN = timedelta(weeks=4)


class Introduction(Struct, frozen=True):
    """asker, agreed_by: people's ids; agreed_by None: nobody said yes. address, agreed_address: how they are reached.

    practice: of the recommended experiment; asking: the one that asks. answered_at: aware UTC. are_there: whether
    each of those who said yes still coordinates there and can be spoken to: who went is introduced to nobody.
    """

    id: int
    title: str
    practice_id: int
    practice: str
    asking_id: int
    asking: str
    asker: int
    address: Address
    agreed_by: int | None
    agreed_address: Address | None
    answered_at: datetime | None
    are_there: bool


async def ask(
    connection: Connection, experiment_id: int, practice_id: int, person_id: int, now: datetime
) -> int | None:
    """A request of this practice about this experiment that nobody answered, a new one if need be.

    None when one was answered not long ago, whatever was said.
    """
    mine = (introductions.c.experiment_id == experiment_id) & (introductions.c.practice_id == practice_id)
    recent = select(introductions.c.id).where(mine, introductions.c.answered_at > now - NOT_AGAIN)
    if await connection.scalar(recent.limit(1)) is not None:
        return None
    row = {"experiment_id": experiment_id, "practice_id": practice_id, "person_id": person_id, "asked_at": now}
    await connection.execute(insert(connection, introductions).values(row).on_conflict_do_nothing())
    still_open = select(introductions.c.id).where(mine, introductions.c.answered_at.is_(None))
    return (await connection.execute(still_open)).scalar_one_or_none()


async def the_other_way(connection: Connection, practice_id: int, asking_id: int) -> int | None:
    """A request of `asking_id` to this practice that nobody answered: who asks the same of them says yes to it."""
    found = (
        select(introductions.c.id)
        .join_from(introductions, experiments)
        .join(design_questions, design_questions.c.id == experiments.c.design_question_id)
        .where(design_questions.c.practice_id == practice_id, introductions.c.practice_id == asking_id)
        .where(introductions.c.answered_at.is_(None))
        .order_by(introductions.c.id)
    )
    introduction_id: int | None = await connection.scalar(found.limit(1))
    return introduction_id


async def answer(connection: Connection, introduction_id: int, agreed_by: int | None, now: datetime) -> bool:
    """A yes of this person, or a no (None); False when it was answered already."""
    is_open = update(introductions).where(introductions.c.id == introduction_id, introductions.c.answered_at.is_(None))
    return (await connection.execute(is_open.values(answered_at=now, agreed_by=agreed_by))).rowcount == 1


async def get(connection: Connection, introduction_id: int) -> Introduction | None:
    """One, with who takes part in it."""
    asker, agreed, asking = people.alias(), people.alias(), practices.alias()
    found = (
        select(
            introductions.c.id,
            experiments.c.title,
            practices.c.id,
            practices.c.name,
            asking.c.id,
            asking.c.name,
            introductions.c.person_id,
            asker.c.address,
            introductions.c.agreed_by,
            agreed.c.address,
            introductions.c.answered_at,
            _is_there(asker, asking) & (introductions.c.agreed_by.is_(None) | _is_there(agreed, practices)),
        )
        .join_from(introductions, experiments)
        .join(design_questions, design_questions.c.id == experiments.c.design_question_id)
        .join(practices, practices.c.id == design_questions.c.practice_id)
        .join(asking, asking.c.id == introductions.c.practice_id)
        .join(asker, asker.c.id == introductions.c.person_id)
        .join(agreed, agreed.c.id == introductions.c.agreed_by, isouter=True)
        .where(introductions.c.id == introduction_id)
    )
    row = (await connection.execute(found)).first()
    return Introduction(*row) if row else None


def _is_there(person: FromClause, practice: FromClause) -> ColumnElement[bool]:
    coordinates = exists().where(
        memberships.c.person_id == person.c.id,
        memberships.c.practice_id == practice.c.id,
        memberships.c.role == Role.COORDINATOR.value,
        memberships.c.registered_at.is_not(None),
        memberships.c.left_at.is_(None),
    )
    return coordinates & person.c.stopped_at.is_(None)
