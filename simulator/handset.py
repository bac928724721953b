import asyncio
import base64
import time
from collections.abc import Callable
from typing import TypeVar

from simulator import message
from simulator.message import Button, Message
from simulator.remote import Remote
from simulator.wire import JSON

#: Of a machine that stands still for seconds, not of the bot: what comes at all, comes at once.
PATIENCE = 30.0
Found = TypeVar("Found")


class Phone:
    """One person's phone, talking with one bot. What it did or saw last divides old from new."""

    def __init__(self, remote: Remote, id: int, name: str, bot: str | None) -> None:
        self.id = id
        self.name = name
        self._remote = remote
        self._bot = bot
        self._known = 0

    async def opens(self, payload: str = "") -> Message:
        return message.read((await self._does("start", payload=payload))["message"])

    async def says(self, text: str, reply_to: Message | None = None) -> Message:
        """After a bot that asked for a reply, this is one."""
        chosen = {"reply_to": reply_to.id} if reply_to else {}
        return message.read((await self._does("text", text=text, **chosen))["message"])

    async def says_in(self, group: int, text: str) -> None:
        await self._remote.post(f"/groups/{group}/text", person=self.id, text=text, bot=self._bot)

    async def edits(self, said: Message, text: str) -> None:
        await self._does("edit", message_id=said.id, text=text)

    async def forwards(self, text: str) -> None:
        await self._does("forward", text=text)

    async def sends(
        self, kind: str, caption: str | None = None, content: bytes | None = None, file_name: str | None = None
    ) -> Message:
        encoded = None if content is None else base64.b64encode(content).decode()
        answer = await self._does("media", kind=kind, caption=caption, content_base64=encoded, file_name=file_name)
        return message.read(answer["message"])

    async def sends_file(self, name: str, content: bytes, mime_type: str | None = None) -> Message:
        """A document, as chosen from the phone's own files."""
        encoded = base64.b64encode(content).decode()
        about = {"kind": "document", "file_name": name, "content_base64": encoded, "mime_type": mime_type}
        return message.read((await self._does("media", **about))["message"])

    async def blocks(self) -> None:
        await self._does("block")

    async def unblocks(self) -> None:
        await self._does("unblock")

    async def deletes_account(self) -> None:
        await self._does("delete_account")

    async def taps(self, label: str, on: Message | None = None) -> str:
        """Tap the newest button with this label, as soon as there is one. Returns the callback query's id."""
        found = await self._until(lambda chat: _with_button(_messages(chat), label, on), PATIENCE)
        if found is None:
            raise await self._astonished(f"no button {label!r}")
        shown, button = found
        assert button.data is not None, f"{label!r} is a link"
        return await self.taps_data(shown, button.data)

    async def taps_data(self, on: Message, data: str) -> str:
        return str((await self._does("tap", message_id=on.id, data=data))["callback_query_id"])

    async def sees(self, text: str, within: float = PATIENCE) -> Message:
        """The newest message of the bot that contains this, as soon as there is one."""
        found = await self._until(lambda chat: _containing(_messages(chat), text), within)
        if found is None:
            raise await self._astonished(f"nothing with {text!r} within {within} s")
        return found

    async def sees_answer(self, tap: str, within: float = PATIENCE) -> JSON | None:
        """Wait until the tapped button stops spinning. Returns what popped up, if anything did."""
        chat = await self._until(lambda chat: chat if tap not in chat["spinning"] else None, within)
        if chat is None:
            raise await self._astonished(f"the button still spins after {within} s")
        return next((notice for notice in chat["notices"] if notice["callback_query_id"] == tap), None)

    async def sees_nothing_new(self, for_seconds: float = 0.3) -> None:
        await asyncio.sleep(for_seconds)
        known = self._known
        fresh = [shown for shown in await self.messages() if shown.by_bot and shown.version > known]
        if fresh:
            raise await self._astonished(f"something new: {fresh[-1]}")

    async def messages(self) -> list[Message]:
        """All that is on the phone, deleted messages left out, oldest first."""
        return _messages(await self.chat())

    async def last(self) -> Message:
        """The newest message of the bot."""
        shown = [shown for shown in await self.messages() if shown.by_bot]
        if not shown:
            raise await self._astonished("no message of the bot")
        return shown[-1]

    async def commands(self) -> dict[str, str]:
        return {command["command"]: command["description"] for command in (await self.chat())["commands"]}

    async def downloads(self, shown: Message) -> bytes:
        file = shown.photo or shown.document
        assert file, f"no file in {shown}"
        return await self._remote.download(file["url"])

    async def chat(self, after: int = -1, wait: float = 0) -> JSON:
        """The whole conversation as the control side tells it."""
        path = f"/people/{self.id}/chat"
        chat: JSON = await self._remote.get(path, bot=self._bot, after=after, wait=wait)
        return chat

    async def _does(self, act: str, **body: object) -> JSON:
        answer: JSON = await self._remote.post(f"/people/{self.id}/{act}", bot=self._bot, **body)
        self._known = answer["version"]
        return answer

    async def _until(self, find: Callable[[JSON], Found | None], within: float) -> Found | None:
        deadline = time.monotonic() + within
        chat = await self.chat()
        while (found := find(chat)) is None and (left := deadline - time.monotonic()) > 0:
            chat = await self.chat(chat["version"], left)
        self._known = chat["version"]
        return found

    async def _astonished(self, what: str) -> AssertionError:
        lines = [f"  {shown}" for shown in await self.messages()]
        return AssertionError("\n".join([f"{self.name}: {what}. On the phone:", *lines]))


def _messages(chat: JSON) -> list[Message]:
    return [message.read(shown) for shown in chat["messages"] if not shown["deleted"]]


def _containing(messages: list[Message], text: str) -> Message | None:
    return next((shown for shown in reversed(messages) if shown.by_bot and text in shown.text), None)


def _with_button(messages: list[Message], label: str, on: Message | None) -> tuple[Message, Button] | None:
    for shown in reversed(messages):
        button = shown.button(label)
        if button and (on is None or on.id == shown.id):
            return shown, button
    return None
