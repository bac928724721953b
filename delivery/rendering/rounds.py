"""`/ronde` in words."""

from datetime import date

from delivery.rendering.calendar import asked_roles, planned
from delivery.rendering.context import RenderingContext
from delivery.rendering.next_figures import upcoming_figures
from delivery.rendering.renderers import renders
from rules.access import may_run_practice
from rules.cadence import by_hand
from rules.payloads.rounds import RoundState, RoundTooSoon
from storage import eligible, figures, practices, rounds
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import notes
from texts.messages import rounds as texts
from texts.messages.rounds import ByHand, RoundView

#: So many coming rounds are listed.
LISTED = 5


@renders(RoundTooSoon)
async def too_soon(context: RenderingContext, payload: RoundTooSoon) -> Message:
    """A round was opened by hand not long ago."""
    return texts.too_soon(context.t, date.fromisoformat(payload.from_on))


@renders(RoundState)
async def state(context: RenderingContext, payload: RoundState) -> Message | None:
    """The schedule and the open round; or the question whether one is sure to `confirm` what can still be done."""
    practice = await practices.get(context.connection, payload.practice_id)
    viewer = await context.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(context.t)
    if practice.closed_at:
        return notes.note(context.t, "practice_closed")
    view = await _view(context, practice)
    confirm = payload.confirm
    possible: texts.Action = "open" if view.open_number is None else "close"
    return texts.round_change(context.t, view, possible) if confirm == possible else texts.round_state(context.t, view)


async def _view(context: RenderingContext, practice: practices.Practice) -> RoundView:
    schedule = await context.schedule(practice.id)
    open_round = await rounds.open_in(context.connection, practice.id)
    newest = await rounds.newest(context.connection, practice.id)
    skipped = newest if newest and newest.state == "skipped" else None
    asked = asked_roles(context)
    coming = planned(context, schedule, practice, LISTED, newest)
    return RoundView(
        practice_id=practice.id,
        practice=practice.name,
        every_weeks=schedule.every_weeks,
        weekday_on=schedule.first_on,
        at=schedule.at,
        timezone=schedule.timezone,
        planned=coming,
        resting={role: role in practice.resting for role in asked},
        open_number=open_round.number if open_round else None,
        opened_at=open_round.opened_at if open_round else None,
        closes_at=open_round.closes_at if open_round else None,
        progress=await figures.progress(context.connection, open_round.id) if open_round else None,
        eligible_now=await eligible.count(context.connection, practice.id, asked, context.now),
        skipped_on=skipped.opened_on if skipped else None,
        skipped_because=skipped.reason if skipped else None,
        next_figures=await upcoming_figures(context, practice.id),
        is_own_rhythm=schedule != await context.schedule(),
        by_hand=ByHand(by_hand(schedule, context.now), coming[0].opens_at if coming else None),
    )
