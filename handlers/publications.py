"""Each text about an experiment: may it go on an experience card? Asked the morning after, changed in `/privacy`."""

from typing import Protocol

from handlers.guards import anybody
from handlers.refusals import NotYours
from handlers.registry import tapped
from handlers.turn import Turn
from rules.own_time import next_morning
from rules.payloads.publications import Publication, PublicationNone
from storage import consents, publications
from storage.check_ins import CheckIn
from storage.publications import Report
from texts.messages.publications import fingerprint
from texts.notice import ON_A_BUTTON
from texts.taps.publications import PublicationChosen, PublicationsAsked, PublicationShown


async def ask(turn: Turn, check_in: CheckIn) -> None:
    """About the newest text of a finished check-in, unless they said never. A check-in asks no more than its questions:
    this comes the morning after, once, and leads to the other texts.
    """
    if check_in.nickname is not None or not check_in.experiments:
        return
    waiting = await publications.undecided(turn.connection, check_in.id, turn.programme)
    chosen = (await consents.newest(turn.connection, check_in.person_id)).get("research") if waiting else None
    if waiting and (chosen is None or chosen.given):
        words = fingerprint(turn.t, waiting[-1].text)[:ON_A_BUTTON]
        morning = next_morning(turn.now, turn.programme.schedule.timezone)
        await publications.plan(turn.connection, waiting[-1], words, morning, turn.now)


class OfAnswer(Protocol):
    @property
    def answer_id(self) -> int: ...


async def _own(turn: Turn, tap: OfAnswer) -> Report:
    """A text of the viewer that they let be read."""
    mine = await publications.of(turn.connection, turn.viewer.person_id, turn.programme)
    found = next((one for one in mine if one.answer_id == tap.answer_id), None)
    if found is None:
        raise NotYours
    return found


@tapped(PublicationsAsked, may=anybody)
async def publications_asked(turn: Turn, _tap: PublicationsAsked) -> None:
    """The newest text; from there to the older ones."""
    mine = await publications.of(turn.connection, turn.viewer.person_id, turn.programme)
    await turn.say(Publication(mine[0].answer_id) if mine else PublicationNone())


@tapped(PublicationShown, loads=_own)
async def publication_shown(turn: Turn, _tap: PublicationShown, report: Report) -> None:
    """The words again, to choose anew."""
    await turn.show(Publication(report.answer_id))


@tapped(PublicationChosen, loads=_own)
async def publication_chosen(turn: Turn, tap: PublicationChosen, report: Report) -> None:
    """A yes counts for the words that were shown; a no always counts."""
    words = fingerprint(turn.t, report.text)
    if tap.given and not words.startswith(tap.shown):
        await turn.show(Publication(report.answer_id))
        return
    if report.given != tap.given:
        await publications.choose(turn.connection, report.answer_id, tap.given, words, turn.now)
    await turn.show(Publication(report.answer_id, chosen=True))
