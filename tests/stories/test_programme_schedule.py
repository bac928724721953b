"""The rhythm of the rounds, changed by a manager: it holds from then on, and for no moment before."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from storage.tables import rounds
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.leaders import lists_practices, noted
from tests.stories.user import User, data_of
from texts.callback_data import encode
from texts.taps.schedule import ScheduleSaved, ScheduleShown

GONE = "Deze knop werkt niet meer."
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
#: Thursday 3 December 2026 at three in Amsterdam, instead of Tuesday at a quarter past twelve.
THURSDAY = datetime(2026, 12, 3, 14, 0, tzinfo=UTC)
FORTNIGHT = timedelta(weeks=2)


@pytest.fixture
async def manager(marja: User) -> User:
    await marja.registers("manager")
    return marja


async def shows_rhythm(manager: User) -> None:
    await lists_practices(manager)
    await manager.taps("Ritme van de rondes")


async def moves_to_thursday(manager: User) -> None:
    """From Tuesday at a quarter past twelve to Thursday at three."""
    await shows_rhythm(manager)
    await manager.taps("Welke dag", "donderdag")
    await manager.taps("Hoe laat", "Om 15:00")
    await manager.taps("Bewaren")


async def greeting(user: User) -> int:
    return sum("U kunt antwoorden tot" in shown.text for shown in await user.sees_all())


async def states(running_bot: RunningBot) -> list[tuple[str, str | None]]:
    here = rounds.c.practice_id == await running_bot.practice_id("zwolle")
    async with running_bot.wiring.database.read() as connection:
        found = await connection.execute(select(rounds).where(here).order_by(rounds.c.opened_at, rounds.c.id))
        return [(row.state, row.reason) for row in found]


@on_both
async def test_the_next_round_opens_at_the_new_moment_once_also_after_a_restart(
    running_bot: RunningBot, manager: User, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await moves_to_thursday(manager)
    assert (await running_bot.tick(ROUND_OPENS)).opened == 0
    await running_bot.restart()
    assert (await running_bot.tick(THURSDAY - MINUTE)).opened == 0
    assert (await running_bot.tick(THURSDAY)).opened == 1
    await running_bot.restart()
    assert (await running_bot.tick(THURSDAY + MINUTE)).opened == 0
    assert await greeting(anneke) == 1
    assert await states(running_bot) == [("open", None)]
    await running_bot.tick(THURSDAY + FORTNIGHT)
    assert await states(running_bot) == [("closed", None), ("open", None)]


async def test_what_there_is_to_come_is_shown_before_it_is_saved(
    running_bot: RunningBot, manager: User, corrie: User
) -> None:
    await corrie.registers("coordinator")
    await shows_rhythm(manager)
    shown = await manager.sees()
    assert "Elke 2 weken op dinsdag om 12:15." in shown.text
    assert "Bewaren" not in shown.labels
    draft = await manager.taps("Welke dag", "donderdag")
    assert "Het is nog niet bewaard." in draft.text
    assert "• donderdag 3 december om 12:15." in draft.text
    assert "• donderdag 17 december om 12:15." in draft.text
    assert "dinsdag 1 december" in (await corrie.says("/ronde")).text
    saved = await manager.taps("Bewaren")
    assert "Elke 2 weken op donderdag om 12:15." in saved.text
    assert "Bewaren" not in saved.labels
    dates = (await corrie.says("/ronde")).text
    assert "Elke 2 weken op donderdag om 12:15." in dates
    assert "donderdag 3 december om 12:15" in dates
    assert "schedule_set" in await noted(running_bot)


@on_sqlite
async def test_who_waits_for_a_check_in_hears_of_the_new_moment(
    running_bot: RunningBot, manager: User, anneke: User
) -> None:
    await moves_to_thursday(manager)
    assert "donderdag 3 december om 15:00" in (await anneke.registers("caregiver")).text
    assert "donderdag 3 december om 15:00" in (await anneke.says("/checkin")).text


@on_sqlite
async def test_everything_else_follows_it(running_bot: RunningBot, manager: User, anneke: User) -> None:
    """Days open, and how many reminders come and when."""
    await anneke.registers("caregiver")
    await shows_rhythm(manager)
    await manager.taps("Hoe lang open", "10 dagen")
    await manager.taps("Hoeveel herinneringen", "2 herinneringen")
    shown = await manager.taps("Dagen tussen herinneringen", "3 dagen")
    assert "Dagen open: 10." in shown.text
    assert "Herinneringen: 2. Dagen ertussen: 3." in shown.text
    await manager.taps("Bewaren")
    await running_bot.opens_round()
    assert "tot vrijdag 11 december om 12:15" in (await anneke.sees()).text
    assert [(await running_bot.tick(ROUND_OPENS + days * DAY)).reminded for days in (2, 3, 4, 6, 7, 9)] == [
        0,
        1,
        0,
        1,
        0,
        0,
    ]


@on_sqlite
async def test_a_new_rhythm_begins_after_the_round_that_is_open(
    running_bot: RunningBot, manager: User, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await shows_rhythm(manager)
    offered = await manager.taps("Eerste ronde")
    assert offered.labels[0] == "dinsdag 8 december"
    await manager.taps("dinsdag 8 december")
    await manager.taps("Hoe vaak", "1 week")
    await manager.taps("Bewaren")
    await running_bot.tick(ROUND_OPENS + 6 * DAY)
    await running_bot.tick(ROUND_OPENS + 7 * DAY)
    await running_bot.tick(ROUND_OPENS + 14 * DAY)
    assert await states(running_bot) == [("closed", None), ("closed", None), ("open", None)]


@on_sqlite
async def test_nothing_before_the_change_was_missed(running_bot: RunningBot, manager: User, anneke: User) -> None:
    """A round ran by the old rhythm, and the first tick after the change comes late."""
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await running_bot.tick(ROUND_OPENS + 6 * DAY)
    await moves_to_thursday(manager)
    await running_bot.tick(THURSDAY + 5 * FORTNIGHT)
    late = [("skipped", "late")] * 4  # from 17 December: slots of the new rhythm that really passed
    assert await states(running_bot) == [("closed", None), *late, ("open", None)]


@on_sqlite
async def test_a_round_that_was_due_before_the_change_does_not_open_after_it(
    running_bot: RunningBot, manager: User, anneke: User
) -> None:
    """Nobody ticked while it came and while the rhythm was changed."""
    await anneke.registers("caregiver")
    await running_bot.telegram.move_to(ROUND_OPENS + MINUTE)
    await shows_rhythm(manager)
    await manager.taps("Welke dag", "vrijdag")
    await manager.taps("Bewaren")
    assert (await running_bot.tick(ROUND_OPENS + 2 * MINUTE)).opened == 0
    assert await states(running_bot) == []


@on_sqlite
async def test_a_first_day_that_came_too_near_is_looked_at_once_more(running_bot: RunningBot, manager: User) -> None:
    await shows_rhythm(manager)
    draft = await manager.taps("Welke dag", "donderdag")
    await running_bot.telegram.move_to(THURSDAY)
    shown = await manager.taps("Bewaren")
    assert "De eerste dag die u koos, kan niet meer." in shown.text
    assert "Bewaren" not in shown.labels
    assert "schedule_set" not in await noted(running_bot)
    assert await manager.forges(data_of(draft, "Bewaren")) is None


@on_sqlite
async def test_five_taps_save_once(running_bot: RunningBot, manager: User) -> None:
    await shows_rhythm(manager)
    await manager.taps("Welke dag", "donderdag")
    await manager.taps_often("Bewaren", 5)
    assert (await noted(running_bot)).count("schedule_set") == 1


@on_sqlite
async def test_never_mind_leaves_it_as_it_was(running_bot: RunningBot, manager: User) -> None:
    await shows_rhythm(manager)
    await manager.taps("Hoe laat", "Om 09:00")
    assert "om 12:15" in (await manager.taps("Toch niet")).text
    assert "schedule_set" not in await noted(running_bot)


@on_sqlite
@pytest.mark.parametrize("role", ["coordinator", "participant", None])
async def test_nobody_else_changes_it(running_bot: RunningBot, els: User, role: str | None) -> None:
    if role:
        await els.registers(role)
    else:
        await els.says("/hulp")
    draft = "20261203.1500.2.6.1.2"
    for tap in (ScheduleShown("-", "-"), ScheduleShown("at", draft), ScheduleSaved(draft)):
        assert await els.forges(encode(tap)) == GONE
    assert "schedule_set" not in await noted(running_bot)


@on_sqlite
@pytest.mark.parametrize("draft", ["x", "20261203.1500.1.9.1.2", "20200101.1500.2.6.1.2"])
async def test_junk_is_not_saved(running_bot: RunningBot, manager: User, draft: str) -> None:
    await manager.says("/programma")
    await manager.forges(encode(ScheduleSaved(draft)))
    assert "schedule_set" not in await noted(running_bot)
