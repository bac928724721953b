"""What the practices of the example expected, learnt, and took over from each other."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from programme.example import Learning
from storage import cycles, elsewhere, expectations, recommendations
from storage.connection import Connection
from storage.tables import experiments


async def expect(connection: Connection, learning: Sequence[Learning], at: datetime) -> None:
    """Before the first round each of them wrote down what was expected."""
    known = await _by_key(connection)
    for one in learning:
        experiment_id = known[one.experiment]
        await expectations.write(connection, experiment_id, one.expectation, at)
        newest = (await expectations.newest(connection, [experiment_id]))[experiment_id]
        await expectations.trust(connection, newest.id, one.confidence)


async def look_back(connection: Connection, learning: Sequence[Learning], at: datetime) -> None:
    """After the rounds each of them looked back, decided, and perhaps recommended it to others."""
    known = await _by_key(connection)
    for one in learning:
        await _look_back(connection, one, known[one.experiment], at)
        if one.taken_over_by:
            await elsewhere.take_over(connection, known[one.taken_over_by], known[one.experiment])


async def _look_back(connection: Connection, one: Learning, experiment_id: int, at: datetime) -> None:
    await cycles.begin(connection, experiment_id, None, at)
    cycle = await cycles.newest(connection, experiment_id)
    assert cycle is not None
    await cycles.keep_outcome(connection, cycle.id, one.came_true, at)
    await cycles.learn(connection, cycle.id, one.lesson, at)
    await cycles.decide(connection, cycle.id, one.next, at)
    if one.next == "recommend":
        await recommendations.recommend(connection, experiment_id, at)
    if one.readiness:
        await recommendations.rate(connection, experiment_id, one.readiness, at)


async def _by_key(connection: Connection) -> dict[str, int]:
    rows = await connection.execute(select(experiments.c.key, experiments.c.id).where(experiments.c.key.is_not(None)))
    return {row[0]: row[1] for row in rows}
