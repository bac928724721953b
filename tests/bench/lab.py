"""Where the contenders run: a fake Bot API, databases of both kinds, and a log of what they said."""

import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import phones, population
from tests.bench.api import Api, Report, fake_api
from tests.bench.contender import Contender, Running, at_work

if TYPE_CHECKING:
    from tests.postgres import Postgres

#: Taps nobody measures: connections are made, statements compiled.
WARM_UP = 100


class Lab:
    """One run's databases, in a folder that is thrown away."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._postgres: Postgres | None = None
        self._numbers = count(1)
        self.log = folder / "said.log"

    @contextmanager
    def database(self, kind: str) -> Iterator[str]:
        """The address of an empty database; "" for a contender without one."""
        if kind == "postgresql":
            with self._server().database() as address:
                yield address
        else:
            yield f"sqlite:///{self._folder / f'{next(self._numbers)}.db'}" if kind else ""

    def _server(self) -> "Postgres":
        if self._postgres is None:
            with warnings.catch_warnings(action="ignore"):  # about folders this machine lacks
                from tests.postgres import Postgres

                self._postgres = Postgres.start(self._folder)
        return self._postgres

    @asynccontextmanager
    async def population(
        self,
        contender: Contender,
        people: int,
        prompts: int = 0,
        past: int = 0,
        delay: float = 0.0,
        languages: int = 1,
    ) -> AsyncIterator[tuple[Api, Running]]:
        """The contender at work and warm, with so many phones that have not tapped yet."""
        with self.database(contender.storage) as database:
            if database:
                key = contender.identity_key or None
                await population.build(database, people + WARM_UP, prompts, past, languages=languages, key=key)
            async with fake_api() as api:
                await api.set_scene([], delay)
                async with at_work(contender, api, database, self.log) as running:
                    await api.play(phones.at_once(range(people + 1, people + WARM_UP + 1)), delay)
                    yield api, running

    async def burst(
        self, contender: Contender, taps: int, delay: float = 0.0, past: int = 0, limit: float = 120.0
    ) -> tuple[Report, float]:
        """So many people tap at once; what came of it, and the processor seconds it took."""
        async with self.population(contender, taps, past=past, delay=delay) as (api, running):
            before = running.cpu_seconds()
            report = await api.play(phones.at_once(range(1, taps + 1)), delay, limit)
            return report, running.cpu_seconds() - before
