"""Filling in for somebody without Telegram: known by a nickname, agreed to, and counted once a round."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from simulator.phone import Message
from storage import figures
from storage.tables import answers, check_ins, people, proxies
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.test_ended_roles import ends
from tests.stories.user import User

pytestmark = on_sqlite

SKIP = "Overslaan"
WHO = "Voor wie vult u in?"
AGREES = "Ja, dat is goed (16 of ouder)"
FIRST = "Hoe ging het samenwerken de afgelopen tijd?"
GONE = "Deze knop werkt niet meer."


@pytest.fixture
async def opened(running_bot: RunningBot, bram: User) -> Message:
    """Bram, a participant, has his own check-in on his phone."""
    await bram.registers("participant")
    await running_bot.opens_round()
    return await bram.sees()


async def fills_in(user: User, nickname: str, *taps: str) -> Message:
    await user.says("/namens")
    if any(button.label == "Iemand anders" for button in (await user.sees()).buttons):
        await user.taps("Iemand anders")
    await user.says(nickname)
    return await user.taps(AGREES, *taps)


async def of_proxies(running_bot: RunningBot) -> list[Any]:
    """Every answer given on behalf of somebody, with the nickname."""
    found = (
        select(proxies.c.nickname, answers.c.step, answers.c.option, answers.c.text)
        .join_from(answers, check_ins)
        .join(proxies, proxies.c.id == check_ins.c.proxy_id)
        .order_by(answers.c.id)
    )
    async with running_bot.wiring.database.read() as connection:
        return [tuple(row) for row in await connection.execute(found)]


async def response(running_bot: RunningBot) -> tuple[int, int]:
    """(answered, asked) of the caregivers in the newest round."""
    async with running_bot.wiring.database.read() as connection:
        round_id = await connection.scalar(select(func.max(check_ins.c.round_id)))
        found = (await figures.response(connection, [round_id]))[round_id].get("caregiver")
    return (found.answered, found.eligible) if found else (0, 0)


async def test_a_nickname_consent_and_then_an_ordinary_check_in(
    opened: Message, running_bot: RunningBot, bram: User
) -> None:
    assert "Schrijf een bijnaam. Anderen in uw praktijk zien die niet." in (await bram.says("/namens")).text
    await running_bot.restart()
    asked = await bram.says("tante Riet")
    assert "Vindt tante Riet het goed?" in asked.text
    assert asked.labels == [AGREES, "Ja, dat zegt wie dat wettelijk mag", "Nee, liever niet"]
    await running_bot.restart()
    question = await bram.taps(AGREES)
    assert "Voor tante Riet:\nVraag 1 van hooguit 5" in question.text
    assert FIRST in question.text
    assert any("Lees elke vraag voor." in shown.text for shown in await bram.sees_all())
    await bram.taps("Goed", "Bijna niet meer")
    await running_bot.restart()
    await bram.taps("Meestal")
    await bram.says("Zij slaapt slecht.")
    thanks = await bram.taps("Nee, liever niet")
    assert "Voor tante Riet:\nDank u wel." in thanks.text
    assert "Direct gevaar? Bel 112." in thanks.text  # she cannot be called back from here, but is told whom to call
    assert await of_proxies(running_bot) == [
        ("tante Riet", "samen", "4", None),
        ("tante Riet", "volhouden", "1", None),
        ("tante Riet", "goed", "4", None),
        ("tante Riet", "remark", None, "Zij slaapt slecht."),
        ("tante Riet", "remark_shared", "no", None),
    ]
    assert await response(running_bot) == (1, 1)


async def test_ones_own_check_in_stays_ones_own(opened: Message, running_bot: RunningBot, bram: User) -> None:
    await bram.taps("2 Volhouden")
    await fills_in(bram, "buurman", SKIP, SKIP, SKIP)
    assert "Mag de coördinator lezen" in (await bram.says("Voor de buurman.")).text
    own = await bram.says("/checkin")
    assert "Wat hoorde u?" in own.text
    await bram.says("Voor mijzelf.")
    assert (await of_proxies(running_bot))[-1] == ("buurman", "remark", None, "Voor de buurman.")
    texts = {row.text for row in (await running_bot.answers_of(bram.phone)).values() if row.text}
    assert texts == {"Voor de buurman.", "Voor mijzelf."}


async def test_who_no_longer_works_there_answers_for_nobody(
    opened: Message, running_bot: RunningBot, bram: User
) -> None:
    asked = await fills_in(bram, "buurman", "Goed")
    await ends(running_bot, bram)
    assert await bram.hears(await bram.phone.taps("Met moeite", on=asked)) == GONE
    assert [step for _, step, *_ in await of_proxies(running_bot)] == ["samen"]


async def test_once_per_round_and_nickname(opened: Message, running_bot: RunningBot, bram: User) -> None:
    await fills_in(bram, "tante", "Goed", SKIP, SKIP, SKIP)
    menu = await bram.says("/namens")
    assert menu.labels == ["✓ tante", "Iemand anders", "Pagina, bestand of verwijderen"]
    await bram.taps("Iemand anders")
    again = await bram.says("TANTE")
    assert "Dank u wel." in again.text
    assert again.labels == ["Wijzigen"]
    assert await response(running_bot) == (1, 1)
    await running_bot.tick(ROUND_OPENS + timedelta(days=7))
    assert "Er is nu geen ronde open." in (await bram.says("/namens")).text
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=2))
    assert (await bram.says("/namens")).labels == ["tante", "Iemand anders", "Pagina, bestand of verwijderen"]
    assert FIRST in (await bram.taps("tante")).text
    assert await response(running_bot) == (0, 0)  # in this round nothing was filled in for her yet
    await bram.taps("Goed")
    assert await response(running_bot) == (1, 1)


async def test_without_consent_nothing_is_kept(opened: Message, running_bot: RunningBot, bram: User) -> None:
    await bram.says("/namens")
    await bram.says("tante")
    assert "Wij bewaren niets" in (await bram.taps("Nee, liever niet")).text
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(proxies)) == 0
    assert await of_proxies(running_bot) == []


async def test_a_coordinator_fills_in_and_sees_nobody_elses_nicknames(
    opened: Message, running_bot: RunningBot, bram: User, corrie: User
) -> None:
    await fills_in(bram, "tante", "Goed")
    await corrie.registers("coordinator")
    assert "Schrijf een bijnaam." in (await corrie.says("/namens")).text
    assert "Vindt oom het goed?" in (await corrie.says("oom")).text
    await corrie.taps(AGREES, "Goed")
    for data in ("pp|1", "pc|1|1", "pc|1|0"):
        assert await corrie.forges(data) == GONE
    everything = [text for shown in await corrie.sees_all() for text in (shown.text, *shown.labels)]
    assert not any("tante" in text for text in everything)
    assert await response(running_bot) == (2, 2)


async def test_only_who_works_in_the_practice_can_do_it(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    assert "Dat kan niet." in (await anneke.says("/namens")).text
    assert await anneke.forges("pn") == GONE


async def test_strange_nicknames_are_harmless(opened: Message, running_bot: RunningBot, bram: User) -> None:
    for nickname, shown in (
        ("../../etc/passwd", "../../etc/passwd"),
        ("<b>&_*[", "<b>&_*["),
        ("=1+1\u202e", "=1+1"),
        ("{website}\n{0}", "{website} {0}"),
    ):
        assert f"Voor {shown}:" in (await fills_in(bram, nickname)).text
    await bram.says("/namens")
    await bram.taps("Iemand anders")
    assert "hooguit 40 letters" in (await bram.says("x" * 41)).text
    assert "Vindt kort het goed?" in (await bram.says("kort")).text


async def test_doing_something_else_ends_the_question_for_a_nickname(
    opened: Message, running_bot: RunningBot, bram: User
) -> None:
    await bram.says("/namens")
    await bram.taps("2 Volhouden")
    await bram.says("/checkin")
    await bram.says("Even vrij zijn helpt.")
    assert "Even vrij zijn helpt." in [row.text for row in (await running_bot.answers_of(bram.phone)).values()]


async def test_erasing_the_one_who_filled_in_takes_it_all_along(
    opened: Message, running_bot: RunningBot, bram: User
) -> None:
    await fills_in(bram, "tante", "Goed")
    await bram.says("/wissen")
    await bram.taps("Ja, wis alles")
    async with running_bot.wiring.database.read() as connection:
        for table in (proxies, answers, check_ins, people):
            assert await connection.scalar(select(func.count()).select_from(table)) == 0
