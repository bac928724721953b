"""All that anybody may ask a bot, and whoever they are: what an attacker goes through."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rules.outputs import TELLING, by_name
from rules.payloads.announcement import AnnouncementDraft, AnnouncementQuestion, AnnouncementState
from rules.payloads.commands import Changes, Hub, Waiting
from rules.payloads.elsewhere import Elsewhere, ElsewhereCard
from rules.payloads.endings import EndByCode, Leaders, Succession
from rules.payloads.experience_card import Card, CardField, CardFields, CardFile, CardList
from rules.payloads.experiments import ExperimentCard, ExperimentPlaces, Experiments
from rules.payloads.feedback import LookBack, PracticeFeedback
from rules.payloads.headcount import PracticeHeadcount
from rules.payloads.help import Help
from rules.payloads.invitations import InvitationCard, RevocationQuestion, RolesToInvite, RunningInvitations
from rules.payloads.logbook import Logbook, LogbookAsks
from rules.payloads.nudge import Nudge
from rules.payloads.own_line import OwnLineShown
from rules.payloads.payload import PAYLOADS, Payload
from rules.payloads.practices import PracticeCard, Practices
from rules.payloads.programme import Attention, ProgrammePart, ReportFile
from rules.payloads.replies import ReplyDraft
from rules.payloads.rhythm import Rhythm
from rules.payloads.rounds import RoundState
from rules.payloads.summary import (
    Digest,
    ExperimentStates,
    MedianQuestion,
    PracticeReportFile,
    PracticeReportForms,
    Remarks,
    Summary,
    Trend,
)

PRACTICES = ("zwolle", "ede", "leiden")
LEADERS = {"zwolle": 1, "ede": 2, "leiden": 3}
MANAGER, A_CAREGIVER = 4, 100


@dataclass(frozen=True)
class Query:
    """Something somebody may ask: in the chat, or as an export of a practice (None: of all)."""

    viewer: int
    asked: Payload | None
    exports: int | None = None


def queries(practice_ids: Sequence[int], round_ids: Sequence[int]) -> Iterator[Query]:
    """All there is to ask, by everybody, of everything; what is not theirs is refused."""
    for viewer in (*LEADERS.values(), MANAGER, A_CAREGIVER):
        for practice_id in practice_ids:
            yield from (Query(viewer, Summary(practice_id, round_id=one)) for one in (None, *round_ids))
            yield from (Query(viewer, asked(practice_id)) for asked in OF_A_PRACTICE)
            yield from (Query(viewer, AnnouncementQuestion(practice_id, role)) for role in ("caregiver", "participant"))
            yield from (Query(viewer, RoundState(practice_id, confirm)) for confirm in ("open", "close"))
            yield Query(viewer, ExperimentPlaces(practice_id, 0))
            yield Query(viewer, None, exports=practice_id)
        yield from (Query(viewer, PracticeReportFile(one, form)) for one in practice_ids for form in ("pdf", "docx"))
        yield from (Query(viewer, seen(one)) for one in round_ids for seen in (Digest, LookBack))
        yield from (Query(viewer, ProgrammePart(one)) for one in PARTS)
        for number, _ in enumerate(PRACTICES, 1):
            yield from (Query(viewer, about(number)) for about in (*OF_AN_EXPERIMENT, *OF_ONE))
            yield Query(viewer, CardField(number, "result"))
            yield from (Query(viewer, CardFile(number, kind)) for kind in ("md", "html", "docx"))
            yield from (Query(viewer, ElsewhereCard(number, other)) for other in (1, 2, 3) if other != number)
        yield from [Query(viewer, OwnLineShown())] if viewer != A_CAREGIVER else []  # who sees their own
        yield from (
            Query(viewer, ReportFile(period, form)) for period in ("all", "2026", "2026q4") for form in ("pdf", "xlsx")
        )
        yield from (Query(viewer, one) for one in (Attention(), Waiting(), Help(), Practices()))
        yield from (Query(viewer, Hub(name)) for name in ("praktijk", "mensen"))
        yield Query(viewer, None)


PARTS = ("overview", "table", "map", "turnout", "arrivals", "central", "spread")
OF_A_PRACTICE = (
    *(Trend, ExperimentStates, Remarks, PracticeHeadcount, PracticeFeedback, Nudge, CardList),
    *(RunningInvitations, RoundState, Rhythm),
    *(LogbookAsks, ReplyDraft, Experiments, RolesToInvite, MedianQuestion, PracticeReportForms),
    *(Changes, Succession, EndByCode, Leaders, PracticeCard),
)
OF_AN_EXPERIMENT = (Logbook, ExperimentCard, Card, CardFields, Elsewhere)
#: Of the invitation or announcement with this id, where there is one.
OF_ONE = (InvitationCard, RevocationQuestion, AnnouncementDraft, AnnouncementState)
#: Tells, and is not asked for here: names of who leads or was told of; alarms of the whole bot.
NOT_ASKED = {
    *("call_back", "pause_shared", "letter_denied", "introduction"),  # by a wish of exactly that person
    *("ending_question", "alarm_refusals", "alarm_guessing"),
}


def telling_and_not_asked() -> set[str]:
    """The kinds of what tells of others that no query asks for."""
    asked = {query.asked.KIND for query in queries([1], [1]) if query.asked}
    return {name for name, row in by_name().items() if name in PAYLOADS and row.of & TELLING} - asked
