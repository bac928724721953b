"""Somebody in a story: does something, and looks at the phone when the bot has said all it had to say."""

import asyncio
from collections.abc import Awaitable

from simulator.phone import Message, Phone
from tests.running_bot import RunningBot

#: How what is asked below the thanks for the first check-in begins, in each language.
FURTHER = (
    *("Nog een vraag:", "Another question:", "Bir soru daha:", "Jeszcze pytanie:"),
    *("سؤال آخر:", "Ще питання:"),
)


class User:
    """A person with a phone. Every act begins and ends when the bot has said all it had to say.

    What the bot says by itself may be overtaken by a reply: who acts while it is on its way sees either as the newest.
    """

    def __init__(self, running_bot: RunningBot, phone: Phone) -> None:
        self.running_bot = running_bot
        self.phone = phone

    async def registers(self, role: str, practice: str = "zwolle", works_on: tuple[str, ...] = ()) -> Message:
        return await self.running_bot.registers(self.phone, role, practice, works_on)

    async def opens(self, token: str = "") -> Message:
        return await self._sees_after(self.phone.opens(token))

    async def says(self, *texts: str) -> Message:
        """Types these messages, one right after the other."""
        await self.running_bot.settles()
        for text in texts:
            await self.phone.says(text)
        return await self.sees()

    async def sends(self, kind: str) -> Message:
        return await self._sees_after(self.phone.sends(kind))

    async def taps(self, label: str, *more: str) -> Message:
        """Taps these buttons of the newest message that has them, each after the answer to the one before."""
        shown = await self._sees_after(self.phone.taps(label))
        for label in more:
            shown = await self._sees_after(self.phone.taps(label))
        return shown

    async def asks_for_contact(self) -> Message:
        """As everybody can, at any time."""
        await self.says("/hulp")
        return await self.taps("Ik wil contact", "Ja, graag")

    async def taps_often(self, label: str, times: int) -> Message:
        """Taps a button of the newest message so many times before anything can change."""
        shown = await self.sees()
        data = data_of(shown, label)
        await asyncio.gather(*(self.phone.taps_data(shown, data) for _ in range(times)))
        return await self.sees()

    async def forges(self, data: str) -> str | None:
        """Sends a tap that no button of the newest message need have; what popped up."""
        shown = await self.sees()
        tap = await self.phone.taps_data(shown, data)
        return await self.hears(tap)

    async def hears(self, tap: str) -> str | None:
        """What popped up after a tap."""
        answer = await self.phone.sees_answer(tap)
        await self.running_bot.settles()
        return str(answer["text"]) if answer else None

    async def sees(self) -> Message:
        """The bot's newest message in words, now that everything is said; a picture may have come after it.

        What is asked below the thanks for the first check-in is looked at by who asks for it.
        """
        words = [shown for shown in await self.sees_all() if shown.kind == "text"]
        return [shown for shown in words if not shown.text.startswith(FURTHER)][-1]

    async def sees_further(self) -> Message | None:
        """What is asked below the thanks for the first check-in."""
        found = [shown for shown in await self.sees_all() if shown.text.startswith(FURTHER)]
        return found[-1] if found else None

    async def sees_all(self) -> list[Message]:
        """The bot's messages, oldest first, now that everything is said."""
        await self.running_bot.settles()
        return [shown for shown in await self.phone.messages() if shown.by_bot]

    async def sees_buttons_on(self) -> list[int]:
        """The messages of the bot that still have buttons, but for what is asked after the first check-in."""
        return [shown.id for shown in await self.sees_all() if shown.buttons and not shown.text.startswith(FURTHER)]

    async def _sees_after(self, act: Awaitable[object]) -> Message:
        await self.running_bot.settles()
        await act
        return await self.sees()


def data_of(shown: Message, label: str) -> str:
    """What the button with this label sends back."""
    button = shown.button(label)
    assert button is not None, f"no button {label!r} on {shown}"
    assert button.data is not None, f"{label!r} is a link"
    return button.data
