"""What somebody typed: a button's words, an answer, a wish, or whatever else was asked of them."""

from collections.abc import Sequence
from datetime import timedelta

from handlers import not_kept, registry, start, tapping, typed_answers, typed_buttons, wishes
from handlers.check_in import may_answer
from handlers.turn import NotYet, Turn
from rules.intention import Intention, Vocabulary, intention, is_emergency
from rules.invitation import token_in
from rules.payloads.notes import Note
from rules.payloads.registration import RegistrationState
from rules.typed_choice import Offered, in_essence, likely, mentioned, named
from storage import chats, check_ins, prompts, sending
from storage.check_ins import CheckIn
from texts.vocabulary import spoken_in

#: While a question is on its way to the phone nobody can say what a typed text answers.
ON_ITS_WAY = timedelta(milliseconds=200)
#: No day, hour or name that was asked for sounds like these.
_HEARD_FIRST: tuple[Intention, ...] = ("stop", "help", "contact", "who_reads", "bereaved")


async def text_typed(turn: Turn) -> None:
    """The button whose words it is, or else a text; signs of an emergency are answered whatever it is."""
    spoken, typed = _spoken(turn), typed_answers.typed_words(turn)
    check_in = await _open_when_typed(turn)
    is_in_doubt = await _is_in_doubt(turn, check_in)
    await refer(turn)
    above, offered = (0, []) if is_in_doubt else await typed_buttons.on_screen(turn, spoken)
    if not turn.viewer.awaiting and (token := token_in(typed)):
        await start.invited(turn, token)
    elif meant := named(typed, offered, spoken):
        await tapping.typed(turn, above, meant.data)
    elif turn.viewer.awaiting:
        await _awaited(turn, spoken)
    elif meant := _nearly_named(typed, offered, spoken, is_alone=not check_in or above > (check_in.message_id or 0)):
        await tapping.typed(turn, above, meant.data)
    elif turn.viewer.unfinished and not await _was_asked_since(turn):
        await _unregistered(turn, spoken)
    elif typed_buttons.is_question(offered) and _is_beside(turn, check_in, above, intention(typed, spoken)):
        await turn.say(Note("tap_a_button"))
    elif check_in and await typed_answers.take(turn, check_in, spoken, is_in_doubt=is_in_doubt):
        return
    elif meant := _likely(typed, offered, spoken):
        await tapping.typed(turn, above, meant.data)
    elif not await wishes.grant(turn, intention(typed, spoken)):
        await not_kept.say(turn, check_in)


def _is_beside(turn: Turn, check_in: CheckIn | None, above: int, wish: Intention | None) -> bool:
    """Whether this answers neither the question above it nor a check-in that stands further up."""
    is_newest = check_in is None or (above > (check_in.message_id or 0) and not typed_answers.has_text(check_in))
    return is_newest and wish not in wishes.WISHES and not turn.viewer.unfinished


def _spoken(turn: Turn) -> Vocabulary:
    """The language of these words: the viewer's own, or if they mean nothing in it, the one spoken around them."""
    own, around, typed = spoken_in(turn.t), spoken_in(turn.around), typed_answers.typed_words(turn)
    return around if intention(typed, own) is None and intention(typed, around) else own


async def refer(turn: Turn) -> None:
    """A sign of an emergency is answered at any moment, whatever the words are taken for."""
    if any(is_emergency(typed_answers.typed_words(turn), spoken_in(t)) for t in (turn.t, turn.around)):
        await turn.say(Note("emergency"))


def _nearly_named(typed: str, offered: Sequence[Offered], spoken: Vocabulary, *, is_alone: bool) -> Offered | None:
    """is_alone: the keyboard is no check-in's."""
    meant = in_essence(typed, typed_buttons.besides_answers(offered), spoken)
    return meant or (_likely(typed, offered, spoken) if is_alone else None)


def _likely(typed: str, offered: Sequence[Offered], spoken: Vocabulary) -> Offered | None:
    """A button with some of these words, unless they are a wish."""
    if intention(typed, spoken) in wishes.WISHES:
        return None
    return likely(typed, offered, spoken) or mentioned(typed, offered, spoken)


async def _awaited(turn: Turn, spoken: Vocabulary) -> None:
    """The text that was asked for outside a check-in; who wants to stop, or no more of it, is heard first."""
    wish = intention(typed_answers.typed_words(turn), spoken)
    if wish in ("no", "back"):
        await turn.wait_for(None)
        await turn.say(Note("pause_not"))
    elif wish not in _HEARD_FIRST or not await wishes.grant(turn, wish):
        what, _, _ = (turn.viewer.awaiting or "").partition(":")
        await registry.TYPED[what](turn)


async def _unregistered(turn: Turn, spoken: Vocabulary) -> None:
    assert turn.viewer.unfinished
    wish = intention(typed_answers.typed_words(turn), spoken)
    is_granted = await wishes.grant(turn, wish)
    if not is_granted:
        await turn.say(Note("tap_below"))
    if not is_granted or wish in wishes.REPLIES:
        await turn.say(RegistrationState(turn.viewer.unfinished.id))


async def _was_asked_since(turn: Turn) -> bool:
    """Whether a check-in's question came after the registration that is not finished."""
    asked = (RegistrationState, *prompts.ASKING)
    return await chats.newest_shown(turn.connection, turn.viewer.person_id, asked) in prompts.ASKING


async def _open_when_typed(turn: Turn) -> CheckIn | None:
    found = await check_ins.open_when_typed(
        turn.connection, turn.viewer.person_id, turn.happened.message_id, turn.programme
    )
    return found if found and may_answer(turn, found) else None


async def _is_in_doubt(turn: Turn, check_in: CheckIn | None) -> bool:
    """Whether nobody knows if the current question arrived. Then it most likely did: few type into an empty room."""
    person_id = turn.viewer.person_id
    if check_in and await chats.may_have_arrived(turn.connection, person_id, prompts.ASKING, check_in.id):
        return True
    if await sending.in_flight_to(turn.connection, person_id):
        raise NotYet(ON_ITS_WAY)
    return False
