"""An answer can be changed until the round closes; afterwards there is the next one to tell it in."""

from datetime import timedelta

import pytest

from simulator.phone import Message
from tests.running_bot import ROUND_OPENS, RunningBot, on_sqlite
from tests.stories.user import User, data_of

pytestmark = on_sqlite

SKIP, CHANGE = "Overslaan", "Wijzigen"
PERMISSION = "Mag de coördinator lezen wat u schreef?"
OVER = "Deze check-in is al afgerond."
CLOSED = ROUND_OPENS + timedelta(days=7)


@pytest.fixture
async def thanks(running_bot: RunningBot, anneke: User) -> Message:
    """Anneke's finished check-in."""
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    return await anneke.taps("Goed", "Gaat wel", "Meestal", SKIP)


async def options_of(user: User) -> dict[str, str | None]:
    return {step: row.option or row.text for step, row in (await user.running_bot.answers_of(user.phone)).items()}


async def test_the_finished_message_keeps_change_until_the_round_closes(
    thanks: Message, running_bot: RunningBot, anneke: User
) -> None:
    for days, answer in ((1, "Heel goed"), (3, "Met moeite"), (5, "Goed")):
        await running_bot.tick(ROUND_OPENS + timedelta(days=days))
        await running_bot.restart()
        await anneke.taps(CHANGE)
        await anneke.taps("Volhouden")
        shown = await anneke.taps(answer)
        assert (shown.id, shown.labels) == (thanks.id, [CHANGE, "Ik wil contact"])
        assert f"✓ Volhouden: {answer}" in shown.text
    assert (await options_of(anneke))["volhouden"] == "4"


async def test_what_depended_on_a_changed_answer_is_asked_again_and_the_rest_stays(
    running_bot: RunningBot, bram: User
) -> None:
    await bram.registers("participant")
    await running_bot.opens_round()
    await bram.taps("2 Volhouden")
    await bram.says("Even vrij zijn helpt.")
    await bram.taps("Ja, dat mag")
    await running_bot.restart()
    again = await bram.taps(CHANGE, "Van mantelzorgers: 2 Volhouden", "3 Goede zorg")
    assert "Wat hoorde u?" in again.text
    assert await options_of(bram) == {"voice": "goed"}
    await bram.taps("Terug")
    assert "Dank u wel." in (await bram.taps("Nee, deze keer niet")).text
    assert await options_of(bram) == {"voice": "none"}


async def test_editing_one_of_several_messages_revises_that_part(
    thanks: Message, running_bot: RunningBot, anneke: User
) -> None:
    await anneke.taps(CHANGE, "Toelichting: overgeslagen")
    await running_bot.telegram.fault("sendMessage", "slow", seconds=0.3)
    first = await anneke.phone.says("De buren hepen.")
    second = await anneke.phone.says("Elke dag.")
    await anneke.sees()
    assert (await options_of(anneke))["remark"] == "De buren hepen.\nElke dag."
    await running_bot.restart()
    await anneke.phone.edits(first, "De buren helpen.")
    assert PERMISSION in (await anneke.sees()).text
    await anneke.phone.edits(second, "Twee keer per dag.")
    await anneke.sees()
    assert (await options_of(anneke))["remark"] == "De buren helpen.\nTwee keer per dag."


async def test_an_edit_that_changes_nothing_says_nothing(thanks: Message, anneke: User) -> None:
    await anneke.taps(CHANGE, "Toelichting: overgeslagen")
    said = await anneke.phone.says("Het gaat.")
    before = [shown.id for shown in [*await anneke.sees_all(), await anneke.taps("Ja, dat mag")]]
    await anneke.phone.edits(said, "Het gaat. ")
    assert {shown.id for shown in await anneke.sees_all()} == set(before)
    assert (await options_of(anneke))["remark_shared"] == "yes"


async def test_an_edit_of_who_stopped_is_not_recorded(thanks: Message, anneke: User) -> None:
    await anneke.taps(CHANGE, "Toelichting: overgeslagen")
    said = await anneke.phone.says("Het gaat.")
    await anneke.sees()
    await anneke.says("/stop")
    await anneke.phone.edits(said, "Het gaat niet.")
    assert "U bent gestopt. Uw bericht bewaren en lezen wij niet" in (await anneke.sees()).text
    assert (await options_of(anneke))["remark"] == "Het gaat."


async def test_after_closing_it_can_be_told_in_the_next_one(
    thanks: Message, running_bot: RunningBot, anneke: User
) -> None:
    await running_bot.tick(CLOSED)
    await running_bot.restart()
    emptied = next(shown for shown in await anneke.sees_all() if shown.id == thanks.id)
    assert "Wij hebben 3 antwoorden van u bewaard." in emptied.text
    assert "Gaat wel" not in emptied.text
    assert emptied.labels == []
    await anneke.phone.taps_data(thanks, data_of(thanks, CHANGE))  # of a phone that was away meanwhile
    over = await anneke.sees()
    assert OVER in over.text
    assert "Vertel het de volgende keer. Die check-in komt op dinsdag 15 december om 12:15." in over.text
    assert "Gaat wel" not in over.text
    assert over.labels == []
    assert (await options_of(anneke))["volhouden"] == "3"


async def test_after_closing_with_a_new_one_open_it_can_be_told_now(
    thanks: Message, running_bot: RunningBot, anneke: User
) -> None:
    await running_bot.tick(CLOSED)
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=2))
    tap = await anneke.phone.taps_data(thanks, data_of(thanks, CHANGE))
    assert await anneke.hears(tap) == OVER
    over = next(shown for shown in await anneke.sees_all() if shown.id == thanks.id)
    assert "Er staat een nieuwe check-in open. Tik op /checkin." in over.text
    assert "Hoe ging het samenwerken" in (await anneke.says("/checkin")).text
