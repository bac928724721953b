"""A leader's menu can be read, follows the roles at once, and costs no more taps; what changed is told by role."""

import pytest

from rules.access import Role
from rules.address import Address
from rules.commands import COMMANDS, may_use
from rules.menu import menu_of_everybody
from storage import endings, people
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.crowd import caregivers
from tests.stories.user import User

#: What a coordinator does most, and the taps that each took before there were fewer commands: one opens the menu's
#: command, the others are buttons. A typed text is no tap.
FREQUENT = {
    "samenvatting": [],
    "ronde": ["Nu openen", "Ja, nu openen"],
    "herinner": ["Ja, herinner hen"],
    "uitnodigen": ["Een mantelzorger"],
    "bericht": ["Morgen is er koffie.", "Ja, verstuur"],
}
MOST = {"samenvatting": 1, "ronde": 3, "herinner": 2, "uitnodigen": 2, "bericht": 2}


async def taps_for(user: User, name: str) -> int:
    """Of a job, from an empty screen: a command that the menu lists is one tap."""
    listed = name in await user.phone.commands()
    await user.says(f"/{name}")
    taps = 1 if listed else 2
    for label in FREQUENT[name]:
        if label.endswith("."):
            await user.says(label)
        else:
            await user.taps(label)
            taps += 1
    return taps


@on_sqlite
@pytest.mark.parametrize("roles", [["coordinator"], ["coordinator", "participant"], ["coordinator", "manager"]])
async def test_the_most_frequent_jobs_cost_no_more_taps_than_before(
    running_bot: RunningBot, corrie: User, bram: User, roles: list[str]
) -> None:
    for role in roles:
        await corrie.registers(role)
    await bram.registers("participant")
    await caregivers(running_bot, 2)
    for name, most in MOST.items():
        if not (name in ("samenvatting", "uitnodigen") and "manager" in roles):  # who choose a practice first
            assert await taps_for(corrie, name) <= most, name


@on_both
@pytest.mark.parametrize("roles", [[role] for role in sorted(Role)] + [sorted(Role)])
async def test_everything_is_in_the_menu_or_a_button_from_there_and_old_commands_work(
    running_bot: RunningBot, corrie: User, marja: User, roles: list[Role]
) -> None:
    await marja.registers("manager")
    for role in roles:
        await corrie.registers(role)
    async with running_bot.wiring.database.read() as connection:
        viewer = await people.viewer(connection, Address(corrie.phone.id))
    assert viewer
    found = set(await corrie.phone.commands()) or {row.name for row in menu_of_everybody()}
    assert len(found) <= 10 or not {Role.COORDINATOR, Role.MANAGER} & set(roles)
    for hub in ("praktijk", "mensen", "hulp"):
        if hub in found:
            await corrie.says(f"/{hub}")
            shown = await corrie.sees()
            found |= {line.split()[0][1:] for line in shown.text.splitlines() if line.startswith("/")}
            found |= {
                button.data.split("|")[1] for button in shown.buttons if button.data and button.data.startswith("rm|")
            }
    assert found == {row.name for row in COMMANDS if row.listed and may_use(viewer, row)}


@on_both
async def test_the_menu_follows_the_roles(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("participant")
    assert "samenvatting" not in await corrie.phone.commands()
    await corrie.registers("coordinator")
    assert {"samenvatting", "praktijk", "mensen"} <= (await corrie.phone.commands()).keys()
    await corrie.says("/stop")
    await corrie.taps("Als coördinator van Zwolle", "Ja, stoppen")
    await running_bot.restart()
    assert not {"samenvatting", "praktijk", "mensen"} & (await corrie.phone.commands()).keys()


# --- who changed what ---


@on_both
async def test_fellow_coordinators_see_who_changed_what_by_role(
    running_bot: RunningBot, corrie: User, dirk: User, els: User, marja: User, anneke: User
) -> None:
    await marja.registers("manager")
    for user in (corrie, dirk, els):
        await user.registers("coordinator")
    await anneke.registers("caregiver")
    await leaves(running_bot, anneke, Role.CAREGIVER)
    await corrie.says("/kernthema")
    await corrie.says("Even op adem")
    await corrie.says("/samenvatting")
    await running_bot.restart()
    await dirk.says("/uitnodigen")
    await dirk.taps("Een deelnemer")
    await dirk.says("/praktijk")
    shown = (await dirk.taps("Wat er veranderde")).text
    assert "het kernthema (een coördinator)" in shown
    assert "een uitnodiging gemaakt of ingetrokken (uzelf)" in shown
    assert not [name for name in ("Corrie", "Dirk", "Anneke") if name in shown]
    assert "mantelzorger" not in shown
    assert len([line for line in shown.splitlines() if line.startswith("•")]) == 2
    await leaves(running_bot, els, Role.COORDINATOR)
    await dirk.says("/praktijk")
    shown = (await dirk.taps("Wat er veranderde")).text
    assert "een coördinator is gestopt" in shown
    assert "Els" not in shown


async def leaves(running_bot: RunningBot, user: User, role: Role) -> None:
    """By a code: that somebody left who only answers is no change of the desk."""
    async with running_bot.wiring.database.write() as connection:
        viewer = await people.viewer(connection, Address(user.phone.id))
        assert viewer
        held = await endings.all_of(connection, viewer.person_id, [role])
        await endings.end(connection, held, "code", running_bot.clock.now(), by=None)


@on_sqlite
async def test_other_practices_see_nothing_of_it(running_bot: RunningBot, corrie: User, dirk: User) -> None:
    await corrie.registers("coordinator")
    await dirk.registers("coordinator", "ede")
    await corrie.says("/kernthema")
    await corrie.says("Even op adem")
    await dirk.says("/praktijk")
    assert "Er veranderde nog niets." in (await dirk.taps("Wat er veranderde")).text
    zwolle = await running_bot.practice_id("zwolle")
    assert await dirk.forges(f"rg|{zwolle}|0") == "Deze knop werkt niet meer."


# --- what waits ---


@on_both
async def test_start_tells_a_leader_what_waits(
    running_bot: RunningBot, corrie: User, marja: User, anneke: User
) -> None:
    await marja.registers("manager")
    assert "heeft geen coördinator." in (await marja.opens()).text
    await corrie.registers("coordinator")
    assert "Zwolle heeft geen" not in (await marja.opens()).text
    shown = await corrie.opens()
    assert "Er wacht nu niets op u." in shown.text
    assert "De volgende ronde begint op dinsdag 1 december om 12:15." in shown.text
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.asks_for_contact()
    shown = await corrie.opens()
    assert "1 mens wacht op contact." in shown.text
    assert "De ronde is open tot" in shown.text
    assert "Toon het verzoek om contact" in shown.labels
