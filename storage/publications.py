"""Which texts may go on an experience card: asked of their writers one by one, with the words shown."""

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, and_, delete, exists, or_, select

from programme.model import Programme
from rules.experience_card import REPORTED
from rules.payloads.publications import Publication, PublicationOver
from storage import outbox as said
from storage.connection import Connection
from storage.dialect import in_state
from storage.outbox import Lane
from storage.tables import answers, check_ins, experiments, outbox, publications, released_texts, rounds

_PERMISSION = answers.alias("publishable")
_GONE = outbox.alias("gone")


class Report(Struct, frozen=True):
    """A text about an experiment that its writer lets the coordinator read. given: what they chose; None: nothing."""

    answer_id: int
    person_id: int
    experiment: str
    text: str
    given: bool | None


def _reports(programme: Programme) -> Select[tuple[int, int, str, str, bool | None]]:
    """Of who answers for themselves: nobody else's words are anybody's to give."""
    newest = select(publications.c.given).where(publications.c.answer_id == answers.c.id)
    given = newest.order_by(publications.c.id.desc()).limit(1).scalar_subquery()
    return (
        select(answers.c.id, check_ins.c.person_id, experiments.c.title, answers.c.text, given.label("given"))
        .join_from(answers, check_ins)
        .join(experiments, experiments.c.id == answers.c.experiment_id)
        .join(_PERMISSION, _PERMISSION.c.check_in_id == answers.c.check_in_id)
        .where(answers.c.text.is_not(None), answers.c.question.in_(REPORTED), check_ins.c.proxy_id.is_(None))
        .where(_is_shared(programme))
        .order_by(answers.c.id)
    )


def _is_shared(programme: Programme) -> ColumnElement[bool]:
    permissions = [question for form in programme.forms for question in form.questions if question.covers]
    about = (and_(_PERMISSION.c.question == one.key, answers.c.question.in_(one.covers)) for one in permissions)
    return and_(_PERMISSION.c.option == "yes", or_(*about))


async def undecided(connection: Connection, check_in_id: int, programme: Programme) -> Sequence[Report]:
    """Those of this check-in about which nothing was chosen, the oldest first."""
    here = _reports(programme).where(answers.c.check_in_id == check_in_id)
    found = [Report(*row) for row in await connection.execute(here)]
    return [one for one in found if one.given is None]


async def plan(connection: Connection, report: Report, words: str, at: datetime, now: datetime) -> None:
    """Asks about this text at that moment, in the place of what was to be asked then. words: their fingerprint, about
    which nobody is asked twice.
    """
    mine = (outbox.c.person_id == report.person_id) & (outbox.c.kind == Publication.KIND)
    await connection.execute(delete(outbox).where(mine, in_state(outbox, "planned")))
    says, to, key = Publication(report.answer_id), report.person_id, f"publication:{report.answer_id}:{words}"
    await said.add(connection, says, now=now, person_id=to, lane=Lane.BROADCAST, due_at=at, dedupe_key=key)


async def of(connection: Connection, person_id: int, programme: Programme) -> Sequence[Report]:
    """All that this person may choose about, the newest first."""
    mine = await connection.execute(_reports(programme).where(check_ins.c.person_id == person_id))
    return [Report(*row) for row in mine][::-1]


async def choose(connection: Connection, answer_id: int, given: bool, notice_hash: str, now: datetime) -> None:
    """Writes a yes or a no down; with a no the text is let go no longer. notice_hash: of the words that were shown."""
    row = {"answer_id": answer_id, "given": given, "notice_hash": notice_hash, "at": now}
    await connection.execute(publications.insert().values(row))
    if not given:
        mine = (released_texts.c.answer_id == answer_id) & (released_texts.c.audience == "file")
        await connection.execute(delete(released_texts).where(mine))


async def take_back(connection: Connection, check_in_id: int, step: str) -> None:
    """The text is another one now: what was said of the old one does not count for it."""
    changed = select(answers.c.id).where(answers.c.check_in_id == check_in_id, answers.c.step == step)
    await connection.execute(delete(publications).where(publications.c.answer_id.in_(changed)))


async def end(connection: Connection, round_ids: Collection[int], now: datetime) -> None:
    """Takes the texts that were asked about before off the screens, in the practices of these closed rounds."""
    here = select(rounds.c.practice_id).where(rounds.c.id.in_(round_ids))
    # As a list of their ids, for which the outbox has an index: joined, SQLite would look at everything that was said.
    reports = (
        select(answers.c.id)
        .join_from(answers, rounds, rounds.c.id == answers.c.round_id)
        .where(rounds.c.practice_id.in_(here), answers.c.question.in_(REPORTED))
    )
    is_gone = exists().where(
        _GONE.c.kind == PublicationOver.KIND,
        _GONE.c.person_id == outbox.c.person_id,
        _GONE.c.edits == outbox.c.message_id,
    )
    asked = (
        select(outbox.c.person_id, outbox.c.message_id, outbox.c.subject_id)
        .where(outbox.c.kind == Publication.KIND, outbox.c.message_id.is_not(None), outbox.c.subject_id.in_(reports))
        .where(~is_gone)
        .distinct()
    )
    for person_id, message, answer_id in (await connection.execute(asked)).all():
        says = PublicationOver(answer_id)
        await said.add(connection, says, now=now, person_id=person_id, edits=message, lane=Lane.BROADCAST)
