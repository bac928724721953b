"""Several people doing the same at once: what figures are made of."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from simulator.phone import Phone
from tests.running_bot import ROUND_OPENS, RunningBot
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


#: Nine people whose answers are spread so that they may be told, in classes.
SPREAD = (
    (2, ("Heel moeizaam", "Met moeite", "Bijna niet")),
    (3, ("Gaat wel", "Gaat wel", "Gaat wel")),
    (4, ("Goed", "Heel goed", "Ja, goed")),
)
WIDE = (
    ("Heel moeizaam", "Bijna niet meer", "Bijna niet"),
    ("Gaat wel", "Gaat wel", "Gaat wel"),
    ("Heel goed", "Heel goed", "Ja, goed"),
)
EVERY_TWO_WEEKS = timedelta(weeks=2)
A_WINDOW = 3


async def answer_spread(running_bot: RunningBot, phones: Sequence[Phone], *, without: Sequence[int] = ()) -> None:
    """Nine phones answer so that it may be told; those whose place is in `without` do not answer."""
    at = 0
    for count, labels in SPREAD:
        these = [phone for place, phone in enumerate(phones[at : at + count], at) if place not in without]
        await answer(running_bot, these, *labels)
        at += count


async def passes_window(running_bot: RunningBot, *, after: int = 1) -> None:
    """The rest of a window of three rounds passes, of which `after` are open or over, without an answer; all close."""
    for number in range(after, A_WINDOW):
        await running_bot.opens_round(ROUND_OPENS + number * EVERY_TWO_WEEKS)
    await running_bot.tick(ROUND_OPENS + (A_WINDOW - 1) * EVERY_TWO_WEEKS + timedelta(days=6))


async def answers_widely(running_bot: RunningBot, phones: Sequence[Phone]) -> None:
    """A third of them answers low, a third in the middle, a third high: never too much alike."""
    for first, labels in enumerate(WIDE):
        await answer(running_bot, phones[first::3], *labels)


async def answer(running_bot: RunningBot, phones: Sequence[Phone], *labels: str) -> None:
    """Each of them taps these three answers."""
    await running_bot.settles()
    await asyncio.gather(*(_answers(phone, labels) for phone in phones))
    await running_bot.settles()


async def _answers(phone: Phone, labels: Sequence[str]) -> None:
    begin = "Nu invullen"  # who let some rounds go by sees a short message first
    if begin in (await phone.last()).labels:
        await phone.taps(begin)
    for question, label in zip(QUESTIONS, labels, strict=True):
        await phone.taps(label, on=await phone.sees(question))


async def closes_after(running_bot: RunningBot, corrie: User) -> None:
    """The coordinator closes the open round."""
    await corrie.says("/ronde")
    await corrie.taps("Nu sluiten", "Ja, nu sluiten")
