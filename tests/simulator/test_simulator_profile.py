"""What a bot tells about itself, and who gets to see it."""

from typing import Any

import pytest

from simulator.bare_bot import BareBot
from simulator.errors import Refusal
from simulator.phone import Phone, Telegram


def commands(*names: str) -> list[dict[str, str]]:
    return [{"command": name, "description": f"About {name}"} for name in names]


async def names(person: Phone) -> list[str]:
    return list(await person.commands())


async def test_the_narrowest_scope_wins_and_in_it_the_language(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    ben = await telegram.person("Ben", language="en", started=True)
    everybody = {"type": "all_private_chats"}
    only_anna = {"type": "chat", "chat_id": anna.id}
    steps: list[tuple[dict[str, Any], list[str], list[str]]] = [
        ({"commands": commands("default")}, ["default"], ["default"]),
        ({"commands": commands("nl"), "language_code": "nl"}, ["nl"], ["default"]),
        ({"commands": commands("private"), "scope": everybody}, ["private"], ["private"]),
        ({"commands": commands("en"), "scope": everybody, "language_code": "en"}, ["private"], ["en"]),
        ({"commands": commands("anna"), "scope": only_anna}, ["anna"], ["en"]),
    ]
    for given, annas, bens in steps:
        await bot.asks("setMyCommands", **given)
        assert (await names(anna), await names(ben)) == (annas, bens)
    await bot.asks("deleteMyCommands", scope=only_anna)
    assert await names(anna) == ["private"]


async def test_commands_are_told_back_for_exactly_that_scope(bot: BareBot) -> None:
    await bot.asks("setMyCommands", commands=commands("start"), language_code="nl")
    assert await bot.asks("getMyCommands", language_code="nl") == commands("start")
    assert await bot.asks("getMyCommands") == []


@pytest.mark.parametrize(
    ("command", "complaint"),
    [
        ({"command": "Start", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "a-b", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "x" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "", "description": "x"}, "command must be non-empty"),
        ({"command": "start", "description": " "}, "command description must be non-empty"),
        ({"command": "start", "description": "x" * 257}, "command description length must not exceed 256"),
    ],
)
async def test_a_wrong_command_is_refused(bot: BareBot, command: dict[str, str], complaint: str) -> None:
    with pytest.raises(Refusal, match=complaint):
        await bot.asks("setMyCommands", commands=[command])


async def test_there_are_a_hundred_commands_at_most(bot: BareBot) -> None:
    await bot.asks("setMyCommands", commands=commands(*(f"c{number}" for number in range(100))))
    with pytest.raises(Refusal, match="BOT_COMMANDS_TOO_MUCH"):
        await bot.asks("setMyCommands", commands=commands(*(f"c{number}" for number in range(101))))


async def test_commands_for_an_unknown_chat_are_refused(bot: BareBot) -> None:
    with pytest.raises(Refusal, match="Bad Request: chat not found"):
        await bot.asks("setMyCommands", commands=commands("start"), scope={"type": "chat", "chat_id": 5})


@pytest.mark.parametrize(("what", "longest"), [("Name", 64), ("Description", 512), ("ShortDescription", 120)])
async def test_texts_about_a_bot_go_by_language(bot: BareBot, what: str, longest: int) -> None:
    key = {"Name": "name", "Description": "description", "ShortDescription": "short_description"}[what]
    await bot.asks(f"setMy{what}", **{key: "everybody's"})
    await bot.asks(f"setMy{what}", **{key: "in English"}, language_code="en")
    assert await bot.asks(f"getMy{what}", language_code="en") == {key: "in English"}
    assert await bot.asks(f"getMy{what}", language_code="nl") == {key: "everybody's"}
    await bot.asks(f"setMy{what}", language_code="en")
    assert await bot.asks(f"getMy{what}", language_code="en") == {key: "everybody's"}
    with pytest.raises(Refusal, match="is too long"):
        await bot.asks(f"setMy{what}", **{key: "x" * (longest + 1)})


async def test_a_bot_keeps_a_name(bot: BareBot) -> None:
    await bot.asks("setMyName", name="Andere naam")
    assert (await bot.asks("getMe"))["first_name"] == "Andere naam"
    await bot.asks("setMyName", name="")
    assert (await bot.asks("getMe"))["first_name"] == "Andere naam"


async def test_a_menu_button_can_be_set_for_one_chat(telegram: Telegram, bot: BareBot, anna: Phone) -> None:
    ben = await telegram.person("Ben", started=True)
    assert await bot.asks("getChatMenuButton", chat_id=anna.id) == {"type": "default"}
    await bot.asks("setChatMenuButton", chat_id=anna.id, menu_button={"type": "commands"})
    assert (await anna.chat())["menu_button"] == {"type": "commands"}
    assert (await ben.chat())["menu_button"] == {"type": "default"}
    with pytest.raises(Refusal, match="menu button"):
        await bot.asks("setChatMenuButton", menu_button={"type": "cake"})


async def test_a_bot_knows_itself(bot: BareBot) -> None:
    me = await bot.asks("getMe")
    assert (me["id"], me["is_bot"], me["username"]) == (9000000001, True, "test_bot")
    assert await bot.asks("GETME") == me
    assert await bot.asks("logOut") is True
    assert await bot.asks("close") is True
