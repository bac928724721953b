"""Rows written down long ago are still said: what each kind stood in an outbox as, for ever.

A row here is never changed and never taken out. What a payload gets anew has a default, and one more row below.
"""

from rules.payloads.alarm import AlarmFailing, AlarmGuessing, AlarmRefusals, AlarmSilence
from rules.payloads.announcement import AnnouncementDraft, AnnouncementMessage, AnnouncementQuestion, AnnouncementState
from rules.payloads.call_backs import CallBackRequest, ContactOffer
from rules.payloads.check_in import (
    CheckInAgain,
    CheckInClosed,
    CheckInCurrent,
    CheckInMeant,
    CheckInNotThisTime,
    CheckInOver,
    CheckInPast,
    CheckInPostponed,
    CheckInReminder,
    NoOpenCheckIn,
)
from rules.payloads.codes import CodeChoice, CodeMade
from rules.payloads.design_questions import DesignQuestionCard, DesignQuestions
from rules.payloads.elsewhere import (
    Elsewhere,
    ElsewhereCard,
    Introduced,
    IntroductionQuestion,
    IntroductionUnderWay,
    NotIntroduced,
)
from rules.payloads.experience_card import Card, CardField, CardFields, CardFile, CardList
from rules.payloads.experiments import ExperimentCard, ExperimentPlaces, Experiments, OwnExperiments
from rules.payloads.export import ExportKinds, ExportPeriods, ExportState, PracticesToExport, ResearchKinds
from rules.payloads.feedback import FeedbackReminder, LookBack, PracticeFeedback
from rules.payloads.headcount import PracticeHeadcount
from rules.payloads.help import Help, OwnMenu, RefusedRequest, UnknownCommand
from rules.payloads.importing import ImportApplied, ImportOffer, ImportOutcome, ImportReading, ImportRefused
from rules.payloads.invitations import (
    InvitationLink,
    PracticesToInviteTo,
    RevocationQuestion,
    RolesToInvite,
    RunningInvitations,
)
from rules.payloads.language import Languages, LanguageSet
from rules.payloads.leaving import (
    Erased,
    ErasureDropped,
    ErasureQuestion,
    MessagesTakenAway,
    NothingKept,
    Stopped,
    StopQuestion,
)
from rules.payloads.logbook import Logbook, LogbookAsks, LogbookVersion
from rules.payloads.moved import Moved
from rules.payloads.notes import Note, Notice, NotKept, PrivateOnly
from rules.payloads.nudge import Nudge
from rules.payloads.on_behalf import OnBehalf, ProxyConsent
from rules.payloads.own_data import OwnData
from rules.payloads.own_line import OwnLineShown
from rules.payloads.own_time import OwnTime
from rules.payloads.pause import (
    Bereaved,
    BereavementQuestion,
    Paused,
    PauseEnds,
    PauseHowLong,
    PauseShared,
    PauseUntil,
    PauseWhy,
    Resumed,
)
from rules.payloads.payload import Payload
from rules.payloads.practices import NewPractice, PracticeCard, Practices
from rules.payloads.privacy import NoticeAgain, Privacy, Renewal
from rules.payloads.programme import ProgrammePart, ReportFile, ReportForms, ReportPeriods
from rules.payloads.reachability import StillThere
from rules.payloads.registration import (
    AlreadyRegistered,
    MoveOffer,
    NotMoved,
    NoToken,
    OpenPractices,
    OpenRoles,
    RefusedInvitation,
    RegistrationDeclined,
    RegistrationState,
)
from rules.payloads.replies import Reply, ReplyDraft
from rules.payloads.rounds import RoundState, RoundTooSoon
from rules.payloads.schedule import ScheduleState
from rules.payloads.summary import Digest, ExperimentStates, PracticesToSummarise, Remarks, Summary, Trend
from rules.payloads.theme import CoreTheme

