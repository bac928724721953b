"""Answering a check-in: taps, typed texts, looking back and changing."""

from dataclasses import replace
from datetime import timedelta

from handlers.turn import NotYet, Turn
from rules.check_in import Given, Step, find, open_step, option_named, outdated_by, step_before
from rules.typed_text import clean
from storage import check_ins, experiments, outbox
from storage.check_ins import OVERVIEW, CheckIn
from texts.callback_data import SKIP, AnswerGiven, AnswerKept, ChangeAsked, StepBack, StepRevisited

#: A text longer than this is kept whole, and the person is asked to make it shorter.
LONG_TEXT = 1000
#: While a question is on its way to the phone nobody can say what a typed text answers.
ON_ITS_WAY = timedelta(milliseconds=200)


async def checkin(turn: Turn) -> None:
    """`/checkin`: the current question again, at the bottom of the chat."""
    check_in = await open_check_in(turn)
    if turn.viewer.stopped:
        await turn.say("stopped")
    elif check_in is None:
        await turn.say("no_open_check_in", turn.viewer.practice_id)
    else:
        await continue_below(turn, check_in)


async def open_check_in(turn: Turn) -> CheckIn | None:
    """The viewer's check-in in a round that is open; none for somebody who stopped."""
    if turn.viewer.stopped:
        return None
    return await check_ins.open_of(turn.connection, turn.viewer.person_id, turn.programme)


async def continue_below(turn: Turn, check_in: CheckIn) -> None:
    """Goes on in a new message; the old one keeps what was answered and loses its buttons."""
    if check_in.message_id:
        await turn.say("check_in_past", check_in.id, edits=check_in.message_id)
    await turn.say("check_in", check_in.id)


async def _mine(turn: Turn, check_in_id: int) -> CheckIn | None:
    """The viewer's own check-in of a round that is open; says why when it is not."""
    check_in = await check_ins.get(turn.connection, check_in_id, turn.programme)
    if check_in is None or not _may_answer(turn, check_in):
        turn.notice = "not_yours"
        return None
    check_in = await _where_tapped(turn, check_in)
    if check_in.is_open:
        return check_in
    turn.notice = "already_over"
    await turn.show("check_in_over", check_in.id)
    return None


async def _where_tapped(turn: Turn, check_in: CheckIn) -> CheckIn:
    """A tap on a newer message than the one noted proves that it arrived: the check-in goes on there."""
    if turn.tapped is None or turn.tapped <= (check_in.message_id or 0):
        return check_in
    step = current_step(check_in)
    await outbox.arrived(turn.connection, "check_in", check_in.id, turn.tapped, turn.now)
    await check_ins.shown(turn.connection, check_in.id, turn.tapped, step.key if step else None)
    return replace(check_in, message_id=turn.tapped)


def _may_answer(turn: Turn, check_in: CheckIn) -> bool:
    """One's own, of the practice one belongs to: who stopped or moved answers nothing."""
    viewer = turn.viewer
    is_mine = (check_in.person_id, check_in.practice_id) == (viewer.person_id, viewer.practice_id)
    return is_mine and not viewer.stopped


def current_step(check_in: CheckIn) -> Step | None:
    """The step the check-in stands at: one looked back at, or the first without an answer."""
    looked_at = find(check_in.walk, check_in.looking_at) if check_in.looking_at else None
    return looked_at or open_step(check_in.walk, check_in.answers)


async def answer_given(turn: Turn, tap: AnswerGiven) -> None:
    """A tap on an option, or *Overslaan*."""
    check_in = await _mine(turn, tap.check_in_id)
    step = find(check_in.walk, tap.step) if check_in else None
    if check_in is None:
        return
    given = _as_given(step, tap.option) if step else None
    at = current_step(check_in)
    if step is None or given is None or (step.key not in check_in.answers and step != at):
        turn.notice = "not_yours"
        return
    if check_in.answers.get(step.key) == given and step != at:
        await _show_after_tap(turn, check_in)  # the second tap of a double tap, or one on a message that fell behind
        return
    if step != at:
        turn.notice = "changed"
    await _record(turn, check_in, step, given)
    await _show_after_tap(turn, check_in)


def _as_given(step: Step, option: str) -> Given | None:
    if option == SKIP:
        return Given()
    return Given(option) if option in {known.key for known in step.question.options} else None


async def _record(turn: Turn, check_in: CheckIn, step: Step, given: Given, message_id: int | None = None) -> None:
    """Writes the answer down and turns to where the answers now lead."""
    before = check_in.answers
    await check_ins.answer(turn.connection, check_in, step, given, turn.now, message_id)
    outdated = outdated_by(step, check_in.walk, before) if before.get(step.key) != given else set()
    after = {key: answer for key, answer in before.items() if key not in outdated} | {step.key: given}
    finished = open_step(check_in.walk, after) is None
    stays = check_in.looking_at if check_in.looking_at not in (step.key, OVERVIEW) else None
    await check_ins.turn_to(turn.connection, check_in, stays, turn.now if finished else None)
    if step.experiment_id is not None and given.option:
        await experiments.report(turn.connection, step.experiment_id, check_in.person_id, given.option, turn.now)


