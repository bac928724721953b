"""The rounds of the example: opened and closed as real ones are, only in the past, and answered in bulk."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from random import Random

from msgspec import Struct
from sqlalchemy import insert, literal, select

from bot.demo.example_answers import Answerer
from bot.demo.example_people import ExamplePerson
from bot.demo.example_practices import Workplace, reported
from bot.demo.past_rounds import Asked, asked_in, open_silently
from bot.demo.writing_answers import FilledIn, write
from programme.form import Form
from programme.model import Programme
from rules.access import Role
from rules.cadence import Slot, last_due, slot
from rules.check_in import possible_steps
from rules.experience_card import REPORTED
from rules.holidays import public_holiday
from scheduler import round_control
from storage.connection import Connection
from storage.rounds import Opening
from storage.tables import UtcTime, answers, publications

#: Two windows of three.
ROUNDS = 6


class ExampleRound(Struct, frozen=True):
    """One round, in every practice at once. `number` counts from 1, as in the summaries."""

    slot: Slot
    number: int
    programme: Programme
    minimum_group: int
    workplaces: Mapping[str, Workplace]
    typed: Mapping[str, Sequence[str]]

    def opening(self, practice_id: int) -> Opening:
        window = self.slot
        return Opening(practice_id, window.nominal_on, window.opens_on, window.opens_at, window.closes_at)

    def statuses(self, practice: str, asked: Iterable[int]) -> dict[int, str | None]:
        """What is said of these experiments."""
        final = self.workplaces[practice].statuses
        return {experiment: reported(final[experiment], at_first=self.number == 1) for experiment in asked}

    def form(self, role: Role) -> Form | None:
        """What this role is asked in it."""
        return self.programme.form(role.value, self.number)

    def moment(self, chance: Random) -> datetime:
        """When somebody answers: mostly soon after it opened."""
        return self.slot.opens_at + (self.slot.closes_at - self.slot.opens_at) * chance.betavariate(1, 4)


def past_slots(programme: Programme, now: datetime) -> list[Slot]:
    """The newest slots that are over, oldest first."""
    due = last_due(programme.schedule, now, public_holiday)
    if due is None:
        return []
    newest = due.number if due.closes_at <= now else due.number - 1
    return [slot(programme.schedule, n, public_holiday) for n in range(max(0, newest - ROUNDS + 1), newest + 1)]


async def hold(connection: Connection, held: ExampleRound, everyone: Sequence[ExamplePerson]) -> None:
    """Opens the round, lets people answer, and closes it."""
    openings = [held.opening(place.practice_id) for place in held.workplaces.values()]
    opened = await open_silently(connection, openings, held.programme.schedule)
    asked = await asked_in(connection, opened)
    await write(connection, list(_answered(held, everyone, asked)))
    await _let_publish(connection, opened, held.slot.closes_at)
    await round_control.close_rounds(connection, opened, held.programme, held.minimum_group, held.slot.closes_at)


async def _let_publish(connection: Connection, round_ids: Sequence[int], at: datetime) -> None:
    """Everybody says yes to each text that is asked for an experience card, so that there is one to look at."""
    reports = (answers.c.round_id.in_(round_ids), answers.c.text.is_not(None), answers.c.question.in_(REPORTED))
    told = select(answers.c.id, literal(True), literal(""), literal(at, UtcTime)).where(*reports)
    await connection.execute(insert(publications).from_select(["answer_id", "given", "notice_hash", "at"], told))


def _answered(held: ExampleRound, everyone: Sequence[ExamplePerson], asked: Mapping[int, Asked]) -> Iterator[FilledIn]:
    for person in everyone:
        answerer = Answerer(person.telegram_id, held.number, held.typed)
        form = held.form(person.role)
        if form and answerer.answers_at_all(person.role):
            mine = asked[person.id]
            given = answerer.fills_in(
                possible_steps([form], mine.experiments, held.number),
                held.statuses(person.practice, mine.experiments),
            )
            yield FilledIn(mine.check_in_id, mine.round_id, person.id, held.moment(answerer.chance), given)
