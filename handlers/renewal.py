"""The privacy notice is a new one: who agrees goes on, and gets the check-in that was waiting; who does not, stops."""

from handlers import joining
from handlers.check_in import continue_below, open_check_in
from handlers.stopping import everything
from handlers.turn import Turn
from rules.access import Membership
from rules.consent import Words
from rules.payloads.leaving import Stopped
from rules.payloads.notes import Note
from rules.payloads.privacy import Renewal
from rules.registration import to_renew
from storage import consents, people, practices
from texts import notice


async def words_for(turn: Turn, mine: Membership) -> Words:
    """The notice as this membership's person reads it today."""
    practice = await practices.get(turn.connection, mine.practice_id) if mine.practice_id else None
    slug, name = (practice.slug, practice.name) if practice else (None, None)
    terms = notice.terms_of(turn.programme, slug, turn.policy.keeping, turn.policy.minimum_group)
    return notice.words(turn.t, mine.role, name, terms)


async def refused(turn: Turn, words: Words) -> None:
    """No: no more messages, and soon nothing is kept. Not for who leads the programme alone."""
    await everything(turn)
    await consents.take_back(turn.connection, turn.viewer.person_id, words, turn.now)
    await turn.show(Stopped(withdrew=True))


async def agreed(turn: Turn) -> None:
    """Yes: then the notice for another role, or the check-in of the open round."""
    viewer = await people.viewer_by_id(turn.connection, turn.viewer.person_id)
    assert viewer is not None
    turn.viewer = viewer
    if to_renew(viewer.memberships):
        await turn.show(Renewal())
        return
    await turn.show(Note("renewed"))
    await joining.join(turn)
    check_in = await open_check_in(turn)
    if check_in and not check_in.finished and not check_in.declined:
        await continue_below(turn, check_in)
