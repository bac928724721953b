"""Who joins while a round is open: asked at once if enough of it is left, and counted from then on."""

from datetime import timedelta

from sqlalchemy import select

from rules.own_time import TO_ANSWER
from storage.tables import check_ins, people
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.crowd import EVERY_TWO_WEEKS, answers_widely, caregivers
from tests.stories.user import User

CLOSES = ROUND_OPENS + timedelta(days=6)
WHOLE = ("Goed", "Gaat wel", "Meestal", "Overslaan")


async def has_check_in(user: User) -> bool:
    mine = select(check_ins.c.id).join_from(check_ins, people).where(people.c.address == user.phone.id)
    async with user.running_bot.wiring.database.read() as connection:
        return await connection.scalar(mine) is not None


def figures_in(summary: str) -> list[str]:
    """Without the response, in which the open round counts as well."""
    return [line for line in summary.splitlines() if "ingevuld" not in line]


@on_both
async def test_who_joins_in_the_middle_of_a_round_is_asked_at_once_and_counted(
    running_bot: RunningBot, anneke: User, els: User, corrie: User
) -> None:
    await corrie.registers("coordinator")
    await els.registers("caregiver")
    await running_bot.opens_round()
    await running_bot.tick(ROUND_OPENS + timedelta(days=1))
    asked = await anneke.registers("caregiver")
    welcome = (await anneke.sees_all())[-2]
    assert "Uw check-in staat hieronder." in welcome.text
    assert "Vraag 1 van hooguit 5" in asked.text
    await running_bot.restart()
    await anneke.taps(*WHOLE)
    await running_bot.tick(CLOSES)
    summary = (await corrie.says("/samenvatting")).text
    assert "1 van 2" in summary


@on_sqlite
async def test_when_too_little_is_left_it_is_the_next_round(running_bot: RunningBot, anneke: User, els: User) -> None:
    await els.registers("caregiver")
    await running_bot.opens_round()
    await running_bot.telegram.move_to(CLOSES - TO_ANSWER + timedelta(minutes=1))
    welcome = await anneke.registers("caregiver")
    assert "Uw eerste check-in komt op dinsdag 15 december om 12:15." in welcome.text
    assert not await has_check_in(anneke)


@on_sqlite
async def test_whoever_is_back_is_asked_whatever_kept_them_away(
    running_bot: RunningBot, anneke: User, bram: User, els: User, dirk: User, corrie: User
) -> None:
    """Who leads sees that one more is asked, and not whether somebody paused, stopped or blocked the bot."""
    await corrie.registers("coordinator")
    for user in (anneke, bram, els, dirk):
        await user.registers("caregiver")
    await anneke.says("/pauze")
    await anneke.taps("Iets anders", "4 weken")
    await bram.says("/stop")
    await els.phone.blocks()
    await running_bot.opens_round()
    waiting = [(await corrie.says("/ronde")).text]
    for comes_back in (anneke.taps("Nu weer meedoen"), bram.says("/start"), els.phone.unblocks()):
        await comes_back
        await running_bot.settles()
        waiting.append((await corrie.says("/ronde")).text)
    assert [f"{number} nog niet begonnen" in text for number, text in enumerate(waiting, 1)] == [True] * 4
    for user in (anneke, bram, els):
        assert "Vraag 1 van hooguit 5" in (await user.sees()).text


@on_sqlite
async def test_who_joins_at_night_is_asked_in_the_morning(running_bot: RunningBot, anneke: User, els: User) -> None:
    await els.registers("caregiver")
    await running_bot.opens_round()
    await running_bot.telegram.move_to(ROUND_OPENS + timedelta(hours=10))
    welcome = await anneke.registers("caregiver")
    assert "Uw eerste check-in komt op woensdag 2 december om 09:00." in welcome.text
    await running_bot.tick(ROUND_OPENS + timedelta(hours=21))
    assert "Vraag 1 van hooguit 5" in (await anneke.sees()).text


@on_sqlite
async def test_who_joins_is_reminded_as_well(running_bot: RunningBot, anneke: User, els: User) -> None:
    await els.registers("caregiver")
    await running_bot.opens_round()
    await running_bot.tick(ROUND_OPENS + timedelta(hours=1))
    await anneke.registers("caregiver")
    before = len(await anneke.sees_all())
    await running_bot.tick(ROUND_OPENS + timedelta(days=3))
    assert len(await anneke.sees_all()) == before + 1


@on_sqlite
async def test_a_second_role_joins_the_check_in_that_is_open(running_bot: RunningBot, els: User, bram: User) -> None:
    await running_bot.tries_out("Zorgmap")
    await els.registers("caregiver")
    await running_bot.opens_round()
    await els.taps("Goed", "Gaat wel", "Meestal")
    await els.registers("participant", works_on=("Zorgmap",))
    await els.taps("Overslaan")
    assert "Zorgmap" in (await els.sees()).text


@on_sqlite
async def test_a_finished_check_in_stays_as_it_is(running_bot: RunningBot, els: User) -> None:
    await running_bot.tries_out("Zorgmap")
    await els.registers("caregiver")
    await running_bot.opens_round()
    await els.taps(*WHOLE)
    welcome = await els.registers("participant", works_on=("Zorgmap",))
    assert "Uw eerste check-in komt op dinsdag 15 december" in welcome.text


@on_sqlite
async def test_who_comes_back_in_the_middle_of_a_round_is_asked(
    running_bot: RunningBot, anneke: User, els: User
) -> None:
    for user in (anneke, els):
        await user.registers("caregiver")
    await anneke.says("/stop")
    await running_bot.opens_round()
    assert not await has_check_in(anneke)
    assert "Vraag 1 van hooguit 5" in (await anneke.says("/start")).text


@on_sqlite
async def test_who_moves_to_a_practice_with_an_open_round_is_asked_there(
    running_bot: RunningBot, anneke: User, els: User
) -> None:
    await anneke.registers("caregiver", "ede")
    await els.registers("caregiver")
    await running_bot.opens_round()
    await anneke.opens(await running_bot.invite("caregiver"))
    await anneke.taps("Ja, naar Zwolle", "Ja, ik doe mee")
    assert "Vraag 1 van hooguit 5" in (await anneke.sees()).text
    assert "Zwolle" in (await anneke.sees()).text


@on_sqlite
async def test_who_joins_is_in_no_figures_until_the_window_closes(
    running_bot: RunningBot, corrie: User, anneke: User
) -> None:
    """What a coordinator can look at is the same before and after, but for the counts of the open round."""
    await corrie.registers("coordinator")
    phones = await caregivers(running_bot, 9)
    for number in range(3):
        await running_bot.opens_round(ROUND_OPENS + number * EVERY_TWO_WEEKS)
        await answers_widely(running_bot, phones)
        await running_bot.tick(ROUND_OPENS + number * EVERY_TWO_WEEKS + timedelta(days=6))
    await running_bot.opens_round(ROUND_OPENS + 3 * EVERY_TWO_WEEKS)
    await answers_widely(running_bot, phones)
    before = figures_in((await corrie.says("/samenvatting")).text)
    assert any("Moeilijk: " in line for line in before)
    await anneke.registers("caregiver")
    await anneke.taps(*WHOLE)
    assert figures_in((await corrie.says("/samenvatting")).text) == before
    assert "Mantelzorgers: 1 klaar, 9 bezig, 0 nog niet begonnen" in (await corrie.says("/ronde")).text
