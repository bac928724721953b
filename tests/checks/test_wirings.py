"""What is wired wrongly is refused by mypy before it runs: a handler of another tap, a command without its turn, …"""

import subprocess
import sys

import pytest

from tests.checks.source import ROOT

pytestmark = pytest.mark.slow

HEAD = """
from handlers.guards import anybody, runs_practice
from handlers.registry import command, tapped, typed
from handlers.turn import Turn
from storage.rounds import Round
from texts.callback_data import Tap, tap
from texts.taps.nudge import NudgeConfirmed, NudgeDropped
from texts.taps.rounds import RoundShown
async def own_round(turn: Turn, tap: NudgeConfirmed) -> Round: raise NotImplementedError
"""


def handler(registered: str, signature: str) -> str:
    return f"@{registered}\nasync def {signature} -> None: ..."


ANYBODYS, PRACTICES = "tapped(NudgeDropped, may=anybody)", "tapped(RoundShown, may=runs_practice)"
LOADED = "tapped(NudgeConfirmed, loads=own_round)"
RIGHT = {
    "a command": handler('command("herinner")', "right_command(turn: Turn)"),
    "a tap": handler(ANYBODYS, "right_tap(turn: Turn, tap: NudgeDropped)"),
    "a tap about a practice": handler(PRACTICES, "right_practice(turn: Turn, tap: RoundShown)"),
    "a tap about what is loaded": handler(LOADED, "right_loaded(turn: Turn, tap: NudgeConfirmed, found: Round)"),
    "a typed text": handler('typed("feedback")', "right_typed(turn: Turn)"),
    "a tap with its code": '@tap("right")\nclass RightTap(Tap):\n    round_id: int',
    "a tap's values": "RightTap(round_id=3)",
}
WRONG = {
    "a handler of another tap": handler(ANYBODYS, "other_tap(turn: Turn, tap: NudgeConfirmed)"),
    "a handler of another practice's tap": handler(PRACTICES, "other_practice(turn: Turn, tap: NudgeDropped)"),
    "a handler without its tap": handler(ANYBODYS, "no_tap(turn: Turn)"),
    "a handler that is not async": f"@{ANYBODYS}\ndef idle(turn: Turn, tap: NudgeDropped) -> None: ...",
    "a tap without a guard": handler("tapped(NudgeDropped)", "unguarded(turn: Turn, tap: NudgeDropped)"),
    "a guard of another tap": handler("tapped(NudgeDropped, may=runs_practice)", "x(turn: Turn, tap: NudgeDropped)"),
    "a loader of another tap": handler(
        "tapped(RoundShown, loads=own_round)", "other_loader(turn: Turn, tap: RoundShown, found: Round)"
    ),
    "a handler without what is loaded": handler(LOADED, "not_loaded(turn: Turn, tap: NudgeConfirmed)"),
    "a handler of something else than is loaded": handler(LOADED, "y(turn: Turn, tap: NudgeConfirmed, found: int)"),
    "a handler of what is no tap": handler("tapped(Turn, may=anybody)", "no_kind(turn: Turn, tap: Turn)"),
    "a command's handler that wants more": handler('command("taal")', "more(turn: Turn, tap: NudgeDropped)"),
    "a command's handler without a turn": handler('command("taal")', "no_turn()"),
    "a command by another thing than its name": handler("command(NudgeDropped)", "no_name(turn: Turn)"),
    "a typed text's handler that wants more": handler('typed("theme")', "too_much(turn: Turn, text: str)"),
    "a tap with a value of another kind": 'RightTap(round_id="3")',
    "a tap that is changed": "RightTap(round_id=3).round_id = 4",
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the wirings that mypy finds something wrong with, all in one file and one run."""
    path = tmp_path_factory.mktemp("wirings") / "wirings.py"
    text, name_of = HEAD, dict[int, str]()
    for name, wiring in {**RIGHT, **WRONG}.items():
        first = text.count("\n") + 1
        text += wiring + "\n"
        name_of |= dict.fromkeys(range(first, text.count("\n") + 1), name)
    path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--no-error-summary", "--hide-error-context", str(path)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode in (0, 1), told.stdout + told.stderr
    errors = [line for line in told.stdout.splitlines() if ": error:" in line]
    return {name_of.get(int(line.split(":")[1]), line) for line in errors}


@pytest.mark.parametrize("wiring", RIGHT)
def test_what_is_wired_rightly_is_accepted(refused: set[str], wiring: str) -> None:
    assert wiring not in refused


@pytest.mark.parametrize("wiring", WRONG)
def test_what_is_wired_wrongly_is_refused(refused: set[str], wiring: str) -> None:
    assert wiring in refused


def test_nothing_else_is_found(refused: set[str]) -> None:
    assert refused <= {*RIGHT, *WRONG}
