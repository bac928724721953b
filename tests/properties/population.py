"""A few people around a bot on paper: what they do, and what the model says must come of it."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select

from rules.access import Role
from rules.cadence import upcoming
from rules.check_in import Given, find
from rules.holidays import public_holiday, school_holiday
from rules.payloads.check_in import CheckInCurrent
from storage import answers as stored_answers
from storage import check_ins as stored
from storage.connection import Connection
from storage.tables import answers, check_ins, outbox, people, practices, rounds
from tests.chaos.screen import Screen, screens
from tests.once import PROGRAMME
from tests.properties.model import OVERVIEW, CheckIn
from tests.properties.paper_bot import (
    BEGIN,
    HOMES,
    ROLES,
    STEP,
    STEPS,
    PaperBot,
    block_update,
    edit_update,
    tap_update,
    text_update,
)
from texts.callback_data import SKIP, Tap, encode, parse
from texts.taps.check_in import AnswerGiven, AnswerKept, AnswersPaged, ChangeAsked, OtherMeant, StepBack, StepRevisited
from texts.taps.later import CheckInResumed
from texts.taps.registration import ConsentGiven, ExperimentsChosen, OrganisationChosen

PERSONS = tuple(HOMES)
#: The taps that change a check-in, and nothing else.
OF_A_CHECK_IN = (AnswerGiven, AnswerKept, AnswersPaged, ChangeAsked, OtherMeant, StepBack, StepRevisited)
Effect = Callable[[], None]


class Population:
    """Everybody's phone, what was sent and not yet handled, and the check-ins as they must be."""

    def __init__(self, template: Path) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="village-")
        self.bot = PaperBot(template, Path(self._folder.name) / "bot.db", BEGIN)
        self.check_ins: dict[int, CheckIn] = {}
        self._roles = {person: set(ROLES.get(person, ())) for person in PERSONS}
        self._stopped: set[int] = set()
        self._disturbed: set[int] = set()
        self._effects: dict[int, Effect] = {}
        self._sent: list[tuple[int, dict[str, Any]]] = []
        self._typed: defaultdict[int, list[int]] = defaultdict(list)
        self._buttons: list[str] = []
        self._rounds: dict[int, set[int]] = {}
        self._to_adopt: set[int] = set()
        self._asleep_since = BEGIN

    async def open(self) -> None:
        """The bot works, and a round has come: without one little would happen."""
        await self.bot.start()
        await self.a_round_comes()
        await self.settles()

    async def close(self) -> None:
        await self.bot.database.close()
        self._folder.cleanup()

    # --- what people do ---

    async def registers(self, person: int, role: Role) -> None:
        """All the way, with the shortest answers."""
        if person in self.bot.telegram.blocked or role in self._roles[person]:
            return
        await self.settles()
        token = await self.bot.invite(role, HOMES[person])
        await self._does(text_update(person, self.bot.telegram.number(person), f"/start {token}"), self._starts(person))
        await self.settles()
        self._disturbed.add(person)  # the yes may bring questions of the new role at once: see _asked_at_once
        for wanted in (_is_yes, _is_skipped_organisation, _is_no_experiment):
            for number, tap in self._visible(person):
                if wanted(tap):
                    await self._does(tap_update(person, number, encode(tap)))
                    await self.settles()
                    break
        self._roles[person].add(role)
        await self._asked_at_once(person)

    async def answers(self, person: int, pick: int) -> None:
        """As most people do: waits for the question, taps an answer, and waits again."""
        await self.settles()
        options = [(number, tap) for number, tap in self._visible(person) if isinstance(tap, AnswerGiven)]
        if options and person not in self.bot.telegram.blocked:
            number, tap = options[pick % len(options)]
            await self._does(tap_update(person, number, encode(tap)), lambda: self._tapped(person, tap))
            await self.settles()

    async def taps(self, person: int, pick: int, times: int = 1) -> None:
        """A button that is there, once or several times at once."""
        there = [(number, tap) for number, tap in self._visible(person) if isinstance(tap, OF_A_CHECK_IN)]
        if there and person not in self.bot.telegram.blocked:
            number, tap = there[pick % len(there)]
            for _ in range(times):
                await self._does(tap_update(person, number, encode(tap)), lambda: self._tapped(person, tap))

    async def forges(self, person: int, pick: int) -> None:
        """A button that anybody ever saw, also somebody else."""
        if self._buttons and person not in self.bot.telegram.blocked:
            data = self._buttons[pick % len(self._buttons)]
            tap = parse(data)
            number = max(self.bot.telegram.chats[person], default=1)
            await self._does(tap_update(person, number, data), lambda: self._forged(person, tap))

    async def taps_junk(self, person: int, data: str) -> None:
        if person not in self.bot.telegram.blocked:
            await self._does(tap_update(person, 1, data))

    async def types(self, person: int, text: str) -> None:
        if person in self.bot.telegram.blocked:
            return
        shown, number = self._shown(person), self.bot.telegram.number(person)
        in_doubt = person in self.bot.telegram.lost_track
        self._typed[person].append(number)
        await self._does(
            text_update(person, number, text), lambda: self._was_typed(person, number, text, shown, in_doubt)
        )

    async def edits(self, person: int, pick: int, text: str) -> None:
        mine = self._typed[person]
        if mine and person not in self.bot.telegram.blocked:
            number = mine[-1 - pick % len(mine)]
            await self._does(edit_update(person, number, text), lambda: self._was_edited(person, number, text))

    async def commands(self, person: int, command: str) -> None:
        if person in self.bot.telegram.blocked:
            return
        effects = {"/start": self._starts(person), "/stop": lambda: self._stops(person)}
        number = self.bot.telegram.number(person)
        await self._does(text_update(person, number, command), effects.get(command, _nothing))

    async def blocks_or_unblocks(self, person: int) -> None:
        self.bot.telegram.blocked ^= {person}
        self._disturbed.add(person)
        blocked = person in self.bot.telegram.blocked
        await self._does(block_update(person, blocked), lambda: self._disturbed.add(person))

    async def delivers_again(self, pick: int) -> None:
        """An update that came before, whether or not it was handled."""
        if self._sent:
            update_id, content = self._sent[-1 - pick % len(self._sent)]
            await self.bot.receive(content, update_id)

    async def _does(self, content: dict[str, Any], effect: Effect = lambda: None) -> None:
        update_id = await self.bot.receive(content)
        self._effects[update_id] = effect
        self._sent.append((update_id, content))

    # --- what must come of it, at the moment it is handled ---

    def _starts(self, person: int) -> Effect:
        return lambda: self._stopped.discard(person)

    def _stops(self, person: int) -> None:
        """Who is more than one thing is asked what to stop with, and has not stopped."""
        if len(self._roles[person]) < 2:
            self._stopped.add(person)
        self._disturbed.add(person)

    def _tapped(self, person: int, tap: Tap | None) -> None:
        if isinstance(tap, OF_A_CHECK_IN):
            check_in = self.check_ins.get(tap.check_in_id)
            if check_in and self._may_answer(person, check_in):
                check_in.tapped(tap)

    def _forged(self, person: int, tap: Tap | None) -> None:
        """No phone has a button of another check-in below this one's: "is over" then stands where this one stood."""
        self._tapped(person, tap)
        if isinstance(tap, OF_A_CHECK_IN) and not self.check_ins[tap.check_in_id].is_open:
            self._disturbed.add(person)

    def _was_typed(self, person: int, number: int, text: str, shown: Screen | None, in_doubt: bool) -> None:
        check_in = next((one for one in self.check_ins.values() if self._may_answer(person, one)), None)
        if check_in is None:
            return
        if in_doubt:  # nobody but the phone knows what it showed
            self._to_adopt.add(check_in.id)
        elif shown and shown.kind == "question" and shown.check_in_id == check_in.id:
            step = find(check_in.steps, shown.step)
            assert step
            check_in.typed_under(step, number, text)
        elif shown and shown.check_in_id == check_in.id and shown.kind in ("finished", "overview"):
            check_in.typed_behind(number, text)

    def _was_edited(self, person: int, number: int, text: str) -> None:
        for check_in in self.check_ins.values():
            if self._may_answer(person, check_in):
                check_in.edited(number, text)

    def _may_answer(self, person: int, check_in: CheckIn) -> bool:
        return check_in.person == person and check_in.is_open and person not in self._stopped

    # --- what the bot does ---

    async def handles(self) -> None:
        """All that can be handled now; at each turn one update of a chat, so that the model can follow."""
        while await self.bot.handle():
            states = await self.bot.states()
            for update_id in [one for one in self._effects if states.get(one) == "handled"]:
                self._effects.pop(update_id)()
            await self._adopt()
            await self._ask_who_is_back()

    async def speaks(self) -> None:
        await self.bot.speak()
        seen = (button.data for chat in self.bot.telegram.chats.values() for m in chat.values() for button in m.buttons)
        self._buttons += [data for data in seen if data and data not in self._buttons and _is_known(data)]

    async def settles(self) -> None:
        """Until everything is handled and said; a dead sender's leases need some time to lapse."""
        for _ in range(STEPS):
            await self.handles()
            await self.speaks()
            if await self.bot.is_quiet():
                break
            self.bot.now += STEP
        assert await self.bot.is_quiet(), "the queues never ran empty"
        self.bot.telegram.lost_track.clear()
        await self._compare_screens()

    async def time_passes(self, hours: float) -> None:
        await self._tick(self.bot.now + timedelta(hours=hours))

    async def a_round_comes(self) -> None:
        await self._tick(upcoming(PROGRAMME.schedule, self.bot.now, public_holiday, 1)[0].opens_at)

    async def _tick(self, at: Any) -> None:
        """Twice, as two replicas would. Telegram forgets old updates, and so may the bot."""
        eligible = await self._eligible()
        for _ in range(2):
            await self.bot.tick(at)
        self._sent = [one for one in self._sent if one[0] in self._effects]
        await self._look_at_rounds(eligible)

    # --- what the tables and phones must show ---

    async def compares(self) -> None:
        """Every answer where it belongs and nowhere else; the denominators as they were frozen."""
        async with self.bot.database.read() as connection:
            rows = (await connection.execute(select(check_ins))).all()
            found: defaultdict[int, dict[str, Given]] = defaultdict(dict)
            for row in await connection.execute(select(answers)):
                found[row.check_in_id][row.step] = Given(row.option, row.text)
        assert {row.id for row in rows} == self.check_ins.keys()
        for round_id, asked in self._rounds.items():
            assert {row.id for row in rows if row.round_id == round_id} == asked, "the denominator changed"
        for row in rows:
            model = self.check_ins[row.id]
            assert found[row.id] == model.answers, "other answers than were given"
            assert (row.version, row.looking_at) == (model.version, model.looking_at), "an effect too many or too few"

    async def _compare_screens(self) -> None:
        async with self.bot.database.read() as connection:
            at = {row.id: row.message_id for row in await connection.execute(select(check_ins))}
        for check_in in self.check_ins.values():
            if self._may_answer(check_in.person, check_in) and check_in.person not in self._disturbed:
                message_id = at[check_in.id]
                if message_id is None and await self._may_be_silent(check_in.id):
                    continue  # a round that opened late at night, or who missed very many
                assert message_id, "the prompt was lost"
                message = self.bot.telegram.chats[check_in.person][message_id]
                if any(isinstance(parse(one.data or ""), CheckInResumed) for one in message.buttons):
                    continue  # who missed several is asked nothing yet
                shown = next(screens([message]), None)
                expected, there = _as_modelled(check_in), _as_shown(shown) if shown else None
                assert there == expected, f"the phone shows {there} instead of {expected}"

    async def _may_be_silent(self, check_in_id: int) -> bool:
        waits = select(outbox.c.id).where(outbox.c.subject_id == check_in_id)
        waits = waits.where(outbox.c.state.in_(("planned", "cancelled")))
        async with self.bot.database.read() as connection:
            return await connection.scalar(waits.where(outbox.c.kind == CheckInCurrent.KIND)) is not None

    async def _eligible(self) -> dict[str, set[int]]:
        """Who can be reached and has not stopped, by practice."""
        async with self.bot.database.read() as connection:
            known = (await connection.execute(select(people))).all()
        assert {row.telegram_id for row in known if row.stopped_at} == self._stopped
        away = {row.telegram_id for row in known if row.stopped_at or row.unreachable_at}
        there = [person for person in PERSONS if person not in away]
        return {home: {person for person in there if HOMES[person] == home} for home in HOMES.values()}

    async def _look_at_rounds(self, eligible: dict[str, set[int]]) -> None:
        async with self.bot.database.read() as connection:
            everything = select(rounds, practices.c.slug, practices.c.region).join_from(rounds, practices)
            for row in await connection.execute(everything.where(rounds.c.state != "skipped")):
                if row.id not in self._rounds:
                    await self._was_opened(connection, row, eligible[row.slug])
                assert (row.state == "closed") == (row.closes_at <= self.bot.now), "not closed on time"
                for check_in_id in self._rounds[row.id]:
                    self.check_ins[check_in_id].is_open = row.state == "open"

    async def _was_opened(self, connection: Connection, row: Row[Any], eligible: set[int]) -> None:
        asked = select(check_ins.c.id, people.c.address).join_from(check_ins, people)
        found = {
            each.id: each.telegram_id for each in await connection.execute(asked.where(check_ins.c.round_id == row.id))
        }
        resting = {Role.PARTICIPANT} if school_holiday(row.opened_on, row.region) else set()
        expected = sorted(person for person in eligible if self._roles[person] - resting)
        assert sorted(found.values()) == expected, "not everybody was asked exactly once"
        self._rounds[row.id] = set(found)
        self._disturbed -= eligible
        for check_in_id, person in found.items():
            check_in = await stored.get(connection, check_in_id, PROGRAMME)
            assert check_in
            self.check_ins[check_in_id] = CheckIn(check_in_id, person, check_in.steps)

    async def _asked_at_once(self, person: int) -> None:
        """Who joins while a round of the own practice is open has a check-in in it, or is asked of the new role too."""
        mine = select(check_ins.c.id, check_ins.c.round_id).join_from(check_ins, people).join(rounds)
        async with self.bot.database.read() as connection:
            for row in await connection.execute(mine.where(people.c.address == person, rounds.c.state == "open")):
                there = await stored.get(connection, row.id, PROGRAMME)
                assert there
                known = self.check_ins.setdefault(row.id, CheckIn(row.id, person, there.steps))
                known.steps = there.steps
                self._rounds[row.round_id].add(row.id)
        self._disturbed.add(person)

    async def _ask_who_is_back(self) -> None:
        """Whoever could not be reached when a round opened, and can be now, is asked in it as well."""
        asked = select(check_ins.c.id, check_ins.c.round_id, people.c.address).join_from(check_ins, people)
        async with self.bot.database.read() as connection:
            for row in await connection.execute(asked.where(check_ins.c.round_id.in_(self._rounds))):
                if row.id not in self.check_ins and row.telegram_id in self._disturbed:
                    there = await stored.get(connection, row.id, PROGRAMME)
                    assert there
                    self.check_ins[row.id] = CheckIn(row.id, row.telegram_id, there.steps)
                    self._rounds[row.round_id].add(row.id)

    async def _adopt(self) -> None:
        """Where nobody could know what a text answers, the bot decides; but only between what it can have answered."""
        async with self.bot.database.read() as connection:
            for check_in_id in self._to_adopt:
                model, there = self.check_ins[check_in_id], await stored.get(connection, check_in_id, PROGRAMME)
                assert there
                changed = {key for key in there.answers if there.answers[key] != model.answers.get(key)}
                assert len(changed) <= 1, "one text, more than one answer"
                model.answers, model.version = dict(there.answers), there.version
                model.looking_at = there.looking_at
                model.typed = await _typed(connection, check_in_id)
        self._to_adopt.clear()

    def _visible(self, person: int) -> Iterator[tuple[int, Tap]]:
        """The buttons on a phone, those of the newest message first."""
        for number, message in sorted(self.bot.telegram.chats[person].items(), reverse=True):
            yield from ((number, tap) for button in message.buttons if (tap := parse(button.data or "")))

    def _shown(self, person: int) -> Screen | None:
        chat = self.bot.telegram.chats[person]
        return next(screens([chat[number] for number in sorted(chat)]), None)


