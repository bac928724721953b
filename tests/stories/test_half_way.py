"""What had begun when something else happened: a door was closed, a role ended, a letter came too late."""

import asyncio
from datetime import timedelta

import pytest

from rules.access import Role
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.leaders import lists_practices
from tests.stories.test_ended_roles import token_of
from tests.stories.test_ending_roles import asks_for_code, code_of, roles_of
from tests.stories.test_practice_news import closes
from tests.stories.ticking_on import ticks_on
from tests.stories.user import User, data_of

DOES_NOT_WORK = "Deze uitnodiging werkt niet."
BY_LETTER = "De code stond in een brief"


@on_both
@pytest.mark.parametrize("label", ["Een deelnemer", "Een mantelzorger"])
async def test_who_had_begun_by_an_invitation_that_is_taken_back_does_not_get_in(
    running_bot: RunningBot, corrie: User, bram: User, label: str
) -> None:
    await corrie.registers("coordinator")
    await corrie.says("/uitnodigen")
    await corrie.taps(label)
    await bram.opens(token_of(await corrie.sees_all()))
    assert "0 mensen kwamen ermee binnen" in (await corrie.taps("Intrekken")).text
    await corrie.taps("Ja, intrekken")
    await running_bot.restart()
    assert DOES_NOT_WORK in (await bram.taps("Ja, ik doe mee")).text
    assert await roles_of(running_bot, bram) == set()


@on_sqlite
async def test_a_successor_who_had_begun_does_not_lead_when_the_role_was_ended_first(
    running_bot: RunningBot, marja: User, corrie: User, dirk: User
) -> None:
    await marja.registers("manager")
    await corrie.registers("coordinator")
    await corrie.says("/praktijk")
    await corrie.taps("Overdragen aan een opvolger", "Ja, maak een uitnodiging")
    await dirk.opens(token_of(await corrie.sees_all()))
    await lists_practices(marja)
    await marja.taps("Volgende →", "Zwolle", "Coördinatoren", "Rol van nummer 1 beëindigen", "Ja, rol beëindigen")
    assert DOES_NOT_WORK in (await dirk.taps("Ja, ik doe mee")).text
    assert await roles_of(running_bot, dirk) == set()


@on_both
async def test_a_letter_ends_nothing_that_somebody_said_yes_to_after_it(
    running_bot: RunningBot, corrie: User, anneke: User
) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await asks_for_code(corrie, BY_LETTER)
    await corrie.says(await code_of(anneke))
    await asks_for_code(corrie)
    await corrie.says(await code_of(anneke))
    await running_bot.tick(running_bot.clock.now() + timedelta(hours=1))
    await anneke.registers("caregiver")
    await running_bot.restart()
    await ticks_on(running_bot, running_bot.clock.now() + timedelta(days=8))
    assert await roles_of(running_bot, anneke) == {Role.CAREGIVER}


@on_sqlite
async def test_a_letter_is_announced_to_who_stopped_as_well(
    running_bot: RunningBot, corrie: User, anneke: User, els: User
) -> None:
    await corrie.registers("coordinator")
    for user in (anneke, els):
        await user.registers("caregiver")
        code = await code_of(user)
        await user.says("/stop")
        await asks_for_code(corrie, BY_LETTER)
        await corrie.says(code)
    assert "U blijft meedoen." in (await anneke.taps("Nee, ik blijf meedoen")).text
    await ticks_on(running_bot, running_bot.clock.now() + timedelta(days=8))
    await running_bot.settles()
    assert "Dat stond in uw brief." in (await els.sees()).text
    assert await roles_of(running_bot, anneke) == {Role.CAREGIVER}
    assert await roles_of(running_bot, els) == set()


@on_sqlite
async def test_a_letter_counts_also_for_who_had_one_in_another_practice(
    running_bot: RunningBot, corrie: User, dirk: User, anneke: User
) -> None:
    await corrie.registers("coordinator")
    await dirk.registers("coordinator", "ede")
    await anneke.registers("caregiver")
    await asks_for_code(corrie, BY_LETTER)
    await corrie.says(await code_of(anneke))
    await anneke.opens(await running_bot.invite("caregiver", "ede"))
    await anneke.taps("Ja, naar Ede", "Ja, ik doe mee")
    await asks_for_code(dirk, BY_LETTER)
    assert "stopt het meedoen" in (await dirk.says(await code_of(anneke))).text
    assert "dat u wilt stoppen met Ede" in (await anneke.sees()).text
    await ticks_on(running_bot, running_bot.clock.now() + timedelta(days=8))
    assert await roles_of(running_bot, anneke) == set()


@on_both
async def test_of_two_coordinators_who_stop_at_once_managers_hear_that_nobody_is_left(
    running_bot: RunningBot, marja: User, corrie: User, dirk: User
) -> None:
    await marja.registers("manager")
    for user in (corrie, dirk):
        await user.registers("coordinator")
        await user.says("/stop")
    await asyncio.gather(*(user.phone.taps("Ja, stoppen") for user in (corrie, dirk)))
    await running_bot.settles()
    told = [shown.text for shown in await marja.sees_all() if "geen coördinator meer" in shown.text]
    assert len(told) == 1


