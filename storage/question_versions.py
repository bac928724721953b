"""The versions of questions that were ever asked, each with its words: what an answer was given to."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from programme.model import Programme
from rules.asked import Asked
from rules.question_version import QuestionChanged, QuestionVersion
from storage.connection import Connection
from storage.dialect import insert
from storage.tables import answers, design_questions, question_versions, snapshots, windows


async def keep(connection: Connection, asked: Sequence[QuestionVersion], now: datetime) -> None:
    """Keeps how questions are asked from now on; translations may be mended.

    QuestionChanged when one that was answered means something else under the same version. Answers whose term is over
    count as well, for the figures that were made of them stay.
    """
    known = {(one.question, one.version): one for one in await every(connection)}
    for one in asked:
        standing = known.get((one.question, one.version))
        if standing and not one.means_as(standing) and await _was_answered(connection, one):
            raise QuestionChanged(
                f"the programme file asks {one.question!r} otherwise than before, and people answered it;"
                f" give the changed question version = {_next(one.question, known)},"
                " so that its figures are not added up with the old ones"
            )
        if standing != one:
            await _put(connection, one, now)


async def check_central(connection: Connection, asked: Collection[str]) -> None:
    """QuestionChanged when design questions, or figures, are of a central question (key) that is not among these."""
    served = set(await connection.scalars(select(design_questions.c.central).distinct())) - {""}
    for figures in await connection.scalars(select(windows.c.figures).where(windows.c.figures.is_not(None))):
        served |= figures["central"].keys()
    if gone := served - set(asked):
        raise QuestionChanged(
            f"the programme file has no central question {min(gone)!r} any more, and design questions or figures are"
            " of it; put it back; to ask it no longer, leave out the question of a form that stands under it"
        )


def _next(question: str, known: Mapping[tuple[str, int], QuestionVersion]) -> int:
    return max(version for key, version in known if key == question) + 1


async def asked(connection: Connection, programme: Programme) -> Asked:
    """What was asked when, to tell figures in the words of their time."""
    return Asked(programme, {(one.question, one.version): one for one in await every(connection)})


async def every(connection: Connection) -> list[QuestionVersion]:
    """All that were ever asked, by question and version."""
    columns = (question_versions.c.question, question_versions.c.version)
    said = (question_versions.c.fingerprint, question_versions.c.wording, question_versions.c.kept_at)
    kept = (await connection.execute(select(*columns, *said).order_by(*columns))).all()
    return [QuestionVersion(row[0], row[1], row[2], row[3], kept_at=row[4]) for row in kept]


async def _was_answered(connection: Connection, one: QuestionVersion) -> bool:
    mine = (question_versions.c.question == one.question) & (question_versions.c.version == one.version)
    given = (answers.c.question == one.question) & (answers.c.question_version == one.version)
    frozen = select(snapshots.c.round_id).join(question_versions, snapshots.c.frozen_at >= question_versions.c.kept_at)
    for found in (select(answers.c.id).where(given), frozen.where(mine)):
        if await connection.scalar(found.limit(1)) is not None:
            return True
    return False


async def _put(connection: Connection, one: QuestionVersion, now: datetime) -> None:
    said = {"fingerprint": one.fingerprint, "wording": one.wording}
    row = {"question": one.question, "version": one.version, "kept_at": now, **said}
    statement = insert(connection, question_versions).values(row)
    await connection.execute(statement.on_conflict_do_update(index_elements=["question", "version"], set_=said))
