"""After `/wissen` nothing of somebody can be found: in no table, in no file, and as little as may be on the phone."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from rules.address import Address
from rules.payloads.leaving import Erased
from simulator.phone import Telegram
from storage import erasures, taken_back
from storage.outbox import add
from storage.tables import audit, inbox, outbox, people, snapshots
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.remains import Reader, id_bytes, places_of
from tests.stories.user import User

NAME, TEXT, NICKNAME = "Kanariepiet", "kanarie in de keuken", "kanarie op zolder"
CANARIES = tuple(canary.encode() for canary in (NAME, TEXT, NICKNAME))
MUCH = f"{TEXT}, en dat elke dag weer. " * 40


@pytest.fixture
async def piet(running_bot: RunningBot, telegram: Telegram, corrie: User, bram: User) -> User:
    """Has told everything a person can: a remark that fills pages, a first name, and somebody else's nickname."""
    piet = User(running_bot, await telegram.person(NAME, id=8_567_001_234))
    await corrie.registers("coordinator")
    await bram.registers("caregiver")
    await piet.registers("caregiver")
    await piet.registers("participant")
    await running_bot.opens_round()
    await piet.asks_for_contact()
    await piet.taps("Goed", "Bijna niet meer", "Meestal")
    for _ in range(3):
        await piet.says(MUCH)
    await piet.says("/namens", NICKNAME)
    return piet


async def erased(user: User) -> None:
    await user.says("/wissen")
    await user.taps("Ja, wis alles")


@on_both
async def test_right_after_it_nothing_can_be_found_in_any_table_or_file(running_bot: RunningBot, piet: User) -> None:
    assert await places_of(running_bot, *CANARIES)
    await erased(piet)
    assert await places_of(running_bot, *CANARIES) == []
    await running_bot.tick()
    assert await places_of(running_bot, *CANARIES, *id_bytes(running_bot, piet.phone)) == []


async def test_a_reader_keeps_the_bytes_only_until_the_tick_after_it_ended(running_bot: RunningBot, piet: User) -> None:
    reader = Reader(running_bot)
    await reader.begins()
    await erased(piet)
    await running_bot.tick()
    assert await places_of(running_bot, *CANARIES)
    await reader.ends()
    await running_bot.tick()
    assert await places_of(running_bot, *CANARIES, *id_bytes(running_bot, piet.phone)) == []


async def test_what_waits_to_be_handled_or_said_goes_too(running_bot: RunningBot, piet: User) -> None:
    """Words that came in behind the tap, in the same breath."""
    asked = await piet.says("/wissen")
    button = asked.button("Ja, wis alles")
    assert button
    assert button.data
    await running_bot.stop()
    await piet.phone.taps_data(asked, button.data)
    await piet.phone.says(TEXT)
    await running_bot.start()
    await running_bot.settles()
    await running_bot.tick()
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).where(inbox.c.chat_id.is_not(None))) == 0
        assert await connection.scalar(select(func.count()).where(inbox.c.payload.is_not(None))) == 0
        assert await connection.scalar(select(func.count()).where(outbox.c.chat_id.is_not(None))) == 0
    assert await places_of(running_bot, *CANARIES, *id_bytes(running_bot, piet.phone)) == []


@on_sqlite
async def test_it_leaves_a_mark_and_a_line_that_name_nobody(running_bot: RunningBot, piet: User) -> None:
    async with running_bot.wiring.database.read() as connection:
        person_id = await connection.scalar(select(people.c.id).where(people.c.address == piet.phone.id))
    await erased(piet)
    async with running_bot.wiring.database.read() as connection:
        assert await erasures.known(connection) == {erasures.mark_of(person_id)}
        noted = (await connection.execute(select(audit).where(audit.c.action == "erased"))).one()
    assert (noted.person_id, noted.details) == (None, None)
    ledger = running_bot.settings.ledger
    async with running_bot.wiring.database.read() as connection:
        ended = await taken_back.marks(connection)
    assert erasures.read(ledger) == {erasures.mark_of(person_id)} | ended
    assert oct(ledger.stat().st_mode)[-3:] == "600"


@on_sqlite
async def test_what_a_closed_round_showed_stays(running_bot: RunningBot, piet: User) -> None:
    await running_bot.tick(ROUND_OPENS + timedelta(days=13))
    async with running_bot.wiring.database.read() as connection:
        before = await connection.scalar(select(snapshots.c.figures))
    await erased(piet)
    async with running_bot.wiring.database.read() as connection:
        assert before
        assert await connection.scalar(select(snapshots.c.figures)) == before


@on_sqlite
async def test_a_ledger_that_cannot_be_written_keeps_nothing_back_and_is_mended_later(
    running_bot: RunningBot, piet: User
) -> None:
    ledger = running_bot.settings.ledger
    ledger.mkdir()
    await erased(piet)
    assert "Alles is gewist." in (await piet.sees()).text
    assert await places_of(running_bot, *CANARIES) == []
    ledger.rmdir()
    await erasures.write_down(running_bot.wiring.database, ledger)
    async with running_bot.wiring.database.read() as connection:
        assert await erasures.known(connection) <= erasures.read(ledger)
        assert len(await erasures.known(connection)) == 1


