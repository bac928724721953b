"""The migrations lead to exactly the tables that the code describes."""

from pathlib import Path

from storage import schema
from storage.database import Database
from tests.storage.schema_differences import differences


async def test_migrated_tables_are_the_described_tables(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'bot.db'}")
    await schema.migrate(database)
    assert await differences(database) == []
    await database.close()
