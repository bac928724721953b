"""Answering a check-in: taps, looking back and changing."""

from collections.abc import Mapping
from typing import Protocol

from msgspec.structs import replace

from handlers import publications
from handlers.refusals import AlreadyOver, NotYours
from handlers.registry import command, tapped
from handlers.turn import Turn
from rules.access import may_fill_in_for_others
from rules.check_in import Given, Step, find, open_step, outdated_by, step_before
from rules.payloads.check_in import CheckInCurrent, CheckInPast, NoOpenCheckIn
from rules.payloads.leaving import Stopped
from rules.payloads.notes import Note
from storage import answers, chats, check_ins, consents, experiments, headcounts, outbox, prompts, shown_messages
from storage.check_ins import OVERVIEW, CheckIn
from storage.shown_messages import OUTDATED, ShownMessage
from texts.callback_data import SKIP
from texts.taps.check_in import AnswerGiven, AnswerKept, AnswersPaged, ChangeAsked, OtherMeant, StepBack, StepRevisited


@command("checkin")
async def checkin(turn: Turn) -> None:
    """`/checkin`: the current question again, at the bottom of the chat."""
    check_in = await open_check_in(turn)
    if turn.viewer.stopped:
        await turn.say(Stopped())
    elif check_in is None:
        await turn.say(NoOpenCheckIn(turn.viewer.answering_practice_id))
    else:
        await continue_below(turn, check_in)


async def open_check_in(turn: Turn) -> CheckIn | None:
    """The viewer's check-in in a round that is open; none for somebody who stopped."""
    if turn.viewer.stopped:
        return None
    return await check_ins.open_of(turn.connection, turn.viewer.person_id, turn.programme)


async def continue_below(turn: Turn, check_in: CheckIn, page: int = 0) -> None:
    """Goes on in a new message; when that is there, the old one keeps what was answered and loses its buttons."""
    await outbox.take_back_edits(turn.connection, check_in.person_id, CheckInCurrent, check_in.id)
    await turn.say(CheckInCurrent(check_in.id, page))


class OfCheckIn(Protocol):
    """A tap about a check-in."""

    @property
    def check_in_id(self) -> int: ...


async def own_check_in(turn: Turn, tap: OfCheckIn) -> CheckIn:
    """The viewer's own check-in of a round that is open."""
    check_in = await check_ins.get(turn.connection, tap.check_in_id, turn.programme)
    if check_in is None or not may_answer(turn, check_in):
        raise NotYours
    check_in = await _where_tapped(turn, check_in)
    if not check_in.is_open:
        raise AlreadyOver(check_in.id)
    return check_in


async def _where_tapped(turn: Turn, check_in: CheckIn) -> CheckIn:
    """A tap on a newer message than the one noted proves that it arrived: the check-in goes on there."""
    if turn.tapped is None or turn.tapped <= (check_in.message_id or 0):
        return check_in
    step = current_step(check_in)
    for asking in prompts.ASKING:
        await chats.arrived(turn.connection, asking, check_in.id, turn.tapped, turn.now)
    there = ShownMessage(check_in.id, turn.tapped, step.key if step else None, check_in.version, is_new=True)
    await shown_messages.seen(turn.connection, [there], turn.now)
    return replace(check_in, message_id=turn.tapped)


def may_answer(turn: Turn, check_in: CheckIn) -> bool:
    """One's own, where one answers; of who one fills in for, where one works. Who stopped or moved answers nothing."""
    viewer, practice_id = turn.viewer, check_in.practice_id
    works = may_fill_in_for_others(viewer, practice_id)
    is_theirs = works if check_in.nickname is not None else practice_id == viewer.answering_practice_id
    return check_in.person_id == viewer.person_id and is_theirs and not viewer.stopped


def current_step(check_in: CheckIn) -> Step | None:
    """The step the check-in stands at: one looked back at, or the first without an answer."""
    looked_at = find(check_in.steps, check_in.looking_at) if check_in.looking_at else None
    return looked_at or open_step(check_in.steps, check_in.answers)


@tapped(AnswerGiven, loads=own_check_in)
async def answer_given(turn: Turn, tap: AnswerGiven, check_in: CheckIn) -> None:
    """A tap on an option, or *Overslaan*."""
    step = find(check_in.steps, tap.step)
    given = _as_given(step, tap.option) if step else None
    at = current_step(check_in)
    if check_in.shown_step == OUTDATED or ((step is None or given) and _moved_under(turn, check_in, tap.step, at)):
        turn.toast = "changed_meanwhile"
        await show_after_tap(turn, check_in)
        return
    if step is None or given is None or (step.key not in check_in.answers and step != at):
        raise NotYours
    if check_in.answers.get(step.key) == given and step != at:
        if not (turn.is_tap and turn.viewer.plain):  # there it already goes on in a new message
            await show_after_tap(turn, check_in)  # the second tap of a double tap, or a message that fell behind
        return
    if given.skipped and step != at and not turn.is_tap:
        await continue_below(turn, check_in)  # "verder", right behind a text: not to take that text away
        return
    if step != at:
        turn.toast = "changed" if turn.is_tap else None
    said_something = await record(turn, check_in, step, given, _typed_in(turn))
    await show_after_tap(turn, check_in, below=said_something)


def _moved_under(turn: Turn, check_in: CheckIn, key: str, at: Step | None) -> bool:
    """Whether this is on the screen and not what is asked now: what is expected of an experiment came or went.

    Of a role that ended nothing is asked any more, and nothing moved.
    """
    is_on_screen = key == check_in.shown_step and key not in check_in.answers
    return is_on_screen and (at is None or at.key != key) and _asks_still(turn, check_in, key)


