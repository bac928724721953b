"""What the changes at a coordinator's desk have in common: whose practice it is, and what was typed."""

from handlers.refusals import NotYours
from handlers.turn import Turn
from rules.access import may_run_practice
from rules.payloads.notes import Note
from rules.typed_text import one_line
from storage import audit


def own_practice(turn: Turn) -> int:
    """The practice that a typed text was asked for, of those the viewer looks after; NotYours for any other."""
    _, asked_of, *_ = f"{turn.viewer.awaiting or ''}:".split(":")
    practice_id = int(asked_of) if asked_of.isdecimal() else turn.viewer.desk_practice_id
    if practice_id is None or not may_run_practice(turn.viewer, practice_id):
        raise NotYours
    return practice_id


async def wording(turn: Turn, longest: int, asked: str) -> str | None:
    """What was typed, on one line. None when there is too little or too much: then it is asked again."""
    text = one_line(turn.happened.text)
    if not text:
        await turn.say(Note(asked))
    elif len(text) > longest:
        await turn.say(Note("feedback_too_long", limit=longest, length=len(text)))
    else:
        return text
    return None


def waited_for(turn: Turn) -> int:
    """The id behind what is awaited ("question:12")."""
    _, _, number = (turn.viewer.awaiting or "").partition(":")
    return int(number)


async def note_change(turn: Turn, action: str, practice_id: int | None, **details: int | str | bool) -> None:
    """Writes down that the viewer changed what others depend on, or looked at figures."""
    await audit.note(turn.connection, action, turn.viewer.person_id, turn.now, practice_id, **details)
