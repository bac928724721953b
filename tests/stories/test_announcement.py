"""A coordinator writes to all participants: sees it first, sees how far it is, and can stop it."""

from datetime import timedelta

import pytest

from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.user import User, data_of
from texts.callback_data import encode
from texts.taps.announcement import AnnouncementDecided, AnnouncementStopped

NEWS = "Donderdag om 10 uur drinken wij koffie.\n\nNeemt iemand <b>taart</b> mee?"
SURE = "Ja, verstuur"
GONE = "Deze knop werkt niet meer."


@pytest.fixture
async def coordinator(running_bot: RunningBot, corrie: User, anneke: User, bram: User, els: User) -> User:
    """Corrie of Zwolle, where Bram and Els are participants and Anneke is not."""
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await bram.registers("participant")
    await els.registers("participant")
    await running_bot.telegram.move_to(ROUND_OPENS - timedelta(days=1))  # by day, and no round opens in the stories
    return corrie


async def times_read(user: User, words: str = "drinken wij koffie") -> int:
    return len([shown for shown in await user.sees_all() if words in shown.text])


async def a_moment_later(running_bot: RunningBot) -> None:
    await running_bot.tick(running_bot.clock.now() + timedelta(seconds=3))
    await running_bot.settles()


@on_both
async def test_all_participants_get_it_once_and_the_coordinator_sees_how_far_it_is(
    running_bot: RunningBot, coordinator: User, anneke: User, bram: User, els: User
) -> None:
    asked = await coordinator.says("/bericht")
    assert "Wat wilt u de deelnemers vertellen?" in asked.text
    assert "Dit gaat naar 2 deelnemers van Zwolle." in asked.text
    preview = await coordinator.says(NEWS)
    assert "Neemt iemand <b>taart</b> mee?" in preview.text  # as typed
    assert await times_read(bram) == 0
    await running_bot.restart()
    told = await coordinator.taps(SURE)
    assert told.id == preview.id
    await a_moment_later(running_bot)
    seen = await coordinator.sees()
    assert "Uw bericht is verstuurd.\nAangekomen: 2 van 2." in seen.text
    assert not seen.buttons
    assert [await times_read(user) for user in (anneke, bram, els)] == [0, 1, 1]
    assert await times_read(bram, "Bericht van uw coördinator, Zwolle") == 1


@on_sqlite
async def test_five_taps_send_it_once(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    await coordinator.says("/bericht")
    await coordinator.says(NEWS)
    await coordinator.taps_often(SURE, 5)
    assert await times_read(bram) == 1


@on_sqlite
async def test_at_night_it_waits_for_the_morning_and_can_be_stopped(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    await running_bot.tick(ROUND_OPENS - timedelta(hours=15))
    await coordinator.says("/bericht")
    assert "Wij sturen het dinsdag 1 december om 09:00." in (await coordinator.says(NEWS)).text
    waiting = await coordinator.taps(SURE)
    assert "Uw bericht gaat eruit: dinsdag 1 december om 09:00." in waiting.text
    stopped = await coordinator.taps("Stoppen")
    assert "Gestopt." in stopped.text
    assert "Aangekomen: 0 van 2." in stopped.text
    await running_bot.tick(ROUND_OPENS - timedelta(hours=3))
    assert await times_read(bram) == 0


@pytest.mark.over_http
@on_sqlite
async def test_stopped_half_way_the_rest_do_not_get_it(
    running_bot: RunningBot, coordinator: User, bram: User, els: User
) -> None:
    await coordinator.says("/bericht")
    await coordinator.says(NEWS)
    await running_bot.telegram.fault("sendMessage", "drop_before", chat_id=els.phone.id, times=3)
    await coordinator.phone.taps(SURE)
    await bram.phone.sees("drinken wij koffie")
    await coordinator.phone.taps("Stoppen")
    await a_moment_later(running_bot)
    await a_moment_later(running_bot)
    assert "Aangekomen: 1 van 2." in (await coordinator.sees()).text
    assert [await times_read(user) for user in (bram, els)] == [1, 0]


@on_sqlite
async def test_who_cannot_be_reached_is_counted(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    await coordinator.says("/bericht")
    await coordinator.says(NEWS)
    await bram.phone.blocks()
    await coordinator.taps(SURE)
    await a_moment_later(running_bot)
    assert "Aangekomen: 1 van 1." in (await coordinator.sees()).text  # the bot knew before it wrote


@on_sqlite
async def test_a_new_draft_is_not_sent_with_the_button_of_the_old_one(coordinator: User, bram: User) -> None:
    await coordinator.says("/bericht")
    old = await coordinator.says("Alles gaat niet door.")
    await coordinator.says(NEWS)
    assert await coordinator.hears(await coordinator.phone.taps_data(old, data_of(old, SURE))) == GONE
    assert await times_read(bram, "gaat niet door") == 0
    assert await times_read(bram) == 0


@on_sqlite
async def test_it_may_be_dropped_or_be_too_long(coordinator: User, bram: User) -> None:
    await coordinator.says("/bericht")
    assert "te lang: 1201 tekens" in (await coordinator.says("ja " * 400 + "!")).text
    await coordinator.says(NEWS)
    assert "niet verstuurd" in (await coordinator.taps("Nee, toch niet")).text
    assert await times_read(bram) == 0


@on_sqlite
async def test_nobody_there_nothing_to_send(running_bot: RunningBot, dirk: User) -> None:
    await dirk.registers("coordinator", "ede")
    assert "is er niemand in Ede" in (await dirk.says("/bericht")).text
    assert (await dirk.says(NEWS)).labels == ["Nee, toch niet"]


@on_sqlite
@pytest.mark.parametrize("practice", ["ede", "zwolle"])
async def test_only_its_author_may_send_or_stop_it(
    running_bot: RunningBot, coordinator: User, dirk: User, bram: User, practice: str
) -> None:
    """Also where another one looks after the same practice."""
    await dirk.registers("coordinator", practice)
    await coordinator.says("/bericht")
    await coordinator.says(NEWS)
    assert await dirk.forges(encode(AnnouncementDecided(1, True))) == GONE
    assert await times_read(bram) == 0
    await coordinator.taps(SURE)
    assert await dirk.forges(encode(AnnouncementStopped(1))) == GONE
