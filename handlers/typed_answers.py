"""Typed texts as answers in a check-in: each belongs to a question its person had seen, never to one that was not."""

from handlers import not_kept, wishes
from handlers.check_in import continue_below, current_step, may_answer, record
from handlers.turn import Turn
from rules.check_in import Given, Step, asked, find, opens_up
from rules.intention import Intention, Vocabulary, intention, is_emergency
from rules.payloads.check_in import CheckInMeant, CheckInOver
from rules.payloads.notes import Note
from rules.typed_choice import Offered, likely, mentioned, named, on_scale
from rules.typed_text import storable
from storage import answers, chats, check_ins, prompts
from storage.check_ins import CheckIn
from storage.shown_messages import UNSURE
from texts.callback_data import SKIP
from texts.vocabulary import spoken_in

#: A text longer than this is kept whole, and the person is asked to make it shorter.
LONG_TEXT = 1000


def typed_words(turn: Turn) -> str:
    """What was typed, or written beside something that is not text."""
    return storable(turn.happened.text or turn.happened.caption)


async def take(turn: Turn, check_in: CheckIn, spoken: Vocabulary, *, is_in_doubt: bool) -> bool:
    """Takes the text as an answer, or asks what is meant; False when this check-in has no question for it."""
    # Read again, after the queue: a sender may have noted meanwhile what is shown.
    check_in = await check_ins.get(turn.connection, check_in.id, turn.programme) or check_in
    step = current_step(check_in) if is_in_doubt else await _shown_when_typed(turn, check_in)
    if step and step.question.kind == "text":
        await _text(turn, check_in, step, spoken)
        return True
    if step and not check_in.declined and not turn.viewer.is_pausing(turn.now):
        await _instead_of_a_tap(turn, check_in, step, spoken)
        return True
    return intention(typed_words(turn), spoken) is None and await _add(turn, check_in)


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
    step = await answers.last_typed(turn.connection, check_in.id)
    typed = await answers.typed_for(turn.connection, check_in.id, step) if step else None
    above, below = max(typed.messages) if typed else 0, turn.happened.message_id
    if await chats.was_said_between(turn.connection, turn.viewer.person_id, prompts.ASKING, check_in.id, above, below):
        return check_in.shown_step
    return typed.step if typed else None


async def _text(turn: Turn, check_in: CheckIn, step: Step, spoken: Vocabulary) -> None:
    """A text that was asked for. A *no* to whether there is something to tell skips it; thanks are no answer."""
    typed, is_now = typed_words(turn), step == current_step(check_in)
    wish = intention(typed, spoken)
    if not is_now and wish == "skip":
        await continue_below(turn, check_in)
    elif not is_now:
        await _write(turn, check_in, step, is_more=True)
    elif wish in ("no", "skip") or (wish == "nothing" and opens_up(step.question)):
        await record(turn, check_in, step, Given(), {turn.happened.message_id: typed})
        await continue_below(turn, check_in)
    elif not typed or (wish == "yes" and opens_up(step.question)):
        await turn.say(Note("tell_more" if typed else "tap_below"))
        await continue_below(turn, check_in)
    elif wish in ("greeting", "bereaved") or not await wishes.grant(turn, wish):
        await _write(turn, check_in, step)
        if wish == "bereaved":
            await wishes.grant(turn, wish)


async def _write(turn: Turn, check_in: CheckIn, step: Step, *, is_more: bool = False) -> None:
    """is_more: one answer in several messages."""
    typed = typed_words(turn)
    if not typed:
        await turn.say(Note("tap_below"))
        await continue_below(turn, check_in)
        return
    messages = {turn.happened.message_id: typed}
    if is_more:
        messages = await _said_before(turn, check_in, step) | messages
    await record(turn, check_in, step, Given(text="\n".join(messages.values())), messages)
    if is_more or turn.happened.caption:
        await turn.say(Note("caption_kept" if turn.happened.caption else "added"))
    if typed.endswith(("?", "؟")):
        await turn.say(Note("question_kept"))
    await _ask_to_shorten(turn, typed)
    await continue_below(turn, check_in)


async def _said_before(turn: Turn, check_in: CheckIn, step: Step) -> dict[int, str]:
    """The messages of this answer so far; one in which it was skipped is none."""
    earlier = await answers.typed_for(turn.connection, check_in.id, step.key)
    return dict(earlier.messages) if earlier and check_in.answers[step.key].text else {}


def has_text(check_in: CheckIn) -> bool:
    """Whether a text has been asked: what is typed then may belong to it."""
    step = current_step(check_in)
    texts = [one for one in asked(check_in.steps, check_in.answers) if one.question.kind == "text"]
    return any(one == step or one.key in check_in.answers for one in texts)


