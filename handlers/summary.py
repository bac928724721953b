"""`/samenvatting`: the figures of a practice, for its coordinators and the programme's managers."""

from handlers.desk import note_change
from handlers.guards import leads_programme, runs_practice, sees_practice
from handlers.refusals import NotYours
from handlers.registry import command, tapped
from handlers.turn import Turn
from rules.access import Role, may_see_practice
from rules.payloads.payload import Payload
from rules.payloads.summary import (
    ExperimentStates,
    MedianQuestion,
    PracticeReportFile,
    PracticeReportForms,
    PracticesToSummarise,
    Remarks,
    Summary,
    Trend,
)
from storage import digests, medians, practices, windows
from texts.messages.practice_report import FORMS
from texts.taps.summary import (
    DigestSwitched,
    ExperimentStatesShown,
    MedianBegunAnew,
    MedianQuestioned,
    PracticeReportAsked,
    PracticeReportShown,
    RemarksShown,
    SummaryPractices,
    SummaryShown,
    TrendShown,
)


@command("samenvatting")
async def summary(turn: Turn) -> None:
    """Of the own practice; a manager chooses one first, or names it behind the command."""
    if turn.happened.argument:
        await _of_named(turn, turn.happened.argument.casefold())
    elif Role.MANAGER in turn.viewer.roles:
        await turn.say(PracticesToSummarise())
    else:
        await _say(turn, turn.viewer.own_practice_id)


async def _of_named(turn: Turn, slug: str) -> None:
    practice = await practices.by_slug(turn.connection, slug)
    if practice is None or not may_see_practice(turn.viewer, practice.id):
        raise NotYours  # the same words whether the practice exists or not
    await _say(turn, practice.id)


async def _say(turn: Turn, practice_id: int) -> None:
    await note_change(turn, "summary", practice_id)
    await turn.say(Summary(practice_id))


@tapped(SummaryShown, may=sees_practice)
async def summary_shown(turn: Turn, tap: SummaryShown) -> None:
    """Another round, or another practice."""
    await note_change(turn, "summary", tap.practice_id)
    await turn.show(Summary(tap.practice_id, round_id=tap.round_id))


@tapped(TrendShown, may=sees_practice)
async def trend_shown(turn: Turn, tap: TrendShown) -> None:
    """How it went over the last windows, in words and pictures, which do not come in the place of a text."""
    await note_change(turn, "summary", tap.practice_id, part=Trend.KIND)
    await turn.say(Trend(tap.practice_id))


@tapped(MedianQuestioned, may=runs_practice)
async def median_questioned(turn: Turn, tap: MedianQuestioned) -> None:
    """*Nieuwe middellijn*: what it means."""
    await turn.show(MedianQuestion(tap.practice_id))


@tapped(MedianBegunAnew, may=runs_practice)
async def median_begun_anew(turn: Turn, tap: MedianBegunAnew) -> None:
    """From the rounds on that are in no closed window yet; said is said of those before."""
    closed = await windows.of_practice(turn.connection, tap.practice_id)
    first = closed[-1].last + 1 if closed else 1
    if await medians.begin_anew(turn.connection, tap.practice_id, first, turn.now):
        await note_change(turn, "median_begun_anew", tap.practice_id, first=first)
    await turn.say(Trend(tap.practice_id))


@tapped(ExperimentStatesShown, may=sees_practice)
async def experiments_shown(turn: Turn, tap: ExperimentStatesShown) -> None:
    """Each experiment by itself."""
    await _show_closer(turn, ExperimentStates(tap.practice_id, page=tap.page), tap.practice_id)


@tapped(RemarksShown, may=runs_practice)
async def remarks_shown(turn: Turn, tap: RemarksShown) -> None:
    """What people let their coordinator read; a manager is not their coordinator."""
    await _show_closer(turn, Remarks(tap.practice_id, page=tap.page), tap.practice_id)


async def _show_closer(turn: Turn, part: Payload, practice_id: int) -> None:
    await note_change(turn, "summary", practice_id, part=part.KIND)
    await turn.show(part)


@tapped(PracticeReportShown, may=sees_practice)
async def report_shown(turn: Turn, tap: PracticeReportShown) -> None:
    """To print or to work on?"""
    await turn.show(PracticeReportForms(tap.practice_id))


@tapped(PracticeReportAsked, may=sees_practice)
async def report_asked(turn: Turn, tap: PracticeReportAsked) -> None:
    """The file comes in a message of its own."""
    if tap.form not in FORMS:
        raise NotYours
    await note_change(turn, "practice_report", tap.practice_id, form=tap.form)
    await turn.say(PracticeReportFile(tap.practice_id, form=tap.form))


@tapped(DigestSwitched, may=runs_practice)
async def digest_switched(turn: Turn, tap: DigestSwitched) -> None:
    """Whether it comes by itself from now on."""
    await digests.switch(turn.connection, turn.viewer.person_id, on=tap.on)
    turn.toast = "digest_on" if tap.on else "digest_off"
    await turn.show(Summary(tap.practice_id, round_id=tap.round_id))


@tapped(SummaryPractices, may=leads_programme)
async def practices_shown(turn: Turn, _tap: SummaryPractices) -> None:
    """The list of practices again."""
    await turn.show(PracticesToSummarise())
