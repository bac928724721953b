"""`/samenvatting`: the figures of a practice, for its coordinators and the programme's managers."""

from handlers.desk import note_change
from handlers.turn import Turn
from rules.access import Role, may_run_practice, may_see_practice
from rules.payloads.help import RefusedRequest
from rules.payloads.payload import Payload
from rules.payloads.summary import ExperimentStates, PracticesToSummarise, Remarks, Summary, Trend
from storage import digests, practices
from texts.callback_data import (
    DigestSwitched,
    ExperimentStatesShown,
    RemarksShown,
    SummaryPractices,
    SummaryShown,
    TrendShown,
)


async def summary(turn: Turn) -> None:
    """Of the own practice; a manager chooses one first, or names it behind the command."""
    _, _, named = (turn.message.text or "").partition(" ")
    if named.strip():
        await _of_named(turn, named.strip().casefold())
    elif Role.MANAGER in turn.viewer.roles:
        await turn.say(PracticesToSummarise())
    else:
        await _say(turn, turn.viewer.own_practice_id)


async def _of_named(turn: Turn, slug: str) -> None:
    practice = await practices.by_slug(turn.connection, slug)
    if practice and may_see_practice(turn.viewer, practice.id):
        await _say(turn, practice.id)
    else:
        await turn.say(RefusedRequest())  # the same words whether the practice exists or not


async def _say(turn: Turn, practice_id: int) -> None:
    await note_change(turn, "summary", practice_id)
    await turn.say(Summary(practice_id))


async def summary_shown(turn: Turn, tap: SummaryShown) -> None:
    """Another round, or another practice."""
    if may_see_practice(turn.viewer, tap.practice_id):
        await note_change(turn, "summary", tap.practice_id)
        await turn.show(Summary(tap.practice_id, round_id=tap.round_id))
    else:
        turn.toast = "not_yours"


async def trend_shown(turn: Turn, tap: TrendShown) -> None:
    """How it went over the last rounds."""
    may = may_see_practice(turn.viewer, tap.practice_id)
    await _show_closer(turn, Trend(tap.practice_id), tap.practice_id, may=may)


async def experiments_shown(turn: Turn, tap: ExperimentStatesShown) -> None:
    """Each experiment by itself."""
    may = may_see_practice(turn.viewer, tap.practice_id)
    await _show_closer(turn, ExperimentStates(tap.practice_id, page=tap.page), tap.practice_id, may=may)


async def remarks_shown(turn: Turn, tap: RemarksShown) -> None:
    """What people let their coordinator read; a manager is not their coordinator."""
    may = may_run_practice(turn.viewer, tap.practice_id)
    await _show_closer(turn, Remarks(tap.practice_id, page=tap.page), tap.practice_id, may=may)


async def _show_closer(turn: Turn, part: Payload, practice_id: int, *, may: bool) -> None:
    if may:
        await note_change(turn, "summary", practice_id, part=part.KIND)
        await turn.show(part)
    else:
        turn.toast = "not_yours"


async def digest_switched(turn: Turn, tap: DigestSwitched) -> None:
    """Whether it comes by itself from now on."""
    if may_run_practice(turn.viewer, tap.practice_id):
        await digests.switch(turn.connection, turn.viewer.person_id, on=tap.on)
        turn.toast = "digest_on" if tap.on else "digest_off"
        await turn.show(Summary(tap.practice_id, round_id=tap.round_id))
    else:
        turn.toast = "not_yours"


async def practices_shown(turn: Turn, _tap: SummaryPractices) -> None:
    """The list of practices again."""
    if Role.MANAGER in turn.viewer.roles:
        await turn.show(PracticesToSummarise())
    else:
        turn.toast = "not_yours"
