"""Whether this process is alive, and whether it does its work; in one word, for whoever watches over it."""

import asyncio
import logging

from sqlalchemy import select

from bot.process_metrics import ProcessMetrics
from rules import causes
from storage import refusals
from storage.database import Database

log = logging.getLogger(__name__)

#: Longer than a long poll and its slack.
RECEIVING_SECONDS = 180.0
#: A sender with nothing to say still takes a turn every second.
SENDING_SECONDS = 60.0
DATABASE_SECONDS = 3.0


async def what_is_wrong(process_metrics: ProcessMetrics, database: Database) -> str | None:
    """The first part that does not do its work: "database: " and why, "receiving", "sending" or
    "refusals"; None when all do.
    """
    if why := await _is_away(database):
        return f"database: {why}"
    if process_metrics.heard_ago is None or process_metrics.heard_ago > RECEIVING_SECONDS:
        return "receiving"
    if process_metrics.sender_ran_ago is None or process_metrics.sender_ran_ago > SENDING_SECONDS:
        return "sending"
    if await _is_refused(database):
        return "refusals"
    return None


async def _is_refused(database: Database) -> bool:
    async with database.read() as connection:
        return await refusals.doubted_since(connection) is not None


async def _is_away(database: Database) -> str | None:
    """Why the database does not answer; None when it does."""
    try:
        async with asyncio.timeout(DATABASE_SECONDS), database.read() as connection:
            await connection.scalar(select(1))
    except Exception as error:
        why = causes.told(error)
        log.warning("the database does not answer: %s", why)
        return why
    return None
