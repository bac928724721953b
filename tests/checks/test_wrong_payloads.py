"""A payload that is said wrongly, and a renderer of another one, do not pass the type checker."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.checks.source import ROOT

WIRINGS = """
from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from handlers.turn import Turn
from rules.payloads.leaving import Stopped
from rules.payloads.nudge import Nudge
from rules.payloads.pause import Paused
from rules.payloads.practices import NewPractice
from rules.payloads.theme import CoreTheme
from texts import fixed_messages
from texts.message import Message
from texts.messages import leaving, theme

fixed_messages.says(Stopped)(leaving.stopped)
fixed_messages.says(Stopped)(theme.theme)  # refused

@renders(Nudge)
async def right(context: RenderingContext, payload: Nudge) -> Message:
    raise NotImplementedError

@renders(Nudge)  # refused
async def of_another(context: RenderingContext, payload: CoreTheme) -> Message:
    raise NotImplementedError

@renders(Nudge)  # refused
async def of_none(context: RenderingContext) -> Message:
    raise NotImplementedError

@renders(Nudge)  # refused
async def of_no_words(context: RenderingContext, payload: Nudge) -> str:
    raise NotImplementedError

@renders(str)  # refused
async def of_a_string(context: RenderingContext, payload: str) -> Message:
    raise NotImplementedError

async def reads(context: RenderingContext, payload: Nudge) -> None:
    payload.practice_id + 1
    payload.round_id  # refused
    context.row.edits
    context.row.params  # refused
    payload.practice_id = 7  # refused

async def says(turn: Turn) -> None:
    await turn.say(Nudge(7))
    await turn.show(CoreTheme(7, changed=True))
    await turn.say(Paused(), edits=5)
    await turn.show(NewPractice("place"))
    await turn.say("nudge")  # refused
    await turn.say("nudge", 7)  # refused
    await turn.say(Nudge)  # refused
    await turn.say(Nudge(), edits=5)  # refused
    await turn.say(Nudge("7"))  # refused
    await turn.say(Nudge(None))  # refused
    await turn.say(Nudge(7, page=1))  # refused
    await turn.show(CoreTheme(7, chnaged=True))  # refused
    await turn.show(CoreTheme(changed=True))  # refused
    await turn.show(NewPractice("palce"))  # refused
"""


@pytest.mark.slow
def test_the_type_checker_refuses_what_is_wrong_and_nothing_else(tmp_path: Path) -> None:
    file = tmp_path / "wirings.py"
    file.write_text(WIRINGS)
    told = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", "--hide-error-context", file],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    refused = {int(line.split(":")[1]) for line in told.stdout.splitlines() if ": error:" in line}
    expected = {at for at, line in enumerate(WIRINGS.splitlines(), 1) if line.endswith("# refused")}
    assert refused == expected, told.stdout + told.stderr
