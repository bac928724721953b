"""People who ask for help, the simplest thing there is to answer: each time exactly once."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from simulator.phone import Phone
from tests.chaos.findings import Finding
from tests.chaos.patience import until
from tests.chaos.site import Site


@dataclass(slots=True)
class Asking:
    """The phones, and how often each asked."""

    phones: Sequence[Phone]
    asked: Counter[int] = field(default_factory=Counter)

    async def ask(self, phones: Sequence[Phone] | None = None) -> None:
        for phone in phones or self.phones:
            self.asked[phone.id] += 1
            await phone.says("/hulp")

    async def all_answered(self, within: float) -> bool:
        """Waits until everybody has as many answers as questions."""
        return await until(self._is_answered, within)

    async def compare(self, finding: Finding) -> None:
        """Every question counts as tried; one without an answer, or with more than one, as wrong."""
        for phone, answers in zip(self.phones, await self._answers(), strict=True):
            finding.tried += self.asked[phone.id]
            finding.wrong += ["a question without an answer"] * (self.asked[phone.id] - answers)
            finding.wrong += ["more answers than questions"] * (answers - self.asked[phone.id])

    async def _is_answered(self) -> bool:
        answers = await self._answers()
        return all(self.asked[phone.id] <= number for phone, number in zip(self.phones, answers, strict=True))

    async def _answers(self) -> list[int]:
        shown = await asyncio.gather(*(phone.messages() for phone in self.phones))
        return [sum(message.by_bot for message in messages) for messages in shown]


async def some(site: Site, number: int) -> Asking:
    """So many people, whom the bot has never met."""
    return Asking([await site.telegram.person(f"Person {each}") for each in range(number)])
