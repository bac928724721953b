"""`/ronde` in words."""

from rules.access import ANSWERING, Role, may_run_practice
from rules.cadence import upcoming
from rules.holidays import public_holiday
from rules.summary import Response
from scheduler.speech.speech import Speech
from storage import figures, practices, rounds
from storage.rounds import Round
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import rounds as texts
from texts.messages.rounds import RoundView


async def state(speech: Speech) -> Message | None:
    """The schedule and the open round; or, with `confirm`, the question whether one is sure."""
    practice = await practices.get(speech.connection, speech.subject_id)
    viewer = await speech.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(speech.t)
    view = await _view(speech, practice)
    confirm = speech.row.params.get("confirm")
    return texts.round_change(speech.t, view, confirm) if confirm else texts.round_state(speech.t, view)


async def _view(speech: Speech, practice: practices.Practice) -> RoundView:
    schedule = speech.programme.schedule
    next_slot = upcoming(schedule, speech.now, public_holiday, 1)[0]
    open_round = await rounds.open_in(speech.connection, practice.id)
    asked = [role for role in ANSWERING if speech.programme.form(role.value)]
    return RoundView(
        practice_id=practice.id,
        practice=practice.name,
        every_weeks=schedule.every_weeks,
        weekday_on=schedule.first_on,
        at=schedule.at,
        timezone=schedule.timezone,
        next_at=next_slot.opens_at,
        moved_because=next_slot.moved_because,
        open_number=open_round.number if open_round else None,
        opened_at=open_round.opened_at if open_round else None,
        closes_at=open_round.closes_at if open_round else None,
        answered=await _answered(speech, open_round),
        eligible_now=await rounds.count_eligible(speech.connection, practice.id, asked),
    )


async def _answered(speech: Speech, open_round: Round | None) -> dict[Role, Response]:
    if open_round is None:
        return {}
    found = (await figures.response(speech.connection, [open_round.id]))[open_round.id]
    return {Role(role): response for role, response in found.items()}
