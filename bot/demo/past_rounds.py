"""Rounds of the past: opened as real ones are, but nobody's phone hears of it."""

from collections.abc import Sequence

from msgspec import Struct, field
from sqlalchemy import select, update

from programme.schedule import Schedule
from rules.access import ANSWERING
from scheduler import round_control
from storage.connection import Connection
from storage.rounds import Opening
from storage.tables import check_in_experiments, check_ins, outbox


class Asked(Struct, frozen=True):
    """Somebody's own check-in in such a round. experiments: by id, in the order of its questions."""

    check_in_id: int
    round_id: int
    experiments: list[int] = field(default_factory=list)


async def open_silently(connection: Connection, openings: Sequence[Opening], schedule: Schedule) -> list[int]:
    """Opens rounds that all began at the same moment; their ids. What was to be said then counts as said."""
    then = openings[0].opened_at
    opened = await round_control.open_rounds(connection, openings, ANSWERING, schedule, then)
    announced = update(outbox).where(outbox.c.state == "ready")
    await connection.execute(announced.values(state="sent", done_at=then))
    return opened


async def asked_in(connection: Connection, round_ids: Sequence[int]) -> dict[int, Asked]:
    """The check-ins of these rounds, by person."""
    found = select(check_ins.c.person_id, check_ins.c.id, check_ins.c.round_id, check_in_experiments.c.experiment_id)
    joined = found.join_from(check_ins, check_in_experiments, isouter=True).where(check_ins.c.round_id.in_(round_ids))
    asked: dict[int, Asked] = {}
    for row in await connection.execute(joined.order_by(check_in_experiments.c.position)):
        mine = asked.setdefault(row.person_id, Asked(row.id, row.round_id))
        mine.experiments.extend([] if row.experiment_id is None else [row.experiment_id])
    return asked
