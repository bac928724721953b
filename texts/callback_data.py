"""What a button sends back, in both directions: a tap as values, and the at most 64 bytes Telegram carries.

Whatever comes in may be forged or old: parsing proves the shape only, the database decides the rest.
"""

from dataclasses import dataclass, fields
from typing import Any

LIMIT = 64
SEPARATOR = "|"
#: The option that stands for *Overslaan*.
SKIP = "-"


@dataclass(frozen=True, slots=True)
class Tap:
    """A tap on one of our buttons."""


@dataclass(frozen=True, slots=True)
class AnswerGiven(Tap):
    check_in_id: int
    version: int
    step: str
    option: str


@dataclass(frozen=True, slots=True)
class StepBack(Tap):
    """*Terug*, tapped under this step."""

    check_in_id: int
    version: int
    step: str


@dataclass(frozen=True, slots=True)
class AnswerKept(Tap):
    """*Zo laten*: looked back at an answer and left it."""

    check_in_id: int


@dataclass(frozen=True, slots=True)
class ChangeAsked(Tap):
    """*Wijzigen*: show the answers to choose from."""

    check_in_id: int


@dataclass(frozen=True, slots=True)
class StepRevisited(Tap):
    check_in_id: int
    step: str


@dataclass(frozen=True, slots=True)
class ConsentGiven(Tap):
    membership_id: int
    yes: bool


@dataclass(frozen=True, slots=True)
class NoticeAsked(Tap):
    """*Lees meer* (and back to the short notice when `more` is False)."""

    membership_id: int
    more: bool


@dataclass(frozen=True, slots=True)
class OrganisationChosen(Tap):
    membership_id: int
    organisation: str


@dataclass(frozen=True, slots=True)
class ExperimentToggled(Tap):
    membership_id: int
    experiment_id: int


@dataclass(frozen=True, slots=True)
class ExperimentsChosen(Tap):
    membership_id: int


@dataclass(frozen=True, slots=True)
class LanguageChosen(Tap):
    language: str


@dataclass(frozen=True, slots=True)
class PracticeChosen(Tap):
    """Open registration: which practice."""

    practice_id: int


@dataclass(frozen=True, slots=True)
class RoleChosen(Tap):
    """Open registration: as what."""

    practice_id: int
    role: str


@dataclass(frozen=True, slots=True)
class MoveAnswered(Tap):
    """Whether to move to the practice of the pending invitation."""

    yes: bool


@dataclass(frozen=True, slots=True)
class RoundShown(Tap):
    practice_id: int


@dataclass(frozen=True, slots=True)
class RoundChangeAsked(Tap):
    """action: "open" or "close"."""

    practice_id: int
    action: str


@dataclass(frozen=True, slots=True)
class RoundChangeConfirmed(Tap):
    practice_id: int
    action: str


@dataclass(frozen=True, slots=True)
class SummaryShown(Tap):
    """A practice's summary; of its newest closed round when `round_id` is 0."""

    practice_id: int
    round_id: int


@dataclass(frozen=True, slots=True)
class SummaryPractices(Tap):
    """Back to the list of practices (managers)."""


@dataclass(frozen=True, slots=True)
class DigestSwitched(Tap):
    """Whether the summary comes by itself; tapped under the summary of this round."""

    practice_id: int
    round_id: int
    on: bool


@dataclass(frozen=True, slots=True)
class NudgeConfirmed(Tap):
    round_id: int


@dataclass(frozen=True, slots=True)
class NudgeDropped(Tap):
    """*Nee, niet nu*."""


@dataclass(frozen=True, slots=True)
class InvitingShown(Tap):
    """Whom to invite to a practice."""

    practice_id: int


@dataclass(frozen=True, slots=True)
class InvitationAsked(Tap):
    practice_id: int
    role: str


@dataclass(frozen=True, slots=True)
class InvitationsShown(Tap):
    """The invitations of a practice that still let people in; pages from 0."""

    practice_id: int
    page: int


@dataclass(frozen=True, slots=True)
class RevocationAsked(Tap):
    invitation_id: int


@dataclass(frozen=True, slots=True)
class RevocationConfirmed(Tap):
    invitation_id: int


@dataclass(frozen=True, slots=True)
class ErasureAnswered(Tap):
    yes: bool


@dataclass(frozen=True, slots=True)
class CallBackHandled(Tap):
    """*Afgehandeld*, tapped by a coordinator."""

    call_back_id: int


@dataclass(frozen=True, slots=True)
class NicknameAsked(Tap):
    """`/namens`: for somebody not yet in the list."""


@dataclass(frozen=True, slots=True)
class ProxyChosen(Tap):
    """`/namens`: for whom."""

    proxy_id: int


@dataclass(frozen=True, slots=True)
class ProxyConsentGiven(Tap):
    """Whether the somebody agrees."""

    proxy_id: int
    yes: bool


@dataclass(frozen=True, slots=True)
class LaterAsked(Tap):
    """*Vanmiddag*, *Vanavond*, *Morgen*: a key of rules.own_time.Later."""

    check_in_id: int
    when: str


@dataclass(frozen=True, slots=True)
class CheckInResumed(Tap):
    """*Nu invullen*, and *Toch invullen*."""

    check_in_id: int


