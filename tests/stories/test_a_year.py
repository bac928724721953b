"""A year of a practice: coordinators change, people come, leave and return, its rhythm changes, and it closes."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from simulator.phone import Phone
from storage.tables import check_ins, rounds
from tests.running_bot import ROUND_OPENS, RunningBot
from tests.stories.crowd import EVERY_TWO_WEEKS, answers_widely, caregivers
from tests.stories.leaders import lists_practices
from tests.stories.test_inviting import DOES_NOT_WORK, POSTER, invited, joins, to_pass_on, token_in
from tests.stories.user import User

pytestmark = pytest.mark.slow
DAY = timedelta(days=1)


class Year:
    """The rounds of Zwolle, one after the other; between any two of them the bot starts again."""

    def __init__(self, running_bot: RunningBot, phones: list[Phone]) -> None:
        self.running_bot = running_bot
        self.phones = phones
        self.held = 0

    async def opens(self) -> None:
        await self.running_bot.restart()
        await self.running_bot.opens_round(ROUND_OPENS + self.held * EVERY_TWO_WEEKS)

    async def closes(self) -> None:
        await self.running_bot.tick(ROUND_OPENS + self.held * EVERY_TWO_WEEKS + 6 * DAY)
        self.held += 1

    async def passes(self) -> None:
        await self.opens()
        await answers_widely(self.running_bot, self.phones)
        await self.closes()


async def heard(user: User, words: str) -> int:
    return sum(words in shown.text for shown in await user.sees_all())


async def test_a_year_of_a_practice(
    running_bot: RunningBot, marja: User, corrie: User, dirk: User, anneke: User, bram: User, els: User
) -> None:
    await marja.registers("manager")
    await corrie.registers("coordinator")
    poster = await invited(corrie, POSTER)
    await joins(anneke, poster)
    year = Year(running_bot, await caregivers(running_bot, 9))
    for _ in range(3):
        await year.passes()
    first_window = (await corrie.says("/samenvatting")).text
    assert "9 van 10" in first_window

    # Another coordinator comes, and the first one goes.
    await marja.says("/uitnodigen")
    if "Zwolle" not in (await marja.sees()).labels:
        await marja.taps("Volgende →")
    await marja.taps("Zwolle", "Een coördinator")
    await dirk.opens(token_in((await to_pass_on(marja)).text))
    await dirk.taps("Ja, ik doe mee")
    await running_bot.tick(running_bot.clock.now() + DAY)
    assert await heard(anneke, "heeft er een coördinator bij") == 1
    await corrie.says("/stop")
    await corrie.taps("Ja, stoppen")
    assert (await dirk.says("/samenvatting")).text == first_window  # what was told stays, whoever asks

    # Somebody stops, and is back in the middle of a round in which somebody else joins.
    await anneke.says("/stop")
    await year.opens()
    await answers_widely(running_bot, year.phones)
    await running_bot.tick(running_bot.clock.now() + DAY)
    assert "Vraag 1 van hooguit 5" in (await anneke.says("/start")).text
    assert "Vraag 1 van hooguit 5" in (await els.registers("caregiver")).text
    await els.taps("Goed", "Goed", "Meestal")
    assert "Mantelzorgers: 0 klaar, 10 bezig, 1 nog niet begonnen" in (await dirk.says("/ronde")).text
    await year.closes()
    shown = (await dirk.says("/samenvatting")).text
    assert "10 van 11" in shown

    # Somebody goes for good: counts that were told stay.
    await els.says("/wissen")
    await els.taps("Ja, wis alles")
    assert (await dirk.says("/samenvatting")).text == shown
    for _ in range(2):
        await year.passes()

    # A new experiment: participants hear of it, also who joined yesterday.
    await running_bot.tries_out("Zorgmap")
    await bram.registers("participant")
    await dirk.says("/experimenten")
    await dirk.taps("Experiment toevoegen", "1. Wat helpt mantelzorgers om het…")
    await dirk.says("Logeerhuis")
    await running_bot.tick(running_bot.clock.now() + DAY)
    assert await heard(bram, "Er zijn 2 nieuwe experimenten in Zwolle.") == 1  # of that day

    # The practice closes in the middle of a round.
    await year.opens()
    await answers_widely(running_bot, year.phones)
    link = await invited(dirk)
    before = await counted(running_bot)
    await lists_practices(marja)
    if "Zwolle" not in (await marja.sees()).labels:
        await marja.taps("Volgende →")
    await marja.taps("Zwolle", "Sluiten", "Ja, sluiten")
    await running_bot.restart()
    assert await counted(running_bot) == before
    await running_bot.tick(running_bot.clock.now() + DAY)
    assert [await heard(user, "Zwolle is gestopt.") for user in (anneke, bram, dirk, corrie)] == [1, 1, 1, 0]
    for token in (poster, link):
        assert DOES_NOT_WORK in (await els.opens(token)).text
    last = (await dirk.says("/samenvatting")).text
    assert "9 van 10" in last
    for weeks in range(1, 12):
        await running_bot.tick(running_bot.clock.now() + timedelta(weeks=weeks))
    assert await counted(running_bot) == before
    assert (await dirk.says("/samenvatting")).text == last


async def counted(running_bot: RunningBot) -> tuple[int, int]:
    """How many rounds Zwolle has had, and check-ins in them."""
    zwolle = await running_bot.practice_id("zwolle")
    mine = select(rounds.c.id).where(rounds.c.practice_id == zwolle)
    asked = select(check_ins.c.id).where(check_ins.c.round_id.in_(mine))
    async with running_bot.wiring.database.read() as connection:
        found = [await connection.scalar(select(func.count()).select_from(one.subquery())) for one in (mine, asked)]
    return found[0] or 0, found[1] or 0