@on_sqlite
async def test_managers_hear_of_a_coordinator_who_went_while_the_practice_was_closed(
    running_bot: RunningBot, marja: User, els: User, corrie: User
) -> None:
    for user in (marja, els):
        await user.registers("manager")
    await corrie.registers("coordinator")
    await closes(marja)
    await corrie.says("/stop")
    await corrie.taps("Ja, stoppen")
    assert "geen coördinator meer" not in (await els.sees()).text
    await marja.taps("Weer openen", "Ja, weer openen")
    assert "Zwolle heeft geen coördinator meer." in (await els.sees()).text


@on_both
async def test_who_leads_no_longer_has_no_name_of_who_asked_for_contact_on_the_phone(
    running_bot: RunningBot, marja: User, corrie: User, anneke: User
) -> None:
    await marja.registers("manager")
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await anneke.asks_for_contact()
    assert "Anneke vraagt" in (await corrie.sees()).text
    await lists_practices(marja)
    await marja.taps("Volgende →", "Zwolle", "Coördinatoren", "Rol van nummer 1 beëindigen", "Ja, rol beëindigen")
    assert not any("Anneke" in shown.text for shown in await corrie.sees_all())


@on_sqlite
async def test_what_waits_for_managers_while_no_coordinator_can_be_reached(
    running_bot: RunningBot, marja: User, corrie: User, anneke: User
) -> None:
    await marja.registers("manager")
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await corrie.phone.blocks()
    await anneke.asks_for_contact()
    await marja.opens()
    assert "Anneke vraagt" in (await marja.taps("Toon het verzoek om contact")).text
    await corrie.phone.unblocks()
    await corrie.opens()
    assert "Anneke vraagt" in (await corrie.taps("Toon het verzoek om contact")).text
    assert not (await marja.opens()).button("Toon het verzoek om contact")


# --- whose part was ended ---


@on_both
async def test_who_was_signed_off_did_not_take_back_their_yes_and_still_can(
    running_bot: RunningBot, corrie: User, anneke: User
) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await asks_for_code(corrie)
    await corrie.says(await code_of(anneke))
    assert "U doet nu niet mee." in (await anneke.says("De tuin staat er mooi bij.")).text
    shown = await anneke.says("/privacy")
    assert "U zei ja op 23 november 2026." in shown.text
    assert "U nam uw ja terug" not in shown.text
    await running_bot.restart()
    assert "U nam uw ja terug." in (await anneke.taps("Mijn ja terugnemen")).text
    shown = await anneke.says("/privacy")
    assert "U nam uw ja terug op 23 november 2026." in shown.text
    assert shown.labels == []


@on_sqlite
async def test_who_says_no_to_one_more_role_keeps_the_other_one(running_bot: RunningBot, anneke: User) -> None:
    """What is said then holds for who takes part already, too."""
    await anneke.registers("caregiver")
    for label in ("Liever niet", "Ik ben geen deelnemer"):
        await anneke.opens(await running_bot.invite("participant"))
        said = (await anneke.taps(label)).text
        assert "geen vragen" not in said
        assert "U doet nu niet mee" not in said
    await running_bot.opens_round()
    assert "Vraag 1 van hooguit 5" in (await anneke.sees()).text


@on_both
async def test_who_left_in_the_middle_of_a_round_is_not_among_those_to_remind(
    running_bot: RunningBot, corrie: User, anneke: User, els: User, bram: User
) -> None:
    """Signed off, or gone to another practice."""
    await corrie.registers("coordinator")
    for user in (anneke, els, bram):
        await user.registers("caregiver")
    await running_bot.opens_round()
    await asks_for_code(corrie)
    await corrie.says(await code_of(anneke))
    await els.opens(await running_bot.invite("caregiver", "ede"))
    await els.taps("Ja, naar Ede", "Ja, ik doe mee")
    assert "Dit bericht krijgt 1 persoon:" in (await corrie.says("/herinner")).text
    await running_bot.tick(ROUND_OPENS + timedelta(days=2))
    await running_bot.settles()
    reminded = [any("staat nog open" in shown.text for shown in await user.sees_all()) for user in (anneke, els, bram)]
    assert reminded == [False, False, True]


# --- a practice that is closed ---


@on_both
async def test_a_closed_practice_says_so_wherever_something_would_be_planned(
    running_bot: RunningBot, marja: User, corrie: User, anneke: User
) -> None:
    await marja.registers("manager")
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await corrie.says("/praktijk")
    successor = data_of(await corrie.taps("Overdragen aan een opvolger"), "Ja, maak een uitnodiging")
    rest = data_of(await corrie.says("/ronde"), "Mantelzorgers vrij in schoolvakantie")
    await closes(marja)
    for command in ("/ronde", "/terugkoppeling"):
        assert "Deze praktijk is gesloten." in (await corrie.says(command)).text, command
    for data in (successor, rest):
        await corrie.says("/praktijk")
        await corrie.forges(data)
        assert "Deze praktijk is gesloten." in (await corrie.sees()).text, data
    await running_bot.restart()
    for command in ("/start", "/checkin"):
        assert "Zwolle is gestopt.\nU krijgt geen check-ins meer." in (await anneke.says(command)).text, command
    await anneke.says("/stop")
    assert "Zwolle is gestopt." in (await anneke.opens()).text
    assert not any("weer check-ins" in shown.text for shown in await anneke.sees_all())
