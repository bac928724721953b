"""A command, typed or as a button: given to its handler when the viewer may give it."""

from msgspec.structs import replace

from handlers import registry
from handlers.guards import anybody
from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from rules import commands
from rules.access import Viewer
from rules.commands import Command
from rules.payloads.commands import PracticesToWorkIn
from rules.payloads.privacy import Renewal
from rules.registration import to_renew
from storage import people
from texts.taps.commands import CommandGiven, PracticesToWorkInShown, PracticeWorkedIn


async def give(turn: Turn, row: Command) -> None:
    """Nothing that was asked for is waited for any more. What comes with a role asks for consent to today's notice."""
    await turn.wait_for(None)
    if not commands.may_use(turn.viewer, row):
        raise NotYours
    if row.roles and to_renew(turn.viewer.memberships):
        await turn.say(Renewal())
    else:
        await registry.COMMANDS[row.name](turn)


@tapped(CommandGiven, may=anybody)
async def command_given(turn: Turn, tap: CommandGiven) -> None:
    """As if it was typed."""
    turn.happened = replace(turn.happened, text="")  # else the words of a button that was typed stand behind it
    await give(turn, _known(tap.name))


def _known(name: str) -> Command:
    found = next((row for row in commands.COMMANDS if row.name == name), None)
    if found is None:
        raise NotYours
    return found


def _works_somewhere(viewer: Viewer, _tap: object) -> bool:
    return len(viewer.worked_in) > 1


@tapped(PracticesToWorkInShown, may=_works_somewhere)
async def practices_to_work_in_shown(turn: Turn, tap: PracticesToWorkInShown) -> None:
    """All of them, when there are too many for a row of buttons."""
    await turn.show(PracticesToWorkIn(_known(tap.name).name, tap.page))


def _works_in(viewer: Viewer, tap: PracticeWorkedIn) -> bool:
    return tap.practice_id in viewer.worked_in


@tapped(PracticeWorkedIn, may=_works_in)
async def practice_worked_in(turn: Turn, tap: PracticeWorkedIn) -> None:
    """From now on this one is meant; and the same screen of it."""
    row = _known(tap.name)
    await people.choose_practice(turn.connection, turn.viewer.person_id, tap.practice_id)
    turn.viewer = replace(turn.viewer, current_practice_id=tap.practice_id)
    turn.happened = replace(turn.happened, text="")
    await give(turn, row)
