"""What `/metrics` tells: what this process counted, and what stands in the database at this moment."""

import logging
from datetime import datetime

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from bot.counted_metrics import CountedMetrics
from bot.operational_state import OperationalState, gather
from programme.model import Programme
from storage.database import Database

log = logging.getLogger(__name__)


async def exposition(counted: CountedMetrics, database: Database, programme: Programme, now: datetime) -> bytes:
    """Everything, in Prometheus' text format. While the database is away, what this process counted by itself."""
    registry = CollectorRegistry()
    answers = Gauge("bot_database_up", "Whether the database answers", registry=registry)
    try:
        async with database.long_read() as connection:
            state = await gather(connection, programme, now)
        answers.set(1)
        _describe(state, now, registry)
    except Exception as error:
        log.warning("no figures from the database: %s", type(error).__name__)
    return generate_latest(counted.registry) + generate_latest(registry)


def _describe(state: OperationalState, now: datetime, registry: CollectorRegistry) -> None:
    waiting = Gauge("bot_outbox_waiting", "Messages that may be sent and have not arrived", ["lane"], registry=registry)
    oldest = Gauge("bot_outbox_oldest_seconds", "How long the oldest of them waits", ["lane"], registry=registry)
    for lane, queue in state.lanes.items():
        waiting.labels(lane.name.lower()).set(queue.waiting)
        oldest.labels(lane.name.lower()).set(_age(queue.since, now))
    silence = (state.silent_until - now).total_seconds() if state.silent_until else 0.0
    received = state.last_received_at.timestamp() if state.last_received_at else 0.0
    copied = state.backed_up_at.timestamp() if state.backed_up_at else 0.0
    for name, meaning, value in (
        ("bot_inbox_waiting", "Updates received and not yet handled", state.inbox.waiting),
        ("bot_inbox_oldest_seconds", "How long the oldest of them waits", _age(state.inbox.since, now)),
        ("bot_inbox_failing", "Waiting updates that failed before", state.failing),
        ("bot_inbox_set_aside", "Updates set aside in the last two days", state.dead_letters),
        ("bot_last_update_timestamp_seconds", "When the last update was received; 0: not in two days", received),
        ("bot_last_backup_timestamp_seconds", "When the last backup was made; 0: never", copied),
        ("bot_rounds_open", "Rounds that are open", len(state.open_rounds)),
        ("bot_rounds_due", "Rounds that should have opened or closed and have not", len(state.overdue)),
        ("bot_silence_seconds", "How much longer Telegram asked us to be silent", silence),
    ):
        Gauge(name, meaning, registry=registry).set(value)


def _age(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0
