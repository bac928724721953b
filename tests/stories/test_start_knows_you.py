"""`/start` of somebody we know: where they are, and never a welcome for who was not away."""

from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.user import User

WELCOME_BACK = "Fijn dat u er weer bent."


@on_both
async def test_it_shows_the_open_question_or_when_the_next_one_comes(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    assert "De volgende komt op dinsdag 1 december" in (await anneke.opens()).text
    await running_bot.opens_round()
    question = await anneke.sees()
    again = await anneke.opens()
    assert again.id > question.id
    assert again.labels == question.labels
    assert not any(WELCOME_BACK in shown.text for shown in await anneke.sees_all())


@on_sqlite
async def test_a_leader_sees_what_can_be_done(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    assert "Wat er op u wacht in Zwolle" in (await corrie.opens()).text
    assert not any(WELCOME_BACK in shown.text for shown in await corrie.sees_all())


@on_sqlite
async def test_who_stopped_is_welcome_and_goes_on_with_the_open_question(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    question = await anneke.sees()
    await anneke.says("/stop")
    assert (await anneke.opens()).labels == question.labels
    assert WELCOME_BACK in (await anneke.sees_all())[-2].text


@on_sqlite
async def test_who_paused_and_stopped_comes_back_to_the_pause(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/pauze")
    await anneke.taps("Vakantie", "4 weken", "Nee, liever niet")
    await anneke.says("/stop")
    assert "U heeft pauze." in (await anneke.opens()).text


@on_sqlite
async def test_coming_back_between_rounds_it_says_when_the_next_one_comes(
    running_bot: RunningBot, anneke: User
) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/stop")
    assert "De volgende komt op dinsdag 1 december" in (await anneke.opens()).text
    assert WELCOME_BACK in (await anneke.sees_all())[-2].text


@on_sqlite
async def test_a_leader_in_a_pause_sees_what_waits_as_well(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    await corrie.registers("caregiver")
    await corrie.says("/pauze")
    await corrie.taps("Vakantie", "4 weken", "Nee, liever niet")
    assert "Wat er op u wacht in Zwolle" in (await corrie.opens()).text
    assert "U heeft pauze." in (await corrie.sees_all())[-2].text


@on_both
async def test_ones_own_invitation_is_a_way_back_and_no_other_link_is(
    running_bot: RunningBot, anneke: User, els: User
) -> None:
    own = await running_bot.invite("caregiver")
    await anneke.opens(own)
    await anneke.taps("Ja, ik doe mee")
    await anneke.says("/stop")
    await anneke.opens("A" * 32)
    await anneke.opens(await running_bot.invite("caregiver", "ede"))
    await anneke.taps("Nee, hier blijven")
    await anneke.opens(await running_bot.invite("participant"))
    await anneke.taps("Liever niet")
    await els.registers("caregiver")
    await running_bot.opens_round()
    assert "Vraag 1" not in (await anneke.sees()).text
    await running_bot.restart()
    assert "Vraag 1 van hooguit 5" in (await anneke.says(own)).text
    assert WELCOME_BACK in (await anneke.sees_all())[-2].text


@on_sqlite
async def test_a_new_role_is_a_way_back_too(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await anneke.says("/stop")
    await anneke.registers("participant")
    await running_bot.opens_round()
    assert "Hoe ging het samenwerken" in (await anneke.sees()).text