def _as_shown(shown: Screen) -> tuple[Any, ...]:
    return (shown.check_in_id, shown.kind, shown.step, shown.version)


def _as_modelled(check_in: CheckIn) -> tuple[Any, ...]:
    if check_in.looking_at == OVERVIEW:
        return (check_in.id, "overview", "", 0)
    if check_in.at is None:
        return (check_in.id, "finished", "", 0)
    return (check_in.id, "question", check_in.at.key, check_in.version)


async def _typed(connection: Connection, check_in_id: int) -> dict[str, dict[int, str]]:
    rows = await connection.execute(select(answers.c.step).where(answers.c.check_in_id == check_in_id))
    found = {row.step: await stored_answers.typed_for(connection, check_in_id, row.step) for row in rows}
    return {step: dict(typed.messages) if typed else {} for step, typed in found.items()}


def _is_known(data: str) -> bool:
    return isinstance(parse(data), OF_A_CHECK_IN)


def _is_yes(tap: Tap) -> bool:
    return isinstance(tap, ConsentGiven) and tap.yes


def _is_skipped_organisation(tap: Tap) -> bool:
    return isinstance(tap, OrganisationChosen) and tap.organisation == SKIP


def _is_no_experiment(tap: Tap) -> bool:
    return isinstance(tap, ExperimentsChosen)


def _nothing() -> None: ...
