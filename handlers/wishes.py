"""What people type who want something else than to answer: to stop, help, contact, to thank, to tell of a death."""

from collections.abc import Awaitable, Callable

from handlers.check_in import continue_below, open_check_in
from handlers.turn import Turn
from rules.access import ANSWERING, LEADING, Viewer, may_ask_for_contact
from rules.intention import Intention
from rules.payloads.call_backs import ContactOffer
from rules.payloads.check_in import NoOpenCheckIn
from rules.payloads.help import Help
from rules.payloads.leaving import StopChoice, StopQuestion, StopRoleQuestion
from rules.payloads.notes import Note
from rules.payloads.pause import BereavementQuestion, Paused, PauseWhy
from rules.payloads.payload import Payload

#: What is answered in a few words, after which an open question is asked again.
REPLIES: dict[Intention, str] = {
    "who_reads": "who_reads",
    "thanks": "welcome",
    "greeting": "hello",
    "fine": "fine",
}


async def grant(turn: Turn, wish: Intention | None) -> bool:
    """Does what is asked for; False when it is no wish, or not one of this person's."""
    if wish == "greeting" and not turn.viewer.memberships:
        return False  # who is greeted by a stranger says how to come in
    if wish in REPLIES:
        await turn.say(Note(REPLIES[wish]))
        await ask_again(turn)
        return True
    offered = await _OFFERS[wish](turn) if wish in _OFFERS else None
    if offered:
        await turn.say(offered)
    return offered is not None


async def ask_again(turn: Turn) -> None:
    """The question that is on the screen, if there is one, once more below; not while another text is waited for."""
    check_in = None if turn.viewer.awaiting else await open_check_in(turn)
    if check_in and check_in.shown_step and not check_in.declined and not turn.viewer.is_pausing(turn.now):
        await continue_below(turn, check_in)


async def _stop(turn: Turn) -> Payload | None:
    return to_stop(turn.viewer) if turn.viewer.memberships and not turn.viewer.stopped else None


def to_stop(viewer: Viewer) -> Payload:
    """Which of several roles ends, or whether one is sure."""
    if len(viewer.registered) > 1:
        return StopChoice()
    return StopRoleQuestion(viewer.registered[0].id) if viewer.roles & LEADING else StopQuestion()


async def _pause(turn: Turn) -> Payload | None:
    if not _is_asked(turn):
        return None
    return Paused() if turn.viewer.is_pausing(turn.now) else PauseWhy()


def _is_asked(turn: Turn) -> bool:
    return bool(turn.viewer.roles & set(ANSWERING)) and not turn.viewer.stopped


async def _bereaved(turn: Turn) -> Payload | None:
    return BereavementQuestion() if _is_asked(turn) else None


async def _next(turn: Turn) -> Payload | None:
    """When the next check-in comes; not while one is to be filled in, or during a pause."""
    check_in = await open_check_in(turn)
    is_open = check_in is not None and not check_in.finished
    if is_open or not _is_asked(turn) or turn.viewer.is_pausing(turn.now):
        return None
    return NoOpenCheckIn(turn.viewer.answering_practice_id)


async def _contact(turn: Turn) -> Payload | None:
    return ContactOffer() if may_ask_for_contact(turn.viewer) else None


async def _help(_turn: Turn) -> Payload:
    return Help()


_OFFERS: dict[Intention, Callable[[Turn], Awaitable[Payload | None]]] = {
    "stop": _stop,
    "bereaved": _bereaved,
    "pause": _pause,
    "contact": _contact,
    "help": _help,
    "next": _next,
}
#: What anybody may type at any moment.
WISHES = frozenset(REPLIES) | frozenset(_OFFERS)
