"""The coordinators' handbook speaks of buttons and commands by the words that stand on their phones."""

import re

from babel.messages.pofile import read_po

from tests.checks.named_tests import ROOT

HANDBOOK = (ROOT / "docs" / "handleiding.md").read_text(encoding="utf-8")


def said() -> dict[str, str]:
    """Every Dutch text by its key."""
    with (ROOT / "texts" / "locale" / "nl" / "LC_MESSAGES" / "bot.po").open("rb") as catalogue:
        return {str(one.id): str(one.string) for one in read_po(catalogue) if one.id and isinstance(one.id, str)}


def test_every_button_it_names_is_one() -> None:
    buttons = {text for key, text in said().items() if key.startswith("button.")}
    named = set(re.findall(r"\*\*(.+?)\*\*", HANDBOOK))
    assert len(named) > 15
    assert named - buttons == set()


def test_every_command_it_names_is_one() -> None:
    commands = {key.removeprefix("command.") for key in said() if key.startswith("command.")}
    named = set(re.findall(r"`/(\w+)`", HANDBOOK))
    assert len(named) > 10
    assert named - commands == set()
