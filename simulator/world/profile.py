from dataclasses import dataclass, field

from simulator.wire import JSON

DEFAULT_MENU_BUTTON: JSON = {"type": "default"}
Scope = tuple[object, ...]


@dataclass(slots=True)
class Profile:
    """What a bot tells about itself, by language ("" for everybody else), its commands also by scope."""

    commands: dict[tuple[Scope, str], list[JSON]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int | None, JSON] = field(default_factory=dict)

    def menu_button(self, chat_id: int | None) -> JSON:
        return self.menu_buttons.get(chat_id) or self.menu_buttons.get(None) or DEFAULT_MENU_BUTTON

    def commands_in(self, chat_id: int, language: str) -> list[JSON]:
        """The list a chat shows: the narrowest scope first, in each the person's language first."""
        everybody = "all_private_chats" if chat_id > 0 else "all_group_chats"
        scopes: list[Scope] = [("chat", chat_id), (everybody,), ("default",)]
        keys = [(scope, code) for scope in scopes for code in (language, "")]
        return next((self.commands[key] for key in keys if key in self.commands), [])


def in_language(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("", "")
