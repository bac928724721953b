"""Who ends whose role, and how: managers a leader's, a coordinator with a code, a successor by beginning."""

import asyncio
from datetime import timedelta

import pytest

from rules.access import Role
from rules.address import Address
from storage import endings, memberships, people
from tests.once import PROGRAMME
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.leaders import lists_practices
from tests.stories.test_ended_roles import GONE, everything, token_of
from tests.stories.test_refusals import REFUSED
from tests.stories.ticking_on import ticks_on
from tests.stories.user import User, data_of
from texts.callback_data import encode
from texts.paging import PER_PAGE
from texts.taps.leaving import StopRolesPaged

WRONG = "Deze code werkt niet."


@pytest.fixture
async def nico(running_bot: RunningBot) -> User:
    """Another manager of the programme."""
    return User(running_bot, await running_bot.telegram.person("Nico"))


async def roles_of(running_bot: RunningBot, user: User) -> set[Role]:
    async with running_bot.wiring.database.read() as connection:
        viewer = await people.viewer(connection, Address(user.phone.id))
    return set(viewer.roles) if viewer else set()


async def looks_at_coordinators(marja: User, practice: str = "Zwolle") -> None:
    await lists_practices(marja)
    while (await marja.sees()).button(practice) is None:
        await marja.taps("Volgende →")
    await marja.taps(practice, "Coördinatoren")


# --- a manager ends a coordinator's role ---


@on_both
async def test_a_manager_sees_who_coordinates_by_the_name_of_this_moment_and_ends_a_role(
    running_bot: RunningBot, marja: User, corrie: User, dirk: User
) -> None:
    await marja.registers("manager")
    await corrie.registers("coordinator")
    await dirk.registers("coordinator")
    await looks_at_coordinators(marja)
    shown = await marja.sees()
    assert "1. Corrie, sinds" in shown.text
    assert "2. Dirk, sinds" in shown.text
    assert "Wij bewaren ze niet." in shown.text
    await running_bot.restart()
    asked = await marja.taps("Rol van nummer 1 beëindigen")
    assert "Stopt Corrie als coördinator van Zwolle?" in asked.text
    done = await marja.taps("Ja, rol beëindigen")
    assert "Corrie" not in done.text
    assert "1. Dirk" in done.text
    told = (await corrie.sees()).text
    assert told.startswith("U bent geen coördinator van Zwolle meer.")
    assert "Een programmaleider heeft dat zo geregeld." in told
    assert "samenvatting" not in await corrie.phone.commands()
    assert (await corrie.says("/samenvatting")).text == REFUSED


@on_both
async def test_no_name_of_it_is_kept(running_bot: RunningBot, marja: User, corrie: User) -> None:
    await marja.registers("manager")
    await corrie.registers("coordinator")
    await looks_at_coordinators(marja)
    assert "Corrie" in (await marja.sees()).text
    rows = await everything(running_bot)
    assert not [name for name, found in rows.items() if "Corrie" in str(found)]


@on_sqlite
async def test_a_name_that_telegram_does_not_tell_is_said_to_be_none(
    running_bot: RunningBot, marja: User, corrie: User
) -> None:
    await marja.registers("manager")
    await corrie.registers("coordinator")
    await running_bot.telegram.fault("getChat", "status", times=1, error_code=400)
    await looks_at_coordinators(marja)
    assert "1. (naam niet te zien), sinds" in (await marja.sees()).text


@on_both
async def test_of_the_last_coordinator_the_managers_are_told_and_take_over(
    running_bot: RunningBot, marja: User, nico: User, corrie: User, anneke: User
) -> None:
    for user in (marja, nico):
        await user.registers("manager")
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await looks_at_coordinators(marja)
    await marja.taps("Rol van nummer 1 beëindigen", "Ja, rol beëindigen")
    assert "Zwolle heeft geen coördinator meer." in (await nico.sees()).text
    await nico.taps("Coördinator uitnodigen")
    assert (await nico.sees()).labels[:3] == ["Een coördinator", "Een mantelzorger", "Een deelnemer"]
    await nico.taps("Een mantelzorger")
    token = token_of(await nico.sees_all())
    await running_bot.restart()
    await running_bot.tick(running_bot.clock.now() + timedelta(days=6))
    await running_bot.tick(running_bot.clock.now() + timedelta(days=1))
    await running_bot.settles()
    for user in (marja, nico):
        assert any("Zwolle, ronde 1" in shown.text for shown in await user.sees_all())
    newcomer = User(running_bot, await running_bot.telegram.person("Fatma"))
    assert "Welkom bij de check-in van Zwolle" in (await newcomer.opens(token)).text


