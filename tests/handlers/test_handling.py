"""An update's effect happens once and as a whole, in the order of its chat, whatever fails around it."""

import asyncio
import logging
import re
from contextlib import suppress
from datetime import timedelta
from typing import NoReturn

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from bot.demo.population import PersonPlan, practice_id, settle
from bot.running import started
from bot.wiring import wire
from delivery.outcome import MaybeSent, Outcome, Sent
from delivery.recording import Delivery, record_all
from delivery.rendering.context import CheckInShown
from handlers import registry, update_worker
from handlers.refusals import NotYours
from handlers.turn import NotYet, Turn
from rules.access import Role
from rules.address import Address
from rules.check_in import Given
from rules.payloads.language import LanguageSet
from scheduler.tick import tick
from storage import check_ins, inbox, invitations, outbox, people, sending, shown_messages
from storage.check_ins import CheckIn
from storage.inbox import TRIES
from storage.sending import Row
from storage.shown_messages import ShownMessage
from storage.tables import inbox as inbox_table
from storage.tables import outbox as outbox_table
from tests.handlers.conftest import Desk
from tests.handlers.updates import ANNEKE, BRAM, message, tap
from tests.running_bot import ROUND_OPENS, on_both, on_sqlite
from texts.callback_data import encode
from texts.escaping import Markup
from texts.message import Message
from texts.taps.check_in import AnswerGiven
from texts.taps.language import LanguageChosen

SECRET = "mijn moeder vergeet alles"
CHOOSES_ENGLISH = encode(LanguageChosen("en"))


class Deadlock(Exception):
    """What PostgreSQL's driver raises when two transactions wait for each other."""

    sqlstate = "40P01"


class Stumbling:
    """A handler that does its work, and then fails the first so many times."""

    def __init__(self, times: int, error: Exception) -> None:
        self.times = times
        self.error = error
        self.called = 0

    async def __call__(self, turn: Turn, tap: LanguageChosen) -> None:
        self.called += 1
        await people.set_language(turn.connection, turn.viewer.person_id, tap.language)
        await turn.say(LanguageSet())
        if self.called <= self.times:
            raise self.error


def stumble(monkeypatch: pytest.MonkeyPatch, times: int, error: Exception | None = None) -> Stumbling:
    handler = Stumbling(times, error or ValueError(SECRET))
    monkeypatch.setitem(registry.TAPS, LanguageChosen, handler)  # type: ignore[misc]
    return handler


@on_both
async def test_a_failing_update_leaves_nothing_behind_and_is_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = stumble(monkeypatch, times=1)
    await desk.receives(tap(1, ANNEKE, CHOOSES_ENGLISH), message(2, BRAM))
    await desk.handles()
    assert await desk.viewer() is None  # not even that she was met
    assert await desk.said() == [(BRAM, "help")]
    assert await desk.updates() == {1: ("waiting", 1), 2: ("handled", 0)}
    await desk.handles(later=1)
    viewer = await desk.viewer()
    assert viewer is not None
    assert viewer.language == "en"
    assert await desk.said() == [(BRAM, "help"), (ANNEKE, "language_set")]
    assert (await desk.updates())[1][0] == "handled"
    assert handler.called == 2


@on_both
async def test_an_update_that_keeps_failing_is_set_aside_and_the_chat_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    handler = stumble(monkeypatch, times=100)
    await desk.receives(tap(1, ANNEKE, CHOOSES_ENGLISH), message(2, ANNEKE))
    for _ in range(TRIES):
        assert await desk.said() == []
        await desk.handles(later=60)
    assert handler.called == TRIES
    assert await desk.updates() == {1: ("set_aside", TRIES), 2: ("handled", 0)}
    assert await desk.said() == [(ANNEKE, "help")]


