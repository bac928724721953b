"""Typed and tapped in whatever order: no text is lost without a word, or filed where nobody asked for it."""

import asyncio
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from rules.cadence import upcoming
from rules.holidays import public_holiday
from simulator.phone import Message
from storage.tables import answers
from tests.chaos.screen import screens
from tests.once import CATALOGUES, PROGRAMME
from tests.properties.paper_bot import BEGIN, PaperBot, make_template, tap_update, text_update
from texts.escaping import plain

CAREGIVER, PARTICIPANT = 401, 7_100_000_002
#: What people type besides what they have to tell; `{}` is theirs alone.
TYPED = (
    *("Dit wil ik kwijt: {}.", "en verder {}", "{}?", "nog iets: {}"),
    *("ja", "nee", "4", "7", "goed", "gaat wel", "bezig", "stop", "bedankt", "hoi", "overslaan", "terug", "help"),
)
#: What is said when a text goes with an answer that was changed.
DROPPED = plain(CATALOGUES.translator("nl")("note.text_dropped"))
#: A number taps a button that is there; a text is typed; None lets the bot speak.
ACTS = st.lists(st.integers(0, 30) | st.sampled_from(TYPED) | st.none(), min_size=3, max_size=14)


class Walk:
    """One person with the bot; every text of theirs is the only one of its kind."""

    def __init__(self, bot: PaperBot, person: int) -> None:
        self._bot, self._person = bot, person
        self._typed: dict[int, tuple[str, frozenset[str]]] = {}
        self._seen: set[str] = set()
        self._filed: set[int] = set()

    @property
    def _chat(self) -> list[Message]:
        chat = self._bot.telegram.chats[self._person]
        return [chat[number] for number in sorted(chat)]

    async def goes(self, acts: list[int | str | None]) -> None:
        for act in [*acts, None]:
            if isinstance(act, str):  # several in a row, before the bot has a say
                await self._types(act)
                continue
            await self._settles()
            await self._looks()
            if act is not None:  # an edit of the message tapped is seen at once, or else nobody could tell when
                await self._taps(act)
                await self._settles()
                await self._looks()

    async def _taps(self, pick: int) -> None:
        there = [(shown.id, button.data) for shown in self._chat for button in shown.buttons if button.data]
        if there:
            number, data = there[-1 - pick % len(there)]
            await self._bot.receive(tap_update(self._person, number, data))

    async def _types(self, words: str) -> None:
        number = self._bot.telegram.number(self._person)
        text = words.replace("{}", f"woord{number}")
        self._typed[number] = text, frozenset(self._seen)
        await self._bot.receive(text_update(self._person, number, text))

    async def _settles(self) -> None:
        while not await self._bot.is_quiet():
            await self._bot.handle()
            await self._bot.speak()

    async def _looks(self) -> None:
        """Each text so far stands in an answer to a question that was on the phone before it, or was answered; what
        went with an answer that was changed, its writer was told of.
        """
        async with self._bot.database.read() as connection:
            kept = {row.step: row.text for row in await connection.execute(select(answers)) if row.text}
        newest = max((shown.id for shown in self._chat), default=0)
        for number, (text, seen) in self._typed.items():
            assert newest > number, f"nothing was said after {text!r}"
            filed = {step for step, words in kept.items() if f"woord{number}" in words and f"woord{number}" in text}
            assert filed <= seen, f"{text!r} was filed under a question nobody had seen"
            if filed:
                self._filed.add(number)
            elif number in self._filed:
                assert any(shown.text == DROPPED for shown in self._chat), f"{text!r} was taken away in silence"
            if "woord" in text and not filed:
                assert any(shown.id > number and shown.text for shown in self._chat), f"{text!r} was lost in silence"
        self._seen |= {screen.step for screen in screens(self._chat) if screen.kind == "question"}


async def _walk(template: Path, folder: Path, person: int, acts: list[int | str | None]) -> None:
    bot = PaperBot(template, folder / "bot.db", BEGIN)
    await bot.start()
    await bot.tick(upcoming(PROGRAMME.schedule, bot.now, public_holiday, 1)[0].opens_at)
    walk = Walk(bot, person)
    try:
        await walk.goes([None, *acts])
    finally:
        await bot.database.close()


@pytest.mark.parametrize("examples", [15, pytest.param(2_000, marks=pytest.mark.nightly)])
def test_no_text_is_lost_without_a_word(tmp_path: Path, examples: int) -> None:
    template = asyncio.run(make_template(tmp_path))
    (walks := tmp_path / "walks").mkdir()

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.explicit, Phase.generate),
    )
    @given(person=st.sampled_from((CAREGIVER, PARTICIPANT)), acts=ACTS)
    def walks_by_chance(person: int, acts: list[int | str | None]) -> None:
        asyncio.run(_walk(template, walks, person, acts))
        shutil.rmtree(walks)
        walks.mkdir()

    walks_by_chance()