@on_both
async def test_the_digest_of_a_round_goes_to_managers_when_the_coordinator_goes_before_the_morning(
    running_bot: RunningBot, marja: User, corrie: User, anneke: User
) -> None:
    await marja.registers("manager")
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await corrie.says("/ronde")
    await corrie.taps("Nu sluiten", "Ja, nu sluiten")
    await corrie.says("/wissen")
    await corrie.taps("Ja, wis alles")
    assert "Zwolle heeft geen coördinator meer." in (await marja.sees()).text
    await running_bot.tick(running_bot.clock.now() + timedelta(days=1))
    await running_bot.settles()
    assert any("Zwolle, ronde 1" in shown.text for shown in await marja.sees_all())


@on_sqlite
async def test_with_a_coordinator_there_managers_invite_nobody_else(
    running_bot: RunningBot, marja: User, corrie: User
) -> None:
    await marja.registers("manager")
    await corrie.registers("coordinator")
    await looks_at_coordinators(marja)
    assert (await marja.taps("Coördinator uitnodigen")).labels == ["Een coördinator"]


# --- managers ---


@on_both
async def test_managers_end_one_another_but_never_themselves_there(
    running_bot: RunningBot, marja: User, nico: User
) -> None:
    for user in (marja, nico):
        await user.registers("manager")
    await marja.says("/programma")
    shown = await marja.taps("Programmaleiders")
    assert "1. Marja (uzelf)" in shown.text
    assert [label for label in shown.labels if "Rol van" in label] == ["Rol van nummer 2 beëindigen"]
    await marja.taps("Rol van nummer 2 beëindigen", "Ja, rol beëindigen")
    assert "U bent geen programmaleider meer." in (await nico.sees()).text
    assert (await nico.says("/programma")).text == REFUSED


@on_both
async def test_of_two_managers_who_end_each_other_at_once_one_stays(
    running_bot: RunningBot, marja: User, nico: User
) -> None:
    for user in (marja, nico):
        await user.registers("manager")
        await user.says("/programma")
    for user, number in ((marja, 2), (nico, 1)):
        await user.says("/programma")
        await user.taps("Programmaleiders", f"Rol van nummer {number} beëindigen")
    await asyncio.gather(*(user.phone.taps("Ja, rol beëindigen") for user in (marja, nico)))
    await running_bot.settles()
    left = [user for user in (marja, nico) if Role.MANAGER in await roles_of(running_bot, user)]
    assert len(left) == 1


@on_sqlite
async def test_no_coordinator_ends_a_fellow_and_no_manager_an_answerer(
    running_bot: RunningBot, marja: User, corrie: User, dirk: User, anneke: User
) -> None:
    await marja.registers("manager")
    for user in (corrie, dirk):
        await user.registers("coordinator")
    await anneke.registers("caregiver")
    await looks_at_coordinators(marja)
    await marja.taps("Rol van nummer 1 beëindigen")
    yes = data_of(await marja.sees(), "Ja, rol beëindigen")
    code, number = yes.split("|")
    assert await dirk.forges(yes) == "Deze knop werkt niet meer."
    for other in range(int(number) + 3):
        if other not in (int(number), int(number) + 1):
            await marja.forges(f"{code}|{other}")
    assert await roles_of(running_bot, anneke) == {Role.CAREGIVER}
    assert await roles_of(running_bot, marja) == {Role.MANAGER}


# --- handing over ---


@on_both
async def test_a_coordinator_hands_over_to_a_successor(running_bot: RunningBot, corrie: User, dirk: User) -> None:
    await corrie.registers("coordinator")
    await corrie.says("/praktijk")
    asked = await corrie.taps("Overdragen aan een opvolger")
    assert "Zegt uw opvolger ja? Dan stopt uw rol" in asked.text
    await corrie.taps("Ja, maak een uitnodiging")
    token = token_of(await corrie.sees_all())
    assert "Uw opvolger is nog niet begonnen." in (await corrie.opens()).text
    await running_bot.restart()
    await dirk.opens(token)
    assert await roles_of(running_bot, corrie) == {Role.COORDINATOR}
    await dirk.taps("Ja, ik doe mee")
    assert await roles_of(running_bot, dirk) == {Role.COORDINATOR}
    assert await roles_of(running_bot, corrie) == set()
    told = (await corrie.sees()).text
    assert "Uw opvolger is begonnen." in told
    assert "samenvatting" in await dirk.phone.commands()
    assert "samenvatting" not in await corrie.phone.commands()


