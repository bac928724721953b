"""The buttons on the screen, for who types their words."""

from collections.abc import Sequence

from handlers.turn import Turn
from rules.intention import Intention, Vocabulary
from rules.language import read_language
from rules.phrases import words_of
from rules.typed_choice import Offered, named
from rules.typed_hour import as_stored, read_hour
from storage import chats
from storage.chats import Keyboard
from texts.callback_data import SKIP, Tap, encode, parse
from texts.taps.check_in import AnswerGiven, AnswerKept, OtherMeant, StepBack
from texts.taps.language import LanguageChosen
from texts.taps.later import CheckInDeclined
from texts.taps.leaving import StopRoleAsked
from texts.taps.own_time import OwnHourAsked, PartOfDayChosen
from texts.taps.pause import PauseCancelled, PauseWeeksChosen
from texts.taps.registration import ConsentGiven, OrganisationChosen, RoleDenied

_WHICH = (LanguageChosen, OwnHourAsked, PauseWeeksChosen, StopRoleAsked)
_ALWAYS: dict[type[Tap], Intention] = {AnswerKept: "skip", StepBack: "back", PauseCancelled: "no"}


async def on_screen(turn: Turn, spoken: Vocabulary) -> tuple[int, list[Offered]]:
    """The number of the bot's newest message above what was typed, and what its buttons offer.

    What was asked in passing gives way to what stands above it, unless it was what the words name.
    """
    person_id, typed = turn.viewer.person_id, turn.happened
    said = await chats.keyboards_above(turn.connection, person_id, typed.message_id)
    screens = [(number, _all_offered(turn, keyboard, spoken)) for number, keyboard in said]
    those = [(number, offered) for number, offered in screens if named(typed.text, offered, spoken)]
    return (those or screens[-1:] or [(0, [])])[0]


def besides_answers(offered: Sequence[Offered]) -> list[Offered]:
    """Without the options of a question: of those, what is nearly said is asked back."""
    return [button for button in offered if not isinstance(parse(button.data), AnswerGiven)]


def is_question(offered: Sequence[Offered]) -> bool:
    """Whether this keyboard, which is no check-in's, waits for one of its buttons: it has a no, or it asks which."""
    taps = [parse(button.data) for button in offered]
    if any(isinstance(tap, AnswerGiven | OtherMeant) for tap in taps):
        return False
    return any(isinstance(tap, _WHICH) for tap in taps) or any(button.means == "no" for button in offered)


def _all_offered(turn: Turn, keyboard: Keyboard, spoken: Vocabulary) -> list[Offered]:
    offered = [_offered(turn, label, data, spoken) for label, data in keyboard]
    return offered + _an_hour(turn, [parse(data) for _, data in keyboard], spoken)


def _an_hour(turn: Turn, taps: Sequence[Tap | None], spoken: Vocabulary) -> list[Offered]:
    """The hour that was typed where one's own hour can be chosen."""
    typed = turn.happened.text
    hour = read_hour(typed, spoken) if any(isinstance(tap, OwnHourAsked) for tap in taps) else None
    return [Offered(encode(PartOfDayChosen(as_stored(hour))), (typed,))] if hour else []


def _offered(turn: Turn, label: str, data: str, spoken: Vocabulary) -> Offered:
    tap = parse(data)
    means = _of_the_tap(tap) or _of_the_label(tap, label, spoken)
    names = (label, *_other_names(turn, label, tap))
    if means == "no" and not isinstance(tap, AnswerGiven | ConsentGiven):
        names = (*names, turn.t("button.back"))
    return Offered(data, names, means)


def _of_the_tap(tap: Tap | None) -> Intention | None:
    if isinstance(tap, AnswerGiven | OrganisationChosen):
        chosen = tap.option if isinstance(tap, AnswerGiven) else tap.organisation
        known: dict[str, Intention] = {SKIP: "skip", "yes": "yes", "no": "no"}
        return known.get(chosen)
    for name in ("yes", "wanted"):
        if isinstance(said := getattr(tap, name, None), bool):
            return "yes" if said else "no"
    return _ALWAYS.get(type(tap)) if tap else None


def _of_the_label(tap: Tap | None, label: str, spoken: Vocabulary) -> Intention | None:
    """Of "Ja, verstuur" and "Nee, toch niet": the word it begins with. An option of a scale may begin so as well."""
    is_on_a_scale = isinstance(tap, AnswerGiven) and tap.option.isdecimal()
    words = words_of(label)
    first = words if is_on_a_scale or isinstance(tap, CheckInDeclined | RoleDenied) else words[:1]
    either: tuple[Intention, ...] = ("yes", "no")
    return next((name for name in either if first and first in spoken.phrases[name]), None)


def _other_names(turn: Turn, label: str, tap: Tap | None) -> tuple[str, ...]:
    """Without what stands in brackets; and a language is called otherwise by who does not speak it yet."""
    if not isinstance(tap, LanguageChosen):
        return (label.partition(" (")[0],)
    named = (read_language(spoken).names.get(tap.language) for spoken in (turn.viewer.language, "en"))
    return tuple(name for name in named if name)
