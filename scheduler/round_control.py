"""Opening and closing rounds: which step follows which. Each step is a statement or two of storage.

The tick does this by the clock. Handlers do it by a coordinator's hand, and get it from outside (their `Policy`): they
do not import what the clock does.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from programme.model import Programme
from programme.schedule import Schedule
from rules.access import Role
from rules.own_time import asked_at, next_morning, reminded_at
from storage import (
    cycles,
    digests,
    eligible,
    experience_cards,
    experiment_statuses,
    feedback,
    figures,
    prompts,
    publications,
    releases,
    renewals,
    replies,
    round_screens,
    rounds,
    windows,
)
from storage.connection import Connection
from storage.rounds import Opening


async def open_rounds(
    connection: Connection, openings: Sequence[Opening], roles: Collection[Role], schedule: Schedule, now: datetime
) -> list[int]:
    """Opens rounds and everything that follows from it, in one transaction; the ids of those that are new.

    Whoever is eligible is frozen as check-ins (the denominator), their experiments with them, and the words to
    say are put in the outbox, for each person's own time. Who has not agreed to the privacy notice as it is now gets
    that notice instead. A practice with a round still open, or with nobody to ask, gets a skipped one.
    roles: the roles that are asked something in this programme.
    """
    busy = await rounds.with_open_round(connection, [opening.practice_id for opening in openings])
    await rounds.skip(connection, [opening for opening in openings if opening.practice_id in busy], "already_open")
    wanted = [opening for opening in openings if opening.practice_id not in busy]
    opened = await rounds.add(connection, wanted)
    if not opened:
        return []
    renewing = await _freeze_everybody(connection, opened, wanted, roles, schedule, now)
    await eligible.freeze_experiments(connection, opened)
    maybe_empty = [one for one in opened if one not in renewing]
    await rounds.skip_empty(connection, maybe_empty, [one.practice_id for one in wanted if one.resting])
    asking = await rounds.still_open(connection, opened)
    await windows.begin(connection, asking)
    await _announce(connection, asking, schedule, now)
    return asking


async def _freeze_everybody(
    connection: Connection,
    opened: Sequence[int],
    openings: Sequence[Opening],
    roles: Collection[Role],
    schedule: Schedule,
    now: datetime,
) -> set[int]:
    """In which of these rounds somebody gets the new notice instead."""
    renewing: set[int] = set()
    for resting in {opening.resting for opening in openings}:
        alike = [opening.practice_id for opening in openings if opening.resting == resting]
        asked = [role for role in roles if role not in resting]
        await eligible.freeze(connection, opened, alike, asked, now)
        renewing |= await renewals.ask(connection, opened, alike, asked, schedule, now)
    return renewing


async def _announce(connection: Connection, round_ids: Sequence[int], schedule: Schedule, now: datetime) -> None:
    """Plans the opening of these new rounds for everybody in them, and the first reminder.

    Few want the same moment to be another: one statement serves everybody with the same time preference.
    """
    looking_back = await feedback.to_look_back(connection, round_ids)
    replying = await replies.take(connection, round_ids)
    for window, alike in await prompts.windows(connection, round_ids, schedule):
        for preference in await prompts.time_preferences(connection, alike):
            asked = asked_at(window, preference)
            if back := looking_back & set(alike):  # written down before the opening, so that it is said before it
                await prompts.look_back(connection, back, preference, asked, now)
            if answered := replying & set(alike):
                await replies.say(connection, answered, preference, asked, now)
            await prompts.ask(connection, alike, preference, asked, now)
            days = schedule.remind_after_days
            if schedule.reminders and (reminded := reminded_at(window, preference, asked, days)):
                await prompts.plan_reminder(connection, alike, preference, reminded)


async def close_rounds(
    connection: Connection, round_ids: Sequence[int], programme: Programme, minimum_group: int, now: datetime
) -> list[int]:
    """Closes open rounds, freezes their snapshots and the windows that end with them, lets texts go, plans digests.

    Returns the ids of those that were still open.
    """
    closed = await rounds.close(connection, round_ids, now)
    if closed:
        await round_screens.end(connection, closed, now)
        await publications.end(connection, closed, now)
    await figures.freeze(connection, closed, now)
    await experience_cards.freeze_organisations(connection, closed)
    await windows.close(connection, closed, programme, minimum_group, now)
    await releases.release(connection, programme, minimum_group, now)
    morning = next_morning(now, programme.schedule.timezone)
    await digests.plan(connection, closed, morning, now)
    await _ask_to_look_back(connection, closed, programme, morning, now)
    return closed


async def _ask_to_look_back(
    connection: Connection, closed: Sequence[int], programme: Programme, morning: datetime, now: datetime
) -> None:
    """Keeps the statuses that came in these rounds, and asks to look back at what they ask for."""
    here = await rounds.practices_of(connection, closed)
    await experiment_statuses.note_in(connection, here)
    looks_back = programme.looked_back_at()
    reported = await cycles.of_practices(connection, here, looks_back)
    asked = await cycles.open_asked(connection, reported, looks_back, now)
    if came_true := programme.came_true():
        await cycles.keep_outcomes(connection, closed, came_true.key, now)
    await digests.plan_look_back(connection, asked, morning, now)