@dataclass(frozen=True, slots=True)
class CheckInDeclined(Tap):
    """*Deze keer niet*."""

    check_in_id: int


@dataclass(frozen=True, slots=True)
class PartOfDayChosen(Tap):
    part_of_day: str


@dataclass(frozen=True, slots=True)
class WeekdayChosen(Tap):
    """weekday: 1 (Monday) to 7, or 0 for the usual day."""

    weekday: int


@dataclass(frozen=True, slots=True)
class PauseAsked(Tap):
    """To the first question of a pause."""


@dataclass(frozen=True, slots=True)
class PauseReasonChosen(Tap):
    reason: str


@dataclass(frozen=True, slots=True)
class PauseWeeksChosen(Tap):
    reason: str
    weeks: int


@dataclass(frozen=True, slots=True)
class PauseDateAsked(Tap):
    """*Tot een datum*."""

    reason: str


@dataclass(frozen=True, slots=True)
class PauseDateChosen(Tap):
    """back_on: the day as a number, 20261231."""

    reason: str
    back_on: int


@dataclass(frozen=True, slots=True)
class PauseReasonShared(Tap):
    """Whether the coordinator may know why."""

    reason: str
    yes: bool


@dataclass(frozen=True, slots=True)
class PauseEnded(Tap):
    """*Nu weer meedoen*."""


@dataclass(frozen=True, slots=True)
class PauseCancelled(Tap):
    """*Toch niet*, before anything was decided."""


@dataclass(frozen=True, slots=True)
class BereavementTold(Tap):
    """*Mijn naaste is overleden*."""


@dataclass(frozen=True, slots=True)
class FeedbackDecided(Tap):
    """Whether what was written goes out with the next opening of this practice."""

    practice_id: int
    yes: bool


@dataclass(frozen=True, slots=True)
class RestChosen(Tap):
    """Whether a role of this practice is left in peace in the school holidays."""

    practice_id: int
    role: str
    rests: bool


@dataclass(frozen=True, slots=True)
class ImportDecided(Tap):
    """Whether a file is applied. fingerprint: of the changes that were shown."""

    import_id: int
    fingerprint: int
    yes: bool


#: The first field of the data. A code once used is never given to another tap: old buttons stay in chats.
CODES: dict[str, type[Tap]] = {
    "a": AnswerGiven,
    "b": StepBack,
    "k": AnswerKept,
    "c": ChangeAsked,
    "r": StepRevisited,
    "jc": ConsentGiven,
    "jn": NoticeAsked,
    "jo": OrganisationChosen,
    "je": ExperimentToggled,
    "jd": ExperimentsChosen,
    "l": LanguageChosen,
    "op": PracticeChosen,
    "or": RoleChosen,
    "m": MoveAnswered,
    "w": RoundShown,
    "wa": RoundChangeAsked,
    "wc": RoundChangeConfirmed,
    "s": SummaryShown,
    "sp": SummaryPractices,
    "sd": DigestSwitched,
    "u": NudgeConfirmed,
    "un": NudgeDropped,
    "i": InvitationAsked,
    "ih": InvitingShown,
    "il": InvitationsShown,
    "ir": RevocationAsked,
    "ic": RevocationConfirmed,
    "e": ErasureAnswered,
    "z": LaterAsked,
    "v": CheckInResumed,
    "n": CheckInDeclined,
    "tp": PartOfDayChosen,
    "td": WeekdayChosen,
    "q": PauseAsked,
    "qr": PauseReasonChosen,
    "qw": PauseWeeksChosen,
    "qd": PauseDateAsked,
    "qu": PauseDateChosen,
    "qs": PauseReasonShared,
    "qe": PauseEnded,
    "qn": PauseCancelled,
    "qb": BereavementTold,
    "f": FeedbackDecided,
    "wr": RestChosen,
    "h": CallBackHandled,
    "pn": NicknameAsked,
    "pp": ProxyChosen,
    "pc": ProxyConsentGiven,
    "x": ImportDecided,
}
_CODE_OF = {kind: code for code, kind in CODES.items()}
_NAMES = {kind: [field.name for field in fields(kind)] for kind in _CODE_OF}


def encode(tap: Tap) -> str:
    """The data of a tap. ValueError when it would not fit the 64 bytes Telegram allows."""
    parts = [_CODE_OF[type(tap)], *(_written(getattr(tap, name)) for name in _NAMES[type(tap)])]
    data = SEPARATOR.join(parts)
    if len(data.encode()) > LIMIT or any(SEPARATOR in part for part in parts):
        raise ValueError(f"{type(tap).__name__} does not fit a button")
    return data


def parse(data: str) -> Tap | None:
    """The tap in this data; None for anything `encode` cannot have made."""
    code, *parts = data.split(SEPARATOR)
    kind = CODES.get(code)
    if kind is None or len(parts) != len(fields(kind)):
        return None
    values = [_read(field.type, part) for field, part in zip(fields(kind), parts, strict=True)]
    return None if None in values else kind(*values)


def _written(value: int | str | bool) -> str:
    return str(int(value)) if isinstance(value, int) else value


def _read(kind: Any, part: str) -> int | str | bool | None:
    if kind is bool:
        return {"0": False, "1": True}.get(part)
    if kind is int:
        return int(part) if part.isascii() and part.isdigit() and len(part) <= 18 else None
    return part or None
