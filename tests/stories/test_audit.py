"""Who looked at what and changed what can be told afterwards: by role, practice and moment, never by name."""

import json
from datetime import timedelta

import pytest

from bot.audit_command import as_json, audited, in_words
from bot.summarising import summary_of
from bot.wiring import wire
from rules.access import Role
from storage import audit
from storage.audit import Line
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.user import User
from texts.callback_data import encode
from texts.taps.programme import ProgrammeShown, ReportAsked
from texts.taps.summary import ExperimentStatesShown, RemarksShown, TrendShown


async def lines(running_bot: RunningBot) -> list[Line]:
    """Oldest first."""
    async with running_bot.wiring.database.long_read() as connection:
        return (await audit.since(connection, None))[::-1]


async def told(running_bot: RunningBot) -> list[tuple[str, str | None]]:
    return [(line.action, line.practice) for line in await lines(running_bot)]


@on_both
async def test_looking_at_figures_is_noted_for_coordinator_and_manager(
    running_bot: RunningBot, corrie: User, marja: User, anneke: User
) -> None:
    await corrie.registers("coordinator")
    await marja.registers("manager")
    await anneke.registers("caregiver")
    before = len(await lines(running_bot))
    await corrie.says("/samenvatting")
    await marja.says("/samenvatting ede", "/samenvatting")
    await marja.taps("Stein")
    await anneke.says("/samenvatting", "/samenvatting zwolle")
    await corrie.says("/samenvatting ede")
    new = (await lines(running_bot))[before:]
    assert [(line.roles[0], line.action, line.practice) for line in new] == [
        (("coordinator", "zwolle"), "summary", "zwolle"),
        (("manager", None), "summary", "ede"),
        (("manager", None), "summary", "stein"),
    ]
    assert len({line.person_hash for line in new}) == 2


@on_sqlite
async def test_looking_closer_and_at_the_programme_is_noted(running_bot: RunningBot, corrie: User, marja: User) -> None:
    await corrie.registers("coordinator")
    await marja.registers("manager")
    before = len(await lines(running_bot))
    zwolle = await running_bot.practice_id("zwolle")
    for tap in (TrendShown(zwolle), ExperimentStatesShown(zwolle, 0), RemarksShown(zwolle, 0)):
        await corrie.forges(encode(tap))
    await marja.says("/programma")
    for look in (ProgrammeShown("table"), ReportAsked("all", "xlsx")):
        await marja.forges(encode(look))
    new = (await lines(running_bot))[before:]
    assert [(line.roles[0][0], line.action, line.practice, line.details) for line in new] == [
        ("coordinator", "summary", "zwolle", {"part": "trend"}),
        ("coordinator", "summary", "zwolle", {"part": "experiment_states"}),
        ("coordinator", "summary", "zwolle", {"part": "remarks"}),
        ("manager", "programme_shown", None, {"part": "overview"}),
        ("manager", "programme_shown", None, {"part": "table"}),
        ("manager", "programme_report", None, {"period": "all", "form": "xlsx"}),
    ]


async def test_roles_come_and_go_and_each_line_keeps_the_role_of_its_time(
    running_bot: RunningBot, bram: User, corrie: User
) -> None:
    await corrie.registers("coordinator", "zwolle")
    await bram.registers("participant", "zwolle")
    await running_bot.telegram.forward(timedelta(hours=1))
    await bram.opens(await running_bot.invite("participant", "ede"))
    await bram.taps("Ja")
    await running_bot.telegram.forward(timedelta(hours=1))
    await bram.taps("Ja, ik doe mee", "Weet ik niet / liever niet")
    mine = [line for line in await lines(running_bot) if ("coordinator", "zwolle") not in line.roles]
    assert [(line.action, line.practice, line.roles) for line in mine] == [
        ("joined", "zwolle", [("participant", "zwolle")]),
        ("moved", "zwolle", [("participant", "zwolle")]),
        ("joined", "ede", [("participant", "ede")]),
    ]
    assert len({line.person_hash for line in mine}) == 1


