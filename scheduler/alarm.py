"""Tells the programme managers when the bot itself is in trouble: once, and not again for hours."""

from datetime import datetime, timedelta

from rules.invitation import WRONG_THAT_ALARM
from rules.payloads.alarm import AlarmFailing, AlarmGuessing, AlarmRefusals, AlarmSilence
from rules.payloads.payload import Payload
from storage import failures, memberships, outbox, refusals, wrong_tokens
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
        counted = AlarmFailing(found.unsent, found.dead_letters, EVERY // HOUR)
        told += await _tell(connection, counted, now)
    if await failures.silence(connection, now, SILENCE, ASKED):
        told += await _tell(connection, AlarmSilence(SILENCE // HOUR), now)
    if await refusals.doubted_since(connection) is not None:
        told += await _tell(connection, AlarmRefusals(), now)
    wrong = await wrong_tokens.count(connection, now)
    if wrong >= WRONG_THAT_ALARM:
        told += await _tell(connection, AlarmGuessing(wrong), now)
    return told


async def for_the_owner(connection: Connection, now: datetime) -> list[str]:
    """What managers are told and `status` does not say, in sentences for whoever looks after the bot."""
    found = []
    if await failures.silence(connection, now, SILENCE, ASKED):
        found.append(f"Nothing at all has come in, although people were asked: for {SILENCE // HOUR} hours.")
    wrong = await wrong_tokens.count(connection, now)
    if wrong >= WRONG_THAT_ALARM:
        found.append(f"Invitations or codes that do not work are tried: {wrong} within an hour.")
    return found


async def _tell(connection: Connection, alarm: Payload, now: datetime) -> int:
    told = 0
    period = now.timestamp() // EVERY.total_seconds()
    for person_id in await memberships.managers(connection):
        key, *around = (f"{alarm.KIND}:{number:.0f}:{person_id}" for number in (period, period - 1, period + 1))
        # The key alone keeps replicas apart; who was told just before the period turned is not told again either. It
        # may have turned elsewhere: a tick takes long, and clocks differ.
        if not await failures.was_told(connection, [key, *around], now - EVERY):
            await outbox.add(connection, alarm, now=now, person_id=person_id, dedupe_key=key)
            told += 1
    return told
