"""What the tick does with call-backs: a request that nobody has seen to is told once more."""

from datetime import datetime, timedelta

from storage import call_backs
from storage.connection import Connection

#: So long a request may lie before the coordinators hear of it again.
PATIENCE = timedelta(days=3)


async def repeat_unhandled(connection: Connection, now: datetime) -> int:
    """Tells the coordinators once more; of how many requests."""
    return await call_backs.repeat_unhandled(connection, now - PATIENCE, now)
