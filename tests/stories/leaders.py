"""What managers do in several stories."""

from sqlalchemy import select

from rules.access import LEADING
from storage import endings
from storage.connection import Connection
from storage.tables import audit
from tests.running_bot import RunningBot
from tests.stories.user import User


async def lists_practices(marja: User) -> None:
    """Marja's newest message lists the practices."""
    await marja.says("/programma")
    await marja.taps("Praktijken")


async def noted(running_bot: RunningBot) -> list[str]:
    """The actions in the audit, oldest first."""
    async with running_bot.wiring.database.read() as connection:
        return list(await connection.scalars(select(audit.c.action).order_by(audit.c.id)))


async def leads_no_longer(connection: Connection, running_bot: RunningBot, person_id: int) -> None:
    """As when somebody else ended it."""
    held = await endings.all_of(connection, person_id, LEADING)
    await endings.end(connection, held, "owner", running_bot.clock.now(), by=None)
