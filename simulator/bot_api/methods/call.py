from dataclasses import dataclass

from simulator.bot_api.parameters import Parameters
from simulator.errors import bad_request, forbidden
from simulator.wire import JSON
from simulator.world.bots import Bot
from simulator.world.chats import Chat, Message
from simulator.world.everything import World


@dataclass(frozen=True, slots=True)
class Call:
    """One request of a bot, past the door."""

    world: World
    bot: Bot
    parameters: Parameters

    def known_chat(self) -> Chat:
        """A chat the bot has, whether it may write there or not."""
        if not self.parameters.text("chat_id"):
            raise bad_request("chat_id is empty")
        chat = self.bot.chats.get(self.parameters.integer("chat_id"))
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def open_chat(self) -> Chat:
        """A chat the bot may write to."""
        person = self.world.people.get(self.parameters.integer("chat_id"))
        if person is None:
            return self.known_chat()
        chat = self.bot.chats.get(person.id)
        if person.deleted:
            raise forbidden("user is deactivated")
        if chat is None or not chat.started:
            raise forbidden("bot can't initiate conversation with a user")
        if chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    def message_in(self, chat: Chat, missing: str) -> Message:
        message = chat.find(self.parameters.integer("message_id"))
        if message is None:
            raise bad_request(missing)
        return message

    def now(self) -> int:
        return self.world.clock.timestamp()

    def sender(self) -> JSON:
        return self.bot.as_user()
