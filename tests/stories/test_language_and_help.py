"""Every person is spoken to in their own language, and shown what they can do."""

from datetime import timedelta

import pytest

from rules.access import LEADING, Role
from rules.commands import COMMANDS
from rules.menu import menu_of_everybody
from simulator.phone import Telegram
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.user import User

pytestmark = on_sqlite

GONE = "Deze knop werkt niet meer."
EVERYBODYS = [row.name for row in menu_of_everybody()]
EVERYBODYS_IN_ENGLISH = [row.english for row in menu_of_everybody()]


def commands_of(role: Role) -> list[str]:
    """Of a caregiver what everybody has, of a leader what is no button under another one."""
    if role is Role.CAREGIVER:
        return EVERYBODYS
    mine = [row for row in COMMANDS if row.listed and (not row.roles or role in row.roles)]
    return [row.name for row in mine if row.under is None or role not in LEADING]


async def speaks(running_bot: RunningBot, telegram: Telegram, language: str) -> User:
    return User(running_bot, await telegram.person("Iemand", language))


@pytest.fixture
async def emily(running_bot: RunningBot, telegram: Telegram) -> User:
    """A caregiver whose phone speaks English."""
    return await speaks(running_bot, telegram, "en")


async def registers_in_english(running_bot: RunningBot, emily: User) -> None:
    await emily.opens(await running_bot.invite("caregiver"))
    await emily.taps("Yes, I will join")


# --- which language ---


async def test_the_first_word_is_in_the_language_of_the_phone(running_bot: RunningBot, telegram: Telegram) -> None:
    """A language the programme does not speak gets the programme's first one."""
    for code, word in (("nl", "Welkom"), ("nl-BE", "Welkom"), ("en-GB", "Welcome"), ("ja", "Welkom"), ("", "Welkom")):
        assert (await (await speaks(running_bot, telegram, code)).opens()).text.startswith(word)


async def test_a_whole_check_in_in_english(running_bot: RunningBot, emily: User) -> None:
    await registers_in_english(running_bot, emily)
    assert "on Tuesday 1 December at 12:15" in (await emily.sees()).text
    await running_bot.opens_round()
    first = await emily.sees()
    assert "How do I care for my loved one together with professionals?" in first.text
    assert first.labels[:6] == ["Very difficult", "Difficult", "So-so", "Good", "Very good", "Skip"]
    await emily.says("very GOOD")
    await emily.taps("Skip", "Skip")
    await emily.says("We manage.")
    thanks = await emily.taps("Yes, that is fine")
    assert "✓ Caring together: Very good" in thanks.text
    assert (await running_bot.answers_of(emily.phone))["samen"].score == 5


async def test_two_people_in_one_round_each_read_their_own_language(
    running_bot: RunningBot, anneke: User, emily: User
) -> None:
    await anneke.registers("caregiver")
    await registers_in_english(running_bot, emily)
    await running_bot.opens_round()
    assert "Hoe zorg ik voor mijn naaste samen met beroepskrachten?" in (await anneke.sees()).text
    assert "How do I care for my loved one together with professionals?" in (await emily.sees()).text


# --- another language ---


async def test_another_language_changes_everything_said_from_then_on(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    question = await anneke.taps("Goed")
    asked = await anneke.says("/taal")
    assert asked.labels[:2] == ["Nederlands", "English"]
    question_again = await anneke.taps("English")
    chosen = next(shown for shown in await anneke.sees_all() if shown.id == asked.id)
    assert "English" in chosen.text
    assert "How well are you keeping going right now?" in question_again.text

    assert "How well are you keeping going right now?" in (await anneke.says("/checkin")).text
    assert "✓ Caring together: Good" in (await anneke.sees()).text
    assert await anneke.hears(await anneke.phone.taps("With difficulty")) is None
    assert await anneke.forges("zz") == "This button no longer works."
    await running_bot.tick(ROUND_OPENS + timedelta(days=7))
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=2))
    shown = await anneke.sees()
    assert shown.id > question.id
    assert "How has working together been lately?" in shown.text


@pytest.mark.introduced
async def test_the_command_menu_follows_the_chosen_language(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    assert list(await anneke.phone.commands()) == EVERYBODYS
    await anneke.says("/taal")
    await anneke.taps("English")
    assert list(await anneke.phone.commands()) == EVERYBODYS_IN_ENGLISH
    await anneke.says("/language")
    await anneke.taps("Nederlands")
    assert list(await anneke.phone.commands()) == EVERYBODYS


async def test_a_coordinators_menu_follows_the_chosen_language(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    await corrie.says("/taal")
    await corrie.taps("English")
    commands = await corrie.phone.commands()
    assert {"summary", "round", "invite", "practice", "help"} <= commands.keys()
    assert not {"samenvatting", "taal"} & commands.keys()
    assert commands["invite"] == "Invite people"


async def test_only_languages_of_the_programme_can_be_chosen(running_bot: RunningBot, anneke: User) -> None:
    await anneke.says("/taal")
    for forged in ("l|de", "l|", "l|nl; drop table people", "l|EN"):
        assert await anneke.forges(forged) == GONE
    assert "Dit kunt u doen" in (await anneke.says("/hulp")).text


async def test_the_commands_of_both_languages_always_work(anneke: User) -> None:
    for command in ("/taal", "/language", "/Taal", "/taal@mantelzorg_bot"):
        assert (await anneke.says(command)).labels[:2] == ["Nederlands", "English"]


# --- menus and help ---


@pytest.mark.introduced
async def test_menu_and_help_show_what_a_role_can_do(running_bot: RunningBot, telegram: Telegram) -> None:
    for role in Role:
        user = await speaks(running_bot, telegram, "nl")
        await user.registers(role)
        assert list(await user.phone.commands()) == commands_of(role)
        lines = (await user.says("/hulp")).text.splitlines()
        assert [line.split()[0][1:] for line in lines if line.startswith("/")] == commands_of(role)


async def test_help_says_where_and_as_what_somebody_takes_part(running_bot: RunningBot, els: User) -> None:
    assert "Meedoen kan met een uitnodiging" in (await els.says("/help")).text
    await els.registers("caregiver")
    await els.registers("participant")
    shown = await els.says("/hulp")
    assert "U doet mee met Zwolle, als deelnemer en mantelzorger." in shown.text
    assert "Direct gevaar? Bel 112." in shown.text
    assert "www.invoormantelzorg.nl" in shown.text


@pytest.mark.introduced
async def test_who_has_not_started_sees_the_menu_in_the_phones_language(
    running_bot: RunningBot, telegram: Telegram, anneke: User, emily: User
) -> None:
    yuki = await speaks(running_bot, telegram, "ja")
    for user in (anneke, emily, yuki):
        await user.opens()
    assert list(await anneke.phone.commands()) == EVERYBODYS
    assert list(await emily.phone.commands()) == EVERYBODYS_IN_ENGLISH
    assert list(await yuki.phone.commands()) == EVERYBODYS_IN_ENGLISH


async def test_commands_of_another_role_are_refused_in_the_same_words(running_bot: RunningBot, anneke: User) -> None:
    commands = ("/samenvatting", "/summary", "/ronde", "/round", "/uitnodigen", "/invite")
    replies = {(await anneke.says(command)).text for command in (*commands, "/checkin")}
    await anneke.registers("caregiver")
    replies |= {(await anneke.says(command)).text for command in commands}
    assert replies == {"Dat kan niet. Tik op /hulp. Dan ziet u wat wel kan."}
