"""A practice's own rhythm: set by its coordinator within what the programme allows, and kept by the clock."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from storage.tables import rounds
from tests.conftest import MONDAY
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.user import User, data_of
from texts.callback_data import encode
from texts.taps.rhythm import RhythmDropped, RhythmSaved, RhythmShown

GONE = "Deze knop werkt niet meer."


@pytest.fixture
async def coordinator(corrie: User) -> User:
    await corrie.registers("coordinator")
    return corrie


async def opened(running_bot: RunningBot, practice: str = "zwolle") -> list[str]:
    here = rounds.c.practice_id == await running_bot.practice_id(practice)
    found = select(rounds.c.opened_on).where(here, rounds.c.state != "skipped").order_by(rounds.c.opened_on)
    async with running_bot.wiring.database.read() as connection:
        return [on.isoformat() for on in await connection.scalars(found)]


async def keeps_own(coordinator: User) -> None:
    """Every Thursday at ten."""
    await coordinator.says("/ronde")
    await coordinator.taps("Ritme wijzigen", "Hoe vaak", "1 week")
    await coordinator.taps("Welke dag", "donderdag")
    await coordinator.taps("Hoe laat", "Om 10:00")
    await coordinator.taps("Bewaren")


@on_both
async def test_a_practice_keeps_its_own_rhythm_and_others_the_programmes(
    running_bot: RunningBot, coordinator: User, anneke: User, els: User
) -> None:
    await anneke.registers("caregiver")
    await els.registers("caregiver", "ede")
    await keeps_own(coordinator)
    assert "Zwolle: het eigen ritme" in (await coordinator.sees()).text
    await running_bot.restart()
    shown = await coordinator.says("/ronde")
    assert "Elke week op donderdag om 10:00.\nDit is het eigen ritme van de praktijk." in shown.text
    for day in range(1, 20):
        await running_bot.tick(MONDAY + timedelta(days=day, hours=3, minutes=20))
    assert (await opened(running_bot))[0].startswith("2026-")
    assert all(day in ("2026-12-03", "2026-12-10") for day in (await opened(running_bot))[-2:])
    assert await opened(running_bot, "ede") == ["2026-12-01"]


@on_sqlite
async def test_those_affected_hear_the_rhythm_as_it_became(
    running_bot: RunningBot, coordinator: User, anneke: User, els: User
) -> None:
    await anneke.registers("caregiver")
    await els.registers("caregiver", "ede")
    await keeps_own(coordinator)
    await running_bot.tick(MONDAY + timedelta(days=1))
    told = (await anneke.sees()).text
    assert "komen voortaan op een andere tijd" in told
    assert "Elke week op donderdag om 10:00." in told
    assert "voortaan" not in (await els.sees()).text


@on_sqlite
async def test_the_programmes_again_misses_nothing(running_bot: RunningBot, coordinator: User, anneke: User) -> None:
    await anneke.registers("caregiver")
    await keeps_own(coordinator)
    await running_bot.tick(ROUND_OPENS + timedelta(hours=20))
    await coordinator.says("/ronde")
    await coordinator.taps("Ritme wijzigen", "Het ritme van het programma")
    before = await opened(running_bot)
    await running_bot.tick(ROUND_OPENS + timedelta(hours=21))
    assert await opened(running_bot) == before
    await running_bot.tick(ROUND_OPENS + timedelta(weeks=2))
    assert (await opened(running_bot))[-1] == "2026-12-15"
    assert "eigen ritme" not in (await coordinator.says("/ronde")).text


@on_sqlite
async def test_nothing_is_set_that_the_programme_does_not_allow_nor_in_another_practice(
    running_bot: RunningBot, coordinator: User, dirk: User
) -> None:
    await dirk.registers("coordinator", "ede")
    zwolle = await running_bot.practice_id("zwolle")
    await coordinator.says("/ronde")
    for draft in (
        "20261206.1000.2.6.1.2",  # a Sunday
        "20261203.0300.2.6.1.2",  # at night
        "20261203.1000.12.6.1.2",  # four times a year
        "20261203.1000.4.20.1.2",  # open for weeks
        "nonsense",
    ):
        assert await coordinator.forges(encode(RhythmSaved(zwolle, draft))) == GONE
        assert await coordinator.forges(encode(RhythmShown(zwolle, "-", draft))) == GONE
    assert await coordinator.forges(encode(RhythmShown(zwolle, "reminders", "-"))) == GONE
    for tap in (RhythmShown(zwolle, "-", "-"), RhythmSaved(zwolle, "20261203.1000.2.6.1.2"), RhythmDropped(zwolle)):
        assert await dirk.forges(encode(tap)) == GONE
    assert "eigen ritme" not in (await coordinator.says("/ronde")).text


@on_sqlite
async def test_a_changed_rhythm_is_no_way_to_more_rounds(
    running_bot: RunningBot, coordinator: User, anneke: User
) -> None:
    """Each round tells something: it begins a week after the last one at the earliest."""
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await coordinator.says("/ronde")
    await coordinator.taps("Nu sluiten", "Ja, nu sluiten")
    zwolle = await running_bot.practice_id("zwolle")
    await coordinator.forges(encode(RhythmSaved(zwolle, "20261203.1000.1.6.1.2")))
    assert "het eigen ritme" not in (await coordinator.sees()).text
    await running_bot.tick(ROUND_OPENS + timedelta(days=2))
    assert await opened(running_bot) == ["2026-12-01"]
    await coordinator.forges(encode(RhythmSaved(zwolle, "20261210.1000.1.6.1.2")))
    await running_bot.tick(ROUND_OPENS + timedelta(days=9))
    assert await opened(running_bot) == ["2026-12-01", "2026-12-10"]


@on_sqlite
async def test_opening_by_hand_says_what_becomes_of_the_planned_round(
    running_bot: RunningBot, coordinator: User, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await coordinator.says("/ronde")
    beside = (await coordinator.taps("Nu openen")).text
    assert "Deze ronde sluit dan op zondag 29 november om 12:15." in beside
    assert "De geplande ronde van dinsdag 1 december om 12:15 gaat gewoon door." in beside
    await running_bot.tick(MONDAY + timedelta(days=5))
    await coordinator.says("/ronde")
    instead = await coordinator.taps("Nu openen")
    assert "De geplande ronde van dinsdag 1 december om 12:15 gaat dan niet door." in instead.text
    await coordinator.taps("Ja, nu openen")
    await running_bot.tick(ROUND_OPENS)
    assert await opened(running_bot) == ["2026-11-28"]
    shown = await coordinator.says("/ronde")
    assert "Op dinsdag 1 december begon er geen nieuwe ronde. Er was er nog een open." in shown.text


@on_sqlite
async def test_buttons_of_holidays_say_what_they_do(coordinator: User) -> None:
    shown = await coordinator.says("/ronde")
    assert "Deelnemers krijgen in de schoolvakantie geen check-in." in shown.text
    turned = await coordinator.taps("Deelnemers ook in vakantie vragen")
    assert "Deelnemers krijgen ook in de schoolvakantie een check-in." in turned.text
    assert data_of(turned, "Deelnemers vrij in schoolvakantie")


@on_sqlite
async def test_what_waits_is_told_by_the_own_rhythm(coordinator: User) -> None:
    await keeps_own(coordinator)
    assert "De volgende ronde begint op donderdag 3 december om 10:00." in (await coordinator.opens()).text


@on_sqlite
async def test_fellow_coordinators_see_who_gave_a_holiday(running_bot: RunningBot, coordinator: User) -> None:
    await coordinator.says("/ronde")
    await coordinator.taps("Mantelzorgers vrij in schoolvakantie")
    await coordinator.says("/praktijk")
    shown = await coordinator.taps("Wat er veranderde")
    assert "maandag 23 november: het ritme van de rondes (uzelf)" in shown.text


@on_sqlite
async def test_nobody_hears_of_a_rhythm_that_was_taken_back_or_of_rounds_at_the_same_times(
    running_bot: RunningBot, coordinator: User, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await keeps_own(coordinator)
    await coordinator.says("/ronde")
    await coordinator.taps("Ritme wijzigen", "Het ritme van het programma")
    await running_bot.tick(MONDAY + timedelta(days=1))
    await coordinator.says("/ronde")
    await coordinator.taps("Ritme wijzigen", "Hoe lang open", "4 dagen", "Bewaren")
    await running_bot.tick(MONDAY + timedelta(days=2))
    await running_bot.settles()
    assert not any("op een andere tijd" in shown.text for shown in await anneke.sees_all())
