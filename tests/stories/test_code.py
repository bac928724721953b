"""`/hulp` → *Code*, and what somebody who helps learns with it.

What became of messages, and nothing of what they say.
"""

import asyncio
import re
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from bot.tracing import NOT_TOLD, NoSuchCode, trace
from bot.wiring import wire
from handlers import registry
from rules.code import Purpose, digits_of
from rules.invitation import WRONG_THAT_BLOCK, WRONG_WITHIN
from storage import codes
from storage.tables import audit, inbox, outbox, people
from storage.tables import codes as table
from tests.in_process import way_to
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.user import User
from texts.taps.language import LanguageChosen

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
CODE = re.compile(r"\d{4}-\d{4}-\d{4}")


async def makes_code(user: User) -> str:
    """By the buttons; the digits on the screen."""
    await user.says("/hulp")
    await user.taps("Code")
    shown = await user.taps("Nakijken wat er misging")
    found = CODE.search(shown.text)
    assert found, shown.text
    return found[0]


async def traced(running_bot: RunningBot, code: str) -> Sequence[str]:
    """What the owner reads on the terminal, in another process than the bot's."""
    return await trace(wire(running_bot.settings, running_bot.clock.now, None, way_to(running_bot.telegram)), code)


async def set_aside(running_bot: RunningBot) -> int:
    async with running_bot.wiring.database.read() as connection:
        return await connection.scalar(select(func.count()).where(inbox.c.state == "set_aside")) or 0


async def _break(*_: object) -> None:
    raise RuntimeError


async def works_no_more(running_bot: RunningBot, code: str) -> bool:
    try:
        await traced(running_bot, code)
    except NoSuchCode:
        return True
    return False


@on_both
async def test_the_owner_sees_once_what_became_of_messages_and_the_person_is_told(
    running_bot: RunningBot, corrie: User
) -> None:
    running_bot.clock.freeze()
    await corrie.registers("coordinator")
    await corrie.says("Wie leest dit?", "/samenvatting")
    code = await makes_code(corrie)
    seen = await traced(running_bot, code)
    assert any("text came, handled after 0.0 s" in line for line in seen)
    assert any("command came, handled" in line for line in seen)
    assert any("tap came, handled" in line for line in seen)
    assert any("reply sent after 0.0 s" in line for line in seen)
    assert seen[-1] == NOT_TOLD
    assert await works_no_more(running_bot, code)
    assert "Uw code is gebruikt." in (await corrie.sees()).text
    async with running_bot.wiring.database.read() as connection:
        noted = (await connection.execute(select(audit.c.person_id, audit.c.details))).all()
    assert [tuple(row) for row in noted if row.details == {"by": "owner"}] == [(None, {"by": "owner"})]


