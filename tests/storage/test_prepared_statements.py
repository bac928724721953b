"""PostgreSQL reads and plans what a batch says once for a connection, and not again for each batch."""

from sqlalchemy import bindparam, text, update

from rules.address import Address
from storage import people
from storage.database import Database
from storage.tables import inbox
from tests.storage.population import NOW, on_postgresql

pytestmark = on_postgresql
BATCHES = 7
OF_EACH = update(inbox).where(inbox.c.update_id == bindparam("number")).values(done_at=NOW)
KEPT = text("SELECT statement, generic_plans + custom_plans FROM pg_prepared_statements")


async def kept_after_batches(database: Database) -> dict[str, int]:
    """How often each statement was carried out since it was read, by its first words."""
    async with database.write() as connection:
        for _ in range(BATCHES):
            await people.viewer(connection, Address(1))
            await connection.execute(OF_EACH, [{"number": 1}, {"number": 2}])
        return {statement[:12]: times for statement, times in await connection.execute(KEPT)}


async def test_what_was_read_once_is_carried_out_again_for_one_row_and_for_many(database: Database) -> None:
    kept = await kept_after_batches(database)
    assert kept["SELECT peopl"] == BATCHES
    assert kept["UPDATE inbox"] == 2 * BATCHES