@on_both
async def test_a_second_link_takes_the_place_of_the_first_and_it_can_be_withdrawn(
    running_bot: RunningBot, corrie: User, dirk: User, els: User
) -> None:
    await corrie.registers("coordinator")
    await corrie.says("/praktijk")
    await corrie.taps("Overdragen aan een opvolger", "Ja, maak een uitnodiging")
    first = token_of(await corrie.sees_all())
    await corrie.says("/praktijk")
    await corrie.taps("Overdragen aan een opvolger", "Maak een nieuwe uitnodiging")
    second = token_of(await corrie.sees_all())
    assert "werkt niet" in (await dirk.opens(first)).text
    await corrie.taps("Intrekken", "Ja, intrekken")
    assert "werkt niet" in (await els.opens(second)).text
    assert await roles_of(running_bot, corrie) == {Role.COORDINATOR}


@on_sqlite
async def test_who_hands_over_hears_that_the_link_was_opened_by_who_leads_already(
    running_bot: RunningBot, corrie: User, dirk: User, els: User
) -> None:
    """Nothing comes of that; the link is still good for somebody else."""
    for coordinator in (corrie, dirk):
        await coordinator.registers("coordinator")
    await corrie.says("/praktijk")
    await corrie.taps("Overdragen aan een opvolger", "Ja, maak een uitnodiging")
    token = token_of(await corrie.sees_all())
    await corrie.opens(token)
    assert not any("opende uw uitnodiging" in shown.text for shown in await corrie.sees_all())
    for _ in range(2):
        await dirk.opens(token)
        await running_bot.restart()
    told = [shown.text for shown in await corrie.sees_all() if "opende uw uitnodiging" in shown.text]
    assert len(told) == 1
    assert await roles_of(running_bot, corrie) == {Role.COORDINATOR}
    await els.opens(token)
    await els.taps("Ja, ik doe mee")
    assert await roles_of(running_bot, corrie) == set()


# --- by a code ---


async def code_of(user: User) -> str:
    await user.says("/hulp")
    shown = await user.taps("Code", "Mij laten uitschrijven")
    return next(line for line in shown.text.splitlines() if "Uw code" in line).split(": ")[1]


async def asks_for_code(corrie: User, way: str = "De persoon las hem voor") -> None:
    await corrie.says("/mensen")
    await corrie.taps("Iemand uitschrijven", way)


@on_both
async def test_a_caregiver_reads_a_code_aloud_and_takes_part_no_longer(
    running_bot: RunningBot, corrie: User, anneke: User
) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    code = await code_of(anneke)
    await running_bot.restart()
    await asks_for_code(corrie)
    assert "Gedaan." in (await corrie.says(code.replace("-", " "))).text
    told = (await anneke.sees()).text
    assert "U doet niet meer mee met Zwolle, als mantelzorger." in told
    assert "met de code die u gaf" in told
    assert (await running_bot.tick(running_bot.clock.now() + timedelta(days=8))).opened == 0
    await asks_for_code(corrie)
    assert WRONG in (await corrie.says(code)).text


@on_both
async def test_a_code_works_in_ones_own_practice_and_for_nothing_else(
    running_bot: RunningBot, corrie: User, dirk: User, anneke: User
) -> None:
    await corrie.registers("coordinator")
    await dirk.registers("coordinator", "ede")
    await anneke.registers("caregiver")
    await asks_for_code(dirk)
    assert WRONG in (await dirk.says(await code_of(anneke))).text
    assert await roles_of(running_bot, anneke) == {Role.CAREGIVER}
    await anneke.says("/hulp")
    shown = await anneke.taps("Code", "Nakijken wat er misging")
    trace = next(line for line in shown.text.splitlines() if "Uw code" in line).split(": ")[1]
    await asks_for_code(corrie)
    assert WRONG in (await corrie.says(trace)).text
    assert await roles_of(running_bot, anneke) == {Role.CAREGIVER}


