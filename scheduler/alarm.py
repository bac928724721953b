"""Tells the programme managers when the bot itself is in trouble: once, and not again for hours."""

from datetime import datetime, timedelta
from typing import Any

from rules.invitation import WRONG_THAT_ALARM
from storage import failures, memberships, outbox, wrong_tokens
from storage.connection import Connection

HOUR = timedelta(hours=1)
#: No manager is told of the same sort of trouble more often; each time it is about this period.
EVERY = 6 * HOUR
#: So long nothing at all has to come in …
SILENCE = 24 * HOUR
#: … after so many messages asked for an answer, before that is strange.
ASKED = 10


async def raise_alarm(connection: Connection, now: datetime) -> int:
    """Writes down what the managers should know; how many messages. Again, or on another replica: nothing."""
    told = 0
    found = await failures.since(connection, now - EVERY)
    if found.unsent or found.dead_letters:
        counted = {"unsent": found.unsent, "set_aside": found.dead_letters, "hours": EVERY // HOUR}
        told += await _tell(connection, "alarm_failing", counted, now)
    if await failures.silence(connection, now, SILENCE, ASKED):
        told += await _tell(connection, "alarm_silence", {"hours": SILENCE // HOUR}, now)
    wrong = await wrong_tokens.count(connection, now)
    if wrong >= WRONG_THAT_ALARM:
        told += await _tell(connection, "alarm_guessing", {"wrong": wrong}, now)
    return told


async def _tell(connection: Connection, what: str, figures: dict[str, Any], now: datetime) -> int:
    told = 0
    period = now.timestamp() // EVERY.total_seconds()
    for person_id in await memberships.managers(connection):
        key, before = (f"{what}:{number:.0f}:{person_id}" for number in (period, period - 1))
        # The key alone keeps replicas apart; who was told just before the period turned is not told again either.
        if not await failures.was_told(connection, [key, before], now - EVERY):
            await outbox.add(connection, what, now=now, person_id=person_id, dedupe_key=key, **figures)
            told += 1
    return told
