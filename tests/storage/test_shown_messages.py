"""What is noted of a phone never goes back to what it showed before."""

from rules.access import Role
from storage import shown_messages
from storage.check_ins import CheckIn, open_of
from storage.connection import Connection
from storage.database import Database
from storage.shown_messages import ShownMessage
from tests.once import PROGRAMME
from tests.storage.population import NOW, member, open_round

ANNEKE = 8_000_000_001
FIRST, SECOND = "samen", "volhouden"


async def asked(connection: Connection) -> CheckIn:
    """Anneke's check-in, of which nothing is on her phone yet."""
    person_id = (await member(connection, ANNEKE, Role.CAREGIVER)).person_id
    await open_round(connection)
    return await again(connection, person_id)


async def again(connection: Connection, person_id: int) -> CheckIn:
    found = await open_of(connection, person_id, PROGRAMME)
    assert found is not None
    return found


async def shown_after(connection: Connection, check_in: CheckIn, *seen: ShownMessage) -> tuple[int | None, str | None]:
    """In which message, and what, when these were noted one after the other."""
    for screen in seen:
        await shown_messages.seen(connection, [screen], NOW)
    now = await again(connection, check_in.person_id)
    return now.message_id, now.shown_step


async def test_a_message_tapped_before_its_sender_knew_that_it_arrived_is_not_noted_again(database: Database) -> None:
    async with database.write() as connection:
        check_in = await asked(connection)
        sent = ShownMessage(check_in.id, 12, FIRST, 0, is_new=True)
        edited = ShownMessage(check_in.id, 12, SECOND, 1, is_new=False)
        assert await shown_after(connection, check_in, sent, edited, sent) == (12, SECOND)


async def test_an_edit_of_an_older_message_that_ends_late_counts_no_more(database: Database) -> None:
    async with database.write() as connection:
        check_in = await asked(connection)
        older = ShownMessage(check_in.id, 12, FIRST, 0, is_new=False)
        newer = ShownMessage(check_in.id, 15, SECOND, 1, is_new=True)
        assert await shown_after(connection, check_in, older, newer, older) == (15, SECOND)


async def test_what_may_have_arrived_counts_as_shown_in_a_message_not_known_yet(database: Database) -> None:
    async with database.write() as connection:
        check_in = await asked(connection)
        maybe = ShownMessage(check_in.id, None, FIRST, 0, is_new=False)
        assert await shown_after(connection, check_in, maybe) == (None, FIRST)
        known = ShownMessage(check_in.id, 12, FIRST, 0, is_new=True)
        maybe = ShownMessage(check_in.id, None, SECOND, 1, is_new=False)
        assert await shown_after(connection, check_in, known, maybe) == (12, SECOND)
