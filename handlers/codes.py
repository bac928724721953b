"""`/hulp` → *Code*: a code with which another may do one thing for who made it."""

from handlers.guards import anybody
from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from rules.access import ANSWERING
from rules.code import Purpose, offered
from rules.payloads.codes import CodeChoice, CodeMade
from storage import codes
from texts.taps.codes import CodeAsked, CodePurposeChosen


@tapped(CodeAsked, may=anybody)
async def code_asked(turn: Turn, _tap: CodeAsked) -> None:
    """What a code is, and what it can be used for."""
    await turn.say(CodeChoice())


@tapped(CodePurposeChosen, may=anybody)
async def code_purpose_chosen(turn: Turn, tap: CodePurposeChosen) -> None:
    """A new code in the place of the choice; an earlier one for the same no longer works."""
    if tap.purpose not in offered(answers=bool(turn.viewer.roles & set(ANSWERING))):
        raise NotYours
    code_id = await codes.make(turn.connection, turn.viewer.person_id, Purpose(tap.purpose), turn.now)
    await turn.show(CodeMade(code_id))
