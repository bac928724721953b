"""Writing many check-ins at once leaves the same behind as answering them one by one."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import select

from bot.demo.writing_answers import FilledIn, write
from programme.model import Programme
from rules.access import ANSWERING
from rules.check_in import Given, open_step
from scheduler import round_control
from storage import answers, check_ins, experiments, practices
from storage.check_ins import CheckIn
from storage.connection import Connection
from storage.database import Database
from storage.rounds import Opening
from storage.tables import answers as answer_rows
from storage.tables import check_ins as check_in_rows
from storage.tables import experiment_members, memberships
from storage.tables import experiments as experiment_rows
from tests.conftest import MONDAY

SAID = [
    answer_rows.c[name] for name in ("step", "role", "question", "question_version", "experiment_id", "option", "score")
]
ANSWERS = select(check_in_rows.c.person_id, *SAID, answer_rows.c.text, answer_rows.c.answered_at).join_from(
    answer_rows, check_in_rows
)
EXPERIMENTS = select(experiment_rows.c.id, experiment_rows.c.status, experiment_rows.c.reported_at)
REPORTS = select(experiment_members)
Writing = Callable[[Connection, Sequence[CheckIn]], Awaitable[None]]


async def _opened(connection: Connection, programme: Programme) -> list[CheckIn]:
    """A round opens in Zwolle; the check-ins in it."""
    zwolle = await practices.by_slug(connection, "zwolle")
    assert zwolle is not None
    openings = [Opening(zwolle.id, None, MONDAY.date(), MONDAY, MONDAY)]
    await round_control.open_rounds(connection, openings, ANSWERING, programme.schedule, MONDAY)
    people = await connection.scalars(select(memberships.c.person_id).where(memberships.c.practice_id == zwolle.id))
    found = [await check_ins.open_of(connection, person_id, programme) for person_id in people]
    return [check_in for check_in in found if check_in]


def _filled_in(check_in: CheckIn) -> FilledIn:
    """The first option of everything; texts are skipped."""
    said: dict[str, Given] = {}
    walked = []
    while step := open_step(check_in.steps, said):
        said[step.key] = Given(step.options[0]) if step.options else Given()
        walked.append((step, said[step.key]))
    return FilledIn(check_in.id, check_in.round_id, check_in.person_id, MONDAY, walked)


async def _in_bulk(connection: Connection, asked: Sequence[CheckIn]) -> None:
    await write(connection, [_filled_in(check_in) for check_in in asked])


async def _one_by_one(connection: Connection, asked: Sequence[CheckIn]) -> None:
    for check_in in asked:
        for step, given in _filled_in(check_in).given:
            await answers.write(connection, check_in, step, given, MONDAY)
            if step.experiment_id is not None and given.option:
                await experiments.report(connection, step.experiment_id, check_in.person_id, given.option, MONDAY)


class Forgotten(Exception):
    """Raised to undo what happened in a savepoint."""


async def _left_by(writing: Writing, database: Database, programme: Programme) -> list[set[Any]]:
    """What it leaves in a round that nobody will remember."""
    left: list[set[Any]] = []
    async with database.write() as connection:
        with suppress(Forgotten):
            async with connection.begin_nested():
                asked = await _opened(connection, programme)
                await writing(connection, asked)
                of_round = ANSWERS.where(check_in_rows.c.round_id == asked[0].round_id)
                for one in (of_round, EXPERIMENTS, REPORTS):
                    left.append({tuple(row) for row in await connection.execute(one)})
                raise Forgotten
    return left


async def test_bulk_writing_equals_answering_one_by_one(filled: Database, programme: Programme) -> None:
    in_bulk = await _left_by(_in_bulk, filled, programme)
    assert in_bulk == await _left_by(_one_by_one, filled, programme)
    assert len(in_bulk[0]) > 100