@on_sqlite
async def test_a_hiccup_of_the_database_is_nobodys_failure(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A deadlock, a restart: everything is undone and handled again, however often it happens."""
    handler = stumble(monkeypatch, times=TRIES + 1, error=DBAPIError("SELECT 1", None, Deadlock()))
    await desk.receives(tap(1, ANNEKE, CHOOSES_ENGLISH), message(2, BRAM))
    for _ in range(TRIES + 1):
        with pytest.raises(DBAPIError):
            await desk.handles()
        assert await desk.updates() == {1: ("waiting", 0), 2: ("waiting", 0)}
    await desk.handles()
    assert await desk.updates() == {1: ("handled", 0), 2: ("handled", 0)}
    assert handler.called == TRIES + 2


@on_sqlite
async def test_somebody_we_know_hears_that_it_did_not_work(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await desk.receives(message(1, ANNEKE))
    await desk.handles()
    stumble(monkeypatch, times=100)
    await desk.receives(tap(2, ANNEKE, CHOOSES_ENGLISH))
    for _ in range(TRIES):
        assert await desk.said() == [(ANNEKE, "help")]
        await desk.handles(later=60)
    assert await desk.said() == [(ANNEKE, "help"), (ANNEKE, "note")]


@on_sqlite
async def test_what_it_was_about_is_not_in_the_logs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stumble(monkeypatch, times=100)
    await desk.receives(tap(1, ANNEKE, CHOOSES_ENGLISH), message(2, BRAM, SECRET))
    with caplog.at_level(logging.DEBUG, logger="handlers"):
        for _ in range(TRIES):
            await desk.handles(later=60)
    ours = [record for record in caplog.records if record.name.startswith("handlers")]
    numbers = [re.findall("[0-9a-f]{8}", record.getMessage())[0] for record in ours if record.levelno != logging.INFO]
    first = numbers[0]
    assert [record.getMessage() for record in ours if record.levelno >= logging.ERROR] == [
        *[f"update {first} failed: ValueError"] * 4,
        f"update {first} failed: ValueError; set aside",
    ]
    told = [record.getMessage() for record in ours if ", try " in record.getMessage()]
    assert told[0] == f"update {first}: tap, try 1, not handled"
    assert told[1].endswith(": text, try 1, handled")
    assert len(set(numbers)) == 2
    formatted = "".join(logging.Formatter().format(record) for record in ours)
    assert "Traceback" in formatted
    assert not [word for word in (SECRET, str(ANNEKE), str(BRAM)) if word in formatted]


@on_both
async def test_an_update_that_comes_again_has_no_second_effect(desk: Desk) -> None:
    update = message(1, ANNEKE)
    await desk.receives(update, update)
    await desk.receives(update)
    await desk.handles()
    await desk.receives(update)
    await desk.handles()
    assert await desk.said() == [(ANNEKE, "help")]


@on_sqlite
async def test_a_chat_is_heard_in_order_and_chats_side_by_side(desk: Desk) -> None:
    await desk.receives(message(3, ANNEKE, "/taal"), message(1, ANNEKE, "/start"), message(2, BRAM))
    assert await desk.wiring.update_worker.run_once() == 2
    assert await desk.said() == [(ANNEKE, "no_token"), (BRAM, "help")]
    assert await desk.wiring.update_worker.run_once() == 1
    assert (await desk.said())[-1] == (ANNEKE, "language")


@on_sqlite
async def test_an_update_that_nobody_can_read_stops_nobody(desk: Desk) -> None:
    await desk.receives({"update_id": 1, "message": {"chat": {"id": ANNEKE}, "date": "gisteren"}}, message(2, ANNEKE))
    for _ in range(TRIES):
        await desk.handles(later=60)
    assert await desk.updates() == {1: ("set_aside", TRIES), 2: ("handled", 0)}


@on_sqlite
async def test_what_is_refused_is_no_failure_and_what_was_done_before_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(turn: Turn, tap: LanguageChosen) -> None:
        await people.set_language(turn.connection, turn.viewer.person_id, tap.language)
        raise NotYours

    monkeypatch.setitem(registry.TAPS, LanguageChosen, refuse)  # type: ignore[misc]
    await desk.receives(tap(1, ANNEKE, CHOOSES_ENGLISH))
    await desk.handles()
    viewer = await desk.viewer()
    assert viewer is not None
    assert viewer.language == "en"
    assert await desk.updates() == {1: ("handled", 0)}


@on_sqlite
async def test_what_cannot_be_judged_yet_comes_back_and_is_no_failure(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    async def not_yet(turn: Turn, tap: LanguageChosen) -> None:
        asked.append(tap)
        await turn.say(LanguageSet())
        if len(asked) == 1:
            raise NotYet(timedelta(seconds=0.2))

    monkeypatch.setitem(registry.TAPS, LanguageChosen, not_yet)  # type: ignore[misc]
    await desk.receives(tap(1, ANNEKE, CHOOSES_ENGLISH), message(2, ANNEKE))
    await desk.handles()
    assert (await desk.said(), await desk.updates()) == ([], {1: ("waiting", 0), 2: ("waiting", 0)})
    await desk.handles(later=0.2)
    assert await desk.said() == [(ANNEKE, "language_set"), (ANNEKE, "help")]


@on_both
async def test_effect_and_words_fall_together_when_the_update_cannot_be_ticked_off(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    await desk.receives(message(1, ANNEKE))
    with monkeypatch.context() as patch:
        patch.setattr(inbox, "handled", _out_of_order)
        with pytest.raises(ConnectionError):
            await desk.handles()
    assert (await desk.viewer(), await desk.said()) == (None, [])
    await desk.handles()
    assert await desk.said() == [(ANNEKE, "help")]


def _out_of_order(*_: object) -> NoReturn:
    raise ConnectionError


@on_sqlite
async def test_handling_goes_on_when_the_database_comes_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    await desk.receives(message(1, ANNEKE))
    away, back = asyncio.Event(), asyncio.Event()
    handle = desk.wiring.update_worker.run_once

    async def first_away() -> int:
        if not away.is_set():
            away.set()
            _out_of_order()
        handled = await handle()
        back.set()
        return handled

    monkeypatch.setattr(desk.wiring.update_worker, "run_once", first_away)
    working = asyncio.create_task(desk.wiring.update_worker.run())
    await away.wait()
    desk.wiring.update_worker.wake()
    await back.wait()
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
    assert await desk.said() == [(ANNEKE, "help")]


@pytest.mark.over_http
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
async def test_of_two_who_come_in_by_the_last_use_in_two_processes_one_gets_in(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(update_worker, "BATCH", 1)  # each process takes one of the two
    async with desk.wiring.database.write() as connection:
        invited = await invitations.create(connection, Role.MANAGER, None, desk.clock.now())
        token = await invitations.issue_token(connection, invited)
    await desk.receives(message(1, ANNEKE, f"/start {token}"), message(2, BRAM, f"/start {token}"))
    other = wire(desk.wiring.settings, desk.clock.now)
    async with started(other):
        await asyncio.gather(desk.wiring.update_worker.run_once(), other.update_worker.run_once())
    assert sorted(what for _, what in await desk.said()) == ["refused_invitation", "registration"]


@on_sqlite
@pytest.mark.parametrize("data", ["", "junk", "x" * 64, "a|1|2", "l|xx", "s|-1|0", "a|99999999999999999999|0|samen|4"])
async def test_a_forged_tap_does_nothing(desk: Desk, data: str) -> None:
    await desk.receives(tap(1, ANNEKE, data))
    await desk.handles()
    assert (await desk.said(), await desk.updates()) == ([], {1: ("handled", 0)})


@on_sqlite
async def test_a_group_is_told_once_and_nothing_of_it_is_kept(desk: Desk) -> None:
    group = {"id": -100_123, "type": "supergroup", "title": SECRET}
    await desk.receives(message(1, ANNEKE, SECRET, group))
    await desk.receives(message(2, BRAM, "/start", group))
    await desk.handles()
    async with desk.wiring.database.read() as connection:
        rows = (await connection.execute(select(outbox_table))).all()
        payloads = list(await connection.scalars(select(inbox_table.c.payload)))
    assert [(row.kind, row.chat_id, row.person_id) for row in rows] == [("private_only", -100_123, None)]
    assert (await desk.viewer(ANNEKE), await desk.viewer(BRAM), payloads) == (None, None, [None, None])


async def _check_in_on_its_way(desk: Desk) -> CheckIn:
    """Anneke's check-in, which a sender has claimed to say and then died."""
    wiring = desk.wiring
    async with wiring.database.write() as connection:
        plan = PersonPlan(ANNEKE, [Role.CAREGIVER], await practice_id(connection, "zwolle"))
        (anneke,) = await settle(connection, [plan], desk.clock.now())
    desk.clock.move_to(ROUND_OPENS)
    await tick(wiring.database, wiring.programme, wiring.settings.minimum_group, desk.clock.now())
    async with wiring.database.write() as connection:
        await sending.claim(connection, "dead", desk.clock.now(), 10, outbox.Lane.BROADCAST)
        found = await check_ins.open_of(connection, anneke, wiring.programme)
        assert found is not None
        return found


@on_sqlite
@pytest.mark.parametrize("known", [None, 5], ids=["the first message", "a message below another"])
async def test_a_tap_on_what_a_dead_sender_sent_proves_that_it_arrived(desk: Desk, known: int | None) -> None:
    """And the check-in goes on in that message, though nobody had noted it."""
    check_in = await _check_in_on_its_way(desk)
    if known:
        async with desk.wiring.database.write() as connection:
            await shown_messages.seen(
                connection, [ShownMessage(check_in.id, known, "samen", 0, is_new=False)], desk.clock.now()
            )
    await desk.receives(tap(1, ANNEKE, encode(AnswerGiven(check_in.id, check_in.version, "samen", "4")), on=12))
    await desk.handles()
    async with desk.wiring.database.write() as connection:
        after = await check_ins.get(connection, check_in.id, desk.wiring.programme)
        rows = (await connection.execute(select(outbox_table).order_by(outbox_table.c.id))).all()
        await sending.recover(connection, desk.clock.now() + timedelta(minutes=5))
    assert after is not None
    assert (after.message_id, dict(after.answers)) == (12, {"samen": Given("4")})
    said = [(row.kind, row.state, row.edits) for row in rows]
    assert (said[0], said[-1]) == (("check_in", "sent", None), ("check_in", "ready", 12))
    assert [(kind, edited) for kind, _, edited in said[1:-1]] == ([("check_in_past", known)] if known else [])


@on_sqlite
@pytest.mark.parametrize("outcome", [Sent(12), MaybeSent("TimedOut")], ids=repr)
async def test_a_sender_that_hears_late_what_a_tap_has_proven_turns_nothing_back(desk: Desk, outcome: Outcome) -> None:
    """By then the message shows the next question: a typed text belongs to that one."""
    check_in = await _check_in_on_its_way(desk)
    await desk.receives(tap(1, ANNEKE, encode(AnswerGiven(check_in.id, check_in.version, "samen", "4")), on=12))
    await desk.handles()
    edited = ShownMessage(check_in.id, 12, "volhouden", 1, is_new=False)
    first = Row(1, "check_in", check_in.id, {}, check_in.person_id, Address(ANNEKE), None, attempt=1, lane=2)
    late = Delivery(first, CheckInShown(Message(Markup("…")), check_in.id, "samen", 0), 0.0)
    async with desk.wiring.database.write() as connection:
        await shown_messages.seen(connection, [edited], desk.clock.now())
        await record_all(connection, [(late, outcome)], "dead", desk.clock.now())
        after = await check_ins.get(connection, check_in.id, desk.wiring.programme)
    assert after is not None
    assert (after.message_id, after.shown_step) == (12, "volhouden")


@on_sqlite
async def test_a_change_that_was_to_be_shown_in_an_older_message_is_shown_in_the_newer_one(desk: Desk) -> None:
    """With two processes: one says it again below, and notes so without seeing the tap that the other handles."""
    check_in = await _check_in_on_its_way(desk)
    await desk.receives(tap(1, ANNEKE, encode(AnswerGiven(check_in.id, check_in.version, "samen", "4")), on=12))
    await desk.handles()
    async with desk.wiring.database.write() as connection:
        below = ShownMessage(check_in.id, 14, "samen", check_in.version + 1, is_new=True)
        await shown_messages.seen(connection, [below], desk.clock.now())
    await desk.wiring.sender.run_once()
    async with desk.wiring.database.read() as connection:
        rows = (await connection.execute(select(outbox_table).order_by(outbox_table.c.id))).all()
    assert [(row.kind, row.edits) for row in rows] == [
        ("check_in", None),
        ("check_in", 12),
        ("check_in_past", 12),
        ("check_in", 14),
    ]


@on_sqlite
async def test_what_a_dead_sender_said_counts_as_shown_also_when_something_newer_takes_its_place(desk: Desk) -> None:
    check_in = await _check_in_on_its_way(desk)
    desk.clock.forward(sending.LEASE)
    async with desk.wiring.database.write() as connection:
        await shown_messages.lose_sight(connection, desk.clock.now())
        await sending.recover(connection, desk.clock.now())
        await outbox.cancel(connection, check_in.person_id, desk.clock.now())
    await desk.receives(message(9, ANNEKE, "Goed"))
    await desk.handles()
    async with desk.wiring.database.read() as connection:
        after = await check_ins.get(connection, check_in.id, desk.wiring.programme)
    assert after is not None
    assert dict(after.answers) == {"samen": Given("4")}


@on_sqlite
async def test_a_tap_too_old_to_be_answered_still_counts(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """Nobody at Telegram knows this query any more, so its spinner cannot be stopped."""
    check_in = await _check_in_on_its_way(desk)
    with caplog.at_level(logging.INFO, "handlers.answering"):
        await desk.receives(tap(1, ANNEKE, encode(AnswerGiven(check_in.id, check_in.version, "samen", "4")), on=12))
        await desk.handles()
        async with asyncio.timeout(30):
            while not caplog.messages:  # noqa: ASYNC110 (the spinner is stopped by a task of its own)
                await asyncio.sleep(0.005)
    assert caplog.messages == ["a tap's spinner was not stopped: BadRequest"]
    async with desk.wiring.database.read() as connection:
        after = await check_ins.get(connection, check_in.id, desk.wiring.programme)
    assert after is not None
    assert after.answers["samen"] == Given("4")


def test_the_number_of_an_update_in_the_log_is_not_its_own() -> None:
    assert update_worker.log_number(77_000_001) == update_worker.log_number(77_000_001)
    assert update_worker.log_number(77_000_001) != update_worker.log_number(77_000_002)
    assert "7700000" not in update_worker.log_number(77_000_001)
    assert len(update_worker.log_number(77_000_001)) == 8
