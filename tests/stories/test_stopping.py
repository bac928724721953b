"""Who stops hears nothing any more, of whatever kind and whoever sends it, until they start again."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from rules.payloads.notes import Note
from simulator.phone import Message, Telegram
from storage.outbox import Lane, add
from storage.tables import outbox, people
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.test_privacy import raise_version
from tests.stories.user import User

TWO_WEEKS = timedelta(weeks=2)
#: What the bot says without being asked: each has to be said to somebody else in the story, or it proves nothing.
UNASKED = {
    *("check_in", "check_in_reminder", "look_back", "renewal", "pause_ends"),
    *("call_back", "pause_shared", "digest", "circular", "alarm_failing"),
}


@pytest.fixture
async def dirk_too(running_bot: RunningBot, dirk: User) -> User:
    """A second coordinator in Zwolle, who goes on."""
    await dirk.registers("coordinator")
    return dirk


async def stops(user: User) -> None:
    """Who leads is asked first whether they are sure: the desk goes with it."""
    if (await user.says("/stop")).button("Ja, stoppen"):
        assert "U bent geen" in (await user.taps("Ja, stoppen")).text
    else:
        assert "U bent gestopt." in (await user.sees()).text


async def at(running_bot: RunningBot, **later: float) -> None:
    await running_bot.tick(ROUND_OPENS + timedelta(**later))
    await running_bot.settles()


async def heard(*users: User) -> list[list[Message]]:
    return [await user.sees_all() for user in users]


async def said_to_others(running_bot: RunningBot, *stopped: User) -> set[str]:
    silent = select(people.c.id).where(people.c.address.in_([user.phone.id for user in stopped]))
    said = select(outbox.c.kind).where(outbox.c.state == "sent", outbox.c.person_id.not_in(silent))
    async with running_bot.wiring.database.read() as connection:
        return set(await connection.scalars(said))


@on_both
async def test_nothing_reaches_who_stopped(
    running_bot: RunningBot,
    telegram: Telegram,
    anneke: User,
    bram: User,
    corrie: User,
    els: User,
    marja: User,
    dirk_too: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A caregiver, a participant, a coordinator and a manager stop in the middle of a round; others go on."""
    other = User(running_bot, await telegram.person("Marije"))
    await other.registers("manager")
    await marja.registers("manager")
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await bram.registers("participant")
    await els.registers("caregiver")
    await els.registers("participant")
    await anneke.says("/pauze")
    await anneke.taps("Een zware week", "1 week", "Nee, liever niet")
    await anneke.taps("Nu weer meedoen")  # what announces the pause's end is planned, and waits
    await running_bot.opens_round()
    stopped = (anneke, bram, corrie, marja)
    for user in stopped:
        await stops(user)
    before = await heard(*stopped)

    await leads_on(dirk_too, els)
    await two_rounds_pass(running_bot, els)
    raise_version(monkeypatch)
    assert (await running_bot.tick(ROUND_OPENS + 2 * TWO_WEEKS)).opened
    await running_bot.settles()
    await gives_up(running_bot, telegram)
    await at(running_bot, days=28, hours=1)

    for was, now in zip(before, await heard(*stopped), strict=True):
        assert [shown.id for shown in now] == [shown.id for shown in was]
        changed = [shown.text for shown, earlier in zip(now, was, strict=True) if shown != earlier]
        assert all(
            text.startswith("Deze check-in is gesloten.") and "volgende keer" not in text and "komt op" not in text
            for text in changed
        )
    assert await said_to_others(running_bot, *stopped) >= UNASKED


async def leads_on(coordinator: User, els: User) -> None:
    """Els asks to be called back, now and three days later; the coordinator has the others reminded and told things."""
    await els.asks_for_contact()
    await coordinator.says("/herinner")
    await coordinator.taps("Ja, herinner hen")
    await coordinator.says("/bericht")
    await coordinator.says("Donderdag is er koffie.")
    await coordinator.taps("Ja, verstuur")
    await coordinator.says("/terugkoppeling")
    await coordinator.says("Wij belden iedereen op.")
    await coordinator.taps("Ja, meesturen")


async def two_rounds_pass(running_bot: RunningBot, els: User) -> None:
    """Reminders, a digest, the next opening, and a pause that Els shares."""
    for days in range(1, 8):
        await at(running_bot, days=days)
    await at(running_bot, days=7, hours=21)
    assert (await running_bot.tick(ROUND_OPENS + TWO_WEEKS)).opened
    await running_bot.settles()
    await els.says("/pauze")
    await els.taps("Een zware week", "1 week", "Ja, dat mag")
    await at(running_bot, days=21)


async def gives_up(running_bot: RunningBot, telegram: Telegram) -> None:
    """A message that Telegram does not want, which alarms the managers."""
    phone = await telegram.person("Frits", started=True)
    await telegram.fault("sendMessage", "status", times=1, error_code=400, chat_id=phone.id)
    await phone.says("/hulp")
    await running_bot.settles()


@on_sqlite
async def test_what_was_on_its_way_when_somebody_stopped_is_not_tried_again(
    running_bot: RunningBot, anneke: User
) -> None:
    """A row that a sender held at that moment escapes the cancelling; it comes back to the queue when it failed."""
    await anneke.registers("caregiver")
    await anneke.says("/stop")
    before = await anneke.sees_all()
    mine = select(people.c.id).where(people.c.address == anneke.phone.id)
    async with running_bot.wiring.database.write() as connection:
        person_id = await connection.scalar(mine)
        now = running_bot.clock.now()
        for lane in (Lane.REMINDER, Lane.BROADCAST):
            await add(connection, Note("welcome_back"), now=now, person_id=person_id, lane=lane)
    running_bot.wiring.sender.wake()
    await running_bot.settles()
    assert await anneke.sees_all() == before


@on_sqlite
async def test_an_export_that_was_being_made_is_not_sent(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    await corrie.says("/export")
    await corrie.taps("Alles")
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(people).values(stopped_at=running_bot.clock.now()))
    await corrie.taps("Excel")
    assert not [shown for shown in await corrie.sees_all() if shown.kind == "document"]


@on_sqlite
async def test_start_brings_everything_back_but_a_desk(running_bot: RunningBot, corrie: User, anneke: User) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await stops(corrie)
    await anneke.says("/stop")
    assert "uitnodiging" in (await corrie.opens()).text
    await corrie.registers("coordinator")
    assert "De volgende komt op dinsdag 1 december" in (await anneke.opens()).text
    assert "Fijn dat u er weer bent." in (await anneke.sees_all())[-2].text
    await running_bot.opens_round()
    assert "Hoe ging het samenwerken" in (await anneke.sees()).text
    await anneke.asks_for_contact()
    assert "vraagt of u contact opneemt" in (await corrie.sees()).text


@on_both
@pytest.mark.parametrize("withdraws", [False, True])
async def test_of_who_stops_halfway_the_answers_go_from_the_screen_when_the_round_closes(
    running_bot: RunningBot, anneke: User, withdraws: bool
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.taps("Goed", "Met moeite")
    if withdraws:
        await anneke.says("/privacy")
        await anneke.taps("Mijn ja terugnemen")
    else:
        await stops(anneke)
    said = len(await anneke.sees_all())
    await at(running_bot, days=7)
    shown = await anneke.sees_all()
    assert not any("Met moeite" in one.text for one in shown)
    assert len(shown) == said  # and nothing new came
