"""What was written down about who changed what."""

from sqlalchemy import select

from storage.tables import audit
from tests.running_bot import RunningBot


async def noted(running_bot: RunningBot) -> list[str]:
    """What was done, oldest first; that people joined is not what those stories are about."""
    done = select(audit.c.action).where(audit.c.action != "joined").order_by(audit.c.id)
    async with running_bot.wiring.database.read() as connection:
        return list(await connection.scalars(done))
