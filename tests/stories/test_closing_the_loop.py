"""What everybody said comes back with the next check-in, and what was done with it: seen by the coordinator first."""

from datetime import timedelta

import pytest

from rules.telling import MINIMUM_GROUP
from simulator.phone import Message, Telegram
from storage.tables import practices
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.user import User

pytestmark = on_sqlite

SECOND_ROUND = ROUND_OPENS + timedelta(weeks=2)
#: The first after a window of three.
FOURTH_ROUND = ROUND_OPENS + timedelta(weeks=6)
SAID, DID = "Dit zeiden jullie", "Dit deden we ermee"
TEXT = "Wij belden <b>iedereen</b> op. De wijkzuster komt nu vaker."
CAREGIVERS = MINIMUM_GROUP


@pytest.fixture
async def caregivers(running_bot: RunningBot, telegram: Telegram) -> list[User]:
    users = [User(running_bot, await telegram.person(f"Mantelzorger {number}")) for number in range(CAREGIVERS)]
    for user in users:
        await user.registers("caregiver")
    return users


@pytest.fixture
async def coordinator(running_bot: RunningBot, corrie: User) -> User:
    await corrie.registers("coordinator")
    return corrie


async def looking_back(user: User) -> list[Message]:
    return [shown for shown in await user.sees_all() if SAID in shown.text or DID in shown.text]


async def all_answer(users: list[User]) -> None:
    """Half of them this, half of them that."""
    for place, user in enumerate(users):
        await user.taps(*(("Goed", "Goed", "Meestal") if place % 2 else ("Moeizaam", "Gaat wel", "Te weinig")))


async def rest_of_window(running_bot: RunningBot) -> None:
    for weeks in (2, 4):
        await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=weeks))


async def test_everybody_hears_what_was_said_and_done_with_the_next_opening(
    running_bot: RunningBot, caregivers: list[User], coordinator: User, els: User
) -> None:
    await running_bot.opens_round()
    await all_answer(caregivers)
    assert "Wat deden jullie met de antwoorden?" in (await coordinator.says("/terugkoppeling")).text
    await running_bot.restart()
    draft = await coordinator.says("Wij belden.")
    assert draft.labels == ["Ja, meesturen", "Nee, niet sturen"]
    draft = await coordinator.says(TEXT)
    assert f"{DID}\n{TEXT}" in draft.text
    approved = await coordinator.taps("Ja, meesturen")
    assert "Dit gaat mee met de volgende check-in." in approved.text
    await coordinator.taps("Nee, niet sturen")
    await rest_of_window(running_bot)
    assert [await looking_back(user) for user in caregivers] == [[]] * CAREGIVERS
    await coordinator.says("/terugkoppeling")
    await coordinator.says(TEXT)
    await coordinator.taps("Ja, meesturen")

    await running_bot.tick(FOURTH_ROUND - timedelta(days=1))
    await els.registers("caregiver")  # the third round is over: could not answer the time before
    await running_bot.restart()
    await running_bot.opens_round(FOURTH_ROUND)
    for user in caregivers:
        (back,) = await looking_back(user)
        *_, before_last, last = await user.sees_all()
        assert before_last == back
        assert "U kunt antwoorden tot" in last.text
        assert back.text == (
            f"{SAID}\nMantelzorgers, dinsdag 1 december tot maandag 4 januari:\n"
            "Samen zorgen: 4 van 8 kozen “Moeilijk”, “Goed”, elk even vaak.\n"
            "Volhouden: 4 van 8 kozen “Gaat wel”, “Goed”, elk even vaak.\n"
            f"Goede zorg: 4 van 8 kozen “Moeilijk”, “Goed”, elk even vaak.\n\n{DID}\n{TEXT}"
        )
        assert back.silent
        assert back.buttons == []
    assert await looking_back(els) == []
    assert "Wat deden jullie" in (await coordinator.says("/terugkoppeling")).text  # for the time after


async def test_a_small_group_hears_no_figures(
    running_bot: RunningBot, caregivers: list[User], coordinator: User
) -> None:
    await running_bot.opens_round()
    await all_answer(caregivers[1:])
    await rest_of_window(running_bot)
    await coordinator.says("/terugkoppeling")
    await coordinator.says(TEXT)
    await coordinator.taps("Ja, meesturen")
    await running_bot.opens_round(FOURTH_ROUND)
    (back,) = await looking_back(caregivers[0])
    assert back.text == f"{DID}\n{TEXT}"


async def test_what_was_told_comes_back_once(running_bot: RunningBot, caregivers: list[User]) -> None:
    await running_bot.opens_round()
    await all_answer(caregivers)
    await rest_of_window(running_bot)
    for weeks in (0, 2):
        await running_bot.opens_round(FOURTH_ROUND + timedelta(weeks=weeks))
        assert len(await looking_back(caregivers[0])) == 1


async def test_nothing_goes_out_without_approval(
    running_bot: RunningBot, caregivers: list[User], coordinator: User
) -> None:
    await running_bot.opens_round()
    await coordinator.says("/terugkoppeling")
    await coordinator.says(TEXT)
    await running_bot.opens_round(SECOND_ROUND)
    await coordinator.says("/terugkoppeling")
    await coordinator.taps("Ja, meesturen")
    assert (await coordinator.taps("Nee, niet sturen")).text == "Goed. Er gaat niets mee."
    await running_bot.opens_round(SECOND_ROUND + timedelta(weeks=2))
    assert await looking_back(caregivers[0]) == []


