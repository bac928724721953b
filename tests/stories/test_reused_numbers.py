"""The number of what is gone may be given again: what still waits to be said of the first tells nothing of the next."""

from collections.abc import Collection, Iterator
from datetime import timedelta

from msgspec.structs import replace
from sqlalchemy import Table, select

from delivery.rendering.context import Rendered, RenderingContext
from delivery.rendering.renderers import render
from rules.address import Address
from rules.payloads.announcement import AnnouncementMessage
from rules.payloads.payload import Payload, kinds_about, stored
from storage import people
from storage.sending import Row
from storage.tables import check_ins, codes, memberships, outbox, proxies
from storage.tables import people as persons
from tests.once import CATALOGUES, PROGRAMME
from tests.rules.stored_rows import STORED_ROWS
from tests.running_bot import RunningBot, on_sqlite
from tests.stories.user import User

pytestmark = on_sqlite
SCORE = "Moeizaam"


async def test_what_waits_for_who_filled_in_for_somebody_shows_nobody_elses_check_in(
    running_bot: RunningBot, corrie: User, bram: User, anneke: User
) -> None:
    await corrie.registers("coordinator")
    await bram.registers("participant")
    await anneke.registers("caregiver")
    await anneke.says("/stop")
    await running_bot.opens_round()
    await corrie.says("/namens")
    asked = await corrie.says("tante")
    await running_bot.telegram.fault("sendMessage", "drop_before", chat_id=corrie.phone.id)
    await corrie.taps("Ja, dat is goed (16 of ouder)")  # of the question nobody knows whether it arrived
    await corrie.hears(await corrie.phone.taps_data(asked, "pd|1"))
    await anneke.says("/start")
    await anneke.taps(SCORE)
    await running_bot.telegram.move_to(running_bot.clock.now() + timedelta(minutes=3))
    await corrie.says("/hulp")  # whatever waits comes first
    shown = await corrie.sees_all()
    assert any("Verwijderd." in one.text for one in shown)
    assert [one.text for one in shown if SCORE in one.text or "Vraag " in one.text] == []
    assert SCORE in (await anneke.sees()).text


async def test_nothing_that_was_said_of_somebody_removed_is_left_to_speak_of_another(
    running_bot: RunningBot, corrie: User, bram: User
) -> None:
    await corrie.registers("coordinator")
    await bram.registers("participant")
    await running_bot.opens_round()
    await corrie.says("/namens")
    await corrie.says("tante")
    await corrie.taps("Ja, dat is goed (16 of ouder)", SCORE)
    await corrie.forges("pd|1")
    theirs = select(outbox.c.kind).join_from(outbox, persons).where(persons.c.address == corrie.phone.id)
    async with running_bot.wiring.database.read() as connection:
        left = set(await connection.scalars(theirs))
    assert left & {*kinds_about("check_in_id"), *kinds_about("proxy_id")} == set()


#: What is somebody's own, by the name under which a payload speaks of it.
OWN = {"check_in_id": check_ins, "code_id": codes, "membership_id": memberships, "proxy_id": proxies}
NOBODYS = 999_999
#: Buttons alone, with words that are the same for every check-in.
ONLY_BUTTONS = ("check_in_postponed", "check_in_declined")


def said_of(name: str, number: int) -> Iterator[Payload]:
    """One of each kind that speaks of the thing with this number."""
    for said in {said.KIND: said for said, *_ in STORED_ROWS}.values():
        if said.KIND in kinds_about(name) and said.KIND not in ONLY_BUTTONS:
            yield replace(said, **{name: number})


async def shown_to(running_bot: RunningBot, reader: User, said: Payload) -> Rendered:
    """In the reader's own chat, where it edits a message."""
    async with running_bot.wiring.database.write() as connection:
        viewer = await people.viewer(connection, Address(reader.phone.id))
        assert viewer
        row = Row(0, *stored(said), viewer.person_id, Address(reader.phone.id), 9, 1, 0, "nl")
        now = running_bot.clock.now()
        return await render(
            RenderingContext(connection, row, CATALOGUES.translator("nl"), PROGRAMME, 8, "b", now), said
        )


async def numbers_of(running_bot: RunningBot, table: Table, owners: Collection[User]) -> list[int]:
    theirs = select(table.c.id).join_from(table, persons).where(persons.c.address.in_([one.phone.id for one in owners]))
    async with running_bot.wiring.database.read() as connection:
        return list(await connection.scalars(theirs))


async def test_what_is_somebodys_own_is_to_anybody_else_as_if_it_were_not_there(
    running_bot: RunningBot, corrie: User, bram: User, anneke: User
) -> None:
    await corrie.registers("coordinator")
    await bram.registers("participant")
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.taps(SCORE)
    await anneke.says("/hulp")
    await anneke.taps("Code", "Mijn gegevens per brief")
    await bram.says("/namens")
    await bram.says("tante")
    await bram.taps("Ja, dat is goed (16 of ouder)", "Goed")
    compared, tells = set(), set()
    for reader, others in ((corrie, (anneke, bram)), (bram, (anneke, corrie)), (anneke, (bram, corrie))):
        for name, table in OWN.items():
            for said in (
                one for number in await numbers_of(running_bot, table, others) for one in said_of(name, number)
            ):
                nothing = await shown_to(running_bot, reader, replace(said, **{name: NOBODYS}))
                tells |= {said.KIND} if await shown_to(running_bot, reader, said) != nothing else set()
                compared.add(said.KIND)
    assert tells == set()
    assert compared >= {"check_in", "check_in_again", "check_in_reminder", "code", "proxy", "registration"}


async def test_a_draft_is_said_to_nobody_whatever_had_its_number_before(
    running_bot: RunningBot, corrie: User, anneke: User
) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await corrie.says("/bericht")
    await corrie.taps("Aan de mantelzorgers")
    await corrie.says("Zaterdag is er koffie")
    assert await shown_to(running_bot, anneke, AnnouncementMessage(1)) is None
    await corrie.taps("Ja, verstuur")
    assert await shown_to(running_bot, anneke, AnnouncementMessage(1)) is not None