def _asks_still(turn: Turn, check_in: CheckIn, key: str) -> bool:
    """Whether the form that has this step's question is still asked."""
    question, roles = key.partition(":")[0], {step.role for step in check_in.steps}
    forms = (form for form in turn.programme.forms if form.role in roles)
    return any(question == one.key for form in forms for one in form.questions)


def _typed_in(turn: Turn) -> Mapping[int, str] | None:
    """Who typed the option can revise it by editing that message."""
    return None if turn.is_tap else {turn.happened.message_id: turn.happened.text}


def _as_given(step: Step, option: str) -> Given | None:
    if option == SKIP:
        return Given()
    return Given(option) if option in step.options else None


async def record(
    turn: Turn, check_in: CheckIn, step: Step, given: Given, typed_in: Mapping[int, str] | None = None
) -> bool:
    """Writes the answer down and turns to where the answers now lead; whether something was said about it.

    typed_in: a typed answer's words by the person's own messages.
    """
    before = check_in.answers
    await answers.write(turn.connection, check_in, step, given, turn.now, typed_in)
    outdated = outdated_by(step, check_in.steps, before) if before.get(step.key) != given else set()
    after = {key: answer for key, answer in before.items() if key not in outdated} | {step.key: given}
    finished = open_step(check_in.steps, after) is None
    stays = check_in.looking_at if check_in.looking_at not in (step.key, OVERVIEW) else None
    await check_ins.move_to(turn.connection, check_in, stays, turn.now if finished else None)
    await _report(turn, check_in, step, given)
    if finished:
        await publications.ask(turn, check_in)
    if any(before[key].text for key in outdated):
        await turn.say(Note("text_dropped"))
        return True
    return await _keep_private(turn, step, given)


async def _report(turn: Turn, check_in: CheckIn, step: Step, given: Given) -> None:
    """What this says of experiments: the status of one, or that nothing changed in any."""
    person_id = check_in.person_id
    if step.experiment_id is not None and given.option in turn.programme.statuses():
        counts = await _counts(turn, check_in)
        await experiments.report(turn.connection, step.experiment_id, person_id, given.option, turn.now, counts=counts)
    elif step.experiments and given.option and not given.option.isdecimal():
        counts = await _counts(turn, check_in)
        await experiments.unchanged(turn.connection, step.experiments, person_id, turn.now, counts=counts)


async def _counts(turn: Turn, check_in: CheckIn) -> bool:
    """Whether what this person reports changes a figure: who only tries the bot out counts where nobody else is."""
    return not (turn.viewer.is_test and await headcounts.is_in_earnest(turn.connection, check_in.practice_id))


async def _keep_private(turn: Turn, step: Step, given: Given) -> bool:
    """A yes to reading a text, from somebody who lets nobody read: that no stays, and the person is told so."""
    if not step.question.covers or given.option != "yes":
        return False
    chosen = (await consents.newest(turn.connection, turn.viewer.person_id)).get("texts")
    if chosen is None or chosen.given:
        return False
    await turn.say(Note("texts_stay_private"))
    return True


async def show_after_tap(turn: Turn, check_in: CheckIn, *, below: bool = False, page: int = 0) -> None:
    """Edits the message the check-in is in; a tap on an older message tidies that one up as well.

    below: something else was said meanwhile. An edit is not read aloud, so who has plain messages gets a new one.
    """
    if turn.is_tap and turn.tapped != check_in.message_id and check_in.message_id is not None:
        await turn.show(CheckInPast(check_in.id))
    if below or turn.viewer.plain or not turn.is_tap:
        await continue_below(turn, check_in, page)
    else:
        await turn.say(CheckInCurrent(check_in.id, page), edits=check_in.message_id or turn.tapped)


@tapped(StepBack, loads=own_check_in)
async def step_back(turn: Turn, tap: StepBack, check_in: CheckIn) -> None:
    """*Terug*: looks back at the question before; tapping it twice goes back once."""
    step = find(check_in.steps, tap.step)
    if step is None or tap.version != check_in.version:
        return
    before = step_before(check_in.steps, check_in.answers, step)
    if before:
        await _move_to(turn, check_in, before.key)


@tapped(AnswerKept, loads=own_check_in)
async def answer_kept(turn: Turn, _tap: AnswerKept, check_in: CheckIn) -> None:
    """*Zo laten* and *Klaar*: on from an answer looked back at, without changing it."""
    await _move_to(turn, check_in, None)


@tapped(OtherMeant, loads=own_check_in)
async def other_meant(turn: Turn, _tap: OtherMeant, check_in: CheckIn) -> None:
    """Something else was meant than the option that was guessed: the question again."""
    await show_after_tap(turn, check_in)


@tapped(ChangeAsked, loads=own_check_in)
async def change_asked(turn: Turn, _tap: ChangeAsked, check_in: CheckIn) -> None:
    """*Wijzigen*: the answers to choose from."""
    await _move_to(turn, check_in, OVERVIEW)


@tapped(AnswersPaged, loads=own_check_in)
async def another_page(turn: Turn, tap: AnswersPaged, check_in: CheckIn) -> None:
    """Of the answers to choose from."""
    await _move_to(turn, check_in, OVERVIEW, tap.page)


@tapped(StepRevisited, loads=own_check_in)
async def step_revisited(turn: Turn, tap: StepRevisited, check_in: CheckIn) -> None:
    """An answer chosen to be changed."""
    if tap.step in check_in.answers:
        await _move_to(turn, check_in, tap.step)


async def _move_to(turn: Turn, check_in: CheckIn, looking_at: str | None, page: int = 0) -> None:
    finished = open_step(check_in.steps, check_in.answers) is None
    await check_ins.move_to(turn.connection, check_in, looking_at, turn.now if finished else None)
    await show_after_tap(turn, check_in, page=page)
