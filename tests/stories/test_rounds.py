"""Rounds, in the hands of the clock and of a coordinator."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.wiring import wire
from scheduler.tick import tick
from simulator.clock import Clock
from simulator.phone import Telegram
from storage import practices
from storage.tables import rounds
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite, start_bot
from tests.stories.user import User, data_of
from texts.callback_data import encode
from texts.taps.rounds import RoundChangeConfirmed, RoundShown

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)  # time goes on while a test runs
NEXT_ROUND_OPENS = ROUND_OPENS + timedelta(weeks=2)
ROUND_CLOSES = ROUND_OPENS + timedelta(days=6)
#: A round's nominal day that is a holiday: the one of 26 December 2028.
CHRISTMAS = datetime(2028, 12, 26, 11, 15, tzinfo=UTC)
#: The buttons that say who is asked in the school holidays.
HOLIDAYS = ["Ritme wijzigen", "Mantelzorgers vrij in schoolvakantie", "Deelnemers ook in vakantie vragen"]
REFUSED = "Dat kan niet. Tik op /hulp. Dan ziet u wat wel kan."
GONE = "Deze knop werkt niet meer."


async def practice_id(running_bot: RunningBot, slug: str = "zwolle") -> int:
    async with running_bot.wiring.database.read() as connection:
        found = await practices.by_slug(connection, slug)
    assert found is not None
    return found.id


async def states(running_bot: RunningBot, slug: str = "zwolle") -> list[tuple[str, str | None]]:
    """(state, reason) of each round of a practice, oldest first."""
    here = rounds.c.practice_id == await practice_id(running_bot, slug)
    async with running_bot.wiring.database.read() as connection:
        found = await connection.execute(select(rounds).where(here).order_by(rounds.c.opened_at, rounds.c.id))
        return [(row.state, row.reason) for row in found]


async def greeting(user: User) -> int:
    """How many check-ins have begun on this phone; one that was closed says so."""
    begun = ("U kunt antwoorden tot", "Deze check-in is gesloten.")
    return sum(any(words in shown.text for words in begun) for shown in await user.sees_all())


# --- by the clock ---


@on_both
async def test_a_round_opens_at_its_moment_once_for_each_practice(
    running_bot: RunningBot, anneke: User, bram: User
) -> None:
    await anneke.registers("caregiver")
    await bram.registers("caregiver", "ede")
    assert (await running_bot.tick(ROUND_OPENS - MINUTE)).opened == 0
    assert (await running_bot.tick(ROUND_OPENS)).opened == 2
    await running_bot.settles()
    assert (await running_bot.tick(ROUND_OPENS + MINUTE)).opened == 0
    await running_bot.restart()
    assert (await running_bot.tick()).opened == 0
    assert (await greeting(anneke), await greeting(bram)) == (1, 1)
    assert await states(running_bot, "leiden") == [("skipped", "nobody")]


@on_both
async def test_it_opens_once_however_many_processes_tick(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.telegram.move_to(ROUND_OPENS)
    others = [wire(running_bot.settings, running_bot.clock.now) for _ in range(3)]
    ticked = await asyncio.gather(*(tick(one.database, one.programme, 5, ROUND_OPENS) for one in others * 3))
    for one in others:
        await one.database.close()
    assert sum(done.opened for done in ticked) == 1
    running_bot.wiring.sender.wake()
    assert await greeting(anneke) == 1


@on_sqlite
async def test_the_next_round_comes_two_weeks_later(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    assert (await running_bot.tick(NEXT_ROUND_OPENS - MINUTE)).opened == 0
    await running_bot.opens_round(NEXT_ROUND_OPENS)
    assert await greeting(anneke) == 2
    assert await states(running_bot) == [("closed", None), ("open", None)]


@on_sqlite
async def test_a_clock_that_jumps_back_opens_nothing_twice(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    for moment in (ROUND_OPENS - HOUR, ROUND_OPENS, ROUND_OPENS - timedelta(days=13), ROUND_OPENS + MINUTE):
        assert (await running_bot.tick(moment)).opened == 0
    assert await greeting(anneke) == 1


@on_sqlite
async def test_a_round_that_is_late_by_less_than_a_day_still_runs(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    assert (await running_bot.tick(ROUND_OPENS + DAY - MINUTE)).opened == 1
    assert "U kunt antwoorden tot maandag 7 december om 12:15." in (await anneke.sees()).text


@on_sqlite
async def test_a_round_that_is_later_than_that_is_skipped_and_the_coordinator_sees_it(
    running_bot: RunningBot, anneke: User, corrie: User
) -> None:
    await anneke.registers("caregiver")
    await corrie.registers("coordinator")
    await running_bot.opens_round()
    assert (await running_bot.tick(NEXT_ROUND_OPENS + DAY + MINUTE)).opened == 0
    assert await states(running_bot) == [("closed", None), ("skipped", "late")]
    assert await greeting(anneke) == 1
    assert "De ronde van dinsdag 15 december is niet doorgegaan." in (await corrie.says("/ronde")).text
    await running_bot.opens_round(NEXT_ROUND_OPENS + timedelta(weeks=2))
    assert "niet doorgegaan" not in (await corrie.says("/ronde")).text


@on_sqlite
async def test_after_a_long_outage_every_missed_round_is_there_and_only_the_newest_runs(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    assert (await running_bot.tick(ROUND_OPENS + timedelta(weeks=6, hours=3))).opened == 1
    assert await states(running_bot) == [("closed", None), ("skipped", "late"), ("skipped", "late"), ("open", None)]
    assert await greeting(anneke) == 2


@on_sqlite
async def test_on_a_public_holiday_it_opens_a_working_day_later(
    telegram: Telegram, clock: Clock, database_url: str
) -> None:
    clock.move_to(CHRISTMAS - timedelta(days=4))
    async with start_bot(telegram, clock, database_url) as running_bot:
        anneke, corrie = [User(running_bot, await telegram.person(name)) for name in ("Anneke", "Corrie")]
        await anneke.registers("caregiver")
        await corrie.registers("coordinator")
        planned = (await corrie.says("/ronde")).text
        assert "rondes:\n• woensdag 27 december om 12:15. Een andere dag dan anders: Tweede kerstdag." in planned
        assert (await running_bot.tick(CHRISTMAS)).opened == 0
        await running_bot.opens_round(CHRISTMAS + DAY)
        assert await greeting(anneke) == 1


@on_sqlite
async def test_who_registers_during_a_round_is_counted_in_it_from_then_on(
    running_bot: RunningBot, anneke: User, bram: User, corrie: User
) -> None:
    await anneke.registers("caregiver")
    await corrie.registers("coordinator")
    await running_bot.opens_round()
    assert "Mantelzorgers: 0 klaar, 0 bezig, 1 nog niet begonnen" in (await corrie.says("/ronde")).text
    assert "Vraag 1 van hooguit 5" in (await bram.registers("caregiver")).text
    assert "Mantelzorgers: 0 klaar, 0 bezig, 2 nog niet begonnen" in (await corrie.says("/ronde")).text
    await running_bot.opens_round(NEXT_ROUND_OPENS)
    assert "Mantelzorgers: 0 klaar, 0 bezig, 2 nog niet begonnen" in (await corrie.says("/ronde")).text


@on_sqlite
async def test_a_closed_round_stays_as_it_was(running_bot: RunningBot, anneke: User, corrie: User) -> None:
    """Whatever is tapped, typed or erased afterwards."""
    await anneke.registers("caregiver")
    await corrie.registers("coordinator")
    await running_bot.opens_round()
    second = await anneke.taps("Goed")
    await running_bot.tick(ROUND_CLOSES - MINUTE)
    assert await states(running_bot) == [("open", None)]
    await running_bot.tick(ROUND_CLOSES)
    assert await states(running_bot) == [("closed", None)]
    frozen = (await corrie.says("/summary")).text
    assert "Mantelzorgers: 1 van 1 ingevuld." in frozen
    assert await anneke.forges(data_of(second, "Gaat wel")) == "Deze check-in is al afgerond."
    assert (await corrie.says("/summary")).text == frozen
    await anneke.says("/wissen")
    await anneke.taps("Ja, wis alles")
    assert (await corrie.says("/summary")).text == frozen


# --- by hand ---


@pytest.fixture
async def zwolle(running_bot: RunningBot, anneke: User, corrie: User) -> User:
    """The coordinator of a practice with one caregiver."""
    await anneke.registers("caregiver")
    await corrie.registers("coordinator")
    return corrie


@on_sqlite
async def test_a_coordinator_sees_the_schedule_and_opens_a_round_after_being_asked(
    running_bot: RunningBot, zwolle: User, anneke: User
) -> None:
    shown = await zwolle.says("/ronde")
    assert "Elke 2 weken op dinsdag om 12:15." in shown.text
    assert "De volgende 5 rondes:\n• dinsdag 1 december om 12:15." in shown.text
    assert "Er is nu geen ronde open." in shown.text
    assert shown.labels == ["Nu openen", *HOLIDAYS]
    asked = await zwolle.taps("Nu openen")
    assert "nu een ronde openen?\n1 persoon krijgt dan een check-in." in asked.text
    assert (await zwolle.taps("Nee, terug")).text == shown.text
    assert await greeting(anneke) == 0
    assert "De ronde is open." in (await zwolle.taps("Nu openen", "Ja, nu openen")).text
    assert await greeting(anneke) == 1
    assert "tot zondag 29 november om 12:15" in (await anneke.sees()).text


@on_sqlite
async def test_a_coordinator_closes_a_round_early_after_being_asked(
    running_bot: RunningBot, zwolle: User, anneke: User
) -> None:
    await running_bot.opens_round()
    shown = await zwolle.says("/ronde")
    assert "Ronde 1 is open sinds dinsdag 1 december om 12:15." in shown.text
    assert "De ronde sluit vanzelf op maandag 7 december om 12:15." in shown.text
    assert shown.labels == ["Nu sluiten", *HOLIDAYS]
    asked = await zwolle.taps("Nu sluiten")
    assert "ronde 1 nu sluiten?" in asked.text
    assert "1 persoon heeft nog niets ingevuld." in asked.text
    assert (await zwolle.taps("Nee, terug")).text == shown.text
    assert "De ronde is gesloten." in (await zwolle.taps("Nu sluiten", "Ja, nu sluiten")).text
    assert await states(running_bot) == [("closed", None)]
    assert "Er staat nu geen check-in open." in (await anneke.says("/checkin")).text
    await running_bot.opens_round(NEXT_ROUND_OPENS)
    assert "Ronde 2 is open" in (await zwolle.says("/ronde")).text


@on_sqlite
async def test_a_round_opened_by_hand_makes_the_planned_one_give_way(running_bot: RunningBot, zwolle: User) -> None:
    await running_bot.tick(ROUND_OPENS - DAY)
    await zwolle.says("/ronde")
    await zwolle.taps("Nu openen", "Ja, nu openen")
    assert (await running_bot.tick(ROUND_OPENS)).opened == 0
    assert await states(running_bot) == [("open", None), ("skipped", "already_open")]
    said = "Op dinsdag 1 december begon er geen nieuwe ronde. Er was er nog een open."
    assert said in (await zwolle.says("/ronde")).text


@on_sqlite
async def test_a_round_is_opened_by_hand_once_a_week(running_bot: RunningBot, zwolle: User, anneke: User) -> None:
    """Whichever way it ended; the planned ones come as they would."""
    await zwolle.says("/ronde")
    await zwolle.taps("Nu openen", "Ja, nu openen")
    await zwolle.says("/ronde")
    await zwolle.taps("Nu sluiten", "Ja, nu sluiten")
    for _ in range(2):
        await zwolle.says("/ronde")
        refused = await zwolle.taps("Nu openen", "Ja, nu openen")
        assert refused.text == "U kunt één keer per week zelf een ronde openen. Vanaf maandag 30 november kan het weer."
    assert await states(running_bot) == [("closed", None)]
    await running_bot.tick(ROUND_OPENS - DAY)
    await zwolle.says("/ronde")
    assert "De ronde is open." in (await zwolle.taps("Nu openen", "Ja, nu openen")).text
    assert await greeting(anneke) == 2


@on_sqlite
async def test_taps_on_what_is_past_change_nothing(running_bot: RunningBot, zwolle: User, anneke: User) -> None:
    """Buttons stay in chats; what they offered may have happened meanwhile."""
    before = await zwolle.says("/ronde")
    await zwolle.taps("Nu openen")
    await running_bot.opens_round()
    await zwolle.taps("Ja, nu openen")
    assert "Er is al een ronde open." in (await zwolle.sees()).text
    during = await zwolle.says("/ronde")
    await zwolle.taps("Nu sluiten")
    await running_bot.tick(ROUND_CLOSES)
    await zwolle.taps("Ja, nu sluiten")
    assert "Er is nu geen ronde open." in (await zwolle.sees()).text
    await zwolle.phone.taps_data(during, data_of(during, "Nu sluiten"))
    assert "Er is nu geen ronde open." in (await zwolle.sees()).text
    assert before.labels == ["Nu openen", *HOLIDAYS]
    assert await greeting(anneke) == 1


@on_sqlite
async def test_tapping_yes_twice_opens_one_round(running_bot: RunningBot, zwolle: User, anneke: User) -> None:
    await zwolle.says("/ronde")
    await zwolle.taps("Nu openen")
    await zwolle.taps_often("Ja, nu openen", 5)
    assert await states(running_bot) == [("open", None)]
    assert await greeting(anneke) == 1


@on_sqlite
async def test_nobody_to_ask_means_no_round(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    assert "0 mensen" in (await corrie.says("/ronde")).text
    assert "Er doet nog niemand mee." in (await corrie.taps("Nu openen", "Ja, nu openen")).text
    assert await states(running_bot) == []


@on_sqlite
@pytest.mark.parametrize("role", [None, "caregiver", "participant", "manager"])
async def test_others_are_refused(running_bot: RunningBot, els: User, role: str | None) -> None:
    if role:
        await els.registers(role)
    assert (await els.says("/ronde")).text == REFUSED
    zwolle = await practice_id(running_bot)
    for tap in (RoundShown(zwolle), RoundChangeConfirmed(zwolle, "open"), RoundChangeConfirmed(zwolle, "close")):
        assert await els.forges(encode(tap)) == GONE
    assert await states(running_bot) == []


@on_sqlite
async def test_a_coordinator_of_another_practice_is_refused(running_bot: RunningBot, zwolle: User, els: User) -> None:
    await els.registers("coordinator", "ede")
    await running_bot.opens_round()
    await els.says("/ronde")
    here = await practice_id(running_bot)
    for tap in (RoundShown(here), RoundChangeConfirmed(here, "close")):
        assert await els.forges(encode(tap)) == GONE
    assert "Ede: de rondes" in (await els.sees()).text
    assert await states(running_bot) == [("open", None)]
