"""Somebody in the story: what happens on their phone is written down as it happens."""

import re

from bot.demo.reading import Reader
from bot.demo.transcript import Transcript
from simulator.message import Message
from simulator.phone import Phone

_LINK = re.compile(r"[?&]start=([\w-]+)")


class Character:
    """A person of the story, with a phone."""

    def __init__(self, phone: Phone, transcript: Transcript) -> None:
        self._name = phone.name
        self._phone = phone
        self._reader = Reader(phone)
        self._transcript = transcript

    async def opens(self, token: str, how: str) -> None:
        """Opens the link of an invitation; `how` tells how it came there."""
        self._transcript.tell(f"{how} {self._name} tikt op de link.")
        await self._phone.opens(token)

    async def sees(self, text: str) -> Message:
        """What the bot says next, as soon as it has this text in it."""
        shown = await self._reader.sees(text)
        self._transcript.shows(self._name, shown)
        return shown

    async def taps(self, label: str) -> None:
        """Taps a button of the message just seen."""
        shown = self._reader.shown
        button = shown.button(label) if shown else None
        assert button is not None, f"{self._name} has no button {label!r}"
        self._transcript.taps(self._name, button.label)
        await self._reader.taps(button.label)

    async def writes(self, text: str) -> None:
        self._transcript.writes(self._name, text)
        await self._phone.says(text)


def token_in(invitation: Message) -> str:
    """What opens the bot, out of the link in an invitation."""
    found = _LINK.search(invitation.text)
    assert found, "the invitation has no link"
    return found[1]