@on_both
async def test_what_failed_and_what_waits_is_told_with_its_sort_of_error(
    running_bot: RunningBot, corrie: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    running_bot.clock.freeze()
    await corrie.registers("coordinator")
    code = await makes_code(corrie)
    monkeypatch.setitem(registry.TAPS, LanguageChosen, _break)  # type: ignore[misc]
    await corrie.says("/taal")
    await corrie.phone.taps("English")
    while not await set_aside(running_bot):
        await running_bot.telegram.move_to(running_bot.clock.now() + MINUTE)
        running_bot.wiring.update_worker.wake()
        await asyncio.sleep(0.01)
    async with running_bot.wiring.database.write() as connection:
        waits = {"state": "planned", "due_at": running_bot.clock.now() + DAY}
        newest = select(func.max(outbox.c.id)).scalar_subquery()
        await connection.execute(update(outbox).where(outbox.c.id == newest).values(waits))
    seen = await traced(running_bot, code)
    assert any("tap came, failed 5 times (RuntimeError) and was set aside" in line for line in seen)
    assert any("waits until 2026-11-24" in line for line in seen)


@on_sqlite
async def test_a_pause_changes_nothing_of_what_is_told_and_no_word_of_anybody_is(
    running_bot: RunningBot, anneke: User, bram: User
) -> None:
    running_bot.clock.freeze()
    for user in (anneke, bram):
        await user.registers("caregiver")
        await running_bot.settles()
    await running_bot.opens_round()
    await anneke.says("/pauze")
    await anneke.taps("Vakantie", "2 weken")
    await bram.says("/tijd")
    await bram.taps("In de avond, om 19:00", "maandag")
    told = []
    for user in (anneke, bram):
        told.append(list(await traced(running_bot, await makes_code(user))))
        await user.sees()
    assert told[0] == told[1]
    assert not re.search(
        "pau|Zwolle|Anneke|Bram|check_in|feedback", " ".join(told[0]).replace("whether they pause", "")
    )


async def test_only_the_newest_code_works_for_a_day_and_goes_by_itself(running_bot: RunningBot, corrie: User) -> None:
    running_bot.clock.freeze()
    began = running_bot.clock.now()
    first, second = await makes_code(corrie), await makes_code(corrie)
    assert await works_no_more(running_bot, first)
    await running_bot.tick(began + DAY - MINUTE)
    await running_bot.restart()
    third = await makes_code(corrie)
    assert await works_no_more(running_bot, second)
    await running_bot.telegram.move_to(began + 2 * DAY - MINUTE)
    assert await works_no_more(running_bot, third)
    await running_bot.tick()
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(table)) == 0


@on_both
async def test_a_code_is_for_one_purpose_and_of_two_who_try_one_gets_it(running_bot: RunningBot, corrie: User) -> None:
    code, now = await makes_code(corrie), running_bot.clock.now()
    async with running_bot.wiring.database.write() as connection:
        for other in set(Purpose) - {Purpose.TRACE}:
            assert await codes.redeem(connection, code, other, now) is None
        assert await codes.redeem(connection, f" {code.replace('-', '  ')} ", Purpose.TRACE, now) is not None
        assert await codes.redeem(connection, code, Purpose.TRACE, now) is None


async def test_who_guesses_is_stopped_for_an_hour_by_themselves_alone(
    running_bot: RunningBot, corrie: User, bram: User
) -> None:
    running_bot.clock.freeze()
    began, code = running_bot.clock.now(), await makes_code(corrie)
    await bram.says("Hallo?")
    for number in range(WRONG_THAT_BLOCK):
        assert await works_no_more(running_bot, f"0000-0000-{number:04}")
    assert await works_no_more(running_bot, code)
    async with running_bot.wiring.database.read() as connection:
        someone = await connection.scalar(select(people.c.id).limit(1))
    async with running_bot.wiring.database.write() as connection:
        assert await codes.redeem(connection, "1" * 12, Purpose.TRACE, began, by=someone) is None
    await running_bot.telegram.move_to(began + WRONG_WITHIN)
    assert not await works_no_more(running_bot, code)


@on_both
async def test_codes_and_whose_messages_were_go_with_the_person(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    code = await makes_code(corrie)
    await corrie.says("/wissen")
    await corrie.taps("Ja, wis alles")
    await running_bot.settles()
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(table)) == 0
        assert await connection.scalar(select(func.count()).where(inbox.c.person_id.is_not(None))) == 0
    assert await works_no_more(running_bot, code)


async def test_a_code_is_read_in_whatever_script_it_is_typed(running_bot: RunningBot) -> None:
    assert digits_of("4821-9937 0265") == digits_of("٤٨٢١ ٩٩٣٧ ٠٢٦٥") == "482199370265"
    assert [digits_of(other) for other in ("", "4821-9937", "4821-9937-02655", "²²²²²²²²²²²²", "abc")] == [None] * 5


@on_sqlite
async def test_nobody_gets_a_code_for_what_nothing_can_be_done_with(running_bot: RunningBot, bram: User) -> None:
    await bram.says("/hulp")
    for purpose in ("role", "x"):
        await bram.forges(f"kp|{purpose}")
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(table)) == 0
