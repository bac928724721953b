"""Somebody who answers check-ins, and remembers exactly what was said and what must have come of it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from time import monotonic

from rules.check_in import Given
from rules.typed_text import storable
from simulator import message
from simulator.phone import Message, Phone
from tests.chaos.screen import Screen, screens
from texts.callback_data import SKIP, encode
from texts.taps.check_in import AnswerGiven, ChangeAsked, StepRevisited

#: Nothing else is asked because of these: revising one voids no other answer.
SCALES = ("samen", "goed")
JUNK = ("a|1|0|samen", "a|-1|0|samen|4", "x" * 64, "a|1|0|samen|4|5", "|||||", "a|99999999999|0|samen|4")
#: Telegram passes these on; no database takes them.
HALF_CHARACTERS = "\x00\ud83d"


class InVain(Exception):
    """Somebody waited for the bot, and nothing came. The message says for what."""


@dataclass(slots=True)
class Told:
    """What somebody said in one check-in. `effects`: how often it must have changed something."""

    check_in_id: int
    given: dict[str, Given] = field(default_factory=dict)
    effects: int = 0


@dataclass(slots=True)
class Person:
    """`diary`: what this person did, and when: Telegram makes an update of each. `helps`: how often it was for help."""

    phone: Phone
    id: int
    practice: str
    random: Random
    patience: float
    told: Told | None = None
    diary: list[tuple[float, str]] = field(default_factory=list)
    helps: int = 0
    _seen: int = 0
    _before: set[int] = field(default_factory=set)

    @property
    def acts(self) -> int:
        return len(self.diary)

    async def checks_in(self, others: Sequence["Person"]) -> None:
        """Answers the check-in of a round that is new to this person. InVain when it stops half-way."""
        screen = await self._is_asked()
        while screen.kind == "question":
            screen = await self._answers(await self._misbehaves(screen, others))
        if self.random.random() < 0.3:
            await self._revises(screen)

    async def answers_the_first_question(self) -> None:
        """InVain when it never comes, or nothing comes of the answer."""
        await self._answers(await self._is_asked())

    async def taps_late(self) -> None:
        """Tries to answer although the round is over."""
        if self.told:
            forged = AnswerGiven(self.told.check_in_id, self.told.effects, "samen", self.random.choice("12345"))
            await self._taps((await self.phone.last()), encode(forged))

    async def asks_for_help(self) -> None:
        """The simplest thing to be answered, and not twice."""
        self.helps += 1
        await self._says("/hulp")

    async def _is_asked(self) -> Screen:
        """The first question of a round that is new to this person."""
        self.told = None
        screen = await self._sees("check-in", lambda screen: screen.check_in_id not in self._before)
        self._before.add(screen.check_in_id)
        self.told = Told(screen.check_in_id)
        return screen

    async def _answers(self, screen: Screen) -> Screen:
        if not screen.options and self.random.random() < 0.6:
            await self._types(screen)
        else:
            option = self.random.choice([*screen.options, SKIP])
            await self._taps(screen.message, screen.answer(option), times=5 if self.random.random() < 0.1 else 1)
            self._said(screen.step, Given() if option == SKIP else Given(option))
        return await self._sees_what_follows()

    async def _types(self, screen: Screen) -> None:
        text = f"{self.phone.id} over {screen.step} in {screen.check_in_id}: {self.random.random()}{HALF_CHARACTERS}"
        await self._says(text)
        self._said(screen.step, Given(text=storable(text)))

    async def _misbehaves(self, screen: Screen, others: Sequence["Person"]) -> Screen:
        """What a phone may do as well. Most of it must change nothing."""
        chance = self.random.random()
        if chance < 0.05:
            await self._taps(screen.message, self.random.choice(JUNK))
        elif chance < 0.10:
            await self._answers_for(self.random.choice(others), screen)
        elif chance < 0.15:
            await self.asks_for_help()
        elif chance < 0.25:
            return await self._taps_an_older_question(screen)
        return screen

    async def _answers_for(self, other: "Person", screen: Screen) -> None:
        if other is not self and other.told:
            forged = AnswerGiven(other.told.check_in_id, other.told.effects, screen.step, "1")
            await self._taps(screen.message, encode(forged))

    async def _taps_an_older_question(self, screen: Screen) -> Screen:
        """A button that is no longer there: while the round is open it revises that answer."""
        assert self.told
        older = [step for step in SCALES if step in self.told.given and step != screen.step]
        if not older:
            return screen
        step = self.random.choice(older)
        option = self.random.choice([each for each in "12345" if each != self.told.given[step].option])
        await self._taps(screen.message, encode(AnswerGiven(screen.check_in_id, 0, step, option)))
        self._said(step, Given(option))
        return await self._sees_what_follows()

    async def _revises(self, finished: Screen) -> None:
        """*Wijzigen*, one of the answers, another option."""
        assert self.told
        step = next((step for step in SCALES if step in self.told.given), None)
        if step is None:
            return
        await self._goes_to(finished, ChangeAsked(finished.check_in_id))
        overview = await self._sees("overview", self._is_new("overview"))
        await self._goes_to(overview, StepRevisited(overview.check_in_id, step))
        await self._answers(await self._sees_what_follows())

    async def _goes_to(self, screen: Screen, tap: ChangeAsked | StepRevisited) -> None:
        assert self.told
        self.told.effects += 1
        await self._taps(screen.message, encode(tap))

    async def _says(self, text: str) -> None:
        self._notes(f"says {text!r}")
        await self.phone.says(text)

    async def _taps(self, shown: Message, data: str, times: int = 1) -> None:
        for _ in range(times):
            self._notes(f"taps {data} on {shown.id}")
            await self.phone.taps_data(shown, data)

    def _notes(self, what: str) -> None:
        self.diary.append((monotonic(), what))

    def _said(self, step: str, given: Given) -> None:
        assert self.told
        self.told.given[step] = given
        self.told.effects += 1

    async def _sees_what_follows(self) -> Screen:
        """The question that shows everything done so far, or the thanks."""
        assert self.told
        told, is_thanks = self.told, self._is_new("finished")
        return await self._sees(
            "next question",
            lambda screen: (
                is_thanks(screen)
                or (
                    screen.kind == "question"
                    and (screen.check_in_id, screen.version) == (told.check_in_id, told.effects)
                )
            ),
        )

    def _is_new(self, kind: str) -> Callable[[Screen], bool]:
        assert self.told
        check_in_id, seen = self.told.check_in_id, self._seen
        return lambda screen: (screen.kind, screen.check_in_id) == (kind, check_in_id) and screen.message.version > seen

    async def _sees(self, what: str, is_it: Callable[[Screen], bool]) -> Screen:
        deadline = monotonic() + self.patience
        chat = await self.phone.chat()
        while True:
            shown = [message.read(each) for each in chat["messages"]]
            if found := next(filter(is_it, screens(shown)), None):
                self._seen = chat["version"]
                return found
            left = deadline - monotonic()
            if left <= 0:
                raise InVain(f"waited in vain: {what}")
            chat = await self.phone.chat(chat["version"], left)
