"""What is kept of a code, and what of it survives."""

import hashlib

from sqlalchemy import func, select

from rules.address import Address
from rules.code import DIGITS, Purpose
from rules.subject import Subject
from storage import codes, people, restoring
from storage.connection import Connection
from storage.database import Database
from storage.tables import codes as table
from tests.storage.population import NOW

ANNEKE = Address(8_000_000_001)


async def made(connection: Connection) -> str:
    viewer = await people.meet(connection, ANNEKE, "nl", NOW)
    return await codes.issue(connection, await codes.make(connection, viewer.person_id, Purpose.TRACE, NOW))


async def test_only_a_slow_hash_is_kept_of_forty_random_bits(database: Database) -> None:
    async with database.write() as connection:
        digits = await made(connection)
        kept = await connection.scalar(select(table.c.code_hash))
    assert len(digits) == DIGITS
    assert digits.isdecimal()
    assert len(kept) == 64
    assert digits not in kept
    assert kept not in {hashlib.new(fast, digits.encode()).hexdigest() for fast in ("sha256", "sha3_256", "blake2s")}


async def test_said_again_it_is_another_code_and_the_one_before_works_no_more(database: Database) -> None:
    async with database.write() as connection:
        first = await made(connection)
        code_id, person_id = (await connection.execute(select(table.c.id, table.c.person_id))).one()
        second = await codes.issue(connection, code_id)
        assert await codes.redeem(connection, first, Purpose.TRACE, NOW) is None
        assert await codes.redeem(connection, second, Purpose.TRACE, NOW) is not None
        assert await codes.get(connection, code_id, Subject(person_id)) is None


async def test_a_restored_database_knows_no_codes(database: Database) -> None:
    async with database.write() as connection:
        await made(connection)
        await restoring.settle(connection, set(), NOW)
        assert await connection.scalar(select(func.count()).select_from(table)) == 0
