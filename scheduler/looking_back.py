"""The morning after participants reported something to look back at, its coordinators are asked what was learnt."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from programme.model import Programme
from rules.cadence import at_local
from rules.own_time import QUIET_UNTIL, next_allowed
from storage import cycles, digests, experiment_statuses
from storage.connection import Connection

#: Longer than the days on which nobody is disturbed can be; what is older was asked when its round closed.
RECENT = timedelta(weeks=1)


async def ask(connection: Connection, programme: Programme, now: datetime) -> int:
    """Asks what was reported before this morning, at an hour that fits; in how many practices.

    Not at once: by the next day a slip is put right, and nobody hears at what moment somebody tapped.
    """
    timezone, looks_back = programme.schedule.timezone, programme.looked_back_at()
    if next_allowed(now, timezone) != now:
        return 0
    morning = at_local(now.astimezone(ZoneInfo(timezone)).date(), QUIET_UNTIL, timezone)
    reported = await cycles.reported_between(connection, now - RECENT, morning, looks_back)
    if not reported:
        return 0
    await experiment_statuses.note(connection, reported)
    asked = await cycles.open_asked(connection, reported, looks_back, now)
    await digests.plan_look_back(connection, asked, now, now)
    return len(asked)
