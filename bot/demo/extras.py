"""The other people of the practice: when a round opens they answer too, each on a phone of their own."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress

from bot.demo.example_answers import Answerer
from bot.demo.example_people import ExamplePerson, everybody
from bot.demo.example_practices import reported
from bot.demo.jumps import all_said
from bot.demo.population import practice_id
from bot.demo.reading import NothingCame, Reader
from bot.demo.sign_up_links import HOME
from bot.wiring import Wiring
from programme.example import Example
from rules.check_in import Given, Step
from simulator.phone import Telegram
from storage import check_ins, rounds
from storage.check_ins import CheckIn
from storage.rounds import Round
from texts.catalogue import Translator
from texts.escaping import plain
from texts.message import ON_A_BUTTON
from texts.messages.answers import label

LOOK_EVERY_SECONDS = 0.5


class Extras:
    """The example people of the home practice."""

    def __init__(self, wiring: Wiring, telegram: Telegram, example: Example) -> None:
        self._wiring = wiring
        self._telegram = telegram
        self._people = [person for person in everybody(example) if person.practice == HOME]
        self._statuses = {experiment.title: experiment.status for experiment in example.experiments()}

    async def play_along(self) -> None:
        """Answer in every round that opens, until cancelled."""
        known: set[int] = set()
        while True:
            await asyncio.sleep(LOOK_EVERY_SECONDS)
            opened = await self.open_round()
            if opened and opened.id not in known:
                known.add(opened.id)
                await self.answer(opened)

    async def ask_for_help(self) -> None:
        """One of them does: on a day on which nobody at all writes, managers hear that something is wrong."""
        reader = Reader(await self._telegram.person("", id=self._people[-1].telegram_id))
        await reader.catches_up()
        await reader.phone.says("/hulp")
        with suppress(NothingCame):
            await reader.sees("/hulp")

    async def open_round(self) -> Round | None:
        async with self._wiring.database.read() as connection:
            return await rounds.open_in(connection, await practice_id(connection, HOME))

    async def answer(self, opened: Round) -> list[ExamplePerson]:
        """Most of them answer, one after another; who did. Whoever comes too late leaves it at that."""
        await all_said(self._wiring.database)
        done: list[ExamplePerson] = []
        with suppress(NothingCame):
            for person in self._people:
                if await self._takes_part(person, opened):
                    done.append(person)
        return done

    async def _takes_part(self, person: ExamplePerson, opened: Round) -> bool:
        answerer = Answerer(person.telegram_id, opened.number or 0)
        check_in = await self._check_in(person)
        if check_in is None or check_in.round_id != opened.id or not answerer.answers_at_all(person.role):
            return False
        await self._fill_in(person, check_in, answerer)
        return True

    async def _check_in(self, person: ExamplePerson) -> CheckIn | None:
        async with self._wiring.database.read() as connection:
            return await check_ins.open_of(connection, person.id, self._wiring.programme)

    async def _fill_in(self, person: ExamplePerson, check_in: CheckIn, answerer: Answerer) -> None:
        statuses = {key: reported(self._statuses[title]) for key, title in check_in.experiments.items()}
        reader = Reader(await self._telegram.person("", id=person.telegram_id))
        for step, given in answerer.fills_in(check_in.steps, statuses):
            await self._sees_a_question(reader)
            await reader.taps(self._label(step, given, check_in.experiments))

    async def _sees_a_question(self, reader: Reader) -> None:
        """Who let some rounds go by sees a short message first."""
        begin = self._translator()("button.now")
        if begin in (await reader.sees_buttons()).labels:
            await reader.taps(begin)
            await reader.sees_buttons()

    def _translator(self) -> Translator:
        return self._wiring.catalogues.translator(self._wiring.programme.languages[0])

    def _label(self, step: Step, given: Given, experiments: Mapping[int, str]) -> str:
        t = self._translator()
        if given.option is None:
            return t("button.skip")
        return plain(label(t, step, given.option, experiments, ON_A_BUTTON))