async def _add(turn: Turn, check_in: CheckIn) -> bool:
    """A text behind its question: added to the answer to the last text that was asked; False when none was."""
    texts = [step for step in asked(check_in.steps, check_in.answers) if step.question.kind == "text"]
    before = [step for step in texts if step.key in check_in.answers]
    if before and typed_words(turn):
        await _write(turn, check_in, before[-1], is_more=True)
    return bool(before and typed_words(turn))


async def _instead_of_a_tap(turn: Turn, check_in: CheckIn, step: Step, spoken: Vocabulary) -> None:
    """A text where a tap is asked: one of the options, a wish, more of the text before, or not understood."""
    typed = typed_words(turn)
    skip = Offered(SKIP, (turn.t("button.skip"),), "skip")
    if option := named(typed, [*_options(turn, check_in, step), skip], spoken):
        given = Given() if option.data == SKIP else Given(option.data)
        if not given.skipped or step == current_step(check_in):
            await record(turn, check_in, step, given, {turn.happened.message_id: typed})
        await continue_below(turn, check_in)
    elif (guess := _guessed(turn, check_in, step, spoken)) is not None:
        await _ask_whether(turn, check_in, step, guess)
    elif not await wishes.grant(turn, intention(typed, spoken)) and (
        intention(typed, spoken) or not await _add(turn, check_in)
    ):
        await turn.say(Note("tap_below"))
        await continue_below(turn, check_in)


def _guessed(turn: Turn, check_in: CheckIn, step: Step, spoken: Vocabulary) -> str | None:
    """The key of the option that is likely meant; "" for a grade that is no option; None when it is neither."""
    typed, offered = typed_words(turn), _options(turn, check_in, step)
    if step.question.kind == "scale" and (number := on_scale(typed, len(offered), spoken)) is not None:
        return str(number or "")
    if intention(typed, spoken) not in (None, "yes"):
        return None
    meant = likely(typed, offered, spoken)
    if step.question.kind in ("scale", "experiment"):
        meant = meant or mentioned(typed, offered, spoken)
    return meant.data if meant else None


def _options(turn: Turn, check_in: CheckIn, step: Step) -> list[Offered]:
    means: dict[str, Intention] = {"yes": "yes", "no": "no"}
    titles = [Offered(str(one), (check_in.experiments[one],)) for one in step.experiments]
    options = step.question.options
    return titles + [Offered(one.key, (turn.t.pick(one.label),), means.get(one.key)) for one in options]


async def _ask_whether(turn: Turn, check_in: CheckIn, step: Step, option: str) -> None:
    if option:
        await turn.say(CheckInMeant(check_in.id, step=step.key, option=option))
    else:
        await turn.say(Note("no_grade"))
        await continue_below(turn, check_in)


async def _ask_to_shorten(turn: Turn, typed: str) -> None:
    if len(typed) > LONG_TEXT:
        await turn.say(Note("too_long", limit=LONG_TEXT))


async def text_edited(turn: Turn) -> None:
    """Editing one's own typed message revises the answer in it, while the round is open."""
    if not (turn.happened.text or turn.happened.caption) or turn.happened.text.startswith("/"):
        return  # a place that moves, or a command, which an edit does not give
    typed, spoken = typed_words(turn), spoken_in(turn.t)
    if any(is_emergency(typed, one) for one in (spoken, spoken_in(turn.around))):
        await turn.say(Note("emergency"))
    found = await answers.typed_in(turn.connection, turn.viewer.person_id, turn.happened.message_id)
    check_in = await check_ins.get(turn.connection, found.check_in_id, turn.programme) if found else None
    step = find(check_in.steps, found.step) if found and check_in else None
    given = _revised(turn, check_in, step, typed) if check_in and step else None
    if found is None or check_in is None or step is None or given is None:
        await turn.say(Note("edit_not_kept"))
    elif not may_answer(turn, check_in):
        await not_kept.say(turn)
    elif not check_in.is_open:
        await turn.say(CheckInOver(check_in.id))
    else:
        await _revise(turn, check_in, step, given, {**found.messages, turn.happened.message_id: typed})


def _revised(turn: Turn, check_in: CheckIn, step: Step, typed: str) -> Given | None:
    if step.question.kind == "text":
        return Given(text=typed) if typed else None
    option = named(typed, _options(turn, check_in, step), spoken_in(turn.t))
    return Given(option.data) if option else None


async def _revise(turn: Turn, check_in: CheckIn, step: Step, given: Given, messages: dict[int, str]) -> None:
    if given.text:
        given = Given(text="\n".join(filter(None, messages.values())))
    if check_in.answers.get(step.key) != given:
        await record(turn, check_in, step, given, messages)
        await turn.say(Note("edited_kept"))
        await _ask_to_shorten(turn, typed_words(turn))
        await continue_below(turn, check_in)