async def _show_after_tap(turn: Turn, check_in: CheckIn) -> None:
    """Edits the message the check-in is in; a tap on an older message tidies that one up as well."""
    if turn.tapped != check_in.message_id and check_in.message_id is not None:
        await turn.show("check_in_past", check_in.id)
    await turn.say("check_in", check_in.id, edits=check_in.message_id or turn.tapped)


async def step_back(turn: Turn, tap: StepBack) -> None:
    """*Terug*: looks back at the question before; tapping it twice goes back once."""
    check_in = await _mine(turn, tap.check_in_id)
    step = find(check_in.walk, tap.step) if check_in else None
    if check_in is None or step is None or tap.version != check_in.version:
        return
    before = step_before(check_in.walk, check_in.answers, step)
    if before:
        await _turn_to(turn, check_in, before.key)


async def answer_kept(turn: Turn, tap: AnswerKept) -> None:
    """*Zo laten* and *Klaar*: on from an answer looked back at, without changing it."""
    check_in = await _mine(turn, tap.check_in_id)
    if check_in:
        await _turn_to(turn, check_in, None)


async def change_asked(turn: Turn, tap: ChangeAsked) -> None:
    """*Wijzigen*: the answers to choose from."""
    check_in = await _mine(turn, tap.check_in_id)
    if check_in:
        await _turn_to(turn, check_in, OVERVIEW)


async def step_revisited(turn: Turn, tap: StepRevisited) -> None:
    """An answer chosen to be changed."""
    check_in = await _mine(turn, tap.check_in_id)
    if check_in and tap.step in check_in.answers:
        await _turn_to(turn, check_in, tap.step)


async def _turn_to(turn: Turn, check_in: CheckIn, looking_at: str | None) -> None:
    finished = open_step(check_in.walk, check_in.answers) is None
    await check_ins.turn_to(turn.connection, check_in, looking_at, turn.now if finished else None)
    await _show_after_tap(turn, check_in)


async def text_typed(turn: Turn) -> None:
    """A typed text belongs to the question that was last shown, never to one that was not."""
    if turn.viewer.unfinished and not await _was_asked_since(turn):
        await turn.say("note", key="tap_a_button")
        await turn.say("registration", turn.viewer.unfinished.id)
        return
    check_in = await open_check_in(turn)
    if check_in is None:
        await turn.say("note", key="no_text_here")
        return
    if await outbox.in_flight_to(turn.connection, turn.viewer.person_id):
        raise NotYet(ON_ITS_WAY)
    step = await _shown_when_typed(turn, check_in)
    if step is None:
        await turn.say("note", key="no_text_here")
    else:
        await _typed_for(turn, check_in, step)


async def _was_asked_since(turn: Turn) -> bool:
    """Whether a check-in's question came after the registration that is not finished."""
    asked = ("registration", "check_in")
    return await outbox.newest_shown(turn.connection, turn.viewer.person_id, asked) == "check_in"


async def _shown_when_typed(turn: Turn, check_in: CheckIn) -> Step | None:
    """What was asked when this was typed. Telegram numbers messages in order: a newer question was not there yet."""
    key = check_in.shown_step
    if check_in.message_id and turn.message.message_id < check_in.message_id:
        key = await check_ins.last_typed(turn.connection, check_in.id) or key
    return find(check_in.walk, key) if key else None


async def _typed_for(turn: Turn, check_in: CheckIn, step: Step) -> None:
    typed = clean(turn.message.text or "")
    given = _typed_answer(step, typed, turn.viewer.language)
    before = check_in.answers.get(step.key)
    if given and given.text and before and before.text and step != current_step(check_in):
        given = Given(text=f"{before.text}\n{given.text}")  # one answer in several messages
    if given is None:
        await turn.say("note", key="tap_a_button")
    else:
        await _record(turn, check_in, step, given, turn.message.message_id)
        if len(typed) > LONG_TEXT:
            await turn.say("note", key="too_long", limit=LONG_TEXT)
    await continue_below(turn, check_in)


def _typed_answer(step: Step, typed: str, language: str) -> Given | None:
    """The answer in a typed text: the text itself, or the option whose words were typed. None for nothing usable."""
    if step.question.kind == "text":
        return Given(text=typed) if typed else None
    option = option_named(step.question, typed, language)
    return Given(option.key) if option else None


async def text_edited(turn: Turn) -> None:
    """Editing one's own typed message revises the answer in it, while the round is open."""
    person_id = turn.viewer.person_id
    found = await check_ins.answer_typed_in(turn.connection, person_id, turn.message.message_id)
    check_in = await check_ins.get(turn.connection, found[0], turn.programme) if found else None
    step = find(check_in.walk, found[1]) if found and check_in else None
    given = _typed_answer(step, clean(turn.message.text or ""), turn.viewer.language) if step else None
    if check_in is None or step is None or given is None:
        return
    if not check_in.is_open:
        await turn.say("check_in_over", check_in.id)
        return
    await _record(turn, check_in, step, given, turn.message.message_id)
    await turn.say("note", key="edited_kept")
    await continue_below(turn, check_in)
