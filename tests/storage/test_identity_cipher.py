"""A sealed name tells nothing without its key, and is exactly what it was with it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import Text, insert, select, type_coerce, update

from rules.address import Address
from storage import identity_key, people, replicas
from storage.connection import Connection
from storage.database import Database
from storage.identity_cipher import IdentityCipher, IdentityKeyError, new_key
from storage.replicas import Replica
from storage.tables import inbox, proxies, telegram
from tests.storage.population import NOW, SECOND, member, practice

ANNEKE, BRAM = 8_123_456_789, 7_123_456_789
PLAIN = IdentityCipher()
FIRST, SECOND_KEY = IdentityCipher(new_key()), IdentityCipher(new_key())
KEYED = IdentityCipher("ab" * 64)
texts = some.text(some.characters(exclude_categories=["Cs"]))


@given(texts)
def test_what_was_closed_opens_again(text: str) -> None:
    assert KEYED.open(KEYED.close(text)) == text
    assert PLAIN.open(PLAIN.close(text)) == text


@given(texts, texts)
def test_only_the_same_text_looks_the_same(one: str, other: str) -> None:
    assert (KEYED.close(one) == KEYED.close(other)) == (one == other)


@given(texts, some.integers(min_value=0), some.integers(min_value=1, max_value=63))
def test_a_changed_text_is_noticed_and_not_quoted(text: str, place: int, by: int) -> None:
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    sealed = KEYED.close(text).rstrip("=")
    at = place % (len(sealed) - 1)  # the last sign also holds bits that mean nothing
    other = alphabet[(alphabet.index(sealed[at]) + by) % 64]
    changed = sealed[:at] + other + sealed[at + 1 :]
    with pytest.raises(IdentityKeyError) as caught:
        KEYED.open(changed + "=" * (-len(changed) % 4))
    assert caught.value.args == ("something was sealed with another key than IDENTITY_KEY",)
    assert caught.value.__cause__ is None


@given(texts)
def test_another_key_opens_nothing(text: str) -> None:
    with pytest.raises(IdentityKeyError):
        FIRST.open(SECOND_KEY.close(text))


def test_a_mark_tells_keys_apart_and_no_key_has_none() -> None:
    key = new_key()
    assert IdentityCipher(key).fingerprint == IdentityCipher(key).fingerprint != IdentityCipher(new_key()).fingerprint
    assert PLAIN.fingerprint is None
    assert new_key() != new_key()


async def as_stored(connection: Connection) -> set[str]:
    """Everything in the columns that name somebody, as whoever steals the database reads it."""
    found: set[str] = set()
    for column in identity_key.sealed_columns():
        raw = select(type_coerce(column, Text)).where(column.is_not(None))
        found |= set((await connection.scalars(raw)).all())
    return found


async def inhabit(connection: Connection) -> None:
    """Two people, somebody without Telegram, and a word that waits."""
    anneke = await member(connection, ANNEKE)
    await member(connection, BRAM)
    zwolle = await practice(connection)
    nickname = {"person_id": anneke.person_id, "practice_id": zwolle, "nickname": "Opa Jan", "created_at": NOW}
    await connection.execute(insert(proxies).values(nickname))
    waiting = {"update_id": 1, "chat_id": ANNEKE, "payload": '{"text": "Opa Jan"}', "state": "waiting"}
    await connection.execute(insert(inbox).values(waiting | {"received_at": NOW}))


IN_WORDS = {str(ANNEKE), str(BRAM), "Opa Jan", '{"text": "Opa Jan"}'}


async def test_a_key_seals_everything_at_once_another_one_anew_and_none_gives_it_back(database: Database) -> None:
    async with database.write() as connection:
        await inhabit(connection)
        assert await as_stored(connection) == IN_WORDS
        for before, after in ((PLAIN, FIRST), (FIRST, SECOND_KEY)):
            assert await identity_key.rotate(connection, before, after, NOW) == 5
            assert await as_stored(connection) == {after.close(words) for words in IN_WORDS}
        assert await identity_key.rotate(connection, SECOND_KEY, PLAIN, NOW) == 5
        assert await as_stored(connection) == IN_WORDS


async def test_with_the_key_somebody_is_known_and_stands_there_once(address: str, database: Database) -> None:
    keyed = Database(address, FIRST)
    async with keyed.write() as connection:
        met = await people.meet(connection, Address(ANNEKE), "nl", NOW)
        assert (await people.meet(connection, Address(ANNEKE), "nl", NOW)).person_id == met.person_id
        assert await people.address(connection, met.person_id) == ANNEKE
        assert await as_stored(connection) == {FIRST.close(str(ANNEKE))}
    await keyed.close()
    async with database.read() as connection:
        assert await people.viewer(connection, Address(ANNEKE)) is None


async def test_a_second_try_finds_nothing_left_to_do(database: Database) -> None:
    async with database.write() as connection:
        await inhabit(connection)
        assert await identity_key.rotate(connection, PLAIN, FIRST, NOW)
        assert await identity_key.rotate(connection, PLAIN, FIRST, NOW) == 0


async def test_who_names_the_wrong_key_of_before_changes_nothing(database: Database) -> None:
    async with database.write() as connection:
        await inhabit(connection)
        with pytest.raises(IdentityKeyError, match="another key than IDENTITY_KEY_BEFORE"):
            await identity_key.rotate(connection, SECOND_KEY, FIRST, NOW)
        assert await as_stored(connection) == IN_WORDS


async def test_a_bot_at_work_keeps_the_key_as_it_is_until_it_is_gone(database: Database) -> None:
    async with database.write() as connection:
        await inhabit(connection)
        await replicas.show(connection, Replica("one", NOW, NOW, None))
        with pytest.raises(IdentityKeyError, match="the bot is running on this database"):
            await identity_key.rotate(connection, PLAIN, FIRST, NOW + SECOND)
        assert await identity_key.rotate(connection, PLAIN, FIRST, NOW + replicas.GONE + SECOND) == 5


async def test_one_damaged_value_and_nothing_is_changed(database: Database) -> None:
    async with database.write() as connection:
        await inhabit(connection)
        await identity_key.rotate(connection, PLAIN, FIRST, NOW)
        await connection.execute(update(proxies).values({proxies.c.nickname: type_coerce("not sealed", Text)}))
    with pytest.raises(IdentityKeyError):
        async with database.write() as connection:
            await identity_key.rotate(connection, FIRST, SECOND_KEY, NOW)
    async with database.read() as connection:
        assert FIRST.close(str(ANNEKE)) in await as_stored(connection)
        assert await connection.scalar(select(telegram.c.key_mark)) == FIRST.fingerprint


async def test_a_database_that_holds_nobody_takes_the_first_key_and_then_no_other(database: Database) -> None:
    async with database.write() as connection:
        await identity_key.check(connection, PLAIN)
        await identity_key.check(connection, FIRST)
        await identity_key.check(connection, SECOND_KEY)  # still nobody there
        await member(connection, ANNEKE)
        await identity_key.check(connection, SECOND_KEY)
        with pytest.raises(IdentityKeyError, match="people are sealed with another key than IDENTITY_KEY"):
            await identity_key.check(connection, FIRST)
        with pytest.raises(IdentityKeyError, match="IDENTITY_KEY is not set"):
            await identity_key.check(connection, PLAIN)


async def test_a_word_that_waits_holds_to_its_key_as_well(database: Database) -> None:
    """Of somebody the bot has not met yet."""
    async with database.write() as connection:
        await identity_key.check(connection, FIRST)
        waiting = {"update_id": 1, "chat_id": BRAM, "payload": "{}", "state": "waiting", "received_at": NOW}
        await connection.execute(insert(inbox).values(waiting))
        with pytest.raises(IdentityKeyError, match="IDENTITY_KEY is not set"):
            await identity_key.check(connection, PLAIN)


async def test_people_from_before_there_was_a_key_ask_to_be_sealed(database: Database) -> None:
    async with database.write() as connection:
        await member(connection, ANNEKE)
        with pytest.raises(IdentityKeyError, match="not sealed with IDENTITY_KEY yet; run mantelzorg-bot rotate-key"):
            await identity_key.check(connection, FIRST)
        await identity_key.rotate(connection, PLAIN, FIRST, NOW + timedelta(days=1))
        await identity_key.check(connection, FIRST)
