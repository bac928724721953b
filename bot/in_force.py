"""What the line `started` tells: with what, and how, this process works from now on."""

import logging
from zoneinfo import ZoneInfo

from bot.version import version
from bot.wiring import Wiring
from rules import causes
from rules.cadence import upcoming
from rules.holidays import public_holiday
from storage import practices, schedules

log = logging.getLogger(__name__)

KINDS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


async def in_force(wiring: Wiring) -> dict[str, str | int | None]:
    """By name: nothing that is secret. next_round: in the programme's own time; None: none is planned."""
    settings = wiring.settings
    return {
        "version": version(),
        "bot": f"@{wiring.bot.username}",
        "database": KINDS[wiring.database.engine.dialect.name],
        "receiving": "webhook" if settings.webhook_url else "long polling",
        "registration": settings.registration,
        "minimum_group": settings.minimum_group,
        "next_round": await _next_round(wiring),
    }


async def _next_round(wiring: Wiring) -> str | None:
    try:
        async with wiring.database.read() as connection:
            schedule = await schedules.in_force(connection, wiring.programme.schedule)
            has_rounds = await practices.every(connection)
    except Exception as error:  # told only; the bot works without it
        log.warning("the next round is not known: %s", causes.told(error))
        return None
    (slot,) = upcoming(schedule, wiring.clock(), public_holiday, 1)
    return slot.opens_at.astimezone(ZoneInfo(schedule.timezone)).isoformat() if has_rounds else None
