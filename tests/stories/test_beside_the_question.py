"""What is typed beside what is asked: the question stays, nothing is lost in silence, and trouble is heard first."""

from tests.running_bot import RunningBot, on_sqlite
from tests.stories.user import User

pytestmark = on_sqlite

TAP_ABOVE = "Tik op een van de knoppen hierboven. Of typ wat erop staat. Uw bericht van net bewaren wij niet."
REFERRAL = "Direct gevaar? Bel 112."
BEREAVED = "Zullen wij stoppen met de check-ins?"


async def test_a_question_outside_a_check_in_stays_until_it_is_answered(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.says("/wissen")
    assert (await anneke.says("misschien")).text == TAP_ABOVE
    assert "Er is niets gewist." in (await anneke.says("terug")).text


async def test_who_asks_something_in_between_can_still_say_no(anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/wissen")
    assert "Dit is een computer." in (await anneke.says("wie leest dit?")).text
    assert "Er is niets gewist." in (await anneke.says("nee")).text


async def test_an_answered_question_is_not_answered_again(anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("stop")
    assert "U doet gewoon mee." in (await anneke.says("nee")).text
    await anneke.says("ja")
    assert not any("U bent gestopt." in shown.text for shown in await anneke.sees_all())


async def test_a_death_told_of_at_a_text_is_kept_and_asked_about_once(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.taps("Goed", "Goed", "Meestal")
    assert BEREAVED in (await anneke.says("mijn vrouw is vannacht overleden")).text
    assert (await running_bot.answers_of(anneke.phone))["remark"].text == "mijn vrouw is vannacht overleden"
    assert "Veel sterkte gewenst." in (await anneke.says("ja")).text
    asked = [shown for shown in await anneke.sees_all() if BEREAVED in shown.text]
    assert len(asked) <= 1


async def test_a_sign_of_an_emergency_is_heard_where_something_else_is_waited_for(anneke: User) -> None:
    """Below a photo while a day is asked, behind a slash, and in the words of the country."""
    await anneke.registers("caregiver")
    await anneke.says("/pauze")
    await anneke.taps("Vakantie")
    await anneke.phone.sends("photo", caption="mijn man is gevallen")
    assert any(REFERRAL in shown.text for shown in (await anneke.sees_all())[-2:])
    await anneke.says("/ik_kan_niet_meer")
    assert any(REFERRAL in shown.text for shown in (await anneke.sees_all())[-2:])


async def test_dutch_is_understood_whatever_language_the_bot_speaks(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.says("/taal")
    await anneke.taps("Türkçe")
    await anneke.says("ik kan niet meer")
    assert any("112" in shown.text for shown in (await anneke.sees_all())[-3:])
    assert (await anneke.says("ik wil stoppen")).labels[-1] == "Hayır, devam"
    assert (await anneke.says("nee")).labels == []


async def test_a_voice_note_in_a_pause_does_not_bring_the_question_back(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.taps("Goed")
    await anneke.says("/pauze")
    await anneke.taps("Vakantie", "2 weken")
    heard = await anneke.sends("voice")
    assert ("U heeft pauze tot" in heard.text, heard.labels) == (True, [])
