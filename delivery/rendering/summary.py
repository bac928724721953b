"""`/samenvatting` in words: a closed round's snapshot, and how far the open one is."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import renders
from delivery.rendering.summary_picture import picture
from programme.form import Question
from programme.model import Programme
from rules.access import Role, Viewer, may_run_practice, may_see_practice
from rules.asked import Asked
from rules.payloads.summary import Digest, PracticesToSummarise, Summary
from rules.summary import Response
from rules.window_figures import Window
from storage import digests, feedback, figures, practices, question_versions, rounds, unled, windows
from storage.connection import Connection
from storage.practices import Practice
from storage.rounds import Round
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import summary as texts
from texts.messages.next_figures import NextFigures
from texts.messages.summary import SummaryView


@renders(Summary)
async def of_practice(context: RenderingContext, payload: Summary) -> Message:
    """The summary of one closed round, the newest unless `round_id` names another of this practice."""
    practice = await practices.get(context.connection, payload.practice_id)
    viewer = await context.viewer()
    if practice is None or viewer is None or not may_see_practice(viewer, practice.id):
        return help_texts.refused(context.t)
    return await _summary(context, practice, viewer, payload.round_id)


@renders(Digest)
async def digest(context: RenderingContext, payload: Digest) -> Message | None:
    """The summary of a round that closed, by itself; for who still coordinates its practice and still wants it.

    As long as nobody coordinates it, it is for the managers.
    """
    closed, viewer = await rounds.get(context.connection, payload.round_id), await context.viewer()
    if closed is None or viewer is None or not may_see_practice(viewer, closed.practice_id):
        return None
    if not may_run_practice(viewer, closed.practice_id) and not await unled.is_so(
        context.connection, closed.practice_id
    ):
        return None
    practice = await practices.get(context.connection, closed.practice_id)
    if practice is None or not await digests.wants(context.connection, viewer.person_id):
        return None
    silent = await feedback.is_silent(context.connection, closed.id)
    return await _summary(context, practice, viewer, closed.id, reminds=silent)


async def _summary(
    context: RenderingContext, practice: Practice, viewer: Viewer, round_id: int | None, *, reminds: bool = False
) -> Message:
    coordinates = may_run_practice(viewer, practice.id)
    shown = await view(
        context.connection,
        practice,
        context.programme,
        context.minimum_group,
        context.now,
        round_id=round_id,
        manager=Role.MANAGER in viewer.roles,
    )
    wants = await digests.wants(context.connection, viewer.person_id) if coordinates else None
    said = texts.summary(context.t, replace(shown, comes_by_itself=wants, reminds=reminds and coordinates))
    shown_too = None if context.row.edits else await picture(context, shown)
    return (
        replace(shown_too, ahead=(said, *shown_too.ahead)) if shown_too else said
    )  # the words do not wait until it is drawn


@renders(PracticesToSummarise)
async def choose_practice(context: RenderingContext, payload: PracticesToSummarise) -> Message:
    """A manager chooses a practice."""
    known = await practices.every(context.connection)
    page = payload.page
    return texts.practices(context.t, [(practice.id, practice.name) for practice in known], page)


async def view(
    connection: Connection,
    practice: Practice,
    programme: Programme,
    minimum_group: int,
    now: datetime,
    *,
    round_id: int | None = None,
    manager: bool = False,
) -> SummaryView:
    """Everything the summary's text needs. What caregivers answered comes from told windows only."""
    closed = await rounds.closed_in(connection, practice.id)
    at = next((i for i, one in enumerate(closed) if one.id == round_id), 0)
    shown = closed[at] if closed else None
    before = closed[at + 1] if at + 1 < len(closed) else None
    after = closed[at - 1] if at > 0 else None
    open_round = await rounds.open_in(connection, practice.id)
    closed_windows = await windows.of_practice(connection, practice.id, (shown.number or 0) if shown else 0)
    asked = await question_versions.asked(connection, programme)
    return SummaryView(
        practice_id=practice.id,
        practice=practice.name,
        round_id=shown.id if shown else None,
        number=shown.number if shown else None,
        opened_on=shown.opened_on if shown else None,
        closed_on=_closed_on(shown, programme.schedule.timezone),
        figures=await figures.snapshot(connection, shown.id) if shown else None,
        windows=closed_windows,
        next_figures=NextFigures(*await windows.next_figures(connection, practice.id), minimum_group),
        previous_round_id=before.id if before else None,
        next_round_id=after.id if after else None,
        open_response=await _response(connection, open_round),
        open_closes_at=open_round.closes_at if open_round else None,
        central={central.key: central for central in programme.central_questions},
        scale_options=asked.options(next((one for one in reversed(closed_windows) if one.is_told), None)),
        statuses=asked.statuses(_ended_at(shown) or now),
        as_of=(_ended_at(shown) or now).astimezone(ZoneInfo(programme.schedule.timezone)),
        timezone=programme.schedule.timezone,
        manager=manager,
        mattered=_mattered(asked, closed_windows),
    )


def _mattered(asked: Asked, known: Sequence[Window]) -> Question | None:
    """Whether anything changed, as it was asked in the window that is told."""
    told = next((one for one in reversed(known) if one.is_told), None)
    return next((question for question in asked.in_window(told) if question.every), None) if told else None


def _ended_at(shown: Round | None) -> datetime | None:
    """When a round closed, or should have: closed late, it keeps its own days."""
    return min(shown.closed_at, shown.closes_at) if shown and shown.closed_at else None


def _closed_on(shown: Round | None, timezone: str) -> date | None:
    ended_at = _ended_at(shown)
    return ended_at.astimezone(ZoneInfo(timezone)).date() if ended_at else None


async def _response(connection: Connection, open_round: Round | None) -> Mapping[str, Response] | None:
    if open_round is None:
        return None
    return (await figures.response(connection, [open_round.id]))[open_round.id]
