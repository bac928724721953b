"""What an erasure leaves to do: bytes in SQLite's files, which no delete reaches."""

import pytest
from sqlalchemy import text

from rules.access import Role
from storage.database import Database
from storage.erasing import erase
from tests.storage.population import NOW, member

IS_ASKED_FOR = text("PRAGMA user_version")


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
async def test_an_erasure_asks_for_the_file_to_be_written_anew(database: Database) -> None:
    """Whoever looks next does it, should this process die right after the commit."""
    await database.scrub()
    async with database.write() as connection:
        anneke = await member(connection, 8_123_456_789, Role.CAREGIVER)
        assert await connection.scalar(IS_ASKED_FOR) == 0
        await erase(connection, anneke.person_id, NOW)
        assert await connection.scalar(IS_ASKED_FOR) == 1
