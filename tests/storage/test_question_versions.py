"""A question that was answered keeps its meaning: another one is another version."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from programme.model import Programme
from rules.access import Role
from rules.question_version import QuestionChanged, versions
from storage import figures, question_versions
from storage.connection import Connection
from storage.database import Database
from storage.tables import answers, check_ins
from tests.once import PROGRAMME
from tests.storage.population import NOW, SECOND, experiments_in, member, open_round

File = dict[str, Any]


def changed(change: Callable[[File], object]) -> Programme:
    """The programme file after somebody changed the caregivers' first question."""
    file = PROGRAMME.model_dump(mode="json")
    change(file["forms"][0]["questions"][0])
    return Programme.model_validate(file)


def reversed_labels(question: File) -> None:
    labels = [option["label"] for option in question["options"]]
    for option, label in zip(question["options"], reversed(labels), strict=True):
        option["label"] = label


MEANS_SOMETHING_ELSE: dict[str, Callable[[File], object]] = {
    "an option less": lambda question: question["options"].pop(),
    "labels in another order": reversed_labels,
    "another label": lambda question: question["options"][0]["label"].update(nl="Anders"),
    "other words": lambda question: question["text"].update(nl="Hoe gaat het?"),
    "another central question": lambda question: question.update(central="goed"),
    "an option more": lambda question: question["options"].append(
        {**question["options"][0], "key": str(len(question["options"]) + 1)}
    ),
}


async def answered(connection: Connection) -> int:
    """Somebody answers the first question of the caregivers, under its version of today."""
    await member(connection, 1, Role.CAREGIVER)
    round_id = await open_round(connection)
    asked = PROGRAMME.forms[0].questions[0]
    row = {
        "check_in_id": await connection.scalar(select(check_ins.c.id)),
        "step": asked.key,
        "round_id": round_id,
        "role": "caregiver",
        "question": asked.key,
        "option": "4",
        "question_version": asked.version,
        "score": 4,
        "answered_at": NOW,
    }
    await connection.execute(answers.insert().values(row))
    return round_id


async def start(connection: Connection, programme: Programme) -> None:
    await question_versions.keep(connection, versions(programme), NOW + SECOND)


@pytest.mark.parametrize("what", MEANS_SOMETHING_ELSE)
async def test_what_means_something_else_needs_a_new_version(database: Database, what: str) -> None:
    programme = changed(MEANS_SOMETHING_ELSE[what])
    async with database.write() as connection:
        await question_versions.keep(connection, versions(PROGRAMME), NOW)
        await start(connection, programme)  # as long as nobody answered it
        await start(connection, PROGRAMME)
        await answered(connection)
        with pytest.raises(QuestionChanged, match="give the changed question version = 2") as refused:
            await start(connection, programme)
        assert "\n" not in str(refused.value)
        programme.forms[0].questions[0].__dict__["version"] = 2
        await start(connection, programme)
        await start(connection, PROGRAMME)  # and back again: version 1 means what it meant
        key = PROGRAMME.forms[0].questions[0].key
        assert [one.version for one in await question_versions.every(connection) if one.question == key] == [1, 2]


async def test_other_words_of_the_central_question_above_it_mean_something_else_too(database: Database) -> None:
    """People read them with the question; a question without answers, or another one, is free to change."""
    file = PROGRAMME.model_dump(mode="json")
    asked = PROGRAMME.forms[0].questions[0]
    next(one for one in file["central_questions"] if one["key"] == asked.central)["text"]["nl"] = "Hoe gaat het?"
    programme = Programme.model_validate(file)
    async with database.write() as connection:
        await start(connection, PROGRAMME)
        await start(connection, programme)
        await start(connection, PROGRAMME)
        await answered(connection)
        with pytest.raises(QuestionChanged, match="give the changed question version = 2"):
            await start(connection, programme)


async def test_a_better_translation_is_no_other_question(database: Database) -> None:
    mended = changed(lambda question: question["text"].update(pl="Jak leci?"))
    async with database.write() as connection:
        await start(connection, PROGRAMME)
        await answered(connection)
        await start(connection, mended)
        kept = {one.question: one.wording for one in await question_versions.every(connection)}
    assert kept[mended.forms[0].questions[0].key]["text"]["pl"] == "Jak leci?"


async def test_another_first_language_is_no_other_question(database: Database) -> None:
    """The bot now starts in English: what was asked, in all languages, is what it was. From then on English binds."""
    file = PROGRAMME.model_dump(mode="json")
    file["languages"] = ["en", "nl", *file["languages"][2:]]
    english = Programme.model_validate(file)
    file["forms"][0]["questions"][0]["text"]["en"] = "How are you?"
    async with database.write() as connection:
        await start(connection, PROGRAMME)
        await answered(connection)
        await start(connection, english)
        with pytest.raises(QuestionChanged):
            await start(connection, Programme.model_validate(file))
        await start(connection, PROGRAMME)


async def test_figures_outlive_answers_and_still_bind(database: Database) -> None:
    """The answers' term is over; what was frozen of them is still told."""
    async with database.write() as connection:
        await start(connection, PROGRAMME)
        round_id = await answered(connection)
        await figures.freeze(connection, [round_id], NOW + 2 * SECOND)
        await connection.execute(delete(answers))
        with pytest.raises(QuestionChanged):
            await start(connection, changed(reversed_labels))


async def test_answers_from_before_versions_were_kept_are_taken_as_given_to_what_is_asked_now(
    database: Database,
) -> None:
    async with database.write() as connection:
        await answered(connection)
        await connection.execute(update(answers).values(question_version=1))
        await start(connection, changed(reversed_labels))
        with pytest.raises(QuestionChanged):
            await start(connection, PROGRAMME)


async def test_a_central_question_that_something_serves_stays_in_the_file(database: Database) -> None:
    """Else its design questions and figures have no words. It may be asked no longer."""
    every = [one.key for one in PROGRAMME.central_questions]
    async with database.write() as connection:
        await question_versions.check_central(connection, [])
        await experiments_in(connection, "Huiskamer")
        await question_versions.check_central(connection, every)
        with pytest.raises(QuestionChanged, match="no central question 'goed' any more"):
            await question_versions.check_central(connection, [one for one in every if one != "goed"])
