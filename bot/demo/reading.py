"""Reading along on a phone, so that nobody taps a button of the question before."""

import time
from collections.abc import Callable

from bot.demo import Trouble
from simulator import message
from simulator.message import Message
from simulator.phone import Phone

#: What takes a moment may take much longer on a machine that is busy.
PATIENCE_SECONDS = 30.0
Fits = Callable[[Message], bool]


class NothingCame(Trouble):
    """The bot did not say what somebody was waiting for."""


class Reader:
    """Somebody with a phone, who looks at what is new on it before doing anything."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.shown: Message | None = None
        self._read_up_to = 0

    async def catches_up(self) -> None:
        """What is on the phone by now is no longer new."""
        self._read_up_to = max((one.version for one in await self.phone.messages()), default=0)

    async def sees(self, text: str) -> Message:
        """The next message of the bot with this text in it."""
        return await self._next(lambda new: text in new.text, text)

    async def sees_buttons(self) -> Message:
        """The next message of the bot to which there is something to tap."""
        return await self._next(lambda new: bool(new.buttons), "knoppen")

    async def taps(self, label: str) -> None:
        """Taps a button of the message just seen; the beginning of its label will do."""
        await self.phone.taps(label, on=self.shown)

    async def _next(self, fits: Fits, what: str) -> Message:
        deadline = time.monotonic() + PATIENCE_SECONDS
        version = -1
        while (left := deadline - time.monotonic()) > 0:
            chat = await self.phone.chat(version, left)
            version = chat["version"]
            messages = (message.read(one) for one in chat["messages"] if not one["deleted"])
            new = [one for one in messages if one.by_bot and one.version > self._read_up_to and fits(one)]
            if new:
                self.shown = new[-1]
                self._read_up_to = new[-1].version
                return new[-1]
        raise NothingCame(f"{self.phone.name} zag niet wat er moest komen: {what}")
