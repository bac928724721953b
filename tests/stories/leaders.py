"""What managers do in several stories."""

from sqlalchemy import select

from storage.tables import audit
from tests.house import House
from tests.stories.guest import Guest


async def lists_practices(marja: Guest) -> None:
    """Marja's newest message lists the practices."""
    await marja.says("/programma")
    await marja.taps("Praktijken")


async def noted(house: House) -> list[str]:
    """The actions in the audit, oldest first."""
    async with house.wiring.database.read() as connection:
        return list(await connection.scalars(select(audit.c.action).order_by(audit.c.id)))
