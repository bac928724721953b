"""What a person does with a phone, and the updates the bot gets of it."""

from dataclasses import dataclass

from simulator.text import found
from simulator.wire import JSON
from simulator.world.bots import Bot, Query
from simulator.world.chats import Chat, Message
from simulator.world.everything import World
from simulator.world.people import Person


class Impossible(Exception):
    """Something a phone would not let you do, or that is not there."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Actor:
    """A person busy with one bot."""

    world: World
    bot: Bot
    person: Person

    @property
    def chat(self) -> Chat:
        return self.bot.chat_with(self.person)

    def starts(self, payload: str = "") -> Message:
        """Open the bot by its link, which also ends a block."""
        if self.chat.blocked:
            self.unblocks()
        return self.says(f"/start {payload}".rstrip(), None)

    def says(self, text: str, reply_to: int | None, group: Chat | None = None) -> Message:
        chat = group or self.chat
        content = _text(text)
        if reply_to is not None:
            content["reply_to_message"] = _existing(chat, reply_to).quoted()
        return self.sends(content, chat)

    def sends(self, content: JSON, chat: Chat | None = None) -> Message:
        chat = chat or self.chat
        self._must_reach(chat)
        chat.started = True
        message = chat.add(content, self.person.as_user(), self.world.clock.timestamp())
        self.bot.updates.add("message", chat.id, message.body)
        return message

    def forwards(self, text: str) -> Message:
        sent_at = self.world.clock.timestamp() - 60
        origin = {"type": "hidden_user", "sender_user_name": "Kim", "date": sent_at}
        return self.sends({"forward_origin": origin, **_text(text)})

    def edits(self, message_id: int, text: str) -> Message:
        message = _existing(self.chat, message_id)
        if message.by_bot or "text" not in message.body:
            raise Impossible(409, "that is no text of this person")
        self._must_reach(self.chat)
        body = {key: value for key, value in message.body.items() if key != "entities"}
        message.body = body | _text(text) | {"edit_date": self.world.clock.timestamp()}
        self.chat.changed(message)
        self.bot.updates.add("edited_message", self.chat.id, message.body)
        return message

    def taps(self, message_id: int, data: str) -> Query:
        """The data is not held against the buttons: a phone can be made to send anything."""
        message = _existing(self.chat, message_id)
        self._must_reach(self.chat)
        query = Query(self.world.new_query_id(), self.chat, self.world.clock.timestamp())
        self.bot.asked(query)
        content = {
            "id": query.id,
            "from": self.person.as_user(),
            "message": message.body,
            "chat_instance": str(self.person.id * 31 + self.bot.id),
            "data": data,
        }
        self.bot.updates.add("callback_query", self.chat.id, content)
        return query

    def blocks(self) -> None:
        self._membership(blocked=True)

    def unblocks(self) -> None:
        self._membership(blocked=False)

    def deletes_account(self) -> None:
        self.person.deleted = True
        self.chat.changed()

    def _membership(self, blocked: bool) -> None:
        if self.person.deleted or self.chat.blocked == blocked:
            return
        self.chat.blocked = blocked
        self.chat.changed()
        before, after = ("member", "kicked") if blocked else ("kicked", "member")
        announce_membership(self.world, self.bot, self.chat, self.person.as_user(), before, after)

    def _must_reach(self, chat: Chat) -> None:
        if self.person.deleted:
            raise Impossible(409, "this person has deleted the account")
        if chat.blocked:
            raise Impossible(409, "this person has blocked the bot")


def announce_membership(world: World, bot: Bot, chat: Chat, by: JSON, before: str, after: str) -> None:
    change = {
        "chat": chat.about,
        "from": by,
        "date": world.clock.timestamp(),
        "old_chat_member": _member(bot, before),
        "new_chat_member": _member(bot, after),
    }
    bot.updates.add("my_chat_member", chat.id, change)


def _member(bot: Bot, status: str) -> JSON:
    member: JSON = {"status": status, "user": bot.as_user()}
    return member | {"until_date": 0} if status == "kicked" else member


def _text(text: str) -> JSON:
    entities = found.find(text)
    return {"text": text, "entities": entities} if entities else {"text": text}


def _existing(chat: Chat, message_id: int) -> Message:
    message = chat.find(message_id)
    if message is None:
        raise Impossible(404, "there is no such message")
    return message