@on_sqlite
async def test_who_guesses_codes_is_stopped(running_bot: RunningBot, corrie: User, anneke: User) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    code = await code_of(anneke)
    await asks_for_code(corrie)
    for _ in range(6):
        assert WRONG in (await corrie.says("1234 5678 9012")).text
    assert WRONG in (await corrie.says(code)).text
    assert await roles_of(running_bot, anneke) == {Role.CAREGIVER}


@on_both
async def test_a_letter_is_announced_and_ends_it_after_seven_days(
    running_bot: RunningBot, corrie: User, bram: User
) -> None:
    await corrie.registers("coordinator")
    await bram.registers("participant")
    code = await code_of(bram)
    await asks_for_code(corrie, "De code stond in een brief")
    assert "De persoon hoort dat nu" in (await corrie.says(code)).text
    assert "Uw coördinator kreeg een brief met uw code." in (await bram.sees()).text
    await running_bot.restart()
    begun = running_bot.clock.now()
    await ticks_on(running_bot, begun + timedelta(days=6, hours=23))
    assert await roles_of(running_bot, bram) == {Role.PARTICIPANT}
    await ticks_on(running_bot, begun + timedelta(days=7, minutes=1))
    await running_bot.settles()
    assert await roles_of(running_bot, bram) == set()
    assert "Dat stond in uw brief." in (await bram.sees()).text


@on_both
async def test_a_no_to_a_letter_ends_nothing_and_is_told(running_bot: RunningBot, corrie: User, bram: User) -> None:
    await corrie.registers("coordinator")
    await bram.registers("participant")
    code = await code_of(bram)
    await asks_for_code(corrie, "De code stond in een brief")
    await corrie.says(code)
    await running_bot.restart()
    assert "U blijft meedoen." in (await bram.taps("Nee, ik blijf meedoen")).text
    assert "zegt nee, en blijft meedoen met Zwolle" in (await corrie.sees()).text
    await ticks_on(running_bot, running_bot.clock.now() + timedelta(days=8))
    assert await roles_of(running_bot, bram) == {Role.PARTICIPANT}


