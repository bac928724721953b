"""A role that ended ends at once: no command, button or text of it does anything, and nothing of it is said."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import select

from rules.access import LEADING, Role
from rules.address import Address
from rules.commands import COMMANDS, command
from rules.invitation import token_in
from rules.outputs import EVERYBODY, by_name
from simulator.phone import Message
from storage import endings
from storage import people as people_rows
from storage.tables import metadata, outbox, people
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.crowd import answer, caregivers, closes_after
from tests.stories.test_refusals import CALLED, REFUSED
from tests.stories.user import User, data_of
from texts.callback_data import parse
from texts.taps.commands import CommandGiven

GONE = "Deze knop werkt niet meer."
#: What being asked leaves behind by itself.
TRACES = {"inbox", "outbox", "telegram", "replicas"}
#: Buttons that are about oneself alone, whatever one is.
OF_EVERYBODY = {"StopAsked", "StopAnswered", "ErasureAnswered", "LanguageChosen", "CodeAsked", "CodePurposeChosen"}
#: Commands whose buttons are those, or that only a question of one's own comes of.
NOT_WALKED = {"start", "taal", "groot", "privacy", "stop", "wissen"}


async def ends(running_bot: RunningBot, user: User) -> None:
    """Every role of this person, by the owner."""
    async with running_bot.wiring.database.write() as connection:
        viewer = await people_rows.viewer(connection, Address(user.phone.id))
        assert viewer
        held = await endings.all_of(connection, viewer.person_id, list(Role))
        assert await endings.end(connection, held, "owner", running_bot.clock.now(), by=None)
    running_bot.wiring.sender.wake()
    await running_bot.settles()


async def everything(running_bot: RunningBot) -> dict[str, list[tuple[object, ...]]]:
    async with running_bot.wiring.database.read() as connection:
        return {
            table.name: [tuple(row) for row in await connection.execute(select(table).order_by(*table.primary_key))]
            for table in metadata.sorted_tables
            if table.name not in TRACES
        }


@pytest.fixture
async def busy(running_bot: RunningBot, corrie: User, bram: User) -> Sequence[User]:
    """Zwolle with something of everything in it, a closed round and an open one, and somebody who leads after all."""
    await running_bot.tries_out("Logeerhuis")
    await corrie.registers("coordinator")
    await bram.registers("participant", works_on=("Logeerhuis",))
    phones = await caregivers(running_bot, 3)
    await running_bot.opens_round()
    await answer(running_bot, phones, "Goed", "Gaat wel", "Meestal")
    await closes_after(running_bot, corrie)
    return [corrie, bram]


def data_on(shown: Sequence[Message]) -> set[str]:
    return {button.data for each in shown for button in each.buttons if button.data}


def is_of_a_role(data: str) -> bool:
    tap = parse(data)
    if isinstance(tap, CommandGiven):
        return bool(command(tap.name).roles)
    return type(tap).__name__ not in OF_EVERYBODY


@on_both
@pytest.mark.parametrize("role", sorted(Role))
async def test_no_command_and_no_button_of_a_role_that_ended_does_anything(
    running_bot: RunningBot, busy: Sequence[User], marja: User, role: Role
) -> None:
    """Every command of the table that the role may give, every button that came of it, after a restart as well."""
    user = User(running_bot, await running_bot.telegram.person(f"{CALLED[role]} de tweede"))
    if role is Role.MANAGER:
        await marja.registers("manager")
    await user.registers(role)
    for row in COMMANDS:
        if row.name not in NOT_WALKED and (not row.roles or role in row.roles):
            await user.says(f"/{row.name}")
    buttons = {data for data in data_on(await user.sees_all()) if is_of_a_role(data)}
    assert len(buttons) >= (10 if role in LEADING else 2)
    await ends(running_bot, user)
    await running_bot.restart()
    before, said = await everything(running_bot), len(await user.sees_all())
    for row in COMMANDS:
        if row.roles:
            assert (await user.says(f"/{row.name}")).text == REFUSED, row.name
    for data in sorted(buttons):
        assert await user.forges(data) == GONE, data
        after = await everything(running_bot)
        assert [name for name in before if before[name] != after[name]] == [], data
    assert {shown.text for shown in (await user.sees_all())[said:]} == {REFUSED}


@on_both
@pytest.mark.parametrize("role", sorted(Role))
async def test_nothing_of_a_role_that_ended_is_said_any_more(
    running_bot: RunningBot, busy: Sequence[User], marja: User, role: Role
) -> None:
    """Whatever answered a command of that role, written down once more as if the role ended before it was said."""
    user = User(running_bot, await running_bot.telegram.person(f"{CALLED[role]} de tweede"))
    if role is Role.MANAGER:
        await marja.registers("manager")
    await user.registers(role)
    for row in COMMANDS:
        if role in row.roles:
            await user.says(f"/{row.name}")
    await ends(running_bot, user)
    said = len(await user.sees_all())
    kinds = await says_again(running_bot, user)
    assert len(kinds) >= (4 if role in LEADING else 1)
    told = (await user.sees_all())[said:]
    assert {shown.text for shown in told} <= {REFUSED}
    assert not [shown for shown in told if shown.buttons or shown.kind != "text"]


async def says_again(running_bot: RunningBot, user: User) -> set[str]:
    """What was said to this person because of a role, to be said once more; of which kinds."""
    of_roles = [name for name, row in by_name().items() if not row.to >= EVERYBODY]
    async with running_bot.wiring.database.write() as connection:
        whose = select(people.c.id).where(people.c.address == user.phone.id)
        found = select(outbox).where(outbox.c.person_id.in_(whose), outbox.c.kind.in_(of_roles))
        rows = [dict(row) for row in (await connection.execute(found)).mappings()]
        again = {"state": "ready", "edits": None, "dedupe_key": None, "message_id": None, "buttons": None}
        kept = ("person_id", "kind", "subject_id", "params", "created_at", "lane")
        await connection.execute(outbox.insert(), [{name: row[name] for name in kept} | again for row in rows])
    running_bot.wiring.sender.wake()
    return {row["kind"] for row in rows}


@on_both
async def test_an_export_that_is_being_made_does_not_arrive(running_bot: RunningBot, busy: Sequence[User]) -> None:
    corrie = busy[0]
    await corrie.says("/export")
    asked = await corrie.taps("Alles")
    await running_bot.stop()
    await corrie.phone.taps_data(asked, data_of(asked, "Excel"))
    await running_bot.start()
    await ends(running_bot, corrie)
    assert not [shown for shown in await corrie.sees_all() if shown.kind == "document"]


@on_both
async def test_an_announcement_that_goes_out_stops(running_bot: RunningBot, busy: Sequence[User], els: User) -> None:
    """At night: everybody would get it in the morning."""
    corrie, bram = busy
    await els.registers("participant", works_on=("Logeerhuis",))
    await running_bot.telegram.move_to(running_bot.clock.now().replace(hour=22))
    await corrie.says("/bericht")
    await corrie.says("Morgen is er koffie.")
    await corrie.taps("Ja, verstuur")
    await ends(running_bot, corrie)
    await running_bot.tick(running_bot.clock.now() + timedelta(hours=12))
    await running_bot.settles()
    for user in (bram, els):
        assert not [shown for shown in await user.sees_all() if "koffie" in shown.text]


@on_both
async def test_a_feedback_that_waits_for_the_next_round_does_not_go_out_by_itself(
    running_bot: RunningBot, busy: Sequence[User], els: User
) -> None:
    corrie, bram = busy
    await corrie.says("/terugkoppeling")
    await corrie.says("Wij belden iedereen op.")
    await corrie.taps("Ja, meesturen")
    await ends(running_bot, corrie)
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=2))
    assert not [shown for shown in await bram.sees_all() if "belden" in shown.text]
    await els.registers("coordinator")
    assert "nog niet verstuurd" in (await els.opens()).text


@on_both
async def test_a_link_that_only_that_role_could_make_lets_nobody_in(
    running_bot: RunningBot, busy: Sequence[User], els: User
) -> None:
    corrie = busy[0]
    await corrie.says("/praktijk")
    await corrie.taps("Overdragen aan een opvolger", "Ja, maak een uitnodiging")
    token = token_of(await corrie.sees_all())
    await ends(running_bot, corrie)
    assert "werkt niet" in (await els.opens(token)).text


@on_both
async def test_a_link_that_only_a_manager_could_make_lets_nobody_in(
    running_bot: RunningBot, busy: Sequence[User], marja: User, els: User, dirk: User
) -> None:
    """Who stops coordinating and is still a manager has made a link that works."""
    other = User(running_bot, await running_bot.telegram.person("Nico"))
    for user in (marja, other):
        await user.registers("manager")
    await marja.registers("coordinator", "ede")
    await marja.says("/uitnodigen")
    await marja.taps("Ede", "Een coördinator")
    token = token_of(await marja.sees_all())
    await marja.says("/stop")
    await marja.taps("Als coördinator van Ede", "Ja, stoppen")
    assert "Welkom, coördinator van Ede" in (await dirk.opens(token)).text
    await marja.says("/uitnodigen")
    await marja.taps("Ede", "Een coördinator")
    token = token_of(await marja.sees_all())
    await marja.says("/stop")
    await marja.taps("Ja, stoppen")
    assert "werkt niet" in (await els.opens(token)).text


def token_of(shown: Sequence[Message]) -> str:
    return next(token for each in reversed(shown) if (token := token_in(each.text)))


@on_sqlite
async def test_a_text_that_was_asked_for_is_taken_for_nothing(running_bot: RunningBot, busy: Sequence[User]) -> None:
    corrie = busy[0]
    for asks in ("/kernthema", "/terugkoppeling", "/bericht", "/import", "/namens"):
        await corrie.says(asks)
        await ends(running_bot, corrie)
        before = await everything(running_bot)
        await corrie.says("Iets van eerder.")
        after = await everything(running_bot)
        assert [name for name in before if before[name] != after[name]] == [], asks
        await corrie.registers("coordinator")


@on_both
async def test_whose_last_answering_role_ended_answers_nothing(
    running_bot: RunningBot, busy: Sequence[User], anneke: User
) -> None:
    """Also who still leads the same practice, and the check-in of an open round that waits for their own time."""
    await anneke.registers("caregiver")
    await anneke.registers("coordinator")
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=2))
    question = await anneke.sees()
    async with running_bot.wiring.database.write() as connection:
        viewer = await people_rows.viewer(connection, Address(anneke.phone.id))
        assert viewer
        held = await endings.all_of(connection, viewer.person_id, [Role.CAREGIVER])
        await endings.end(connection, held, "owner", running_bot.clock.now(), by=None)
    assert await anneke.forges(data_of(question, "Goed")) == GONE
    assert await running_bot.answers_of(anneke.phone) == {}
    assert (await anneke.says("/checkin")).text == REFUSED


@on_both
async def test_of_two_answering_roles_the_other_goes_on(
    running_bot: RunningBot, busy: Sequence[User], els: User
) -> None:
    await els.registers("caregiver")
    await els.registers("participant", works_on=("Logeerhuis",))
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=2))
    question = await els.sees()
    assert "beroepskrachten" in question.text
    await els.says("/stop")
    await els.taps("Als mantelzorger", "Ja, stoppen")
    assert await els.forges(data_of(question, "Goed")) == GONE
    assert "Logeerhuis" in (await els.says("/checkin")).text
    assert await running_bot.answers_of(els.phone) == {}
