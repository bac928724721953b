"""*Wat aandacht vraagt* in words, for the programme's managers."""

from collections import defaultdict
from datetime import date, timedelta

from delivery.rendering.context import RenderingContext
from delivery.rendering.programme import in_alphabet, may
from delivery.rendering.renderers import renders
from rules.attention import CONTACT_WAITS, ROUNDS_MISSED, UNUSED, Need, Situation, needs
from rules.payloads.programme import Attention
from rules.programme_view import turnout
from rules.summary import Response
from storage import attention, closed_rounds, schedules
from texts.message import Message
from texts.messages import attention as texts
from texts.messages import help as help_texts


@renders(Attention)
async def what_asks_for_attention(context: RenderingContext, payload: Attention) -> Message:
    """By practice, in the alphabet's order: no list of the best and the worst."""
    if not await may(context):
        return help_texts.refused(context.t)
    found = await _situations(context)
    needing: list[tuple[str, list[Need]]] = [
        (one.name, asked)
        for one in await in_alphabet(context)
        if one.id in found and (asked := needs(found[one.id], context.now))
    ]
    return texts.attention(context.t, needing, payload.page)


async def _situations(context: RenderingContext) -> dict[int, Situation]:
    now, common = context.now, await context.schedule()
    standing = await attention.of_practices(context.connection, now - CONTACT_WAITS, now - UNUSED, now)
    own = await schedules.of_their_own(context.connection, common)
    responses = await _responses(context)
    return {
        practice_id: Situation(
            has_coordinator=one.has_coordinator,
            quiet_since=one.quiet_since,
            every=timedelta(weeks=own.get(practice_id, common).every_weeks),
            responses=responses[practice_id],
            contact_waits=one.contact_waits,
            has_unused_invitations=one.has_unused_invitations,
        )
        for practice_id, one in standing.items()
    }


async def _responses(context: RenderingContext) -> defaultdict[int, list[Response]]:
    """Of each practice's last rounds, oldest first."""
    held = turnout(await closed_rounds.last(context.connection, ROUNDS_MISSED + 1))
    found = defaultdict[int, list[Response]](list)
    days: list[tuple[tuple[int, date], Response]] = sorted(held.items())
    for (practice_id, _), response in days:
        found[practice_id].append(response)
    return found
