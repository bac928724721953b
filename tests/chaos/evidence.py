"""What the judge looks at: the tables as they are, and the phones."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from rules.check_in import Given
from simulator.world.updates import FIRST_ID
from storage.connection import Connection
from storage.tables import answers, check_ins, inbox, outbox, practices, rounds
from tests.chaos.site import Site


async def update_states(connection: Connection, first: int, count: int) -> list[str]:
    """How far each of these updates is, by its number since the simulator began; "lost" when it is not there."""
    begin = FIRST_ID + first
    rows = await connection.execute(
        select(inbox.c.update_id, inbox.c.state).where(inbox.c.update_id.between(begin, begin + count - 1))
    )
    found = {row.update_id: str(row.state) for row in rows}
    return [found.get(update_id, "lost") for update_id in range(begin, begin + count)]


async def newest_rounds(connection: Connection, slugs: Iterable[str]) -> dict[str, Row[Any]]:
    """The newest round of each practice."""
    rows = await connection.execute(
        select(rounds, practices.c.slug)
        .join_from(rounds, practices)
        .where(practices.c.slug.in_(list(slugs)))
        .order_by(rounds.c.id)
    )
    return {row.slug: row for row in rows}


async def check_ins_of(connection: Connection, round_ids: Sequence[int]) -> dict[int, Row[Any]]:
    """The check-ins of these rounds, by their ids."""
    rows = await connection.execute(select(check_ins).where(check_ins.c.round_id.in_(round_ids)))
    return {row.id: row for row in rows}


async def answers_in(connection: Connection, round_ids: Sequence[int]) -> Mapping[int, dict[str, Given]]:
    """What stands in these rounds, by check-in and step."""
    found: defaultdict[int, dict[str, Given]] = defaultdict(dict)
    for row in await connection.execute(select(answers).where(answers.c.round_id.in_(round_ids))):
        found[row.check_in_id][row.step] = Given(row.option, row.text)
    return found


async def rows_after(connection: Connection, row_id: int) -> Sequence[Row[Any]]:
    """What was put into the outbox since this row."""
    return (await connection.execute(select(outbox).where(outbox.c.id > row_id).order_by(outbox.c.id))).all()


async def dropped_sends(site: Site, after: int) -> tuple[dict[int, int], int]:
    """By chat, how many sends got no answer since this request of the journal; and the journal's newest request."""
    journal = await site.telegram.requests("sendMessage", after=after)
    dropped: defaultdict[int, int] = defaultdict(int)
    for entry in journal:
        dropped[entry["chat_id"]] += entry["outcome"] == "dropped"
    return dropped, journal[-1]["seq"] if journal else after
