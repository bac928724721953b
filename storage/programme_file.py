"""The programme file as it was at the last start. What it says otherwise counts from now on, and for nothing before."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from programme.model import Programme, Schedule
from rules.question_version import versions
from storage import schedules, shown_messages
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import programme_file

_ONLY = 1


async def follow(connection: Connection, programme: Programme, now: datetime) -> None:
    """Compares with the last start, and keeps how it is now. Again, or on another replica: nothing.

    Slots of another schedule that lie before now open no round, and what phones show of a question that meant something
    else until now is no answer to it.
    """
    asked = {one.question: one for one in versions(programme) if one.wording["options"]}
    before = (await connection.execute(select(programme_file.c.schedule, programme_file.c.questions))).first()
    if before:
        schedule, questions = Schedule(**before.schedule), before.questions
        if schedule != programme.schedule:
            await schedules.follow_file(connection, schedule, programme.schedule, now)
        changed = [key for key, meant in questions.items() if key not in asked or not asked[key].is_meant_by(*meant)]
        await shown_messages.outdate(connection, changed)
    meant_now = {key: one.meaning for key, one in asked.items()}
    await _put(connection, programme.schedule, meant_now, now)


async def _put(
    connection: Connection, schedule: Schedule, questions: Mapping[str, Sequence[str]], now: datetime
) -> None:
    values: dict[str, Any] = {"schedule": schedule.model_dump(mode="json"), "questions": questions, "read_at": now}
    row = insert(connection, programme_file).values(id=_ONLY, **values)
    await connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=values))
