"""Coming in costs next to nothing: what else there is to ask comes after the first check-in, one thing at a time."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from simulator.clock import Clock
from simulator.phone import Telegram
from storage.tables import consents, memberships, people
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite, start_bot
from tests.stories.user import User, data_of

#: From the link to "Fijn dat u meedoet".
MOST_TAPS, MOST_MESSAGES = 3, 2
WHOLE = ("Goed", "Gaat wel", "Meestal", "Overslaan")
GONE = "Deze knop werkt niet meer."


async def consented(running_bot: RunningBot, user: User) -> dict[str, bool]:
    """What they chose, by purpose."""
    mine = select(consents.c.purpose, consents.c.given).join_from(consents, people)
    async with running_bot.wiring.database.read() as connection:
        rows = await connection.execute(mine.where(people.c.address == user.phone.id).order_by(consents.c.id))
        return {row.purpose: row.given for row in rows}


@on_sqlite
async def test_from_the_link_to_taking_part_is_a_few_taps_and_messages(running_bot: RunningBot, anneke: User) -> None:
    token, taps = await running_bot.invite("caregiver"), 1  # the link opens a chat with one button, START
    asked = await anneke.opens(token)
    assert "U doet mee als mantelzorger" in asked.text
    while "Fijn dat u meedoet" not in (shown := await anneke.sees()).text:
        await anneke.taps(shown.labels[0])
        taps += 1
    assert taps <= MOST_TAPS
    assert len(await anneke.sees_all()) <= MOST_MESSAGES


@on_sqlite
@pytest.mark.parametrize(
    ("role", "named", "label", "ask_for"),
    [
        ("caregiver", "als mantelzorger", "Ik ben geen mantelzorger", "uitnodiging voor deelnemers"),
        ("participant", "als deelnemer", "Ik ben geen deelnemer", "uitnodiging voor mantelzorgers"),
        ("coordinator", "als coördinator", "Ik ben geen coördinator", "andere uitnodiging"),
        ("manager", "als programmaleider", "Ik ben geen programmaleider", "andere uitnodiging"),
    ],
)
async def test_whose_role_it_is_not_says_so_and_is_not_kept(
    running_bot: RunningBot, anneke: User, bram: User, role: str, named: str, label: str, ask_for: str
) -> None:
    """The invitation still works, for whom it was meant for."""
    token = await running_bot.invite(role, uses=1)
    asked = await anneke.opens(token)
    assert named in asked.text
    assert ask_for in (await anneke.taps(label)).text
    assert await anneke.forges(data_of(asked, "Ja, ik doe mee")) == GONE
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).where(memberships.c.consented_at.is_not(None))) == 0
    await bram.opens(token)
    assert "Doet u mee?" in (await bram.sees()).text


@on_sqlite
async def test_after_the_yes_the_role_is_no_longer_denied(running_bot: RunningBot, bram: User) -> None:
    asked = await bram.opens(await running_bot.invite("participant"))
    now = await bram.taps("Ja, ik doe mee")
    await bram.forges(data_of(asked, "Ik ben geen deelnemer"))
    assert (await bram.sees()).text == now.text


@on_sqlite
async def test_who_chose_the_role_freely_chooses_again(telegram: Telegram, clock: Clock, database_url: str) -> None:
    async with start_bot(telegram, clock, database_url, registration="open") as running_bot:
        anneke = User(running_bot, await telegram.person("Anneke"))
        await anneke.opens()
        await anneke.taps("Zwolle", "Ik werk mee aan experimenten", "Ik ben geen deelnemer")
        assert "als mantelzorger" in (await anneke.taps("Ik zorg voor iemand")).text


@on_both
async def test_what_else_there_is_to_ask_comes_after_the_first_check_in_one_at_a_time(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    assert await anneke.sees_further() is None
    await anneke.taps(*WHOLE)
    await running_bot.restart()
    asked = await anneke.sees_further()
    assert asked
    parts = ["In de ochtend, om 09:30", "In de middag, om 12:15", "In de avond, om 19:00", "Maakt mij niet uit"]
    assert asked.labels == parts
    longer = await anneke.taps("In de avond, om 19:00")
    assert longer.id == asked.id
    assert "Mogen wij uw tekst langer bewaren?" in longer.text
    rows = await anneke.taps("Ja, dat mag")
    assert "Mogen uw antwoorden in een bestand?" in rows.text
    assert "Dat was alles." in (await anneke.taps("Nee, liever niet")).text
    assert await consented(running_bot, anneke) == {"take_part": True, "keep": True, "rows": False}
    await anneke.says("/tijd")
    assert "✓ In de avond, om 19:00" in (await anneke.sees()).labels


@on_sqlite
async def test_it_is_asked_once_whatever_was_changed_and_never_of_who_chose_it(
    running_bot: RunningBot, anneke: User, els: User
) -> None:
    for user in (anneke, els):
        await user.registers("caregiver")
    await els.says("/tijd")
    await els.taps("In de ochtend, om 09:30")
    await els.says("/privacy")
    await els.taps("Ja, bewaar mijn tekst langer", "Ja, mijn antwoorden mogen")
    await running_bot.opens_round()
    await running_bot.tick(ROUND_OPENS + timedelta(hours=21, minutes=15))
    await els.taps(*WHOLE)
    assert await els.sees_further() is None
    await anneke.taps(*WHOLE)
    asked = await anneke.sees_further()
    assert asked
    await anneke.taps("Maakt mij niet uit")
    assert "Dat was alles." in (await anneke.taps("Niet nu")).text
    assert await consented(running_bot, anneke) == {"take_part": True}
    before = len(await anneke.sees_all())
    await anneke.taps("Wijzigen", "Volhouden: Gaat wel", "Goed")
    assert len(await anneke.sees_all()) == before
    await running_bot.tick(ROUND_OPENS + timedelta(days=13))
    await running_bot.opens_round(ROUND_OPENS + timedelta(days=14))
    await anneke.taps(*WHOLE)
    assert await anneke.sees_further() is None


@on_sqlite
async def test_a_yes_to_other_words_is_asked_once_more(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.taps(*WHOLE)
    longer = await anneke.taps("Maakt mij niet uit")
    forged = data_of(longer, "Ja, dat mag").rsplit("|", 1)[0] + "|0123456789ab"
    await anneke.forges(forged)
    assert (await anneke.sees()).text == longer.text
    assert "keep" not in await consented(running_bot, anneke)


@on_sqlite
async def test_a_participant_is_not_asked_about_rows(running_bot: RunningBot, bram: User) -> None:
    await bram.registers("participant")
    await running_bot.opens_round()
    await bram.taps("Nee, deze keer niet")
    await bram.taps("Maakt mij niet uit")
    assert "Dat was alles." in (await bram.taps("Nee, liever niet")).text
    assert await bram.forges("fa|rows|1|0123456789ab") == GONE


@on_sqlite
async def test_who_types_the_last_answer_hears_that_it_was_all(running_bot: RunningBot, bram: User) -> None:
    await bram.registers("participant")
    await running_bot.opens_round()
    await bram.taps("Nee, deze keer niet")
    await bram.taps("Maakt mij niet uit")
    assert "Dat was alles." in (await bram.says("nee")).text
