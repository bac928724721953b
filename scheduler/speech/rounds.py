"""`/ronde` in words."""

from rules.access import Role, may_run_practice
from rules.summary import Response
from scheduler.speech.calendar import asked_roles, planned
from scheduler.speech.speech import Speech
from storage import figures, practices, rounds
from storage.rounds import Round
from texts.message import Message
from texts.messages import help as help_texts
from texts.messages import rounds as texts
from texts.messages.rounds import RoundView

#: So many coming rounds are listed.
LISTED = 5


async def state(speech: Speech) -> Message | None:
    """The schedule and the open round; or the question whether one is sure to `confirm` what can still be done."""
    practice = await practices.get(speech.connection, speech.subject_id)
    viewer = await speech.viewer()
    if practice is None or viewer is None or not may_run_practice(viewer, practice.id):
        return help_texts.refused(speech.t)
    view = await _view(speech, practice)
    confirm = speech.row.params.get("confirm")
    possible: texts.Action = "open" if view.open_number is None else "close"
    return texts.round_change(speech.t, view, possible) if confirm == possible else texts.round_state(speech.t, view)


async def _view(speech: Speech, practice: practices.Practice) -> RoundView:
    schedule = await speech.schedule()
    open_round = await rounds.open_in(speech.connection, practice.id)
    skipped = await rounds.last_skipped(speech.connection, practice.id)
    asked = asked_roles(speech)
    return RoundView(
        practice_id=practice.id,
        practice=practice.name,
        every_weeks=schedule.every_weeks,
        weekday_on=schedule.first_on,
        at=schedule.at,
        timezone=schedule.timezone,
        planned=planned(speech, schedule, practice, LISTED),
        resting={role: role in practice.resting for role in asked},
        open_number=open_round.number if open_round else None,
        opened_at=open_round.opened_at if open_round else None,
        closes_at=open_round.closes_at if open_round else None,
        answered=await _answered(speech, open_round),
        eligible_now=await rounds.count_eligible(speech.connection, practice.id, asked, speech.now),
        skipped_on=skipped.opened_on if skipped else None,
        skipped_because=skipped.reason if skipped else None,
    )


async def _answered(speech: Speech, open_round: Round | None) -> dict[Role, Response]:
    if open_round is None:
        return {}
    found = (await figures.response(speech.connection, [open_round.id]))[open_round.id]
    return {Role(role): response for role, response in found.items()}
