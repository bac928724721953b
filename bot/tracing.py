"""`mantelzorg-bot trace CODE`: what became of somebody's messages, for who helps them and has their code."""

from collections.abc import Iterator
from datetime import datetime

from bot.running import prepare
from bot.wiring import Wiring
from rules.code import Purpose
from rules.payloads.notes import Note
from storage import audit, codes, outbox, traces
from storage.connection import Connection
from storage.outbox import Lane
from storage.traces import Came, Said, Trace

NOTHING = "Nothing came from them, and nothing was said to them."
#: What is never told with a code, and where it can be learned.
NOT_TOLD = "Not told here: what was answered or said, and whether they pause or stopped. Ask them."
WORDS = {Lane.INTERACTIVE: "reply", Lane.REMINDER: "reminder", Lane.BROADCAST: "check-in or other broadcast"}


class NoSuchCode(Exception):
    """The code is no good; why is not told."""

    def __init__(
        self,
        words: str = (
            "This code does not work: it is wrong, was used, is over, or was made for something else. After six wrong"
            " ones within an hour none works. Ask for a new one: /hulp, Code."
        ),
    ) -> None:
        super().__init__(words)


async def trace(wiring: Wiring, code: str) -> list[str]:
    """The lines to print; the code is used up by it, and its person is told. NoSuchCode when it is no good."""
    try:
        await prepare(wiring.database, wiring.programme, wiring.clock, bot_id=wiring.settings.bot_id)
        now = wiring.clock()
        async with wiring.database.write() as connection:
            found = await _look(connection, code, now)
    finally:
        await wiring.database.close()
    if found is None:  # not above: that it was wrong has to be counted
        raise NoSuchCode
    return list(lines(found, now))


async def _look(connection: Connection, code: str, now: datetime) -> Trace | None:
    subject = await codes.redeem(connection, code, Purpose.TRACE, now)
    if subject is None:
        return None
    found = await traces.of(connection, subject.person_id, now)
    await audit.note(connection, "traced", None, now, by="owner")
    await outbox.add(connection, Note("code_used"), now=now, person_id=subject.person_id, lane=Lane.REMINDER)
    return found


def lines(found: Trace, now: datetime) -> Iterator[str]:
    """In the order of time; moments are UTC."""
    if found.gone_since:
        yield f"Telegram says since {_moment(found.gone_since)} that they are gone; nothing is sent to them."
    elif found.refused_since:
        yield f"Telegram refuses what is sent to them, since {_moment(found.refused_since)}; it is tried again."
    happened = [(one.at, f"{one.kind} came, {_became(one, now)}") for one in found.came]
    happened += [(one.at, f"{_sort(one)} {_ended(one, now)}") for one in found.said]
    yield from (f"{_moment(at)}  {words}" for at, words in sorted(happened, key=lambda one: one[0]))
    if not happened:
        yield NOTHING
    yield NOT_TOLD


def _became(came: Came, now: datetime) -> str:
    if came.state == "handled":
        return f"handled{_after(came.at, came.done_at)}"
    why = f" {came.attempts} times ({came.error})" if came.attempts else ""
    if came.state == "set_aside":
        return f"failed{why} and was set aside: send it again"
    again = f"; tried again at {_moment(came.try_at)}" if came.try_at and came.try_at > now else ""
    return f"waits{f', failed{why}' if why else ''}{again}"


def _sort(said: Said) -> str:
    return f"{WORDS[said.lane]}{' (in an older message)' if said.is_edit else ''}"


def _ended(said: Said, now: datetime) -> str:
    why = f" ({said.error})" if said.error else ""
    if said.state == "sent":
        return f"sent{_after(said.at, said.done_at)}"
    if said.state == "failed":
        return f"given up{why}, after {said.attempts} tries"
    if said.state == "unknown":
        return f"sent, and nobody knows whether it arrived{why}; said again soon"
    if said.state == "sending":
        return "is being sent"
    until = f" until {_moment(said.due_at)}" if said.due_at and said.due_at > now else ""
    return f"waits{until}{why}"


def _after(at: datetime, done_at: datetime | None) -> str:
    seconds = max(0.0, (done_at - at).total_seconds()) if done_at else 0.0
    return f" after {seconds:.1f} s" if seconds < 60 else f" at {_moment(done_at)}"


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC" if at else "an unknown moment"
