"""What was written down about who changed what."""

from sqlalchemy import select

from storage.tables import audit
from tests.house import House


async def noted(house: House) -> list[str]:
    """What was done, oldest first."""
    async with house.wiring.database.read() as connection:
        return list(await connection.scalars(select(audit.c.action).order_by(audit.c.id)))
