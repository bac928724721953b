"""Who somebody is stands in one table; whoever steals all the others learns of nobody."""

import pytest
from sqlalchemy import BigInteger, Column

from bot.receiver import as_received
from simulator.phone import Telegram
from storage import inbox
from storage.identity_cipher import Sealed
from storage.tables import Id, metadata
from tests.running_bot import RunningBot, on_both
from tests.stories.remains import columns_with
from tests.stories.user import User

NAME, ID = "Kanariepiet", 8_123_456_789
A_MESSAGE = "a message's number in its chat"
#: Every column with room for a Telegram id or a name, and why it holds none, or has to.
ROOM_FOR_SOMEBODY = {
    "people.id": "random",
    "people.telegram_id": "the one place where somebody can be found by who they are",
    "inbox.update_id": "Telegram's own counting",
    "inbox.chat_id": "wiped once the update is handled",
    "inbox.payload": "wiped once the update is handled",
    "call_backs.first_name": "for who calls back, until that is done",
    "invitations.name": "what whoever made it calls it, until they go",
    "proxies.nickname": "of somebody without Telegram, for the one who fills in for them",
    "outbox.chat_id": "of a group; or of somebody just erased, until the last word is said",
    "outbox.subject_id": "a row's number, or a person's random one",
    "outbox.edits": A_MESSAGE,
    "outbox.buttons": "the words of buttons, which may name whom somebody fills in for",
    "replicas.beats": "how often a process beat",
    "outbox.message_id": A_MESSAGE,
    "check_ins.message_id": A_MESSAGE,
    "answers.message_id": A_MESSAGE,
    "circulars.message_id": A_MESSAGE,
    "exports.message_id": A_MESSAGE,
    "telegram.bot_id": "the bot's own, by which it knows its database",
}


def test_every_column_with_room_for_somebody_is_accounted_for() -> None:
    """Also those that come later: whoever adds one has to say above why it names nobody."""
    columns = [column for table in metadata.sorted_tables for column in table.c]
    assert {str(column) for column in columns if has_room(column)} == set(ROOM_FOR_SOMEBODY)


def test_whatever_belongs_to_a_person_hangs_on_the_random_number() -> None:
    keys = [key for table in metadata.sorted_tables for key in table.foreign_keys if key.column.table.name == "people"]
    assert {key.target_fullname for key in keys} == {"people.id"}
    named = [str(column) for table in metadata.sorted_tables for column in table.c if "person_id" in column.name]
    assert sorted(named) == sorted(str(key.parent) for key in keys if "person_id" in key.parent.name)


def has_room(column: "Column[object]") -> bool:
    """Not our own row numbers, and not what points at a row."""
    is_number = isinstance(column.type, BigInteger) and column.type is not Id and not column.foreign_keys
    return is_number or isinstance(column.type, Sealed)


@pytest.fixture
async def piet(running_bot: RunningBot, telegram: Telegram, corrie: User) -> User:
    """Wants to be called back, and so gave a first name."""
    piet = User(running_bot, await telegram.person(NAME, id=ID))
    await corrie.registers("coordinator")
    await piet.registers("caregiver")
    await piet.registers("participant")
    await running_bot.opens_round()
    await piet.asks_for_contact()
    await piet.taps("Goed", "Bijna niet meer", "Meestal")
    await piet.says("Het is zwaar.", "/pauze", "/hulp", "/tijd")
    return piet


@on_both
async def test_a_name_stands_where_it_is_needed_and_only_as_long(
    running_bot: RunningBot, piet: User, corrie: User
) -> None:
    assert await columns_with(running_bot, NAME, str(ID)) == {"people.telegram_id", "call_backs.first_name"}
    await corrie.taps("Afgehandeld")
    assert await columns_with(running_bot, NAME, str(ID)) == {"people.telegram_id"}


async def test_an_update_names_somebody_only_while_it_waits(running_bot: RunningBot, piet: User, corrie: User) -> None:
    await corrie.taps("Afgehandeld")
    said = {"message_id": 99, "date": 0, "chat": {"id": ID, "type": "private"}, "text": "Nog iets."}
    update = {"update_id": 77_000_000, "message": {**said, "from": {"id": ID, "is_bot": False, "first_name": NAME}}}
    async with running_bot.wiring.database.write() as connection:
        await inbox.store(connection, [as_received(update)], running_bot.clock.now())
        assert [NAME in waiting.payload for waiting in await inbox.heads(connection, running_bot.clock.now(), 5)] == [
            True
        ]
    await running_bot.settles()
    assert await columns_with(running_bot, NAME, str(ID)) == {"people.telegram_id"}