@pytest.mark.parametrize("instead", ["other words", "nothing"])
async def test_who_had_it_ready_hears_that_a_fellow_coordinator_changed_it(
    running_bot: RunningBot, coordinator: User, dirk: User, instead: str
) -> None:
    """Whose words are not approved yet sees it at their next tap."""
    await dirk.registers("coordinator")
    await coordinator.says("/terugkoppeling")
    await coordinator.says(TEXT)
    await coordinator.taps("Ja, meesturen")
    await dirk.says("/terugkoppeling")
    if instead == "nothing":
        await dirk.taps("Nee, niet sturen")
    else:
        await dirk.says("Wij belden.")
    assert (await coordinator.sees()).text.startswith("Wat u klaarzette voor de volgende check-in, gaat niet mee.")
    await running_bot.restart()
    before = len(await coordinator.sees_all())
    await dirk.says("/terugkoppeling")
    await dirk.says("Wij belden iedereen.")
    await dirk.taps("Ja, meesturen")
    assert len(await coordinator.sees_all()) == before
    await dirk.says("/terugkoppeling")
    await dirk.says("Wij belden niemand.")
    assert not any("klaarzette" in shown.text for shown in await dirk.sees_all())


async def test_in_a_practice_that_is_closed_meanwhile_nothing_is_written(
    running_bot: RunningBot, coordinator: User
) -> None:
    await coordinator.says("/terugkoppeling")
    await coordinator.says(TEXT)
    await coordinator.taps("Ja, meesturen")
    await coordinator.says("/terugkoppeling")
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(practices.update().values(closed_at=running_bot.clock.now()))
    before = len(await coordinator.sees_all())
    assert "Deze praktijk is gesloten." in (await coordinator.says("Wij belden.")).text
    assert len(await coordinator.sees_all()) == before + 1


async def test_a_text_that_is_too_long_is_not_cut(coordinator: User) -> None:
    await coordinator.says("/terugkoppeling")
    assert "Dit zijn 600 letters. Graag hooguit 500." in (await coordinator.says("woord " * 99 + "woorde")).text
    assert TEXT in (await coordinator.says(TEXT)).text


async def test_own_time_holds_for_looking_back_as_well(running_bot: RunningBot, caregivers: list[User]) -> None:
    evening, *_ = caregivers
    await running_bot.opens_round()
    await all_answer(caregivers)
    await rest_of_window(running_bot)
    await evening.says("/tijd")
    await evening.taps("In de avond")
    await running_bot.opens_round(FOURTH_ROUND)
    assert await looking_back(evening) == []
    await running_bot.tick(FOURTH_ROUND + timedelta(hours=6, minutes=45))
    *_, back, opening = await evening.sees_all()
    assert SAID in back.text
    assert "U kunt antwoorden tot" in opening.text


async def test_only_the_own_coordinator_decides(running_bot: RunningBot, anneke: User, telegram: Telegram) -> None:
    await anneke.registers("caregiver")
    assert "Dat kan niet." in (await anneke.says("/terugkoppeling")).text
    assert await anneke.forges("f|11|1") == "Deze knop werkt niet meer."
    dirk = User(running_bot, await telegram.person("Dirk"))
    await dirk.registers("coordinator", "ede")
    assert await dirk.forges("f|11|1") == "Deze knop werkt niet meer."


async def test_who_said_nothing_back_for_two_rounds_is_reminded_with_a_draft(
    running_bot: RunningBot, caregivers: list[User], coordinator: User
) -> None:
    await running_bot.tries_out("Logeerhuis")
    await running_bot.reports("Logeerhuis", "busy")
    for number in range(6):
        await running_bot.opens_round(ROUND_OPENS + number * timedelta(weeks=2))
        await running_bot.tick(ROUND_OPENS + number * timedelta(weeks=2) + timedelta(days=6, hours=21))
    (reminder,) = [one for one in await coordinator.sees_all() if "hoorden al twee rondes niets terug" in one.text]
    assert "Terugkoppeling: zo beginnen" in reminder.labels
    draft = await coordinator.taps("Terugkoppeling: zo beginnen")
    assert f"{DID}\nBedankt voor uw antwoorden, wij lezen ze. Hier werken wij nu aan: Logeerhuis (Bezig)." in draft.text
    await coordinator.taps("Ja, meesturen")
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=12))
    assert "Logeerhuis (Bezig)" in (await looking_back(caregivers[0]))[-1].text


async def test_who_has_something_written_is_not_reminded(
    running_bot: RunningBot, caregivers: list[User], coordinator: User
) -> None:
    await running_bot.opens_round()
    await running_bot.opens_round(SECOND_ROUND)
    await coordinator.says("/terugkoppeling")
    await coordinator.says(TEXT)
    await running_bot.tick(SECOND_ROUND + timedelta(days=6, hours=21))
    assert not [one for one in await coordinator.sees_all() if "niets terug" in one.text]
