"""Clocks jump, processes sleep through a round: one round for each slot all the same, late or visibly skipped."""

import asyncio
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from rules.cadence import Slot
from scheduler.tick import tick
from storage.connection import Connection
from storage.tables import check_ins, outbox, practices, rounds
from tests.chaos.crowd import PRACTICES, Crowd, settle
from tests.chaos.findings import Finding
from tests.chaos.patience import until
from tests.chaos.site import Site
from tests.chaos.storm import next_slot

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
#: Longer than two ticks.
A_WHILE = 1.2
PATIENCE = 30.0
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
#: The Sundays of 2027 on which clocks change.
CHANGES = (date(2027, 3, 28), date(2027, 10, 31))
#: When there is a look each day: just before a round's time, at it, and an hour and a minute later.
LOOKS = (time(12, 14), time(12, 15), time(13, 16))


async def jump(site: Site, jumps: int) -> list[Finding]:
    """The bots' clock jumps about around a round's opening; then they miss rounds; then a year goes by."""
    crowd = await settle(site, 9, PATIENCE)
    due = next_slot(site)
    site.start()
    await until(site.is_at_work, PATIENCE)
    jumped = await _jumps_about(site, crowd, due, jumps)
    return [jumped, *await _sleeps_through(site), await _over_both_clock_changes(site)]


async def _jumps_about(site: Site, crowd: Crowd, due: Slot, jumps: int) -> Finding:
    finding = Finding("30 the clock jumps an hour: no second round", jumps, "jumps")
    for number in range(jumps):
        by = site.random.choice([-HOUR, HOUR, -MINUTE, MINUTE]) if number % 3 else SECOND
        site.move_to(due.opens_at + by)
        await asyncio.sleep(A_WHILE)
    await site.quiet(PATIENCE)
    async with site.database.read() as connection:
        opened = Counter(await _slots(connection, "open"))
        asked = Counter(await connection.scalars(select(check_ins.c.person_id)))
        prompts = Counter(await connection.scalars(select(outbox.c.person_id).where(outbox.c.kind == "check_in")))
    if opened != Counter((slug, due.nominal_on) for slug in PRACTICES):
        finding.wrong.append("not one round for each practice")
    if not asked == prompts == Counter(person.id for person in crowd.people):
        finding.wrong.append("somebody was not asked exactly once")
    return finding


async def _slots(connection: Connection, state: str) -> list[tuple[str, date]]:
    """(practice, slot) of every round in this state."""
    found = select(practices.c.slug, rounds.c.slot_on).join_from(rounds, practices)
    return [(row[0], row[1]) for row in await connection.execute(found.where(rounds.c.state == state))]


async def _sleeps_through(site: Site) -> list[Finding]:
    late = Finding("11 no process for 23 hours: the round still opens", len(PRACTICES), "rounds")
    skipped = Finding("11 no process for 25 hours: visibly skipped", len(PRACTICES), "rounds")
    for finding, hours, state in ((late, 23, "open"), (skipped, 25, "skipped")):
        site.kill_all()
        due = next_slot(site)
        site.move_to(due.opens_at + hours * HOUR)
        site.start()
        await until(site.is_at_work, PATIENCE)
        async with site.database.read() as connection:
            there = await _slots(connection, state)
        finding.wrong += [f"not {state}" for slug in PRACTICES if (slug, due.nominal_on) not in there]
    site.kill_all()
    return [late, skipped]


async def _over_both_clock_changes(site: Site) -> Finding:
    """Three looks a day for a month around each; a round is what opens at a quarter past twelve on a Tuesday."""
    finding = Finding("12 over both clock changes: once a slot, at the same local time", unit="rounds")
    for change in CHANGES:
        for day in range(-14, 15):
            for look in LOOKS:
                at = datetime.combine(change + timedelta(days=day), look, AMSTERDAM).astimezone(UTC)
                await tick(site.database, site.programme, 5, at)
    begin = datetime.combine(CHANGES[0], time(), UTC) - timedelta(days=15)
    async with site.database.read() as connection:
        opened = select(rounds.c.opened_at).where(rounds.c.opened_at > begin, rounds.c.state != "skipped")
        moments = [at.astimezone(AMSTERDAM) for at in await connection.scalars(opened)]
    finding.tried = len(moments)
    finding.wrong += [f"opened at {at:%a %H:%M}" for at in moments if (at.weekday(), at.time()) != (1, time(12, 15))]
    days = Counter(at.date() for at in moments)
    finding.wrong += ["not once for each practice"] * sum(times != len(PRACTICES) for times in days.values())
    if len(days) != 4:
        finding.wrong.append("not two rounds around each change")
    return finding
