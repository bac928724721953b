"""What a coordinator sees of a round, and what nobody else sees."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.summarising import summary_of
from bot.wiring import wire
from rules.telling import MINIMUM_GROUP, OPTIONS_FROM
from simulator.phone import Message
from storage import practices
from storage.tables import memberships
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories import crowd
from tests.stories.user import User, data_of
from texts.callback_data import encode
from texts.taps.summary import SummaryPractices, SummaryShown

NEXT_ROUND_OPENS = ROUND_OPENS + timedelta(weeks=2)
ROUND_CLOSES = timedelta(days=6)
REFUSED = "Dat kan niet. Tik op /hulp. Dan ziet u wat wel kan."
GONE = "Deze knop werkt niet meer."
UNTOLD = "Dit laten wij niet zien. Zo valt niemand op."

pytestmark = on_sqlite


@pytest.fixture
async def coordinator(corrie: User) -> User:
    """Corrie, who is coordinator of Zwolle."""
    await corrie.registers("coordinator")
    return corrie


async def practice_id(running_bot: RunningBot, slug: str) -> int:
    async with running_bot.wiring.database.read() as connection:
        found = await practices.by_slug(connection, slug)
    assert found is not None
    return found.id


async def window_of(running_bot: RunningBot, count: int, *labels: str, silent: int = 0) -> None:
    """Three closed rounds, in the first of which so many caregivers gave these answers, and others nothing."""
    phones = await crowd.caregivers(running_bot, count + silent)
    await running_bot.opens_round()
    await crowd.answer(running_bot, phones[:count], *labels)
    await crowd.passes_window(running_bot)


def about(shown: Message, words: str) -> list[str]:
    """The lines of the paragraph that has these words."""
    return next(part for part in shown.text.split("\n\n") if words in part).split("\n")


# --- the figures ---


async def test_the_figures_are_right(running_bot: RunningBot, coordinator: User) -> None:
    phones = await crowd.caregivers(running_bot, 13)
    await running_bot.opens_round()
    await crowd.answer(running_bot, phones[:3], "Heel moeizaam", "Met moeite", "Ja, goed")
    await crowd.answer(running_bot, phones[3:7], "Gaat wel", "Gaat wel", "Ja, goed")
    await crowd.answer(running_bot, phones[7:11], "Heel goed", "Heel goed", "Ja, goed")
    await crowd.answer(running_bot, phones[12:], "Heel goed", "Goed", "Overslaan")  # counts in no question then
    await running_bot.opens_round(NEXT_ROUND_OPENS)
    await crowd.answer(running_bot, phones[11:12], "Heel goed", "Goed", "Bijna niet")
    await crowd.answer(running_bot, phones[:1], "Moeizaam", "Overslaan", "Overslaan")  # the newest answer counts
    await crowd.passes_window(running_bot, after=2)
    shown = await coordinator.says("/summary")
    assert about(shown, "ronde 3") == [
        "Zwolle, ronde 3",
        "dinsdag 29 december tot maandag 4 januari",
        "Mantelzorgers: 0 van 13 ingevuld.",
    ]
    assert about(shown, "Mantelzorgers, ") == [
        "Mantelzorgers, dinsdag 1 december tot maandag 4 januari",
        "Drie rondes samen. Iedereen telt één keer mee, met het laatste antwoord.",
    ]
    assert about(shown, "samen met beroepskrachten?") == [
        "Hoe zorg ik voor mijn naaste samen met beroepskrachten?",
        "Gemiddeld 3,4 van 5.",
        "Heel moeizaam: 2 ▇▇",
        "Moeizaam: 1 ▇",
        "Gaat wel: 4 ▇▇▇▇",
        "Goed: 0",
        "Heel goed: 5 ▇▇▇▇▇",
    ]
    assert about(shown, "houd ik het zorgen")[1] == "Gemiddeld 3,5 van 5."
    assert about(shown, "goede manier")[1:] == [UNTOLD]
    assert (shown.protected, shown.silent) == (True, True)


async def test_of_a_small_group_there_are_classes(running_bot: RunningBot, coordinator: User) -> None:
    phones = await crowd.caregivers(running_bot, 9)
    await running_bot.opens_round()
    await crowd.answer_spread(running_bot, phones)
    await crowd.passes_window(running_bot)
    shown = await coordinator.says("/summary")
    assert about(shown, "houd ik het zorgen")[1:] == ["Moeilijk: 2 ▇▇", "Gaat wel: 3 ▇▇▇", "Goed: 4 ▇▇▇▇"]


async def test_until_a_window_closes_there_is_the_response_and_from_when_there_are_figures(
    running_bot: RunningBot, coordinator: User
) -> None:
    phones = await crowd.caregivers(running_bot, 9)
    await running_bot.opens_round()
    await crowd.answer_spread(running_bot, phones)
    await running_bot.opens_round(NEXT_ROUND_OPENS)
    shown = await coordinator.says("/summary")
    assert "Mantelzorgers: 9 van 9 ingevuld." in shown.text
    assert f"Antwoorden {MINIMUM_GROUP} of meer mantelzorgers zelf, in 3 rondes samen?" in shown.text
    assert "Dat kan na ronde 3." in shown.text
    assert "Moeilijk" not in shown.text
    assert "Dat kan na ronde 3." in (await coordinator.says("/ronde")).text
    assert "Dat kan na ronde 3." in (await coordinator.says("/uitnodigen")).text


async def test_a_change_is_told_against_the_told_window_before(running_bot: RunningBot, coordinator: User) -> None:
    phones = await crowd.caregivers(running_bot, OPTIONS_FROM)
    for number in range(crowd.A_WINDOW):
        await running_bot.opens_round(ROUND_OPENS + number * crowd.EVERY_TWO_WEEKS)
        if number != 1:  # with ten or more answers in each, the next window would be a single round
            await crowd.answer(running_bot, phones[:6], "Moeizaam", "Met moeite", "Te weinig")
            await crowd.answer(running_bot, phones[6:], "Goed", "Goed", "Meestal")
    await running_bot.tick(ROUND_OPENS + timedelta(weeks=5))
    assert "vorige keer" not in (await coordinator.says("/summary")).text
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=6))
    await crowd.answer(running_bot, phones[:7], "Moeizaam", "Met moeite", "Te weinig")
    await crowd.answer(running_bot, phones[7:], "Goed", "Heel goed", "Meestal")
    for weeks in (8, 10):
        await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=weeks))
    await running_bot.tick(ROUND_OPENS + timedelta(weeks=11))
    shown = await coordinator.says("/summary")
    told = [about(shown, question)[1:3] for question in crowd.QUESTIONS]
    no_more_than_chance = "Geen duidelijk verschil met de vorige keer."
    assert told == [
        ["Gemiddeld 2,8 van 5.", no_more_than_chance],
        ["Gemiddeld 3,3 van 5.", no_more_than_chance],
        ["Gemiddeld 2,8 van 5.", no_more_than_chance],
    ]


async def test_what_was_told_stays_when_the_next_window_is_not(running_bot: RunningBot, coordinator: User) -> None:
    phones = await crowd.caregivers(running_bot, 9)
    await running_bot.opens_round()
    await crowd.answer_spread(running_bot, phones)
    await crowd.passes_window(running_bot)
    told = about(await coordinator.says("/summary"), "beroepskrachten")
    for number in range(3, 6):
        await running_bot.opens_round(ROUND_OPENS + number * crowd.EVERY_TWO_WEEKS)
    await running_bot.tick(ROUND_OPENS + timedelta(weeks=11))
    shown = await coordinator.says("/summary")
    assert about(shown, "beroepskrachten") == told
    assert "Mantelzorgers, dinsdag 1 december tot maandag 4 januari" in shown.text
    assert "Dat kan na ronde 9." in shown.text


async def test_experiments_come_from_participants(
    running_bot: RunningBot, coordinator: User, bram: User, els: User
) -> None:
    await running_bot.tries_out("Logeerhuis", "Zorgmap")
    await bram.registers("participant", works_on=("Logeerhuis",))
    await els.registers("participant", works_on=("Logeerhuis",))
    await running_bot.opens_round()
    await bram.taps("Loopt vast", "Overslaan", "2 Volhouden", "Overslaan")
    await els.taps("Bezig", "Overslaan", "2 Volhouden", "Overslaan")
    await running_bot.tick(ROUND_OPENS + ROUND_CLOSES)
    shown = await coordinator.says("/summary")
    assert "Deelnemers: 2 van 2 ingevuld." in shown.text
    assert "Volhouden: 2 keer" not in shown.text  # two of two: what one of them heard is no secret then
    assert about(shown, "Ontwerpvragen") == [
        "Ontwerpvragen en experimenten",
        "Wat helpt mantelzorgers om het vol te houden? (Volhouden)",
        "• Logeerhuis: Bezig (6 dagen geleden)",
        "• Zorgmap: nog niets gemeld",
    ]
    assert "Al een tijd stil" not in shown.text  # one that began this round is not silent for long


async def test_what_participants_heard_is_told_of_a_group(running_bot: RunningBot, coordinator: User) -> None:
    users = [User(running_bot, await running_bot.telegram.person(f"Deelnemer {n}")) for n in range(MINIMUM_GROUP)]
    for user in users:
        await user.registers("participant")
    await crowd.caregivers(running_bot, 1)
    await running_bot.opens_round()
    for place, user in enumerate(users):
        await user.taps("2 Volhouden" if place % 2 else "Nee, deze keer niet")
    await crowd.passes_window(running_bot)
    half = MINIMUM_GROUP // 2
    assert about(await coordinator.says("/summary"), "hoorden") == [
        "Wat deelnemers hoorden van mantelzorgers",
        f"Volhouden: {half} keer",
        f"Niets gehoord: {half} keer",
    ]


async def test_an_experiment_nobody_reports_on_becomes_a_silent_one(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    """As it was when a round closed: however long ago one looks."""
    await crowd.caregivers(running_bot, 1)
    await running_bot.tries_out("Logeerhuis")
    await bram.registers("participant", works_on=("Logeerhuis",))
    await running_bot.opens_round()
    await bram.taps("Bezig")
    await running_bot.tick(ROUND_OPENS + timedelta(days=13))
    assert "stil" not in (await coordinator.says("/summary")).text
    await crowd.passes_window(running_bot)
    assert "Al een tijd stil: Logeerhuis." in (await coordinator.says("/summary")).text
    assert "stil" not in (await coordinator.taps("Eerdere ronde")).text


async def test_a_closed_round_shows_theme_and_experiments_as_they_were(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    await running_bot.tries_out("Logeerhuis")
    await bram.registers("participant", works_on=("Logeerhuis",))
    await running_bot.opens_round()
    await running_bot.tick(ROUND_OPENS + ROUND_CLOSES)
    before = (await coordinator.says("/summary")).text
    await running_bot.tries_out("Logeerhuis met tuin", "Zorgmap")
    assert (await coordinator.says("/summary")).text == before


async def test_only_closed_rounds_have_figures_and_of_the_open_one_only_how_many(
    running_bot: RunningBot, coordinator: User
) -> None:
    phones = await crowd.caregivers(running_bot, 6)
    await running_bot.opens_round()
    await crowd.answer(running_bot, phones, "Goed", "Goed", "Meestal")
    shown = await coordinator.says("/summary")
    assert "Er is nog geen ronde afgerond." in shown.text
    assert "Nu open, tot maandag 7 december om 12:15\nMantelzorgers: 6 van 6 ingevuld." in shown.text
    assert "Gemiddeld" not in shown.text


# --- small groups ---


@pytest.mark.parametrize(("too_few", "is_told"), [(1, False), (0, True)])
async def test_one_answer_too_few_is_not_told_and_enough_are(
    running_bot: RunningBot, coordinator: User, too_few: int, is_told: bool
) -> None:
    phones = await crowd.caregivers(running_bot, MINIMUM_GROUP)
    half = MINIMUM_GROUP // 2
    await running_bot.opens_round()
    await crowd.answer(running_bot, phones[:half], "Moeizaam", "Met moeite", "Gaat wel")
    await crowd.answer(running_bot, phones[half : MINIMUM_GROUP - too_few], "Goed", "Goed", "Meestal")
    await crowd.passes_window(running_bot)
    shown = await coordinator.says("/summary")
    assert ("Moeilijk: 4" in shown.text) == is_told
    assert ("Dat kan na ronde 6." in shown.text) == (not is_told)


@pytest.mark.parametrize(
    ("answered", "silent"), [(0, 3), (MINIMUM_GROUP - 1, 0), (MINIMUM_GROUP + 1, 0)], ids=["nobody", "few", "alike"]
)
async def test_nobody_too_few_and_too_much_alike_look_the_same(
    running_bot: RunningBot, coordinator: User, answered: int, silent: int
) -> None:
    await window_of(running_bot, answered, "Goed", "Goed", "Meestal", silent=silent)
    shown = await coordinator.says("/summary")
    _, *told, when, _ = shown.text.split("\n\n")
    assert told == [UNTOLD]
    assert "Dat kan na ronde 6." in when


# --- round by round ---


def steps(shown: Message) -> list[str]:
    """The buttons that lead to other rounds."""
    return [label for label in shown.labels if "ronde" in label]


async def test_buttons_step_to_earlier_rounds_and_back(running_bot: RunningBot, coordinator: User) -> None:
    await crowd.caregivers(running_bot, 1)
    for week in (0, 2, 4):
        await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=week))
    await running_bot.tick(ROUND_OPENS + timedelta(weeks=5))
    newest = await coordinator.says("/summary")
    assert ("ronde 3" in newest.text, steps(newest)) == (True, ["Eerdere ronde"])
    middle = await coordinator.taps("Eerdere ronde")
    assert ("ronde 2" in middle.text, steps(middle)) == (True, ["Eerdere ronde", "Latere ronde"])
    oldest = await coordinator.taps("Eerdere ronde")
    assert ("ronde 1" in oldest.text, steps(oldest)) == (True, ["Latere ronde"])
    assert (await coordinator.taps("Latere ronde", "Latere ronde")).text == newest.text
    assert newest.id == oldest.id  # one message, turned like a page


async def test_an_earlier_round_shows_the_experiments_as_they_were(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    await running_bot.tries_out("Logeerhuis")
    await bram.registers("participant", works_on=("Logeerhuis",))
    await running_bot.opens_round()
    await bram.taps("Bezig")
    await running_bot.opens_round(NEXT_ROUND_OPENS)
    await bram.taps("Klaar")
    await running_bot.tick(NEXT_ROUND_OPENS + ROUND_CLOSES)
    assert "• Logeerhuis: Klaar" in (await coordinator.says("/summary")).text
    assert "• Logeerhuis: Bezig" in (await coordinator.taps("Eerdere ronde")).text


# --- who may see it ---


async def test_both_commands_show_the_own_practice(running_bot: RunningBot, coordinator: User) -> None:
    shown = await coordinator.says("/summary")
    assert shown.text.startswith("Zwolle\n")
    for command in ("/samenvatting", "/summary zwolle", "/summary  Zwolle "):
        assert (await coordinator.says(command)).text == shown.text


async def test_another_practice_is_refused_alike_whether_it_exists_or_not(
    running_bot: RunningBot, coordinator: User
) -> None:
    for named in ("ede", "Ede", "utrecht", "zwolle2", "' OR 1=1", "<b>"):
        assert (await coordinator.says(f"/summary {named}")).text == REFUSED


async def test_forged_buttons_show_nothing_of_another_practice(running_bot: RunningBot, coordinator: User) -> None:
    await crowd.caregivers(running_bot, 1, "ede")
    await running_bot.opens_round()
    await running_bot.tick(ROUND_OPENS + ROUND_CLOSES)
    mine = await coordinator.says("/summary")
    ede, zwolle = await practice_id(running_bot, "ede"), await practice_id(running_bot, "zwolle")
    for tap in (SummaryShown(ede, 0), SummaryShown(ede, 1), SummaryShown(4711, 0), SummaryPractices()):
        assert await coordinator.forges(encode(tap)) == GONE
    for round_id in range(1, 15):  # one of these is the round of Ede
        assert await coordinator.forges(encode(SummaryShown(zwolle, round_id))) is None
        assert (await coordinator.sees()).text == mine.text


@pytest.mark.parametrize("role", [None, "caregiver", "participant"])
async def test_others_are_refused(running_bot: RunningBot, els: User, role: str | None) -> None:
    if role:
        await els.registers(role)
    for command in ("/summary", "/samenvatting", "/summary zwolle"):
        assert (await els.says(command)).text == REFUSED
    for tap in (SummaryShown(await practice_id(running_bot, "zwolle"), 0), SummaryPractices()):
        assert await els.forges(encode(tap)) == GONE


async def test_a_coordinator_whose_role_was_taken_away_sees_nothing_from_then_on(
    running_bot: RunningBot, coordinator: User
) -> None:
    """Also not by a button that was shown before."""
    await crowd.caregivers(running_bot, 1)
    await running_bot.opens_round()
    await running_bot.opens_round(NEXT_ROUND_OPENS)
    await running_bot.tick(NEXT_ROUND_OPENS + ROUND_CLOSES)
    shown = await coordinator.says("/summary")
    async with running_bot.wiring.database.write() as connection:
        taken = update(memberships).where(memberships.c.role == "coordinator").values(left_at=running_bot.clock.now())
        await connection.execute(taken)
    assert await coordinator.forges(data_of(shown, "Eerdere ronde")) == GONE
    assert (await coordinator.sees()).text == shown.text
    assert (await coordinator.says("/summary")).text == REFUSED


async def test_a_manager_chooses_a_practice_first(running_bot: RunningBot, els: User) -> None:
    await els.registers("manager")
    asked = await els.says("/summary")
    assert (asked.text, len(asked.labels)) == ("Van welke praktijk wilt u de samenvatting?", 11)
    shown = await els.taps("Land van Cuijk")
    assert (shown.text.split("\n")[0], shown.labels) == ("Land van Cuijk", ["Andere praktijk"])
    assert (await els.taps("Andere praktijk")).labels == asked.labels
    assert (await els.says("/summary stein")).text.startswith("Stein\n")
    assert (await els.says("/summary utrecht")).text == REFUSED


async def test_a_manager_sees_figures_under_the_same_small_group_rule(running_bot: RunningBot, els: User) -> None:
    await els.registers("manager")
    await window_of(running_bot, MINIMUM_GROUP - 1, "Goed", "Goed", "Meestal")
    assert UNTOLD in (await els.says("/summary zwolle")).text


async def test_it_speaks_english_to_who_does(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    await corrie.says("/taal")
    await corrie.taps("English")
    assert "No round has ended yet." in (await corrie.says("/summary")).text


async def test_the_command_line_prints_the_same(running_bot: RunningBot, coordinator: User) -> None:
    phones = await crowd.caregivers(running_bot, 9)
    await running_bot.opens_round()
    await crowd.answer_spread(running_bot, phones)
    await crowd.passes_window(running_bot)
    shown = await coordinator.says("/summary")
    assert "Moeilijk: 2" in shown.text
    assert await summary_of(wire(running_bot.settings, running_bot.clock.now), "zwolle") == shown.text
