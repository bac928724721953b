"""Callback data: both ways the same, and whatever comes in does no harm."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import astuple, fields

from texts import callback_data
from texts.callback_data import LIMIT, Tap, encode, parse, tap
from texts.taps import CODES
from texts.taps.check_in import AnswerGiven
from texts.taps.language import LanguageChosen
from texts.taps.registration import ConsentGiven
from texts.taps.rounds import RoundShown

IDS = st.integers(0, 10**9)
WORDS = st.from_regex(r"[a-z][a-z0-9_]{0,11}", fullmatch=True) | st.just(callback_data.SKIP)
VALUES: dict[object, st.SearchStrategy[Any]] = {int: IDS, str: WORDS, bool: st.booleans()}
TAPS = st.one_of(*(st.builds(kind, *(VALUES[field.type] for field in fields(kind))) for kind in CODES.values()))


@given(TAPS)
def test_a_tap_comes_back_as_it_went(tap: Tap) -> None:
    data = encode(tap)
    assert len(data.encode()) <= LIMIT
    assert parse(data) == tap


@given(st.text(st.characters(), max_size=LIMIT) | st.from_regex(r"[a-z]{1,2}(\|[0-9a-z:-]{0,9}){0,5}", fullmatch=True))
@example("a|1|2|samen|-")
@example("a|1|2|samen|")
@example("jc|5|2")
@example("w|-3")
@example("w|٣")
@example("w|" + "9" * 62)
@example("")
@example("|" * 64)
def test_junk_is_nothing_or_a_tap_of_the_right_shape(junk: str) -> None:
    tap = parse(junk)
    if tap is not None:
        assert [type(value) for value in astuple(tap)] == [field.type for field in fields(tap)]
        assert parse(encode(tap)) == tap


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "x",
        "a",
        "a|1|2|samen",
        "jc|5|2|0f3a",
        "jc|5|1",
        "w|-3",
        "w|3|4",
        "w|٣",
        "w|" + "9" * 19,
        "w|" + "9" * 5000,  # more digits than Python reads
        "w|1e3",
        "w| 3",
        "w|03",
        "l|" + "x" * 63,
        "l|\ud83d",
        "w|",
        "W|3",
    ],
)
def test_what_we_never_made_is_refused(junk: str) -> None:
    assert parse(junk) is None


def test_what_does_not_fit_is_an_error_here_and_not_at_telegram() -> None:
    with pytest.raises(ValueError, match="AnswerGiven does not fit"):
        encode(AnswerGiven(1, 1, "x" * 60, "-"))
    with pytest.raises(ValueError, match="AnswerGiven does not fit"):
        encode(AnswerGiven(1, 1, "a|b", "-"))


@pytest.mark.parametrize("tap", [RoundShown(-3), RoundShown(10**18), LanguageChosen(""), LanguageChosen("\ud83d")])
def test_a_button_that_would_do_nothing_is_not_made(tap: Tap) -> None:
    with pytest.raises(ValueError, match=r"does not fit a button|surrogates not allowed"):
        encode(tap)


def test_codes_in_old_chats_keep_their_meaning() -> None:
    assert encode(AnswerGiven(77, 3, "status:12", "busy")) == "a|77|3|status:12|busy"
    assert encode(ConsentGiven(5, True, "0f3a")) == "jc|5|1|0f3a"
    assert encode(RoundShown(3)) == "w|3"


def test_a_code_keeps_its_tap_for_ever() -> None:
    """Whoever adds a tap adds its code here; a code that goes, goes to `RETIRED`."""
    assert {code: kind.__name__ for code, kind in CODES.items()} == GIVEN


def test_a_tap_that_was_given_no_code_is_found() -> None:
    assert {kind.__name__ for kind in Tap.__subclasses__() if kind not in CODES.values()} <= {"Another"}


def test_a_code_in_use_or_retired_is_not_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callback_data, "RETIRED", frozenset({"zz"}))
    for code in ("a", "zz"):
        with pytest.raises(ValueError, match=rf"Another cannot have the code '{code}'"):
            tap(code)(type("Another", (Tap,), {}))
    assert CODES["a"] is AnswerGiven
    assert "zz" not in CODES


GIVEN = {
    "a": "AnswerGiven",
    "b": "StepBack",
    "k": "AnswerKept",
    "c": "ChangeAsked",
    "cp": "AnswersPaged",
    "o": "OtherMeant",
    "r": "StepRevisited",
    "jc": "ConsentGiven",
    "jn": "NoticeAsked",
    "jp": "PurposeChosen",
    "jr": "NoticeRead",
    "jo": "OrganisationChosen",
    "je": "ExperimentToggled",
    "jd": "ExperimentsChosen",
    "jw": "RoleDenied",
    "jg": "RegistrationPaged",
    "og": "OpenPracticesPaged",
    "lg": "LanguagesPaged",
    "pg": "ProxiesPaged",
    "fp": "PartOfDayPreferred",
    "fa": "FurtherAnswered",
    "fe": "FurtherEnded",
    "l": "LanguageChosen",
    "op": "PracticeChosen",
    "or": "RoleChosen",
    "m": "MoveAnswered",
    "w": "RoundShown",
    "wa": "RoundChangeAsked",
    "wc": "RoundChangeConfirmed",
    "s": "SummaryShown",
    "sp": "SummaryPractices",
    "sd": "DigestSwitched",
    "u": "NudgeConfirmed",
    "un": "NudgeDropped",
    "i": "InvitationAsked",
    "ih": "InvitingShown",
    "iw": "PosterAsked",
    "il": "InvitationsShown",
    "iv": "InvitationShown",
    "iq": "InvitationChoiceAsked",
    "id": "InvitationProlonged",
    "iu": "InvitationSized",
    "it": "InvitationTranslated",
    "ir": "RevocationAsked",
    "ic": "RevocationConfirmed",
    "st": "TrendShown",
    "sm": "MedianQuestioned",
    "sn": "MedianBegunAnew",
    "so": "PracticeReportShown",
    "sf": "PracticeReportAsked",
    "se": "ExperimentStatesShown",
    "sr": "RemarksShown",
    "xs": "ExportShown",
    "xp": "ExportPeriodChosen",
    "xa": "ExportAsked",
    "xf": "ResearchShown",
    "xg": "ResearchAsked",
    "xb": "ImportTakenBack",
    "kl": "CardsShown",
    "kk": "CardShown",
    "kf": "CardFieldsShown",
    "kv": "CardFieldChosen",
    "kr": "CardFieldReset",
    "ko": "CodeAsked",
    "kp": "CodePurposeChosen",
    "kd": "CardFileAsked",
    "ba": "AnnouncementAudience",
    "gq": "AttentionShown",
    "ws": "RhythmShown",
    "ww": "RhythmSaved",
    "wd": "RhythmDropped",
    "bd": "AnnouncementDecided",
    "bs": "AnnouncementStopped",
    "pt": "PracticeListPaged",
    "e": "ErasureAnswered",
    "y": "StopAnswered",
    "ys": "StopAsked",
    "ha": "ContactAgreed",
    "rc": "EndByCodeShown",
    "rf": "EndingConfirmed",
    "re": "EndingAsked",
    "rg": "ChangesShown",
    "rh": "SuccessionShown",
    "ri": "SuccessorInvited",
    "rl": "LeadersShown",
    "rm": "CommandGiven",
    "rn": "LetterRefused",
    "rp": "PracticeWorkedIn",
    "rq": "PracticesToWorkInShown",
    "rv": "ContactsShown",
    "rw": "CodeWayChosen",
    "ya": "StopRoleAnswered",
    "yp": "StopRolesPaged",
    "yr": "StopRoleAsked",
    "z": "LaterAsked",
    "v": "CheckInResumed",
    "n": "CheckInDeclined",
    "tp": "PartOfDayChosen",
    "th": "OwnHourAsked",
    "td": "WeekdayChosen",
    "q": "PauseAsked",
    "qr": "PauseReasonChosen",
    "qw": "PauseWeeksChosen",
    "qd": "PauseDateAsked",
    "qu": "PauseDateChosen",
    "qs": "PauseReasonShared",
    "qe": "PauseEnded",
    "qn": "PauseCancelled",
    "qb": "BereavementTold",
    "qy": "BereavementAnswered",
    "f": "FeedbackDecided",
    "fd": "DraftTaken",
    "wr": "RestChosen",
    "h": "CallBackHandled",
    "hc": "HelpCardChecked",
    "hw": "HelpCardWithdrawn",
    "ho": "ContactOffered",
    "hy": "ContactChosen",
    "pn": "NicknameAsked",
    "pp": "ProxyChosen",
    "pc": "ProxyConsentGiven",
    "pr": "RepresentativeAgreed",
    "pm": "ProxiesKept",
    "pv": "ProxyShown",
    "pj": "ProxyPageAsked",
    "pl": "ProxyPageChosen",
    "pf": "ProxyFileAsked",
    "px": "ProxyErasureAsked",
    "pd": "ProxyErased",
    "en": "ErasureDenied",
    "kj": "PublicationsAsked",
    "kt": "PublicationShown",
    "ku": "PublicationChosen",
    "dt": "ThemeRestored",
    "dw": "RewordingDecided",
    "db": "RewordingTakenBack",
    "dl": "QuestionsShown",
    "dq": "QuestionShown",
    "da": "QuestionAsked",
    "dr": "RewordingAsked",
    "dc": "CentralChosen",
    "dm": "QuestionMoved",
    "de": "QuestionEnded",
    "dx": "ExperimentsShown",
    "ds": "ExperimentShown",
    "dp": "PlacesShown",
    "du": "ExperimentPlaced",
    "dn": "RenamingAsked",
    "dv": "StatusChosen",
    "dy": "ExperimentMoved",
    "dz": "ExperimentEnded",
    "do": "OwnExperimentsShown",
    "g": "ProgrammeShown",
    "gt": "PeriodsShown",
    "gp": "PeriodChosen",
    "gr": "ReportAsked",
    "gl": "PracticesListed",
    "go": "PracticeShown",
    "gn": "PracticeRenameAsked",
    "gc": "PracticeChangeAsked",
    "gd": "PracticeChangeConfirmed",
    "ga": "PracticeAddAsked",
    "gh": "RegionChosen",
    "gs": "ScheduleShown",
    "gw": "ScheduleSaved",
    "x": "ImportDecided",
    "ea": "ElsewhereShown",
    "ec": "ElsewhereCardShown",
    "et": "TakenOver",
    "ei": "IntroductionAsked",
    "ey": "IntroductionAnswered",
    "ra": "ReplyAsked",
    "rd": "ReplyDecided",
    "lb": "LogbookShown",
    "le": "ExpectationAsked",
    "lc": "ConfidenceChosen",
    "ll": "LessonAsked",
    "ln": "NextChosen",
    "lr": "ReadinessChosen",
    "lw": "RecommendationEnded",
    "lv": "VersionShown",
    "lx": "VersionRemoved",
}
