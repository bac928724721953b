"""What an owner changes between two starts of the bot: the programme file, and the settings."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.running_bot import RunningBot

#: The first scale the other way round, with an answer less: what was the lowest option is the highest now.
REVERSED_SCALE = """[[forms.questions]]
key = "samen"
version = 2
kind = "scale"
central = "samen"
options = [
  { key = "1", label = { nl = "Heel goed", en = "a", tr = "a", pl = "a", ar = "a", uk = "a" } },
  { key = "2", label = { nl = "Gaat wel", en = "b", tr = "b", pl = "b", ar = "b", uk = "b" } },
  { key = "3", label = { nl = "Heel moeizaam", en = "c", tr = "c", pl = "c", ar = "c", uk = "c" } },
]
"""


async def restarts(running_bot: RunningBot, **settings: Any) -> None:
    """Another process goes on, with these settings instead."""
    await running_bot.stop()
    running_bot.settings = running_bot.settings.model_copy(update=settings)
    await running_bot.start()


def programme_file(folder: Path, practice: Mapping[str, str] | None = None, **controller: str) -> Path:
    """The owner's file with other words under [controller]. practice: under each practice's own, by slug.

    An empty text is a field that is not filled in.
    """
    text = Path(os.environ["PROGRAMME_FILE"]).read_text(encoding="utf-8")
    for name, value in controller.items():
        text, found = re.subn(rf'^{name} = ".*"$', f'{name} = "{value}"', text, count=1, flags=re.MULTILINE)
        assert found, name
    for slug, name in (practice or {}).items():
        text = text.replace(f'slug = "{slug}"\n', f'slug = "{slug}"\ncontroller = {{ name = "{name}" }}\n')
    file = folder / "changed.toml"
    file.write_text(text, encoding="utf-8")
    return file
