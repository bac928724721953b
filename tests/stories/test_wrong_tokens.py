"""Who tries tokens learns nothing from it, is stopped for an hour at the sixth, and is noticed when there are many."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from rules.address import Address
from rules.invitation import WRONG_THAT_ALARM, WRONG_THAT_BLOCK, WRONG_THAT_CLOSE, WRONG_WITHIN
from simulator.phone import Telegram
from storage import people
from storage import wrong_tokens as store
from storage.tables import invitations, wrong_tokens
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.user import User

WELCOME = "Welkom bij de check-in van Zwolle."
DOES_NOT_WORK = "Deze uitnodiging werkt niet."
MINUTE = timedelta(minutes=1)


async def counted(running_bot: RunningBot) -> int:
    async with running_bot.wiring.database.read() as connection:
        return await connection.scalar(select(func.count()).select_from(wrong_tokens)) or 0


async def tries(user: User, times: int = WRONG_THAT_BLOCK) -> None:
    for number in range(times):
        assert DOES_NOT_WORK in (await user.opens(f"niet-de-goede-{number}")).text


async def spoilt(running_bot: RunningBot, **values: object) -> str:
    token = await running_bot.invite("coordinator")
    async with running_bot.wiring.database.write() as connection:
        newest = select(func.max(invitations.c.id)).scalar_subquery()
        await connection.execute(update(invitations).where(invitations.c.id == newest).values(values))
    return token


@on_both
async def test_whatever_is_wrong_with_a_token_the_reply_is_the_same(
    running_bot: RunningBot, telegram: Telegram, bram: User
) -> None:
    used = await running_bot.invite("coordinator")
    await bram.opens(used)
    expired = await spoilt(running_bot, expires_at=running_bot.clock.now())
    revoked = await spoilt(running_bot, revoked_at=running_bot.clock.now())
    wrong = (used, expired, revoked, used.swapcase(), "x", "x" * 64, "x" * 65, "x" * 4000, "met spatie", "é", "\x00x")
    replies = set()
    for number, token in enumerate(wrong):  # each by somebody else: nobody is stopped yet
        user = User(running_bot, await telegram.person(f"Iemand {number}"))
        await user.opens(token)
        replies.add(tuple((one.kind, one.text, *one.labels) for one in await user.sees_all()))
    assert len(replies) == 1
    assert DOES_NOT_WORK in str(replies)
    assert await counted(running_bot) == len(wrong)


async def test_after_the_sixth_a_right_one_is_refused_alike_until_the_hour_is_over(
    running_bot: RunningBot, anneke: User
) -> None:
    running_bot.clock.freeze()
    began = running_bot.clock.now()
    right = await running_bot.invite("caregiver")
    await tries(anneke)
    refused = await anneke.sees()
    await running_bot.restart()
    shown = await anneke.opens(right)
    assert (shown.text, shown.labels) == (refused.text, refused.labels)
    await running_bot.telegram.move_to(began + WRONG_WITHIN - MINUTE)
    assert DOES_NOT_WORK in (await anneke.opens(right)).text
    await running_bot.telegram.move_to(began + WRONG_WITHIN)
    assert WELCOME in (await anneke.opens(right)).text


@on_sqlite
async def test_five_stop_nobody_and_the_sixth_stops_nobody_else(
    running_bot: RunningBot, anneke: User, bram: User
) -> None:
    right = await running_bot.invite("caregiver")
    await tries(bram)
    await tries(anneke, WRONG_THAT_BLOCK - 1)
    assert WELCOME in (await anneke.opens(right)).text


async def test_being_forgotten_is_no_way_to_try_more_of_them(running_bot: RunningBot, anneke: User) -> None:
    running_bot.clock.freeze()
    began = running_bot.clock.now()
    await tries(anneke, WRONG_THAT_BLOCK - 1)
    assert "Dat kan over een uur." in (await anneke.says("/wissen")).text
    await tries(anneke, 1)
    assert DOES_NOT_WORK in (await anneke.opens(await running_bot.invite("caregiver"))).text
    await running_bot.telegram.move_to(began + WRONG_WITHIN)
    await anneke.says("/wissen")
    async with running_bot.wiring.database.read() as connection:
        assert await people.viewer(connection, Address(anneke.phone.id)) is None


@pytest.mark.parametrize(("wrong", "opens"), [(WRONG_THAT_CLOSE - 1, WELCOME), (WRONG_THAT_CLOSE, DOES_NOT_WORK)])
async def test_a_thousand_of_all_people_together_close_the_door_for_an_hour(
    running_bot: RunningBot, anneke: User, bram: User, wrong: int, opens: str
) -> None:
    running_bot.clock.freeze()
    began, right = running_bot.clock.now(), await running_bot.invite("caregiver")
    await bram.says("Hallo?")
    async with running_bot.wiring.database.write() as connection:
        somebody = await people.viewer(connection, Address(bram.phone.id))
        assert somebody
        row = {"person_id": somebody.person_id, "at": began}
        await connection.execute(wrong_tokens.insert(), [row] * wrong)
    await running_bot.restart()
    assert opens in (await anneke.opens(right)).text
    await running_bot.telegram.move_to(began + WRONG_WITHIN)
    await anneke.opens(right)
    assert any(WELCOME in shown.text for shown in await anneke.sees_all())


@on_sqlite
async def test_who_is_stopped_keeps_the_role_they_have(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await tries(anneke)
    await running_bot.opens_round()
    assert "Vraag 1 van hooguit 5" in (await anneke.sees()).text


@on_sqlite
async def test_what_no_longer_counts_is_forgotten(running_bot: RunningBot, anneke: User) -> None:
    running_bot.clock.freeze()
    await tries(anneke, 2)
    await running_bot.tick(running_bot.clock.now() + WRONG_WITHIN - MINUTE)
    assert await counted(running_bot) == 2
    await running_bot.tick(running_bot.clock.now() + MINUTE)
    assert await counted(running_bot) == 0


@pytest.mark.parametrize(("wrong", "alarms"), [(WRONG_THAT_ALARM - 1, 0), (WRONG_THAT_ALARM, 1)])
async def test_many_of_all_people_together_are_told_to_the_managers_once(
    running_bot: RunningBot, telegram: Telegram, marja: User, wrong: int, alarms: int
) -> None:
    await marja.registers("manager")
    running_bot.clock.freeze()
    async with running_bot.wiring.database.write() as connection:
        for number in range(wrong):
            somebody = await people.meet(
                connection, Address(9_000_000_000 + number // 5), "nl", running_bot.clock.now()
            )
            await store.note(connection, somebody.person_id, running_bot.clock.now())
    assert (await running_bot.tick()).alarms == alarms
    assert (await running_bot.tick()).alarms == 0
    told = [one.text for one in await marja.sees_all() if "uitnodigingen die niet werken" in one.text]
    assert [f"{wrong} keer" in text for text in told] == [True] * alarms
