import re

from simulator.bot_api.methods.call import Call
from simulator.errors import bad_request
from simulator.wire import JSON
from simulator.world.profile import Scope

MAX_COMMANDS = 100
_NAME = re.compile(r"[a-z0-9_]{1,32}")


async def set_my_commands(call: Call) -> bool:
    given = call.parameters.value("commands")
    if not isinstance(given, list):
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(given) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    _store(call, [_command(command) for command in given])
    return True


async def delete_my_commands(call: Call) -> bool:
    _store(call, [])
    return True


async def get_my_commands(call: Call) -> list[JSON]:
    return call.bot.profile.commands.get(_key(call), [])


def _store(call: Call, commands: list[JSON]) -> None:
    call.bot.profile.commands[_key(call)] = commands
    if not commands:
        del call.bot.profile.commands[_key(call)]
    call.bot.everything_changed()


def _key(call: Call) -> tuple[Scope, str]:
    scope = call.parameters.value("scope") or {"type": "default"}
    identity = [int(scope[name]) for name in ("chat_id", "user_id") if name in scope]
    if "chat_id" in scope and int(scope["chat_id"]) not in call.bot.chats:
        raise bad_request("chat not found")
    return (scope["type"], *identity), call.parameters.text("language_code")


def _command(command: JSON) -> JSON:
    name = command.get("command", "").strip().removeprefix("/")
    description = command.get("description", "").strip()
    if not name:
        raise bad_request("command must be non-empty")
    if not description:
        raise bad_request("command description must be non-empty")
    if len(description) > 256:
        raise bad_request("command description length must not exceed 256")
    if not _NAME.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": name, "description": description}
