"""What somebody typed: an answer to the question last shown, or whatever else was asked of them."""

from datetime import timedelta

from handlers import registry
from handlers.check_in import continue_below, current_step, may_answer, record
from handlers.turn import NotYet, Turn
from rules.check_in import Given, Step, find, option_named
from rules.payloads.check_in import CheckInOver
from rules.payloads.notes import Note
from rules.payloads.registration import RegistrationState
from rules.typed_text import is_label, storable
from storage import check_ins, outbox, prompts
from storage.check_ins import CheckIn
from storage.shown_messages import UNSURE

#: A text longer than this is kept whole, and the person is asked to make it shorter.
LONG_TEXT = 1000
#: While a question is on its way to the phone nobody can say what a typed text answers.
ON_ITS_WAY = timedelta(milliseconds=200)


async def text_typed(turn: Turn) -> None:
    """A typed text belongs to the question that was last shown, never to one that was not."""
    what, _, _ = (turn.viewer.awaiting or "").partition(":")
    if what in registry.TYPED:
        await registry.TYPED[what](turn)
        return
    if turn.viewer.unfinished and not await _was_asked_since(turn):
        await turn.say(Note("tap_a_button"))
        await turn.say(RegistrationState(turn.viewer.unfinished.id))
        return
    check_in = await _open_when_typed(turn)
    if check_in is None:
        await turn.say(Note("no_text_here"))
        return
    is_in_doubt = await _is_in_doubt(turn, check_in)
    # Read again, after the queue: a sender may have noted meanwhile what is shown.
    check_in = await check_ins.get(turn.connection, check_in.id, turn.programme) or check_in
    step = current_step(check_in) if is_in_doubt else await _shown_when_typed(turn, check_in)
    if step is None:
        await turn.say(Note("no_text_here"))
    else:
        await _typed_for(turn, check_in, step)


async def _was_asked_since(turn: Turn) -> bool:
    """Whether a check-in's question came after the registration that is not finished."""
    asked = (RegistrationState, *prompts.ASKING)
    return await outbox.newest_shown(turn.connection, turn.viewer.person_id, asked) in prompts.ASKING


async def _open_when_typed(turn: Turn) -> CheckIn | None:
    found = await check_ins.open_when_typed(
        turn.connection, turn.viewer.person_id, turn.happened.message_id, turn.programme
    )
    return found if found and may_answer(turn, found) else None


async def _is_in_doubt(turn: Turn, check_in: CheckIn) -> bool:
    """Whether nobody knows if the current question arrived. Then it most likely did: few type into an empty room."""
    person_id = turn.viewer.person_id
    if await outbox.may_have_arrived(turn.connection, person_id, prompts.ASKING, check_in.id):
        return True
    if await outbox.in_flight_to(turn.connection, person_id):
        raise NotYet(ON_ITS_WAY)
    return False


async def _shown_when_typed(turn: Turn, check_in: CheckIn) -> Step | None:
    """What was asked when this was typed. Telegram numbers messages in order: what has a higher number came later."""
    came_later = turn.happened.message_id < (check_in.message_id or 0)
    key = await _asked_before(turn, check_in) if came_later else check_in.shown_step
    if key == UNSURE:
        return current_step(check_in)  # most likely it arrived: few type into an empty room
    return find(check_in.steps, key) if key else None


async def _asked_before(turn: Turn, check_in: CheckIn) -> str | None:
    """What was asked before the message that it goes on in now; None when nothing was.

    That message may repeat the question of the one before, as `/checkin` does. Otherwise it came because of a typed
    answer, which this text goes on with.
    """
    step = await check_ins.last_typed(turn.connection, check_in.id)
    typed = await check_ins.typed_for(turn.connection, check_in.id, step) if step else None
    above, below = max(typed.messages) if typed else 0, turn.happened.message_id
    if await outbox.was_said_between(turn.connection, turn.viewer.person_id, prompts.ASKING, check_in.id, above, below):
        return check_in.shown_step
    return typed.step if typed else None


async def _typed_for(turn: Turn, check_in: CheckIn, step: Step) -> None:
    typed = _words(turn)
    given = _typed_answer(turn, step, typed)
    if given is None:
        await turn.say(Note("tap_a_button"))
    else:
        messages = {turn.happened.message_id: typed}
        if given.text and step != current_step(check_in):  # one answer in several messages
            earlier = await check_ins.typed_for(turn.connection, check_in.id, step.key)
            messages = {**(earlier.messages if earlier else {}), **messages}
            given = Given(text="\n".join(messages.values()))
        await record(turn, check_in, step, given, messages)
        await _ask_to_shorten(turn, typed)
    await continue_below(turn, check_in)


def _words(turn: Turn) -> str:
    return storable(turn.happened.text or turn.happened.caption)


async def _ask_to_shorten(turn: Turn, typed: str) -> None:
    if len(typed) > LONG_TEXT:
        await turn.say(Note("too_long", limit=LONG_TEXT))


def _typed_answer(turn: Turn, step: Step, typed: str) -> Given | None:
    """The answer in a typed text: the text itself, or the button whose words were typed. None for nothing usable."""
    if is_label(typed, turn.t("button.skip")):
        return Given()
    if step.question.kind == "text":
        return Given(text=typed) if typed else None
    option = option_named(step.question, typed, turn.viewer.language)
    return Given(option.key) if option else None


async def text_edited(turn: Turn) -> None:
    """Editing one's own typed message revises the answer in it, while the round is open."""
    typed = await check_ins.typed_in(turn.connection, turn.viewer.person_id, turn.happened.message_id)
    check_in = await check_ins.get(turn.connection, typed.check_in_id, turn.programme) if typed else None
    step = find(check_in.steps, typed.step) if typed and check_in else None
    given = _typed_answer(turn, step, _words(turn)) if step else None
    if typed is None or check_in is None or step is None or given is None or not may_answer(turn, check_in):
        return
    messages = {**typed.messages, turn.happened.message_id: _words(turn)}
    if given.text:
        given = Given(text="\n".join(messages.values()))
    if not check_in.is_open:
        await turn.say(CheckInOver(check_in.id))
    elif check_in.answers.get(step.key) != given:
        await record(turn, check_in, step, given, messages)
        await turn.say(Note("edited_kept"))
        await _ask_to_shorten(turn, _words(turn))
        await continue_below(turn, check_in)