@on_sqlite
async def test_who_only_leads_has_no_code_to_be_signed_off_with(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    await corrie.says("/hulp")
    assert (await corrie.taps("Code")).labels == ["Nakijken wat er misging", "Mijn gegevens per brief"]


# --- /stop ---


@on_both
async def test_who_is_several_things_chooses_what_to_stop(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    await corrie.registers("participant")
    asked = await corrie.says("/stop")
    assert asked.labels == ["Als coördinator van Zwolle", "Als deelnemer", "Met alles"]
    sure = await corrie.taps("Als coördinator van Zwolle")
    assert "U ziet dan geen cijfers meer" in sure.text
    await running_bot.restart()
    assert "U bent geen coördinator van Zwolle meer." in (await corrie.taps("Ja, stoppen")).text
    assert await roles_of(running_bot, corrie) == {Role.PARTICIPANT}
    assert "samenvatting" not in await corrie.phone.commands()
    assert (await corrie.says("/ronde")).text == REFUSED


@on_both
async def test_of_many_roles_there_are_pages_to_choose_from(running_bot: RunningBot, corrie: User, bram: User) -> None:
    led = PROGRAMME.practices[: PER_PAGE + 1]
    for practice in led:
        await corrie.registers("coordinator", practice.slug)
    first = await corrie.says("/stop")
    assert first.labels[-2:] == ["Volgende →", "Met alles"]
    second = await corrie.taps("Volgende →")
    assert second.labels[-2:] == ["← Vorige", "Met alles"]
    assert len({*first.labels, *second.labels} - {"Volgende →", "← Vorige", "Met alles"}) == len(led)
    last = second.labels[0]
    assert last.removeprefix("Als coördinator van ") in (await corrie.taps(last)).text
    await bram.registers("participant")
    assert await bram.forges(encode(StopRolesPaged(1))) == GONE


@on_both
@pytest.mark.parametrize("says", ["/stop", "stop"])
async def test_a_coordinator_who_stops_loses_the_desk_and_managers_hear_of_it(
    running_bot: RunningBot, corrie: User, marja: User, says: str
) -> None:
    await marja.registers("manager")
    await corrie.registers("coordinator")
    assert "Wilt u stoppen als coördinator van Zwolle?" in (await corrie.says(says)).text
    await corrie.taps("Nee, doorgaan")
    assert await roles_of(running_bot, corrie) == {Role.COORDINATOR}
    await corrie.says(says)
    await corrie.taps("Ja, stoppen")
    assert await roles_of(running_bot, corrie) == set()
    assert "Zwolle heeft geen coördinator meer." in (await marja.sees()).text
    assert "uitnodiging" in (await corrie.opens()).text


@on_both
async def test_with_everything_means_everything_but_the_way_back_as_an_answerer(
    running_bot: RunningBot, corrie: User
) -> None:
    await corrie.registers("coordinator")
    await corrie.registers("caregiver")
    await corrie.says("/stop")
    assert "Uw rol als coördinator of programmaleider stopt ook." in (await corrie.taps("Met alles")).text
    assert "U bent gestopt." in (await corrie.taps("Ja, stoppen")).text
    await corrie.opens()
    assert await roles_of(running_bot, corrie) == {Role.CAREGIVER}


@on_both
async def test_the_last_manager_stops_nothing(running_bot: RunningBot, marja: User) -> None:
    await marja.registers("manager")
    await marja.registers("caregiver")
    await marja.says("/stop")
    assert "U bent de enige programmaleider" in (await marja.taps("Als programmaleider")).text
    await marja.says("/stop")
    assert "U bent de enige programmaleider" in (await marja.taps("Met alles")).text
    assert await roles_of(running_bot, marja) == {Role.MANAGER, Role.CAREGIVER}


# --- contact ---


@on_both
async def test_who_asks_for_contact_is_told_first_who_sees_it(
    running_bot: RunningBot, corrie: User, marja: User, anneke: User
) -> None:
    """A coordinator goes between the question and the yes: then it is asked once more."""
    await marja.registers("manager")
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await anneke.says("/hulp")
    assert "Wilt u dat de coördinator contact" in (await anneke.taps("Ik wil contact")).text
    await corrie.says("/stop")
    await corrie.taps("Ja, stoppen")
    assert "Uw praktijk heeft nu geen coördinator." in (await anneke.taps("Ja, graag")).text
    assert not [shown for shown in await marja.sees_all() if "Anneke" in shown.text]
    assert "programmaleiders" in (await anneke.taps("Ja, graag")).text
    assert "Anneke vraagt of u contact opneemt." in (await marja.sees()).text


@on_both
async def test_who_waits_for_a_coordinator_that_goes_is_asked_before_others_see_it(
    running_bot: RunningBot, corrie: User, marja: User, anneke: User, els: User
) -> None:
    await marja.registers("manager")
    await corrie.registers("coordinator")
    for user in (anneke, els):
        await user.registers("caregiver")
        await user.asks_for_contact()
    await corrie.says("/stop")
    await corrie.taps("Ja, stoppen")
    for user in (anneke, els):
        assert "Uw praktijk heeft nu geen coördinator." in (await user.sees()).text
    await els.taps("Nee, dank u")
    await running_bot.restart()
    await running_bot.tick(running_bot.clock.now() + timedelta(days=4))
    await running_bot.settles()
    assert not [shown for shown in await marja.sees_all() if "Anneke" in shown.text or "Els" in shown.text]
    asked = [shown for shown in await anneke.sees_all() if "Uw praktijk heeft nu geen coördinator." in shown.text]
    assert len(asked) == 2  # when the coordinator went, and when nobody had seen to it for so long
    await anneke.taps("Ja, graag")
    assert "Anneke vraagt of u contact opneemt." in (await marja.sees()).text
    assert "Toon het verzoek om contact" in (await marja.opens()).labels
    await marja.taps("Toon het verzoek om contact")
    assert "Anneke vraagt of u contact opneemt." in (await marja.sees()).text
    assert not [shown for shown in await marja.sees_all() if "Els" in shown.text]


@on_sqlite
async def test_a_second_ending_of_the_same_role_does_nothing(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    async with running_bot.wiring.database.write() as connection:
        viewer = await people.viewer(connection, Address(corrie.phone.id))
        assert viewer
        held = await endings.all_of(connection, viewer.person_id, list(Role))
        now = running_bot.clock.now()
        assert [await endings.end(connection, held, "owner", now, by=None) for _ in range(2)] == [1, 0]
        assert await memberships.managers(connection) == []
