"""Several people doing the same at once: what figures are made of."""

import asyncio
from collections.abc import Sequence

from simulator.phone import Phone
from tests.house import House
from tests.stories.guest import Guest

#: How each question of a caregiver is recognised, in order.
QUESTIONS = ("beroepskrachten", "houd ik het zorgen", "goede manier")


async def caregivers(house: House, count: int, practice: str = "zwolle") -> list[Phone]:
    """So many caregivers, registered with one and the same invitation."""
    token = await house.invite("caregiver", practice)
    phones = [await house.telegram.person(f"Mantelzorger {number}") for number in range(count)]
    await asyncio.gather(*(_registers(phone, token) for phone in phones))
    await house.settles()
    return phones


async def _registers(phone: Phone, token: str) -> None:
    await phone.opens(token)
    await phone.taps("Ja, ik doe mee")
    await phone.sees("Fijn dat u meedoet")


async def answer(house: House, phones: Sequence[Phone], *labels: str) -> None:
    """Each of them taps these three answers."""
    await asyncio.gather(*(_answers(phone, labels) for phone in phones))
    await house.settles()


async def _answers(phone: Phone, labels: Sequence[str]) -> None:
    for question, label in zip(QUESTIONS, labels, strict=True):
        await phone.taps(label, on=await phone.sees(question))


async def closes_after(house: House, corrie: Guest) -> None:
    """The coordinator closes the open round."""
    await corrie.says("/ronde")
    await corrie.taps("Nu sluiten", "Ja, nu sluiten")
