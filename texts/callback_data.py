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
    """shown: the beginning of the fingerprint of the notice that the button stands under."""

    membership_id: int
    yes: bool
    shown: str


@dataclass(frozen=True, slots=True)
class PrivacyShown(Tap):
    """What somebody says yes to, again."""


@dataclass(frozen=True, slots=True)
class PurposeChosen(Tap):
    """A yes or a no for one purpose. shown: the beginning of the fingerprint of what was said about it."""

    purpose: str
    given: bool
    shown: str


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
class TrendShown(Tap):
    """*Verloop*: the last rounds of a practice."""

    practice_id: int


@dataclass(frozen=True, slots=True)
class ExperimentStatesShown(Tap):
    """*Per experiment*, a page for each design question."""

    practice_id: int
    page: int


@dataclass(frozen=True, slots=True)
class RemarksShown(Tap):
    """*Opmerkingen*: what people wrote and share."""

    practice_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ExportShown(Tap):
    """*Spreadsheet*: of a practice, or of all of them (0)."""

    practice_id: int


@dataclass(frozen=True, slots=True)
class ExportPeriodChosen(Tap):
    """period: a key of rules.export.PERIODS."""

    practice_id: int
    period: str


@dataclass(frozen=True, slots=True)
class ExportAsked(Tap):
    """kind: "xlsx" or "csv"."""

    practice_id: int
    period: str
    kind: str


@dataclass(frozen=True, slots=True)
class CardsShown(Tap):
    """The experiments of a practice, for their cards."""

    practice_id: int
    page: int


@dataclass(frozen=True, slots=True)
class CardShown(Tap):
    experiment_id: int


@dataclass(frozen=True, slots=True)
class CardFieldsShown(Tap):
    """*Aanpassen*."""

    experiment_id: int


@dataclass(frozen=True, slots=True)
class CardFieldChosen(Tap):
    """field: of rules.experience_card.FIELDS."""

    experiment_id: int
    field: str


@dataclass(frozen=True, slots=True)
class CardFieldReset(Tap):
    """Left empty; or filled from the reports again."""

    experiment_id: int
    field: str
    empty: bool


@dataclass(frozen=True, slots=True)
class CardFileAsked(Tap):
    """kind: "docx", "html" or "md"."""

    experiment_id: int
    kind: str


@dataclass(frozen=True, slots=True)
class AnnouncementDecided(Tap):
    """A drafted message to the participants: send it, or not."""

    announcement_id: int
    yes: bool


@dataclass(frozen=True, slots=True)
class AnnouncementStopped(Tap):
    """*Stoppen*, while it goes out."""

    announcement_id: int


@dataclass(frozen=True, slots=True)
class ThemeRestored(Tap):
    """*Terugzetten*: the core theme of before the last change."""

    practice_id: int


@dataclass(frozen=True, slots=True)
class QuestionsShown(Tap):
    """The design questions of a practice: those that run, or those that ended."""

    practice_id: int
    page: int
    ended: bool


@dataclass(frozen=True, slots=True)
class QuestionShown(Tap):
    """A design question. screen: what of it, one of texts.messages.question_desk.SCREENS."""

    question_id: int
    screen: str


@dataclass(frozen=True, slots=True)
class QuestionAsked(Tap):
    """*Ontwerpvraag toevoegen*."""

    practice_id: int


@dataclass(frozen=True, slots=True)
class RewordingAsked(Tap):
    """*Anders opschrijven*."""

    question_id: int


@dataclass(frozen=True, slots=True)
class CentralChosen(Tap):
    question_id: int
    central: str


@dataclass(frozen=True, slots=True)
class QuestionMoved(Tap):
    """at: where it stood, from 0, so that a second tap does not move it twice."""

    question_id: int
    at: int
    up: bool


@dataclass(frozen=True, slots=True)
class QuestionEnded(Tap):
    """The viewer is sure to end it; or, when `yes` is False, opens it again."""

    question_id: int
    yes: bool


@dataclass(frozen=True, slots=True)
class ExperimentsShown(Tap):
    """The experiments of a practice: those that run, or those that ended."""

    practice_id: int
    page: int
    ended: bool


@dataclass(frozen=True, slots=True)
class ExperimentShown(Tap):
    """An experiment. screen: what of it, one of texts.messages.experiment_desk.SCREENS."""

    experiment_id: int
    screen: str


@dataclass(frozen=True, slots=True)
class PlacesShown(Tap):
    """The design questions that an experiment can be under; 0: one that is still to be made."""

    practice_id: int
    experiment_id: int
    page: int


@dataclass(frozen=True, slots=True)
class ExperimentPlaced(Tap):
    """Under this design question comes this experiment; 0: a new one."""

    experiment_id: int
    question_id: int


@dataclass(frozen=True, slots=True)
class RenamingAsked(Tap):
    """*Andere naam*."""

    experiment_id: int


@dataclass(frozen=True, slots=True)
class StatusChosen(Tap):
    experiment_id: int
    status: str


@dataclass(frozen=True, slots=True)
class ExperimentMoved(Tap):
    """at: where it stood under its design question, from 0."""

    experiment_id: int
    at: int
    up: bool


@dataclass(frozen=True, slots=True)
class ExperimentEnded(Tap):
    """The viewer is sure to end it; or, when `yes` is False, opens it again."""

    experiment_id: int
    yes: bool