# --- on the phone ---


@on_sqlite
async def test_the_bots_messages_of_two_days_go_from_the_phone_and_older_ones_cannot(
    running_bot: RunningBot, anneke: User, telegram: Telegram
) -> None:
    old = await anneke.registers("caregiver")
    notice, _ = await anneke.sees_all()
    await running_bot.opens_round()
    await telegram.forward(timedelta(hours=1))
    await anneke.taps("Goed")
    await erased(anneke)
    left = await anneke.sees_all()
    assert [shown.id for shown in left] == [notice.id, old.id, left[-1].id]
    assert "De berichten van de laatste twee dagen halen wij hier weg." in left[-1].text


@on_sqlite
async def test_what_telegram_keeps_longer_than_two_days_is_emptied_also_files(
    running_bot: RunningBot, anneke: User, telegram: Telegram
) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/mijngegevens")
    old = [shown.id for shown in await anneke.sees_all()]
    await telegram.forward(timedelta(days=3))
    await erased(anneke)
    left = {shown.id: shown for shown in await anneke.sees_all()}
    assert {left[number].text for number in old} == {"Dit bericht is gewist."}
    files = [shown for shown in left.values() if shown.kind == "document"]
    assert len(files) == 2
    assert {await anneke.phone.downloads(shown) for shown in files} == {b"Dit bericht is gewist."}


@on_sqlite
async def test_what_was_said_in_several_messages_and_what_was_typed_goes_too(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.taps("Goed", "Goed", "Ja, goed")
    await anneke.says("Iets om te wissen.")
    await anneke.says("/mijngegevens")
    await erased(anneke)
    await running_bot.settles()
    left = [shown for shown in await anneke.phone.messages() if not shown.deleted]
    assert not any("Iets om te wissen" in shown.text for shown in left)
    assert not any(shown.kind == "document" or "Dit bewaren wij van u" in shown.text for shown in left)


@on_sqlite
async def test_more_messages_than_telegram_takes_away_at_once(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    for _ in range(120):
        await anneke.phone.says("/hulp")
    await running_bot.settles()
    await erased(anneke)
    assert len(await anneke.sees_all()) == 1
    asked = await running_bot.telegram.requests("deleteMessages")
    assert len(asked) == 2


@on_sqlite
async def test_messages_that_cannot_be_taken_away_hold_nothing_up(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.telegram.fault(
        "deleteMessages", "status", times=None, error_code=400, description="Bad Request: no"
    )
    await erased(anneke)
    *before, last = await anneke.sees_all()
    assert "Alles is gewist." in last.text
    assert {shown.text for shown in before} == {"Dit bericht is gewist."}  # the next best
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).where(outbox.c.chat_id.is_not(None))) == 0


@on_both
async def test_what_became_too_old_while_telegram_was_away_is_emptied(
    running_bot: RunningBot, anneke: User, telegram: Telegram
) -> None:
    """Then it passes over some of them in silence, and the bot cannot know which."""
    await anneke.registers("caregiver")
    await telegram.forward(timedelta(hours=46, minutes=30))
    await anneke.says("/mijngegevens")
    shown = await anneke.says("/wissen")
    button = shown.button("Ja, wis alles")
    assert button
    assert button.data
    await telegram.fault("deleteMessages", "status", times=1, error_code=502, description="Bad Gateway")
    await anneke.phone.taps_data(shown, button.data)
    while not await telegram.requests("deleteMessages"):  # noqa: ASYNC110 (in the simulator, which tells nobody)
        await asyncio.sleep(0.01)
    await telegram.forward(timedelta(hours=3))
    await running_bot.settles()
    left = await anneke.sees_all()
    assert [one.text for one in left[:-1]] == ["Dit bericht is gewist."] * 2
    assert "Alles is gewist." in left[-1].text


@on_sqlite
async def test_a_farewell_that_cannot_be_said_is_forgotten_after_two_days(
    running_bot: RunningBot, anneke: User
) -> None:
    now, later = running_bot.clock.now(), timedelta(hours=49)
    async with running_bot.wiring.database.write() as connection:
        await add(
            connection, Erased(), now=now, address=Address(anneke.phone.id), due_at=now + 2 * later, language="nl"
        )
    assert await places_of(running_bot, *id_bytes(running_bot, anneke.phone))
    await running_bot.tick(now + later)
    assert await places_of(running_bot, *id_bytes(running_bot, anneke.phone)) == []


@on_sqlite
async def test_somebody_of_whom_nothing_is_kept_is_told_so_and_nothing_is_kept(
    running_bot: RunningBot, anneke: User
) -> None:
    assert "Wij bewaren niets van u." in (await anneke.says("/wissen")).text
    await anneke.registers("caregiver")
    await erased(anneke)
    assert "Wij bewaren niets van u." in (await anneke.says("/wissen")).text
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(people)) == 0