async def test_who_is_erased_is_nobody_in_every_line(running_bot: RunningBot, bram: User) -> None:
    await bram.registers("participant")
    await bram.says("/wissen")
    await bram.taps("Ja, wis alles")
    assert [(line.action, line.person_hash, line.roles) for line in await lines(running_bot)] == [
        ("joined", None, []),
        ("erased", None, []),
    ]
    assert "nobody  erased" in in_words((await lines(running_bot))[-1])


@on_both
async def test_of_those_who_joined_it_does_not_tell_which_caregiver_is_gone(
    running_bot: RunningBot, corrie: User, anneke: User, els: User
) -> None:
    """Who leads knows whom they invited when; a mark that is gone one day would tell them who it was."""
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await els.registers("caregiver")
    before = [in_words(line) for line in await lines(running_bot)]
    await els.says("/wissen")
    await els.taps("Ja, wis alles")
    after = [in_words(line) for line in await lines(running_bot)]
    assert after[: len(before)] == before
    assert [line.split("UTC")[1] for line in after[1:]] == [
        *["  nobody  joined  zwolle  role=caregiver"] * 2,
        "  nobody  erased  -",
    ]


@on_sqlite
async def test_invitations_and_rounds_by_hand_are_noted(running_bot: RunningBot, corrie: User, anneke: User) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    before = len(await lines(running_bot))
    await corrie.says("/uitnodigen")
    await corrie.taps("Een mantelzorger")
    await corrie.taps("Intrekken", "Ja, intrekken")
    await corrie.says("/ronde")
    await corrie.taps("Nu openen", "Ja, nu openen")
    await corrie.says("/ronde")
    await corrie.taps("Nu sluiten", "Ja, nu sluiten")
    assert (await told(running_bot))[before:] == [
        ("invitation_made", "zwolle"),
        ("invitation_revoked", "zwolle"),
        ("round_opened", "zwolle"),
        ("round_closed", "zwolle"),
    ]


@on_sqlite
async def test_what_the_owner_does_is_noted_as_the_owners(running_bot: RunningBot, corrie: User) -> None:
    await corrie.registers("coordinator")
    await running_bot.stop()
    await summary_of(wire(running_bot.settings, running_bot.clock.now), "zwolle")
    (newest, *_) = await audited(wire(running_bot.settings, running_bot.clock.now), None)
    assert in_words(newest) == f"{newest.at:%Y-%m-%d %H:%M} UTC  owner  summary  zwolle"


@on_sqlite
async def test_it_is_told_newest_first_since_a_moment_and_without_a_name_or_number(
    running_bot: RunningBot, corrie: User
) -> None:
    await corrie.registers("coordinator")
    await running_bot.telegram.forward(timedelta(hours=2))
    after = running_bot.clock.now()
    await corrie.says("/samenvatting", "/uitnodigen")
    await corrie.taps("Een mantelzorger")
    await running_bot.stop()
    found = await audited(wire(running_bot.settings, running_bot.clock.now), after)
    assert [line.action for line in found] == ["invitation_made", "summary"]
    printed = "\n".join([*map(in_words, found), *map(as_json, found)])
    assert (
        f"{found[0].person_hash} (coordinator of zwolle)  invitation_made  zwolle  invitation=2 role=caregiver"
        in printed
    )
    assert json.loads(as_json(found[1])) == {
        "at": found[1].at.isoformat(),
        "who": {"mark": found[1].person_hash, "roles": [{"role": "coordinator", "practice": "zwolle"}]},
        "action": "summary",
        "practice": "zwolle",
        "details": {},
    }
    for secret in ("Corrie", str(corrie.phone.id)):
        assert secret not in printed


@on_sqlite
@pytest.mark.parametrize("role", [Role.CAREGIVER, Role.PARTICIPANT])
async def test_who_is_refused_looked_at_nothing(running_bot: RunningBot, els: User, role: Role) -> None:
    await els.registers(role.value)
    await els.says("/samenvatting", "/programma", "/export")
    assert await told(running_bot) == [("joined", "zwolle")]
