"""Experience cards: what is known of an experiment, and what a coordinator made of it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from sqlalchemy import select

from storage.connection import Connection
from storage.dialect import insert
from storage.tables import (
    design_questions,
    experience_cards,
    experiment_members,
    experiment_organisations,
    experiments,
    memberships,
    practices,
    rounds,
)


class Subject(Struct, frozen=True):
    """An experiment with all that stands above it. theme: of its practice; ambition: its design question."""

    experiment_id: int
    title: str
    practice_id: int
    practice: str
    theme: str | None
    ambition: str


_SUBJECT = (
    select(
        experiments.c.id,
        experiments.c.title,
        practices.c.id.label("practice_id"),
        practices.c.name,
        practices.c.core_theme,
        design_questions.c.text,
    )
    .join_from(experiments, design_questions)
    .join(practices, practices.c.id == design_questions.c.practice_id)
)


_WORKS = (memberships.c.id == experiment_members.c.membership_id) & memberships.c.left_at.is_(None)


async def subject(connection: Connection, experiment_id: int) -> Subject | None:
    """The experiment with this id, running or ended."""
    row = (await connection.execute(_SUBJECT.where(experiments.c.id == experiment_id))).first()
    return Subject(*row) if row else None


async def subjects(connection: Connection, practice_id: int) -> list[Subject]:
    """Every experiment of a practice, ended ones last."""
    found = _SUBJECT.where(practices.c.id == practice_id)
    found = found.order_by(
        experiments.c.ended_at.is_not(None), design_questions.c.position, experiments.c.position, experiments.c.id
    )
    return [Subject(*row) for row in await connection.execute(found)]


async def organisations(connection: Connection, experiment_id: int) -> list[str]:
    """The organisation types (keys of Tabel 1) of who worked on it when a round last closed, as far as they told."""
    kept = select(experiment_organisations.c.organisations)
    return list(await connection.scalar(kept.where(experiment_organisations.c.experiment_id == experiment_id)) or ())


async def freeze_organisations(connection: Connection, round_ids: Sequence[int]) -> None:
    """Keeps which organisations work on the experiments of these rounds' practices: who goes later changes no card."""
    here = select(rounds.c.practice_id).where(rounds.c.id.in_(round_ids))
    working = (
        select(experiments.c.id, memberships.c.organisation)
        .join_from(experiments, design_questions)
        .join(experiment_members, experiment_members.c.experiment_id == experiments.c.id, isouter=True)
        .join(memberships, _WORKS, isouter=True)
        .where(design_questions.c.practice_id.in_(here), experiments.c.ended_at.is_(None))
    )
    found: defaultdict[int, set[str]] = defaultdict(set)
    for experiment_id, organisation in await connection.execute(working):
        found[experiment_id] |= {organisation} if organisation else set()
    for experiment_id, keys in found.items():
        row = insert(connection, experiment_organisations).values(
            experiment_id=experiment_id, organisations=sorted(keys)
        )
        changed = {"organisations": row.excluded.organisations}
        await connection.execute(row.on_conflict_do_update(index_elements=["experiment_id"], set_=changed))


async def edited(connection: Connection, experiment_id: int) -> dict[str, str]:
    """The fields that a coordinator wrote."""
    fields: Mapping[str, Any] | None = await connection.scalar(
        select(experience_cards.c.fields).where(experience_cards.c.experiment_id == experiment_id)
    )
    return dict(fields or {})


async def edit(connection: Connection, experiment_id: int, field: str, text: str | None, now: datetime) -> None:
    """Writes a field; None: it is filled from the reports again."""
    fields = await edited(connection, experiment_id)
    fields.pop(field, None)
    if text is not None:
        fields[field] = text
    values = {"fields": fields, "edited_at": now}
    statement = insert(connection, experience_cards).values(experiment_id=experiment_id, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=["experiment_id"], set_=values))
