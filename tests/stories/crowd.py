"""Several people doing the same at once: what figures are made of."""

import asyncio
from collections.abc import Sequence

from simulator.phone import Phone
from tests.running_bot import RunningBot
from tests.stories.user import User

#: How each question of a caregiver is recognised, in order.
QUESTIONS = ("beroepskrachten", "houd ik het zorgen", "goede manier")


async def caregivers(running_bot: RunningBot, count: int, practice: str = "zwolle") -> list[Phone]:
    """So many caregivers, registered with one and the same invitation."""
    token = await running_bot.invite("caregiver", practice)
    phones = [await running_bot.telegram.person(f"Mantelzorger {number}") for number in range(count)]
    await asyncio.gather(*(_registers(phone, token) for phone in phones))
    await running_bot.settles()
    return phones


async def _registers(phone: Phone, token: str) -> None:
    await phone.opens(token)
    await phone.taps("Ja, ik doe mee")
    await phone.sees("Fijn dat u meedoet")


async def answer(running_bot: RunningBot, phones: Sequence[Phone], *labels: str) -> None:
    """Each of them taps these three answers."""
    await asyncio.gather(*(_answers(phone, labels) for phone in phones))
    await running_bot.settles()


async def _answers(phone: Phone, labels: Sequence[str]) -> None:
    for question, label in zip(QUESTIONS, labels, strict=True):
        await phone.taps(label, on=await phone.sees(question))


async def closes_after(running_bot: RunningBot, corrie: User) -> None:
    """The coordinator closes the open round."""
    await corrie.says("/ronde")
    await corrie.taps("Nu sluiten", "Ja, nu sluiten")
