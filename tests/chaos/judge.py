"""Compares what people did with what stands in the database and what lies on their phones.

The judge knows nothing of how the bot works inside: what was tapped and typed must be in the tables once and nowhere
else, what was noted as said must be on a phone, and what is on a phone twice must have a reason.
"""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from delivery.sender import LAPSED
from rules.check_in import Given
from storage import figures
from storage.connection import Connection
from tests.chaos import dossier, evidence
from tests.chaos.crowd import PRACTICES, Crowd
from tests.chaos.findings import Finding
from tests.chaos.person import Person
from tests.chaos.site import Site

#: What is said without a message in the chat.
NO_MESSAGE = ("menu",)
STATES = {
    "lost": "an update was lost",
    "waiting": "an update was never handled",
    "set_aside": "an update was set aside",
}


@dataclass(slots=True)
class Judge:
    """Looks at the whole of a round twice: when everybody has answered, and after it was closed.

    dossiers: where to write down what happened to those for whom something is wrong.
    """

    site: Site
    crowd: Crowd
    dossiers: Path | None = None
    updates: Finding = field(default_factory=lambda: Finding("1 a delivered update is never lost", unit="updates"))
    effects: Finding = field(default_factory=lambda: Finding("2 its effect happens once", unit="changes"))
    prompts: Finding = field(default_factory=lambda: Finding("3 what is to be said is never lost", unit="messages"))
    doubles: Finding = field(default_factory=lambda: Finding("4 duplicates are bounded", unit="messages"))
    answers: Finding = field(
        default_factory=lambda: Finding("– every answer stands, each where it belongs", unit="answers")
    )
    rounds: Finding = field(default_factory=lambda: Finding("10 a round opens once, and closes once", unit="rounds"))
    _acts: int = 0
    _row: int = 0
    _request: int = 0
    _duplicates: int = 0
    _in_doubt: int = 0
    _helps: Counter[int] = field(default_factory=Counter)
    _message: Counter[int] = field(default_factory=Counter)

    @property
    def findings(self) -> list[Finding]:
        self.doubles.note = f"{self._duplicates} twice after {self._in_doubt} sends in doubt"
        troubles = {"kill -9": self.site.killed, "PostgreSQL restarted": self.site.restarted}
        self.updates.note = ", ".join(f"{times} × {what}" for what, times in troubles.items() if times)
        return [self.updates, self.effects, self.prompts, self.doubles, self.answers, self.rounds]

    async def looks_at_what_was_said(self) -> None:
        """Before the round is closed: every update, every message."""
        async with self.site.database.read() as connection:
            await self._count_updates(connection)
            said = await evidence.rows_after(connection, self._row)
        self._row = max((row.id for row in said), default=self._row)
        dropped, self._request = await evidence.dropped_sends(self.site, self._request)
        seen = Counter(dropped) + Counter(self._said_again(said))
        for person in self.crowd.people:
            async with self._watching(person):
                theirs = [row for row in said if row.person_id == person.id]
                in_doubt = max(seen[person.phone.id], sum(map(_doubts, theirs)))
                self._in_doubt += in_doubt
                await self._compare_messages(person, theirs, allowed=in_doubt)
                self.prompts.wrong += [reason for whose, reason in self.crowd.in_vain if whose is person]
        self.crowd.in_vain.clear()

    @asynccontextmanager
    async def _watching(self, person: Person) -> AsyncIterator[None]:
        """Writes down what happened to somebody for whom something is found wrong meanwhile."""
        before = self._all_wrong()
        yield
        wrong = self._all_wrong() - before
        if wrong and self.dossiers:
            await dossier.write(self.site, person, wrong, self.dossiers)

    def _all_wrong(self) -> Counter[str]:
        return Counter(reason for finding in self.findings for reason in finding.wrong)

    def _said_again(self, said: Sequence[Row[Any]]) -> Iterator[int]:
        """The chats of the sends that a killed bot left behind, and another had to repeat."""
        attempts = {row.id: row.attempts for row in said}
        for (row_id, attempt), chat in self.site.in_flight.items():
            if attempts.get(row_id, 0) > attempt:
                yield chat
        self.site.in_flight.clear()

    async def looks_at_the_closed_round(self) -> None:
        """After it was closed, and after people tried to answer too late."""
        async with self.site.database.read() as connection:
            await self._count_updates(connection)
            opened = await evidence.newest_rounds(connection, PRACTICES)
            ids = [row.id for row in opened.values()]
            check_ins = await evidence.check_ins_of(connection, ids)
            given = await evidence.answers_in(connection, ids)
            await self._compare_rounds(connection, opened, check_ins)
        for person in self.crowd.people:
            async with self._watching(person):
                self._compare_answers(person, check_ins, given)

    async def _count_updates(self, connection: Connection) -> None:
        acts = self.crowd.acts - self._acts
        states = await evidence.update_states(connection, self._acts, acts)
        self.updates.tried += acts
        self.updates.wrong += [STATES[state] for state in states if state != "handled"]
        self._acts += acts

    async def _compare_messages(self, person: Person, said: Sequence[Row[Any]], allowed: int) -> None:
        """allowed: so many may be there twice."""
        on_phone = [m.id for m in await person.phone.messages() if m.by_bot and m.id > self._message[person.id]]
        rows = [row for row in said if row.edits is None and row.kind not in NO_MESSAGE]
        noted = [row.message_id for row in rows if row.state == "sent"]
        self._message[person.id] = max(on_phone, default=self._message[person.id])
        self.prompts.tried += len(rows)
        self.prompts.wrong += [f"given up as {row.state}" for row in rows if _is_given_up(row)]
        self.prompts.wrong += ["noted as said, but on no phone" for message_id in noted if message_id not in on_phone]
        self._compare_helps(person, sum(row.kind == "help" for row in rows))
        duplicates = len(on_phone) - len(noted)
        self._duplicates += max(0, duplicates)
        self.doubles.tried += len(on_phone)
        self.doubles.wrong += ["said twice without a reason"] * (duplicates - allowed)

    def _compare_helps(self, person: Person, answered: int) -> None:
        asked = person.helps - self._helps[person.id]
        self._helps[person.id] = person.helps
        self.effects.tried += asked
        self.effects.wrong += ["one command, more than one answer"] * (answered - asked)
        self.updates.wrong += ["a command without an answer"] * (asked - answered)

    def _compare_answers(
        self, person: Person, check_ins: Mapping[int, Row[Any]], given: Mapping[int, dict[str, Given]]
    ) -> None:
        told = person.told
        if told is None or told.check_in_id not in check_ins:
            self.prompts.wrong.append("no check-in in this round")
            return
        changed = check_ins[told.check_in_id].version
        self.effects.tried += told.effects
        self.effects.wrong += ["one tap or text, more than one effect"] * (changed - told.effects)
        self.updates.wrong += ["a tap or text without effect"] * (told.effects - changed)
        self.answers.tried += len(told.given)
        self.answers.wrong += _differences(told.given, given.get(told.check_in_id, {}))

    async def _compare_rounds(
        self, connection: Connection, opened: Mapping[str, Row[Any]], check_ins: Mapping[int, Row[Any]]
    ) -> None:
        ids = [row.id for row in opened.values()]
        counted = await figures.count(connection, ids)
        for slug, row in opened.items():
            self.rounds.tried += 1
            asked = sorted(check_in.person_id for check_in in check_ins.values() if check_in.round_id == row.id)
            if asked != sorted(person.id for person in self.crowd.people if person.practice == slug):
                self.rounds.wrong.append("not everybody was asked exactly once")
            if row.state != "closed":
                self.rounds.wrong.append(f"still {row.state}")
            elif await figures.snapshot(connection, row.id) != counted[row.id]:
                self.rounds.wrong.append("the frozen figures are not those of the answers")


def _doubts(row: Row[Any]) -> int:
    """How often a bot may have given up waiting for the answer: on a machine with much to do the lease is over first.

    Then it was in doubt as well, though nobody dropped the answer.
    """
    gave_up = row.due_at is None or row.error == LAPSED  # else it surely was not sent, and has a moment to try again
    return row.attempts - 1 if row.edits is None and row.attempts > 1 and gave_up else 0


def _is_given_up(row: Row[Any]) -> bool:
    """What was in doubt is not said again once its person shows that it came."""
    return row.state != "sent" and not (row.state == "cancelled" and _doubts(row))


def _differences(said: Mapping[str, Given], stored: Mapping[str, Given]) -> Iterator[str]:
    for step in said.keys() | stored.keys():
        if step not in stored:
            yield "an answer is missing"
        elif step not in said:
            yield "an answer that was never given here"
        elif said[step] != stored[step]:
            yield "another answer than was given"
