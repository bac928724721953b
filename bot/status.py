"""`mantelzorg-bot status`: what somebody who was woken at 3 a.m. needs to know, from the database alone."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from bot.operational_state import OperationalState, gather
from programme.model import Programme
from storage import backed_up, failures, memberships, queues, replicas, scrubbing, which_bot
from storage.connection import Connection
from storage.failures import Failure, Failures
from storage.outbox import Lane
from storage.queues import Queue
from storage.replicas import GONE, Replica
from storage.scrubbing import Remains

#: So long it may last before it counts as wrong.
UNHANDLED = timedelta(minutes=1)
UNANSWERED = timedelta(minutes=2)
STUCK = timedelta(minutes=30)
NOTHING_SENT = timedelta(minutes=5)
OVERDUE = timedelta(minutes=5)
#: Clocks of two machines may differ by so much; longer than who died counts as seen lately.
SKEW = GONE + timedelta(minutes=1)
DAY = timedelta(days=1)
LANES = {Lane.INTERACTIVE: "replies", Lane.REMINDER: "reminders", Lane.BROADCAST: "check-ins and other broadcasts"}


class Seen(Struct, frozen=True):
    """What was found: the figures, the processes at work, what failed in the last day, and what is not yet gone."""

    at: datetime
    state: OperationalState
    at_work: Sequence[Replica]
    last_seen_at: datetime | None
    last_sent_at: datetime | None
    failures: Failures
    remains: Remains
    bot_id: int | None
    managers: int
    backed_up_at: datetime | None


async def inspect(connection: Connection, programme: Programme, now: datetime, alive: Collection[str]) -> Seen:
    """Looks once. The database has to be up to date. alive: the processes whose heartbeats go on."""
    return Seen(
        at=now,
        state=await gather(connection, programme, now),
        at_work=await replicas.these(connection, alive),
        last_seen_at=await replicas.last_seen_at(connection),
        last_sent_at=await queues.last_sent_at(connection),
        failures=await failures.since(connection, now - DAY),
        remains=await scrubbing.remains(connection),
        bot_id=await which_bot.of(connection),
        managers=len(await memberships.managers(connection)),
        backed_up_at=await backed_up.last(connection),
    )


def problems(seen: Seen) -> list[str]:
    """What is wrong, each in a sentence that says what it means or what to do; [] when all is well."""
    return [*_not_running(seen), *while_running(seen)]


def while_running(seen: Seen) -> list[str]:
    """The same for a process that looks at itself: its own first heartbeat may still be on its way."""
    found = (_in_trouble, _clocks_differ, _unhandled, _refused, _unsent, _overdue, _failed, _dead_letters)
    return [words for each in found for words in each(seen)]


def _not_running(seen: Seen) -> Iterator[str]:
    if not seen.at_work:
        when = f"the last was seen {_ago(seen.last_seen_at, seen.at)}" if seen.last_seen_at else "none has left a sign"
        yield f"The bot is not running: {when}. Start it; what waits is kept."


def _in_trouble(seen: Seen) -> Iterator[str]:
    """What the processes find wrong with themselves, each once."""
    for part, why in dict.fromkeys(trouble for replica in seen.at_work for trouble in replica.troubles.items()):
        yield f"In trouble, {part}: {why or 'it has not worked for more than a minute; the log says why'}."


def _clocks_differ(seen: Seen) -> Iterator[str]:
    differ = max((abs(replica.seen_at - seen.at) for replica in seen.at_work), default=timedelta())
    if differ > SKEW:
        yield f"The clock of a process and the clock here differ by {_span(differ)}: put the wrong one right."


def _unhandled(seen: Seen) -> Iterator[str]:
    if _is_older(seen.state.inbox, seen.at, UNHANDLED):
        yield f"Received and not handled: {_waits(seen.state.inbox, seen.at)}."


def _refused(seen: Seen) -> Iterator[str]:
    if seen.state.doubted_since:
        yield (
            f"Telegram refuses what is sent to {seen.state.refusing} people, since {_moment(seen.state.doubted_since)}:"
            " perhaps a fault of ours. Nobody is marked as gone; what can wait waits, and is tried again."
        )


def _unsent(seen: Seen) -> Iterator[str]:
    if seen.state.silent_until:
        return
    lanes = seen.state.lanes
    if _is_older(lanes[Lane.INTERACTIVE], seen.at, UNANSWERED):
        yield f"People wait for a reply: {_waits(lanes[Lane.INTERACTIVE], seen.at)}."
    sends = seen.last_sent_at is not None and seen.last_sent_at > seen.at - NOTHING_SENT
    for lane in (Lane.REMINDER, Lane.BROADCAST):
        if not sends and _is_older(lanes[lane], seen.at, STUCK):
            yield f"Nothing is sent, while {LANES[lane]} wait: {_waits(lanes[lane], seen.at)}."


def _overdue(seen: Seen) -> Iterator[str]:
    late = [at for at in seen.state.overdue if at < seen.at - OVERDUE]
    if late:
        yield f"{len(late)} rounds should have opened or closed, the first {_ago(min(late), seen.at)}; the tick fails."


def _failed(seen: Seen) -> Iterator[str]:
    if seen.failures.unsent:
        failures = [failure for failure in seen.failures.messages if not failure.unreachable]
        yield f"Given up in the last day: {_counted(failures)}."


def _dead_letters(seen: Seen) -> Iterator[str]:
    if seen.failures.dead_letters:
        yield f"Updates set aside in the last day, after failing at every try: {_counted(seen.failures.updates)}."


def lines(seen: Seen) -> list[str]:
    """How everything stands, a line for each part."""
    state, at = seen.state, seen.at
    silent = f"Telegram asks for silence until {_moment(state.silent_until)}" if state.silent_until else ""
    parts = {
        "running": _running(seen.at_work, at),
        "receiving": f"the last update {_when(state.last_received_at, at, 'more than two days ago, or never')}",
        "handling": _waits(state.inbox, at),
        "sending": silent or f"the last message {_when(seen.last_sent_at, at, 'more than a month ago, or never')}",
        "waiting": "; ".join(f"{LANES[lane]}: {_waits(queue, at)}" for lane, queue in state.lanes.items()),
        "failed": f"{seen.failures.unsent} messages in the last day"
        f" (and {seen.failures.unreachable} to people who cannot be reached any more)",
        "refused": f"{state.refusing} people refuse; what is for them is held until it is sure that they are gone",
        "set aside": f"{seen.failures.dead_letters} updates in the last day",
        "rounds": _rounds(state, at),
        "erased": _erased(seen.remains),
        "backup": f"the last was made {_when(seen.backed_up_at, at, 'never, or not by the command backup')}",
        "alarms": f"{seen.managers} managers hear them",
        "database": "up to date",
    }
    return [f"{name:<10} {words}" for name, words in parts.items()]


def _running(at_work: Sequence[Replica], at: datetime) -> str:
    if not at_work:
        return f"no process seen in the last {_span(GONE)}"
    newest = max(replica.seen_at for replica in at_work)
    return f"{len(at_work)} process{'es' if len(at_work) > 1 else ''}, last seen {_ago(newest, at)}"


def _rounds(state: OperationalState, at: datetime) -> str:
    if not state.open_rounds:
        return "none open"
    closes = _span(max(timedelta(), state.open_rounds[0].closes_at - at))
    return f"{len(state.open_rounds)} open, the first closes in {closes}"


def _erased(remains: Remains) -> str:
    """How far what was erased is gone. That a log keeps it for a while is no alarm, but has to be known."""
    tables = ", ".join(remains.waiting)
    waits = f"not yet out of {tables}: tried every minute, large tables at night" if tables else "out of all tables"
    reasons = ", ".join(remains.log_keeps_because)
    return f"{waits}; PostgreSQL's log (WAL) may keep it: {reasons}" if reasons else waits


def _is_older(queue: Queue, at: datetime, limit: timedelta) -> bool:
    return queue.since is not None and queue.since < at - limit


def _waits(queue: Queue, at: datetime) -> str:
    return f"{queue.waiting}, the oldest for {_span(at - queue.since)}" if queue.since else "nothing waits"


def _counted(failures: Iterable[Failure]) -> str:
    return ", ".join(f"{failure.count} × {failure.kind or 'update'} ({failure.error})" for failure in failures)


def _when(moment: datetime | None, at: datetime, never: str) -> str:
    return f"{_ago(moment, at)} ({_moment(moment)})" if moment else never


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _ago(moment: datetime, at: datetime) -> str:
    return f"{_span(at - moment)} ago"


def _span(span: timedelta) -> str:
    seconds = max(0, round(span.total_seconds()))
    for size, unit in ((86_400, "days"), (3_600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds // size} {unit}"
    return f"{seconds} seconds"
