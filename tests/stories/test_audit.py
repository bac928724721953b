"""Who looked at what and changed what can be told afterwards: by role, practice and moment, never by name."""

import json
from datetime import timedelta

import pytest

from bot.auditing import as_json, audited, in_words
from bot.summarising import summary_of
from bot.wiring import wire
from rules.access import Role
from storage import audit
from storage.audit import Line
from tests.house import House, on_sqlite
from tests.stories.guest import Guest
from texts.callback_data import ExperimentStatesShown, ProgrammeShown, RemarksShown, ReportAsked, TrendShown, encode


async def lines(house: House) -> list[Line]:
    """Oldest first."""
    async with house.wiring.database.long_read() as connection:
        return (await audit.since(connection, None))[::-1]


async def told(house: House) -> list[tuple[str, str | None]]:
    return [(line.action, line.practice) for line in await lines(house)]


async def test_looking_at_figures_is_noted_for_coordinator_and_manager(
    house: House, corrie: Guest, marja: Guest, anneke: Guest
) -> None:
    await corrie.registers("coordinator")
    await marja.registers("manager")
    await anneke.registers("caregiver")
    before = len(await lines(house))
    await corrie.says("/samenvatting")
    await marja.says("/samenvatting ede", "/samenvatting")
    await marja.taps("Stein")
    await anneke.says("/samenvatting", "/samenvatting zwolle")
    await corrie.says("/samenvatting ede")
    new = (await lines(house))[before:]
    assert [(line.roles[0], line.action, line.practice) for line in new] == [
        (("coordinator", "zwolle"), "summary", "zwolle"),
        (("manager", None), "summary", "ede"),
        (("manager", None), "summary", "stein"),
    ]
    assert len({line.mark for line in new}) == 2


@on_sqlite
async def test_looking_closer_and_at_the_programme_is_noted(house: House, corrie: Guest, marja: Guest) -> None:
    await corrie.registers("coordinator")
    await marja.registers("manager")
    before = len(await lines(house))
    zwolle = await house.practice_id("zwolle")
    for tap in (TrendShown(zwolle), ExperimentStatesShown(zwolle, 0), RemarksShown(zwolle, 0)):
        await corrie.forges(encode(tap))
    await marja.says("/programma")
    for look in (ProgrammeShown("table"), ReportAsked("all", "xlsx")):
        await marja.forges(encode(look))
    new = (await lines(house))[before:]
    assert [(line.roles[0][0], line.action, line.practice, line.details) for line in new] == [
        ("coordinator", "summary", "zwolle", {"part": "trend"}),
        ("coordinator", "summary", "zwolle", {"part": "experiment_states"}),
        ("coordinator", "summary", "zwolle", {"part": "remarks"}),
        ("manager", "programme_shown", None, {"part": "overview"}),
        ("manager", "programme_shown", None, {"part": "table"}),
        ("manager", "programme_report", None, {"period": "all", "form": "xlsx"}),
    ]


async def test_roles_come_and_go_and_each_line_keeps_the_role_of_its_time(
    house: House, bram: Guest, corrie: Guest
) -> None:
    await corrie.registers("coordinator", "zwolle")
    await bram.registers("participant", "zwolle")
    await house.telegram.forward(timedelta(hours=1))
    await bram.opens(await house.invite("participant", "ede"))
    await bram.taps("Ja")
    await house.telegram.forward(timedelta(hours=1))
    await bram.taps("Ja, ik doe mee", "Weet ik niet / liever niet")
    mine = [line for line in await lines(house) if ("coordinator", "zwolle") not in line.roles]
    assert [(line.action, line.practice, line.roles) for line in mine] == [
        ("joined", "zwolle", [("participant", "zwolle")]),
        ("moved", "zwolle", [("participant", "zwolle")]),
        ("joined", "ede", [("participant", "ede")]),
    ]
    assert len({line.mark for line in mine}) == 1


async def test_who_is_erased_is_nobody_in_every_line(house: House, bram: Guest) -> None:
    await bram.registers("participant")
    await bram.says("/wissen")
    await bram.taps("Ja, wis alles")
    assert [(line.action, line.mark, line.roles) for line in await lines(house)] == [
        ("joined", None, []),
        ("erased", None, []),
    ]
    assert "nobody  erased" in in_words((await lines(house))[-1])


@on_sqlite
async def test_invitations_and_rounds_by_hand_are_noted(house: House, corrie: Guest, anneke: Guest) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    before = len(await lines(house))
    await corrie.says("/uitnodigen")
    await corrie.taps("Een mantelzorger")
    await corrie.taps("Intrekken", "Ja, intrekken")
    await corrie.says("/ronde")
    await corrie.taps("Nu openen", "Ja, nu openen")
    await corrie.says("/ronde")
    await corrie.taps("Nu sluiten", "Ja, nu sluiten")
    assert (await told(house))[before:] == [
        ("invitation_made", "zwolle"),
        ("invitation_revoked", "zwolle"),
        ("round_opened", "zwolle"),
        ("round_closed", "zwolle"),
    ]


@on_sqlite
async def test_what_the_owner_does_is_noted_as_the_owners(house: House, corrie: Guest) -> None:
    await corrie.registers("coordinator")
    await house.stop()
    await summary_of(wire(house.settings, house.clock.now), "zwolle")
    (newest, *_) = await audited(wire(house.settings, house.clock.now), None)
    assert in_words(newest) == f"{newest.at:%Y-%m-%d %H:%M} UTC  owner  summary  zwolle"


@on_sqlite
async def test_it_is_told_newest_first_since_a_moment_and_without_a_name_or_number(house: House, corrie: Guest) -> None:
    await corrie.registers("coordinator")
    await house.telegram.forward(timedelta(hours=2))
    after = house.clock.now()
    await corrie.says("/samenvatting", "/uitnodigen")
    await corrie.taps("Een mantelzorger")
    await house.stop()
    found = await audited(wire(house.settings, house.clock.now), after)
    assert [line.action for line in found] == ["invitation_made", "summary"]
    printed = "\n".join([*map(in_words, found), *map(as_json, found)])
    assert f"{found[0].mark} (coordinator of zwolle)  invitation_made  zwolle  invitation=2 role=caregiver" in printed
    assert json.loads(as_json(found[1])) == {
        "at": found[1].at.isoformat(),
        "who": {"mark": found[1].mark, "roles": [{"role": "coordinator", "practice": "zwolle"}]},
        "action": "summary",
        "practice": "zwolle",
        "details": {},
    }
    for secret in ("Corrie", str(corrie.phone.id)):
        assert secret not in printed


@on_sqlite
@pytest.mark.parametrize("role", [Role.CAREGIVER, Role.PARTICIPANT])
async def test_who_is_refused_looked_at_nothing(house: House, els: Guest, role: Role) -> None:
    await els.registers(role.value)
    await els.says("/samenvatting", "/programma", "/export")
    assert await told(house) == [("joined", "zwolle")]
