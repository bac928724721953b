from simulator.bot_api.methods.call import Call
from simulator.errors import bad_request
from simulator.wire import JSON
from simulator.world.profile import in_language


async def get_me(call: Call) -> JSON:
    return call.bot.as_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def set_my_name(call: Call) -> bool:
    own_name = call.bot.name
    _set(call, call.bot.profile.names, "name", 64)
    call.bot.profile.names.setdefault("", own_name)
    return True


async def get_my_name(call: Call) -> JSON:
    return {"name": in_language(call.bot.profile.names, call.parameters.text("language_code"))}


async def set_my_description(call: Call) -> bool:
    return _set(call, call.bot.profile.descriptions, "description", 512)


async def get_my_description(call: Call) -> JSON:
    return {"description": in_language(call.bot.profile.descriptions, call.parameters.text("language_code"))}


async def set_my_short_description(call: Call) -> bool:
    return _set(call, call.bot.profile.short_descriptions, "short_description", 120)


async def get_my_short_description(call: Call) -> JSON:
    texts = call.bot.profile.short_descriptions
    return {"short_description": in_language(texts, call.parameters.text("language_code"))}


async def set_chat_menu_button(call: Call) -> bool:
    chat_id = call.known_chat().id if "chat_id" in call.parameters else None
    button = call.parameters.value("menu_button") or {"type": "default"}
    if button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("can't parse menu button: unsupported type")
    call.bot.profile.menu_buttons[chat_id] = button
    call.bot.everything_changed()
    return True


async def get_chat_menu_button(call: Call) -> JSON:
    return call.bot.profile.menu_button(call.parameters.chat_id())


def _set(call: Call, texts: dict[str, str], name: str, longest: int) -> bool:
    """An empty text takes away what was said in that language."""
    text = call.parameters.text(name)
    if len(text) > longest:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    texts[call.parameters.text("language_code")] = text
    if not text:
        del texts[call.parameters.text("language_code")]
    return True