@dataclass(frozen=True, slots=True)
class OwnExperimentsShown(Tap):
    """*Waar ik aan werk*, for who coordinates as well."""

    membership_id: int


@dataclass(frozen=True, slots=True)
class ProgrammeShown(Tap):
    """A part of the whole programme's figures; "overview" leads to all."""

    part: str


@dataclass(frozen=True, slots=True)
class PeriodsShown(Tap):
    """*Rapport*: over which period."""

    page: int


@dataclass(frozen=True, slots=True)
class PeriodChosen(Tap):
    """A key of rules.period."""

    period: str


@dataclass(frozen=True, slots=True)
class ReportAsked(Tap):
    period: str
    form: str


@dataclass(frozen=True, slots=True)
class PracticesListed(Tap):
    page: int


@dataclass(frozen=True, slots=True)
class PracticeShown(Tap):
    practice_id: int


@dataclass(frozen=True, slots=True)
class PracticeRenameAsked(Tap):
    practice_id: int


@dataclass(frozen=True, slots=True)
class PracticeChangeAsked(Tap):
    """*Sluiten* or *Weer openen*, not yet sure."""

    practice_id: int
    what: str


@dataclass(frozen=True, slots=True)
class PracticeChangeConfirmed(Tap):
    practice_id: int
    what: str


@dataclass(frozen=True, slots=True)
class PracticeAddAsked(Tap):
    """*Praktijk toevoegen*."""


@dataclass(frozen=True, slots=True)
class RegionChosen(Tap):
    """The school-holiday region of a practice that is being added."""

    region: str


@dataclass(frozen=True, slots=True)
class ScheduleShown(Tap):
    """A field of the schedule to choose ("-": none), and the draft so far as rules.schedule_change writes it."""

    field: str
    draft: str


@dataclass(frozen=True, slots=True)
class ScheduleSaved(Tap):
    draft: str


@dataclass(frozen=True, slots=True)
class ImportDecided(Tap):
    """Whether a file is applied. fingerprint: of the changes that were shown."""

    import_id: int
    fingerprint: int
    yes: bool


@dataclass(frozen=True, slots=True)
class PracticeListPaged(Tap):
    """Another page of the practices a manager chooses from. purpose: "summary", "export" or "invite"."""

    purpose: str
    page: int


#: The first field of the data. A code once used is never given to another tap: old buttons stay in chats.
CODES: dict[str, type[Tap]] = {
    "a": AnswerGiven,
    "b": StepBack,
    "k": AnswerKept,
    "c": ChangeAsked,
    "r": StepRevisited,
    "jc": ConsentGiven,
    "jn": NoticeAsked,
    "jp": PurposeChosen,
    "js": PrivacyShown,
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
    "st": TrendShown,
    "se": ExperimentStatesShown,
    "sr": RemarksShown,
    "xs": ExportShown,
    "xp": ExportPeriodChosen,
    "xa": ExportAsked,
    "kl": CardsShown,
    "kk": CardShown,
    "kf": CardFieldsShown,
    "kv": CardFieldChosen,
    "kr": CardFieldReset,
    "kd": CardFileAsked,
    "bd": AnnouncementDecided,
    "bs": AnnouncementStopped,
    "pt": PracticeListPaged,
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
    "dt": ThemeRestored,
    "dl": QuestionsShown,
    "dq": QuestionShown,
    "da": QuestionAsked,
    "dr": RewordingAsked,
    "dc": CentralChosen,
    "dm": QuestionMoved,
    "de": QuestionEnded,
    "dx": ExperimentsShown,
    "ds": ExperimentShown,
    "dp": PlacesShown,
    "du": ExperimentPlaced,
    "dn": RenamingAsked,
    "dv": StatusChosen,
    "dy": ExperimentMoved,
    "dz": ExperimentEnded,
    "do": OwnExperimentsShown,
    "g": ProgrammeShown,
    "gt": PeriodsShown,
    "gp": PeriodChosen,
    "gr": ReportAsked,
    "gl": PracticesListed,
    "go": PracticeShown,
    "gn": PracticeRenameAsked,
    "gc": PracticeChangeAsked,
    "gd": PracticeChangeConfirmed,
    "ga": PracticeAddAsked,
    "gh": RegionChosen,
    "gs": ScheduleShown,
    "gw": ScheduleSaved,
    "x": ImportDecided,
}
_CODE_OF = {kind: code for code, kind in CODES.items()}
_NAMES = {kind: [field.name for field in fields(kind)] for kind in _CODE_OF}


def encode(tap: Tap) -> str:
    """The data of a tap. ValueError when it would not fit the 64 bytes Telegram allows, or not come back as it went."""
    data = _joined(tap)
    if len(data.encode()) > LIMIT or _understood(data) != tap:
        raise ValueError(f"{type(tap).__name__} does not fit a button")
    return data


def parse(data: str) -> Tap | None:
    """The tap in this data; None for anything `encode` cannot have made."""
    tap = _understood(data)
    try:
        return tap if tap and encode(tap) == data else None
    except ValueError:  # longer than any button, or with half a character
        return None


def _joined(tap: Tap) -> str:
    return SEPARATOR.join([_CODE_OF[type(tap)], *(_written(getattr(tap, name)) for name in _NAMES[type(tap)])])


def _understood(data: str) -> Tap | None:
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
