"""What a database from a backup needs before its first update: it believes that it is still then."""

from datetime import datetime

from sqlalchemy import Update, update

from storage import codes, erasure_requests, erasures, letters, replicas
from storage.connection import Connection
from storage.dialect import in_state
from storage.outbox import UNSAID
from storage.tables import outbox


def expiry(now: datetime) -> Update:
    """The statement that lets everything expire that was still to be said: it was said since, or is out of date."""
    unsaid = update(outbox).where(in_state(outbox, *UNSAID))
    return unsaid.values(state="expired", done_at=now, lease_owner=None, lease_until=None)


async def settle(connection: Connection, erased: set[str], now: datetime) -> None:
    """Brings a restored database into the present. Again: nothing.

    erased: marks of people erased since; they go again, in the same transaction and before any update. Of others,
    updates that were waiting stay: Telegram will not send them again, and their answers count.
    """
    await connection.execute(expiry(now))
    await replicas.forget_all(connection)
    await codes.forget_all(connection)
    await erasure_requests.start_again(connection, now)
    await letters.forget_all(connection)
    await erasures.replay(connection, erased, now)