#: (payload, kind, subject id, params as JSON).
STORED_ROWS: list[tuple[Payload, str, int | None, str]] = [
    (AlarmFailing(unsent=1, set_aside=0, hours=6), "alarm_failing", None, '{"unsent": 1, "set_aside": 0, "hours": 6}'),
    (AlarmRefusals(), "alarm_refusals", None, "{}"),
    (StillThere(), "still_there", None, "{}"),
    (Moved("zorg_bot"), "moved", None, '{"username": "zorg_bot"}'),
    (AlarmGuessing(wrong=20), "alarm_guessing", None, '{"wrong": 20}'),
    (AlarmSilence(hours=24), "alarm_silence", None, '{"hours": 24}'),
    (AlreadyRegistered(7, role="participant"), "already", 7, '{"role": "participant"}'),
    (AlreadyRegistered(None, role="manager"), "already", None, '{"role": "manager"}'),
    (Bereaved(), "bereaved", None, "{}"),
    (BereavementQuestion(), "bereaved_question", None, "{}"),
    (CallBackRequest(7), "call_back", 7, "{}"),
    (CodeChoice(), "code_choice", None, "{}"),
    (CodeMade(7), "code", 7, "{}"),
    (ContactOffer(), "contact_offer", None, "{}"),
    (CallBackRequest(7), "call_back", 7, '{"again": false}'),
    (CallBackRequest(7, again=True), "call_back", 7, '{"again": true}'),
    (Card(7), "card", 7, "{}"),
    (CardField(7, field="tip"), "card_field", 7, '{"field": "tip"}'),
    (CardFields(7), "card_fields", 7, "{}"),
    (CardFile(7, kind="docx"), "card_file", 7, '{"kind": "docx"}'),
    (CardList(7), "cards", 7, "{}"),
    (CardList(7, page=2), "cards", 7, '{"page": 2}'),
    (CheckInCurrent(7), "check_in", 7, "{}"),
    (CheckInAgain(7), "check_in_again", 7, "{}"),
    (CheckInNotThisTime(7), "check_in_declined", 7, "{}"),
    (CheckInOver(7), "check_in_over", 7, "{}"),
    (CheckInClosed(7), "check_in_closed", 7, "{}"),
    (CheckInMeant(7, "samen", "4"), "check_in_meant", 7, '{"step": "samen", "option": "4"}'),
    (CheckInPast(7), "check_in_past", 7, "{}"),
    (
        CheckInPostponed(7, at="2026-11-24T11:15:00+00:00"),
        "check_in_postponed",
        7,
        '{"at": "2026-11-24T11:15:00+00:00"}',
    ),
    (CheckInReminder(7), "check_in_reminder", 7, "{}"),
    (AnnouncementMessage(7), "circular", 7, "{}"),
    (AnnouncementDraft(7), "circular_draft", 7, "{}"),
    (AnnouncementQuestion(7), "circular_question", 7, "{}"),
    (AnnouncementState(7), "circular_state", 7, "{}"),
    (RegistrationDeclined(), "declined", None, "{}"),
    (DesignQuestionCard(7), "design_question", 7, "{}"),
    (DesignQuestionCard(7, screen="central"), "design_question", 7, '{"screen": "central"}'),
    (DesignQuestions(7), "design_questions", 7, "{}"),
    (DesignQuestions(7, page=1, ended=True), "design_questions", 7, '{"page": 1, "ended": true}'),
    (Digest(7), "digest", 7, "{}"),
    (ErasureDropped(), "erase_not", None, "{}"),
    (ErasureQuestion(), "erase_question", None, "{}"),
    (Erased(), "erased", None, "{}"),
    (ExperimentCard(7), "experiment", 7, "{}"),
    (ExperimentCard(7, screen="status"), "experiment", 7, '{"screen": "status"}'),
    (ExperimentPlaces(7, experiment_id=0), "experiment_places", 7, '{"experiment_id": 0, "page": 0}'),
    (ExperimentStates(7, page=1), "experiment_states", 7, '{"page": 1}'),
    (Experiments(7), "experiments", 7, "{}"),
    (Experiments(7), "experiments", 7, '{"page": 0, "ended": false}'),
    (ExportKinds(7, period="all"), "export_kinds", 7, '{"period": "all"}'),
    (ExportPeriods(0), "export_periods", 0, "{}"),
    (ResearchKinds(), "research_kinds", None, "{}"),
    (PracticesToExport(), "export_practices", None, "{}"),
    (PracticesToExport(page=1), "export_practices", None, '{"page": 1}'),
    (ExportState(7), "export_state", 7, "{}"),
    (PracticeFeedback(7), "feedback", 7, "{}"),
    (Elsewhere(7, page=1), "elsewhere", 7, '{"page": 1}'),
    (ElsewhereCard(7, from_id=3), "elsewhere_card", 7, '{"from_id": 3}'),
    (IntroductionQuestion(7), "introduction_question", 7, "{}"),
    (IntroductionUnderWay(), "introduction_asked", None, "{}"),
    (Introduced(7), "introduction", 7, "{}"),
    (NotIntroduced(7), "introduction_not", 7, "{}"),
    (FeedbackReminder(7), "feedback_reminder", 7, "{}"),
    (Logbook(7), "logbook", 7, "{}"),
    (Logbook(7, screen="next"), "logbook", 7, '{"screen": "next"}'),
    (
        LogbookVersion(7, sentence="lesson", version_id=3),
        "logbook_version",
        7,
        '{"sentence": "lesson", "version_id": 3}',
    ),
    (LogbookAsks(7), "logbook_asks", 7, "{}"),
    (Reply(7), "reply", 7, "{}"),
    (ReplyDraft(7), "reply_draft", 7, "{}"),
    (PracticeHeadcount(7), "headcount", 7, "{}"),
    (Help(), "help", None, "{}"),
    (ImportApplied(changes=3), "import_applied", None, '{"changes": 3}'),
    (ImportApplied(changes=3, import_id=7), "import_applied", None, '{"changes": 3, "import_id": 7}'),
    (ImportOffer(), "import_offer", None, "{}"),
    (ImportOutcome(7), "import_read", 7, "{}"),
    (ImportReading(), "import_reading", None, "{}"),
    (ImportRefused(why="too_large"), "import_refused", None, '{"why": "too_large"}'),
    (InvitationLink(7), "invitation", 7, "{}"),
    (RunningInvitations(7), "invitations", 7, "{}"),
    (RunningInvitations(7, page=1), "invitations", 7, '{"page": 1}'),
    (Languages(), "language", None, "{}"),
    (LanguageSet(), "language_set", None, "{}"),
    (LookBack(7), "look_back", 7, "{}"),
    (OwnMenu(), "menu", 7, "{}"),
    (OwnMenu(), "menu", None, "{}"),
    (MoveOffer(7), "move_offer", 7, "{}"),
    (NotMoved(7), "moved_not", 7, "{}"),
    (NewPractice(step="region"), "new_practice", None, '{"step": "region"}'),
    (NewPractice(step="place", problem="place"), "new_practice", None, '{"step": "place", "problem": "place"}'),
    (NoOpenCheckIn(None), "no_open_check_in", None, "{}"),
    (NoOpenCheckIn(7), "no_open_check_in", 7, "{}"),
    (NoToken(), "no_token", None, "{}"),
    (NotKept("pausing"), "not_kept", None, '{"moment": "pausing"}'),
    (NotKept("pausing", "voice"), "not_kept", None, '{"moment": "pausing", "kind": "voice"}'),
    (Notice("changed"), "notice", None, '{"key": "changed"}'),
    (StopQuestion(), "stop_question", None, "{}"),
    (Note("welcome_back"), "note", None, '{"key": "welcome_back"}'),
    (Note("cannot_read", kind="voice"), "note", None, '{"key": "cannot_read", "kind": "voice"}'),
    (
        Note("feedback_too_long", limit=600, length=601),
        "note",
        None,
        '{"key": "feedback_too_long", "limit": 600, "length": 601}',
    ),
    (Note("too_long", limit=600), "note", None, '{"key": "too_long", "limit": 600}'),
    (NothingKept(), "nothing_kept", None, "{}"),
    (Nudge(7), "nudge", 7, "{}"),
    (OnBehalf(7), "on_behalf", 7, "{}"),
    (OpenPractices(), "open_practices", None, "{}"),
    (OpenRoles(7), "open_roles", 7, "{}"),
    (OwnData(), "own_data", None, "{}"),
    (OwnExperiments(7), "own_experiments", 7, "{}"),
    (OwnLineShown(), "own_line", None, "{}"),
    (OwnTime(), "own_time", 7, "{}"),
    (PauseEnds(back_on="2026-12-01"), "pause_ends", 7, '{"back_on": "2026-12-01"}'),
    (PauseHowLong(reason="other"), "pause_how_long", None, '{"reason": "other"}'),
    (PauseShared(7), "pause_shared", 7, "{}"),
    (PauseUntil(reason="other"), "pause_until", None, '{"reason": "other"}'),
    (PauseUntil(reason="other", again=True), "pause_until", None, '{"reason": "other", "again": true}'),
    (PauseWhy(), "pause_why", 7, "{}"),
    (Paused(), "paused", 7, "{}"),
    (Paused(reason="other"), "paused", 7, '{"reason": "other"}'),
    (PracticeCard(7), "practice", 7, "{}"),
    (PracticeCard(7, change="close"), "practice", 7, '{"change": "close"}'),
    (PracticeCard(7, rename=True), "practice", 7, '{"rename": true}'),
    (PracticeCard(7, rename=True, problem="taken"), "practice", 7, '{"rename": true, "problem": "taken"}'),
    (Practices(page=1), "practices", None, '{"page": 1}'),
    (PracticesToInviteTo(), "practices_to_invite_to", None, "{}"),
    (PracticesToInviteTo(page=1), "practices_to_invite_to", None, '{"page": 1}'),
    (Privacy(), "privacy", None, "{}"),
    (PrivateOnly(), "private_only", None, "{}"),
    (ProgrammePart(part="overview"), "programme", None, '{"part": "overview"}'),
    (ReportForms(period="2026q4"), "programme_period", None, '{"period": "2026q4"}'),
    (ReportPeriods(), "programme_periods", None, '{"page": 0}'),
    (ReportFile(period="all", form="pdf"), "programme_report", None, '{"period": "all", "form": "pdf"}'),
    (ProxyConsent(7), "proxy_consent", 7, "{}"),
    (RefusedRequest(), "refused", None, "{}"),
    (RefusedInvitation(), "refused_invitation", None, "{}"),
    (RegistrationState(7), "registration", 7, "{}"),
    (RegistrationState(7, more=True), "registration", 7, '{"more": true}'),
    (Remarks(7, page=1), "remarks", 7, '{"page": 1}'),
    (NoticeAgain(), "notice_again", None, "{}"),
    (NoticeAgain(2), "notice_again", None, '{"more": 2}'),
    (Renewal(), "renewal", None, "{}"),
    (Renewal(), "renewal", None, '{"more": false}'),
    (Renewal(more=True), "renewal", None, '{"more": true}'),
    (Resumed(), "resumed", 7, "{}"),
    (RevocationQuestion(7), "revocation", 7, "{}"),
    (RolesToInvite(7), "roles_to_invite", 7, "{}"),
    (RoundState(7), "round", 7, "{}"),
    (RoundState(7, confirm="close"), "round", 7, '{"confirm": "close"}'),
    (RoundTooSoon("2026-12-08"), "round_too_soon", None, '{"from_on": "2026-12-08"}'),
    (ScheduleState(), "schedule", None, "{}"),
    (ScheduleState(field="-", draft="x"), "schedule", None, '{"field": "-", "draft": "x"}'),
    (Stopped(), "stopped", None, "{}"),
    (Stopped(withdrew=True), "stopped", None, '{"withdrew": true}'),
    (Summary(7), "summary", 7, "{}"),
    (Summary(7, round_id=5), "summary", 7, '{"round_id": 5}'),
    (PracticesToSummarise(), "summary_practices", None, "{}"),
    (PracticesToSummarise(page=1), "summary_practices", None, '{"page": 1}'),
    (MessagesTakenAway(messages=[1, 2]), "taken_away", None, '{"messages": [1, 2]}'),
    (CoreTheme(7), "theme", 7, "{}"),
    (CoreTheme(7, changed=True), "theme", 7, '{"changed": true}'),
    (Trend(7), "trend", 7, "{}"),
    (UnknownCommand(), "unknown_command", None, "{}"),
]
