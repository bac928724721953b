"""The programme file as it was at the last start. What it says otherwise counts from now on, and for nothing before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from programme.model import Programme
from programme.schedule import Schedule
from rules.own_time import next_morning
from rules.payloads.news import NewRhythm
from rules.question_version import versions
from rules.schedule_change import has_same_times, written
from storage import news, practices, schedules, shown_messages, windows
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import programme_file

_ONLY = 1


async def follow(connection: Connection, programme: Programme, minimum_group: int, now: datetime) -> None:
    """Compares with the last start, and keeps how it is now. Again, or on another replica: nothing.

    Slots of another schedule that lie before now open no round, and whose rounds come at other times hears of it. What
    phones show of a question that meant something else until now is no answer to it. A smaller group is not told of
    what people answered under a larger one.
    """
    asked = {one.question: one for one in versions(programme) if one.wording["options"]}
    before = (await connection.execute(select(programme_file))).first()
    if before:
        if minimum_group < before.minimum_group:
            await windows.hold_to(connection, before.minimum_group)
        schedule, questions = Schedule(**before.schedule), before.questions
        if schedule != programme.schedule:
            await _follow(connection, schedule, programme.schedule, now)
        changed = [key for key, meant in questions.items() if key not in asked or not asked[key].is_meant_by(*meant)]
        await shown_messages.outdate(connection, changed)
    meant_now = {key: one.meaning for key, one in asked.items()}
    said = {"schedule": programme.schedule.model_dump(mode="json"), "questions": meant_now}
    await _put(connection, said | {"minimum_group": minimum_group, "read_at": now})


async def _follow(connection: Connection, before: Schedule, schedule: Schedule, now: datetime) -> None:
    is_followed = await schedules.follow_file(connection, before, schedule, now)
    if is_followed and not has_same_times(before, schedule):
        await _tell(connection, before, schedule, now)


async def _tell(connection: Connection, before: Schedule, schedule: Schedule, now: datetime) -> None:
    """As when managers change it: those whose rounds come at other times hear of it, the next morning."""
    at, today = next_morning(now, schedule.timezone), now.astimezone(ZoneInfo(schedule.timezone)).date()
    own = await schedules.of_their_own(connection, schedule)
    for practice in await practices.every(connection):
        if practice.id not in own:
            told = NewRhythm(practice.id, before=written(before))
            await news.tell(connection, told, practice.id, news.EVERYBODY, at, now, key=today.isoformat())


async def _put(connection: Connection, values: Mapping[str, Any]) -> None:
    row = insert(connection, programme_file).values(id=_ONLY, **values)
    await connection.execute(row.on_conflict_do_update(index_elements=["id"], set_=values))
