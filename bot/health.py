"""Whether this process is alive, and whether it does its work, for whoever watches over it."""

import asyncio
import logging

from bot.process_metrics import ProcessMetrics
from rules import causes
from storage import refusals
from storage.database import Database

log = logging.getLogger(__name__)

DATABASE_SECONDS = 3.0


async def what_is_wrong(process_metrics: ProcessMetrics, database: Database) -> str | None:
    """A line for each part that does not do its work, with why, as far as it is known; None when all do.

    Of a database that does not answer only that: everything else would be its consequence.
    """
    try:
        async with asyncio.timeout(DATABASE_SECONDS), database.read() as connection:
            many_refuse = await refusals.doubted_since(connection) is not None
    except Exception as error:
        why = causes.told(error)
        log.warning("the database does not answer: %s", why)
        return f"database: {why}"
    troubles = process_metrics.proofs.troubles()
    lines = [f"{part}: {why}" if why else part for part, why in troubles.items()]
    return "\n".join([*lines, *(["refusals"] if many_refuse else [])]) or None
