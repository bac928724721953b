"""A coordinator answers what caregivers wrote: to all of them, so that nothing tells who wrote."""

from datetime import timedelta

import pytest

from rules.telling import MINIMUM_GROUP
from simulator.phone import Message, Telegram
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.replies import ReplyAsked, ReplyDecided

TWO_WEEKS = timedelta(weeks=2)
ANSWER = "Wij lazen dat bellen niet lukt. Vanaf maandag is er elke dag een spreekuur."
HEAD = "Antwoord van de coördinator"


@pytest.fixture
async def writers(running_bot: RunningBot, telegram: Telegram) -> list[User]:
    users = [User(running_bot, await telegram.person(f"Mantelzorger {number}")) for number in range(MINIMUM_GROUP)]
    for user in users:
        await user.registers("caregiver")
    return users


@pytest.fixture
async def coordinator(running_bot: RunningBot, corrie: User, writers: list[User], anneke: User) -> User:
    """Corrie, who reads what eight people wrote; Anneke wrote nothing."""
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    for number, user in enumerate(writers):
        await user.taps("Goed", "Goed", "Meestal")
        await user.says(f"Het bellen naar het loket lukt mij echt nooit, al {number} weken")
        await user.taps("Ja, dat mag")
    await running_bot.tick(ROUND_OPENS + timedelta(days=6))
    return corrie


async def writes(coordinator: User, text: str) -> Message:
    await coordinator.says("/samenvatting")
    await coordinator.taps("Opmerkingen", "Antwoord schrijven")
    return await coordinator.says(text)


async def answers_seen(user: User) -> list[str]:
    return [shown.text for shown in await user.sees_all() if HEAD in shown.text]


@on_both
async def test_everybody_gets_it_once_with_the_next_opening_who_was_silent_too(
    running_bot: RunningBot, coordinator: User, writers: list[User], anneke: User, els: User
) -> None:
    draft = await writes(coordinator, ANSWER)
    assert ANSWER in draft.text
    assert "Let op" not in draft.text
    await running_bot.restart()
    assert "Dit gaat mee met de volgende check-in." in (await coordinator.taps("Ja, meesturen")).text
    await els.registers("caregiver")  # came after it was written
    await running_bot.opens_round(ROUND_OPENS + TWO_WEEKS)
    for user in (writers[0], writers[-1], anneke):
        (seen,) = await answers_seen(user)
        assert seen == f"{HEAD} op wat mantelzorgers schreven:\n{ANSWER}"
        assert HEAD not in (await user.sees()).text  # the check-in comes below it
    assert await answers_seen(els) == []
    await running_bot.opens_round(ROUND_OPENS + 2 * TWO_WEEKS)
    assert len(await answers_seen(anneke)) == 1


@on_sqlite
async def test_who_had_an_answer_ready_hears_that_a_fellow_coordinator_changed_it(
    coordinator: User, dirk: User
) -> None:
    await dirk.registers("coordinator")
    await writes(coordinator, ANSWER)
    await coordinator.taps("Ja, meesturen")
    await writes(dirk, "Er komt een spreekuur.")
    assert (await coordinator.sees()).text.startswith("Wat u klaarzette voor de volgende check-in, gaat niet mee.")


@on_sqlite
async def test_an_answer_whose_writer_leads_no_longer_waits_for_another_coordinator(
    running_bot: RunningBot, coordinator: User, dirk: User
) -> None:
    await dirk.registers("coordinator")
    await writes(coordinator, ANSWER)
    await coordinator.taps("Ja, meesturen")
    waits = "Een tekst voor de volgende check-in is nog niet verstuurd."
    assert waits not in (await dirk.says("/start")).text
    await coordinator.says("/stop")
    await coordinator.taps("Ja, stoppen")
    await running_bot.restart()
    assert waits in (await dirk.says("/start")).text


@on_sqlite
async def test_who_pauses_gets_it_with_their_next_opening(
    running_bot: RunningBot, coordinator: User, anneke: User
) -> None:
    await anneke.says("/pauze")
    await anneke.taps("Iets anders", "2 weken")
    await writes(coordinator, ANSWER)
    await coordinator.taps("Ja, meesturen")
    await running_bot.opens_round(ROUND_OPENS + TWO_WEEKS)
    assert await answers_seen(anneke) == []
    await running_bot.opens_round(ROUND_OPENS + 2 * TWO_WEEKS)
    assert len(await answers_seen(anneke)) == 1


@on_sqlite
@pytest.mark.parametrize(
    "text",
    [
        "Kijk op www.voorbeeld.example voor meer.",
        "Stuur een bericht aan @corrie.",
        "Bel 06 12 34 56 78.",
        "Wie schreef dat bellen niet lukt?",
        "Wilt u zich melden? Laat het mij weten.",
        "Iemand zei: het bellen naar het loket lukt mij echt nooit. Dat is waar.",
    ],
)
async def test_what_leads_to_who_wrote_is_pointed_out_before_it_is_sent(coordinator: User, text: str) -> None:
    draft = await writes(coordinator, text)
    assert "Let op:" in draft.text
    assert draft.labels == ["Ja, meesturen", "Nee, niet sturen"]


@on_sqlite
async def test_what_is_not_approved_goes_to_nobody(running_bot: RunningBot, coordinator: User, anneke: User) -> None:
    await writes(coordinator, ANSWER)
    await running_bot.opens_round(ROUND_OPENS + TWO_WEEKS)
    assert await answers_seen(anneke) == []
    await writes(coordinator, ANSWER)
    assert "Er gaat geen antwoord mee." in (await coordinator.taps("Nee, niet sturen")).text


@on_sqlite
async def test_another_practice_stays_out(running_bot: RunningBot, coordinator: User, dirk: User, bram: User) -> None:
    await dirk.registers("coordinator", "ede")
    await bram.registers("participant")
    zwolle = await running_bot.practice_id("zwolle")
    for user in (dirk, bram):
        for tap in (ReplyAsked(zwolle), ReplyDecided(zwolle, 1, True), ReplyDecided(zwolle, 1, False)):
            assert await user.forges(encode(tap)) == "Deze knop werkt niet meer."


@on_sqlite
async def test_who_has_nothing_to_read_has_nothing_to_answer(running_bot: RunningBot, dirk: User, anneke: User) -> None:
    await dirk.registers("coordinator", "ede")
    await anneke.registers("caregiver", "ede")
    await running_bot.opens_round()
    await dirk.says("/ronde")
    await dirk.taps("Nu sluiten", "Ja, nu sluiten")
    await dirk.says("/samenvatting")
    assert "Antwoord schrijven" not in (await dirk.taps("Opmerkingen")).labels
