"""Who somebody is, is kept no longer than was promised either: whoever is gone for a year is erased by itself."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot import status_command
from bot.end_in_doubt import EndInDoubt, refuse_a_doubtful_end
from rules.address import Address
from rules.keeping import Keeping
from scheduler import retention
from scheduler.tick import tick
from storage import erasures, people
from storage import retention as stored
from storage.tables import audit, consents, memberships, proxies
from storage.tables import people as table
from tests.conftest import MONDAY
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.remains import id_bytes, places_of
from tests.stories.user import User

SIXTEEN_HOURS = timedelta(hours=16)
A_YEAR_LATER = datetime(2027, 11, 23, 9, 0, tzinfo=MONDAY.tzinfo)
A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)


async def is_known(running_bot: RunningBot, user: User) -> bool:
    async with running_bot.wiring.database.read() as connection:
        return await people.viewer(connection, Address(user.phone.id)) is not None


async def stops(user: User) -> None:
    await user.says("/stop")


async def blocks(user: User) -> None:
    await user.phone.blocks()
    await user.running_bot.settles()


async def takes_back_consent(user: User) -> None:
    await user.says("/privacy")
    await user.taps("Mijn ja terugnemen")


async def another_day_passes(running_bot: RunningBot, heard: User) -> None:
    """On which somebody else is reached: who is gone, and refuses on that day as well, is surely gone."""
    await running_bot.tick(MONDAY + 2 * A_DAY)
    await heard.says("/hulp")
    await running_bot.settles()
    await running_bot.tick(MONDAY + 2 * A_DAY + SIXTEEN_HOURS)  # the next day, less than a day after
    await running_bot.settles()


@on_both
@pytest.mark.parametrize("goes", [stops, blocks, takes_back_consent])
async def test_who_is_gone_for_a_year_is_erased_and_who_takes_part_is_not(
    running_bot: RunningBot, anneke: User, bram: User, goes: Callable[[User], Awaitable[None]]
) -> None:
    """After thirty days already, when they took back their yes."""
    for user in (anneke, bram):
        await user.registers("caregiver")
    await goes(anneke)
    await another_day_passes(running_bot, bram)
    gone = MONDAY + 30 * A_DAY if goes is takes_back_consent else A_YEAR_LATER
    await running_bot.tick(gone - A_DAY)
    assert await is_known(running_bot, anneke)
    assert (await running_bot.tick(gone + A_DAY)).removed["people"] == 1
    assert [await is_known(running_bot, user) for user in (anneke, bram)] == [False, True]
    assert await places_of(running_bot, *id_bytes(running_bot, anneke.phone)) == []


async def test_who_comes_back_in_time_stays(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/stop")
    await running_bot.tick(A_YEAR_LATER - A_DAY)
    await anneke.opens()
    await running_bot.tick(A_YEAR_LATER + A_DAY)
    assert await is_known(running_bot, anneke)


async def test_a_stranger_is_kept_for_thirty_days(running_bot: RunningBot, anneke: User) -> None:
    """Somebody who wrote to the bot, and was never invited."""
    await anneke.says("Hallo?")
    await running_bot.tick(MONDAY + 30 * A_DAY - A_MINUTE)
    assert await is_known(running_bot, anneke)
    await running_bot.tick(MONDAY + 31 * A_DAY)
    assert not await is_known(running_bot, anneke)


async def test_who_began_to_register_and_never_said_yes_goes_after_a_year(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.opens(await running_bot.invite("caregiver"))
    await running_bot.tick(MONDAY + 31 * A_DAY)
    assert await is_known(running_bot, anneke)
    await running_bot.tick(A_YEAR_LATER + A_DAY)
    assert not await is_known(running_bot, anneke)


async def test_a_year_after_the_programme_nobody_is_known_any_more(
    running_bot: RunningBot, anneke: User, bram: User, marja: User
) -> None:
    await anneke.registers("caregiver")
    await bram.registers("participant")
    await marja.registers("manager")
    await running_bot.opens_round()
    await bram.says("/namens", "Tante Riet")
    keeping = Keeping(programme_ends_on=date(2026, 12, 31))
    database, programme = running_bot.wiring.database, running_bot.wiring.programme
    await tick(database, programme, 5, datetime.fromisoformat("2027-12-31T12:00Z"), keeping)
    assert [await is_known(running_bot, user) for user in (anneke, bram, marja)] == [True, True, True]
    done = await tick(database, programme, 5, datetime.fromisoformat("2028-01-01T12:00Z"), keeping)
    assert done.removed["people"] == 3
    async with database.read() as connection:
        left = [
            await connection.scalar(select(func.count()).select_from(one)) for one in (table, memberships, consents)
        ]
        assert [*left, await connection.scalar(select(func.count()).select_from(proxies))] == [0, 0, 0, 0]
    canaries = [canary for user in (anneke, bram, marja) for canary in id_bytes(running_bot, user.phone)]
    assert await places_of(running_bot, b"Tante Riet", *canaries) == []


@on_sqlite
async def test_it_leaves_marks_for_older_backups_and_a_count_in_the_audit(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    async with running_bot.wiring.database.read() as connection:
        viewer = await people.viewer(connection, Address(anneke.phone.id))
    assert viewer
    await anneke.says("/stop")
    await running_bot.tick(A_YEAR_LATER + A_DAY)
    async with running_bot.wiring.database.read() as connection:
        assert await erasures.known(connection) == {erasures.mark_of(viewer.person_id)}
        noted = (await connection.execute(select(audit).where(audit.c.action == "retention"))).all()
    assert [row.details["people"] for row in noted if row.details["people"]] == [1]


async def test_looking_counts_what_removing_removes_however_many_at_once(
    running_bot: RunningBot, anneke: User, bram: User, els: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "PEOPLE_AT_ONCE", 2)
    for user in (anneke, bram, els):
        await user.says("Hallo?")
    database, later = running_bot.wiring.database, ROUND_OPENS + 31 * A_DAY
    counted = await retention.preview(database, Keeping(), later)
    assert counted["people"] == 3
    assert await is_known(running_bot, anneke)
    assert await retention.remove(database, Keeping(), later) == counted
    assert not await is_known(running_bot, anneke)


@on_both
async def test_a_last_day_that_the_answers_contradict_erases_nobody_before_the_owner_says_so(
    running_bot: RunningBot, anneke: User
) -> None:
    """PROGRAMME_ENDS_ON=2021-04-30, mistyped or copied, while people answer."""
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.taps("Goed")
    database, long_ago = running_bot.wiring.database, Keeping(programme_ends_on=date(2021, 4, 30))
    tonight = running_bot.clock.now() + A_DAY
    done = await tick(database, running_bot.wiring.programme, 8, tonight, long_ago)
    assert done.failed == {}
    assert await is_known(running_bot, anneke)
    with pytest.raises(EndInDoubt, match="1 people"):
        await refuse_a_doubtful_end(database, long_ago, tonight)
    told = await status_command.report(
        running_bot.settings.model_copy(update={"programme_ends_on": date(2021, 4, 30)}), tonight
    )
    assert any("everybody would be erased (1 people)" in problem for problem in told.problems)

    await retention.remove(database, long_ago, tonight)  # by hand: it is meant
    assert not await is_known(running_bot, anneke)
    await refuse_a_doubtful_end(database, long_ago, tonight)
