"""Windows: which rounds are told together, who is counted in them, and that what was told stays as it was."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select, update

from rules.access import Role
from rules.check_in import Given, find
from rules.run_chart import BASIS
from rules.telling import Told
from rules.window_figures import HEARD_NOTHING, Window
from scheduler import round_control
from storage import answers, check_ins, medians, memberships, people, practices, proxies, windows
from storage.connection import Connection
from storage.database import Database
from storage.tables import memberships as known_memberships
from storage.tables import people as known_people
from storage.tables import rounds, window_people
from tests.once import PROGRAMME
from tests.storage.population import MINIMUM_GROUP, NOW, member, open_round, practice

WEEK = timedelta(weeks=1)
SCALES = ("samen", "volhouden", "goed")
#: Just so many that they can be told of, in three classes; a letter is somebody's answer to every question.
SPREAD = ("234" * MINIMUM_GROUP)[:MINIMUM_GROUP]
TOLD = Told((SPREAD.count("2"), SPREAD.count("3"), SPREAD.count("4")), True)
CAREGIVERS = 2 * MINIMUM_GROUP + 1


class Zwolle:
    """Its caregivers, by the number they are called by here, and the rounds they answer in."""

    def __init__(self, connection: Connection, pace: timedelta = WEEK) -> None:
        """pace: so long after each other rounds open."""
        self.connection = connection
        self.pace = pace
        self.rounds = count()
        self.opened_at = NOW

    async def caregiver(self, number: int, *roles: Role) -> int:
        return (await member(self.connection, number, Role.CAREGIVER, *roles)).person_id

    async def opens(self) -> int:
        self.opened_at = NOW + next(self.rounds) * self.pace
        return await open_round(self.connection, slot_on=self.opened_at.date(), at=self.opened_at)

    async def answers(self, number: int, option: str, *questions: str) -> None:
        """The same to each of these questions; without any to all scales."""
        person_id = (await member(self.connection, number)).person_id
        check_in = await check_ins.open_of(self.connection, person_id, PROGRAMME)
        assert check_in is not None
        for question in questions or SCALES:
            step = find(check_in.steps, question)
            assert step is not None
            await answers.write(self.connection, check_in, step, Given(option), NOW)

    async def closes(self, round_id: int) -> None:
        at = self.opened_at + self.pace - timedelta(days=1)
        await round_control.close_rounds(self.connection, [round_id], PROGRAMME, MINIMUM_GROUP, at)

    async def round(self, said: Mapping[int, str] | None = None) -> int:
        """A whole round. said: by number what somebody answers to the first question."""
        opened = await self.opens()
        for number, option in (said or {}).items():
            await self.answers(number, option)
        await self.closes(opened)
        return opened

    async def windows(self) -> list[Window]:
        return await windows.of_practice(self.connection, await practice(self.connection))

    async def told(self) -> list[Told | None]:
        return [window.told("samen") for window in await self.windows()]


Happens = Callable[[Zwolle, int], Awaitable[None]]


def by_number(options: str, first: int = 1) -> dict[int, str]:
    """A letter is somebody's answer."""
    return dict(enumerate(options, first))


@pytest.fixture
async def caregivers(database: Database) -> int:
    """How many caregivers Zwolle has: numbers from 1."""
    async with database.write() as connection:
        for number in range(1, CAREGIVERS + 1):
            await member(connection, number, Role.CAREGIVER)
    return CAREGIVERS


async def test_three_rounds_are_told_together_and_each_person_counts_once_with_the_newest_answer(
    database: Database, caregivers: int
) -> None:
    async with database.write() as connection:
        zwolle = Zwolle(connection)
        await zwolle.round(by_number("1" * MINIMUM_GROUP))
        assert await zwolle.windows() == []
        half = MINIMUM_GROUP // 2
        await zwolle.round(by_number(SPREAD[:half]))
        await zwolle.round(by_number(SPREAD[half:], half + 1))
        (window,) = await zwolle.windows()
    assert (window.first, window.last) == (1, 3)
    assert [window.told(question) for question in SCALES] == [TOLD] * 3


async def test_where_ten_answered_in_each_of_the_last_three_rounds_every_round_is_told(
    database: Database, caregivers: int
) -> None:
    async with database.write() as connection:
        zwolle = Zwolle(connection)
        for _ in range(5):
            await zwolle.round(by_number("1122334455"))
        found = [(window.first, window.length) for window in await zwolle.windows()]
        assert await windows.next_figures(connection, await practice(connection)) == (6, 1)
        await zwolle.round(by_number("112233445"))
        await zwolle.opens()
        assert await windows.next_figures(connection, await practice(connection)) == (9, 3)
    assert found == [(1, 3), (4, 1), (5, 1)]


async def leads(zwolle: Zwolle, number: int) -> None:
    await is_invited(zwolle, number, Role.COORDINATOR)
    await agrees(zwolle, number, Role.COORDINATOR)


async def is_invited(zwolle: Zwolle, number: int, role: Role) -> None:
    here = None if role is Role.MANAGER else await practice(zwolle.connection)
    await memberships.begin(zwolle.connection, await zwolle.caregiver(number), here, role, NOW)


async def agrees(zwolle: Zwolle, number: int, role: Role) -> None:
    mine = known_memberships.c.person_id == await zwolle.caregiver(number), known_memberships.c.role == role.value
    await zwolle.connection.execute(update(known_memberships).where(*mine).values(registered_at=NOW))


async def led_once(zwolle: Zwolle, number: int) -> None:
    await leads(zwolle, number)
    person_id = await zwolle.caregiver(number)
    mine = (known_memberships.c.person_id == person_id) & (known_memberships.c.role == Role.COORDINATOR.value)
    await zwolle.connection.execute(update(known_memberships).where(mine).values(left_at=NOW))


async def manages(zwolle: Zwolle, number: int) -> None:
    await is_invited(zwolle, number, Role.MANAGER)
    await agrees(zwolle, number, Role.MANAGER)


async def fills_in(zwolle: Zwolle, number: int) -> None:
    owner = await zwolle.caregiver(number)
    await proxies.add(zwolle.connection, owner, await practice(zwolle.connection), "Riet", NOW)


async def tries_it_out(zwolle: Zwolle, number: int) -> None:
    test = update(known_people).where(known_people.c.id == await zwolle.caregiver(number))
    await zwolle.connection.execute(test.values(is_test=True))


async def stops(zwolle: Zwolle, number: int) -> None:
    await people.stop(zwolle.connection, await zwolle.caregiver(number), NOW)


async def moves(zwolle: Zwolle, number: int) -> None:
    await memberships.stop_answering(zwolle.connection, await zwolle.caregiver(number), NOW)


async def is_erased(zwolle: Zwolle, number: int) -> None:
    await people.erase(zwolle.connection, await zwolle.caregiver(number))


@pytest.mark.parametrize(
    "what_happens",
    [leads, led_once, manages, fills_in, tries_it_out, stops, moves, is_erased],
    ids=lambda one: one.__name__,
)
async def test_who_is_not_independent_or_withdrew_before_it_closed_is_not_in_it(
    database: Database, caregivers: int, what_happens: Happens
) -> None:
    async with database.write() as connection:
        zwolle = Zwolle(connection)
        await zwolle.round(by_number(SPREAD + "1"))
        await what_happens(zwolle, MINIMUM_GROUP + 1)
        await zwolle.round()
        await zwolle.round()
        assert await zwolle.told() == [TOLD]


@pytest.mark.parametrize("declines", [False, True])
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MANAGER])
async def test_who_only_opens_an_invitation_to_lead_counts_as_before(
    database: Database, caregivers: int, role: Role, declines: bool
) -> None:
    """Else whoever leads could take somebody out of the figures by sending them a link."""
    async with database.write() as connection:
        zwolle = Zwolle(connection)
        await zwolle.round(by_number(SPREAD))
        await is_invited(zwolle, MINIMUM_GROUP, role)
        if declines:
            theirs = known_memberships.c.registered_at.is_(None)
            await connection.execute(update(known_memberships).where(theirs).values(left_at=NOW))
        await zwolle.round()
        await zwolle.round()
        assert await zwolle.told() == [TOLD]


async def test_what_was_filled_in_for_others_is_in_no_figure(database: Database, caregivers: int) -> None:
    async with database.write() as connection:
        zwolle = Zwolle(connection)
        opened = await zwolle.opens()
        for number, option in by_number(SPREAD[:-1]).items():
            await zwolle.answers(number, option)
        owner = await member(connection, 99, Role.PARTICIPANT, Role.CAREGIVER)
        for nickname in range(4):
            made = await proxies.add(connection, owner.person_id, await practice(connection), str(nickname), NOW)
            proxy = await proxies.get(connection, made)
            assert proxy
            check_in = await check_ins.get(
                connection, await proxies.begin_check_in(connection, proxy, opened), PROGRAMME
            )
            assert check_in
            for question in SCALES:
                step = find(check_in.steps, question)
                assert step
                await answers.write(connection, check_in, step, Given("5"), NOW)
        await zwolle.closes(opened)
        await zwolle.round()
        await zwolle.round({MINIMUM_GROUP: SPREAD[-1]})
        assert await zwolle.told() == [TOLD]


@pytest.mark.parametrize(
    ("leaving", "is_told"), [(0, True), (1, False), (MINIMUM_GROUP - 1, False), (MINIMUM_GROUP, True)]
)
@pytest.mark.parametrize("go", [stops, is_erased], ids=lambda one: one.__name__)
async def test_a_window_waits_when_a_few_came_or_went_since_the_last_one(
    database: Database, caregivers: int, leaving: int, is_told: bool, go: Happens
) -> None:
    async with database.write() as connection:
        zwolle = Zwolle(connection)
        everybody = by_number(SPREAD + SPREAD)
        for said in (everybody, {}, {}):
            await zwolle.round(said)
        for number in range(1, leaving + 1):
            await go(zwolle, number)
        left = {number: option for number, option in everybody.items() if number > leaving}
        for said in (left, {}, {}):
            await zwolle.round(said)
        first, second = await zwolle.told()
    assert first is not None
    assert (second is not None) == is_told


@pytest.mark.parametrize(("pace", "is_told"), [(WEEK, True), (timedelta(days=2), False)])
async def test_rounds_that_nobody_could_answer_are_no_time_in_which_answers_change(
    database: Database, caregivers: int, pace: timedelta, is_told: bool
) -> None:
    """Whoever leads opens and closes them: three windows of a few days, between one with somebody and one without."""
    async with database.write() as connection:
        zwolle = Zwolle(connection, pace)
        everybody = by_number(SPREAD + "4")
        for said in (everybody, {}, {}):
            await zwolle.round(said)
        await stops(zwolle, MINIMUM_GROUP + 1)
        for _ in range(6):
            await zwolle.round()
        for said in (by_number(SPREAD), {}, {}):
            await zwolle.round(said)
        first, *_, last = await zwolle.told()
    assert first is not None
    assert (last is not None) == is_told


async def test_who_skipped_a_question_counts_in_none(database: Database, caregivers: int) -> None:
    async with database.write() as connection:
        zwolle = Zwolle(connection)
        opened = await zwolle.opens()
        for number, option in by_number(SPREAD + "1").items():
            await zwolle.answers(number, option, *SCALES[: 2 if number > MINIMUM_GROUP else 3])
        await zwolle.closes(opened)
        await zwolle.round()
        await zwolle.round()
        (window,) = await zwolle.windows()
    assert [window.told(question) for question in SCALES] == [TOLD] * 3


@pytest.mark.parametrize("silent", [0, 1])
async def test_whether_it_mattered_waits_when_one_of_those_in_the_figures_did_not_say(
    database: Database, caregivers: int, silent: int
) -> None:
    """It is asked in the fourth round, the first one of the second window."""
    said, mattered = by_number("234" * 3), {"2": "yes", "3": "a_bit", "4": "no"}
    async with database.write() as connection:
        zwolle = Zwolle(connection)
        for _ in range(3):
            await zwolle.round(said)
        opened = await zwolle.opens()
        for number, option in said.items():
            await zwolle.answers(number, option)
            if number > silent:
                await zwolle.answers(number, mattered[option], "mattered")
        await zwolle.closes(opened)
        await zwolle.round()
        await zwolle.round()
        told = (await zwolle.windows())[-1].figures
    assert told
    assert told.central["samen"] == Told((3, 3, 3), True)
    assert told.mattered == (None if silent else {"yes": 3, "a_bit": 3, "no": 3, "unknown": 0})


async def test_a_window_that_was_looked_at_and_stayed_silent_is_what_the_next_is_compared_with(
    database: Database, caregivers: int
) -> None:
    async with database.write() as connection:
        zwolle = Zwolle(connection)
        silent = by_number("4" * CAREGIVERS)
        for said in (by_number(SPREAD), {}, {}, silent, {}, {}, by_number(SPREAD + SPREAD), {}, {}):
            await zwolle.round(said)
        assert await zwolle.told() == [TOLD, None, None]  # one is missing from the silent one


async def test_what_was_told_outlives_answers_people_and_closing_again(database: Database, caregivers: int) -> None:
    async with database.write() as connection:
        zwolle = Zwolle(connection)
        for said in (by_number(SPREAD), {}, {}):
            last = await zwolle.round(said)
        before = await zwolle.windows()
        for number in range(1, 5):
            await is_erased(zwolle, number)
        await connection.execute(update(rounds).where(rounds.c.id == last).values(state="open"))
        await zwolle.closes(last)
        assert await zwolle.windows() == before
        kept = await connection.execute(select(window_people.c.person_id))
        assert len(kept.all()) == MINIMUM_GROUP - 4


async def test_only_who_was_counted_last_is_kept(database: Database, caregivers: int) -> None:
    async with database.write() as connection:
        zwolle = Zwolle(connection)
        for said in (by_number(SPREAD), {}, {}, by_number(SPREAD + SPREAD), {}, {}):
            await zwolle.round(said)
        kept = (await connection.execute(select(window_people.c.window_id, window_people.c.person_id))).all()
    assert len(kept) == 2 * MINIMUM_GROUP
    assert len({row.window_id for row in kept}) == 1


async def test_a_window_that_was_cut_short_is_never_told(database: Database, caregivers: int) -> None:
    async with database.write() as connection:
        zwolle, here = Zwolle(connection), await practice(connection)
        await zwolle.round(by_number(SPREAD))
        await practices.close(connection, here, NOW)
        await practices.reopen(connection, here, NOW)
        for _ in range(2):
            await zwolle.round(by_number(SPREAD))
        assert await zwolle.windows() == []
        await zwolle.round()
        assert [(window.first, window.is_told) for window in await zwolle.windows()] == [(2, True)]


async def test_what_participants_heard_is_told_under_the_same_rule(database: Database) -> None:
    async with database.write() as connection:
        zwolle = Zwolle(connection)
        said = (
            "samen",
            "goed",
            *["none"] * (MINIMUM_GROUP // 2),
            *["samen"] * (MINIMUM_GROUP - MINIMUM_GROUP // 2 - 2),
        )
        for number in range(1, MINIMUM_GROUP + 2):
            await member(connection, number, Role.PARTICIPANT)
        opened = await zwolle.opens()
        for number, option in enumerate(said, 1):
            await zwolle.answers(number, option, "voice")
        await zwolle.closes(opened)
        await zwolle.round()
        await zwolle.round()
        ((window),) = await zwolle.windows()
    assert window.figures is not None
    about = {question: said.count(question) for question in SCALES}
    assert window.figures.heard == about | {HEARD_NOTHING: said.count("none")}


async def test_by_practice_the_newest_told_window_or_else_the_newest(database: Database, caregivers: int) -> None:
    async with database.write() as connection:
        zwolle = Zwolle(connection)
        saids: Sequence[Mapping[int, str]] = (by_number(SPREAD), {}, {}, {}, {}, {})
        for said in saids:
            await zwolle.round(said)
        newest = await windows.newest(connection)
        here = await practice(connection)
        every = await windows.ended_between(connection, NOW.date(), (NOW + 52 * WEEK).date())
    assert newest[here].first == 1
    assert [(window.first, window.is_told) for window in every] == [(1, True), (4, False)]


async def test_a_run_says_when_the_group_behind_it_is_another_one(database: Database, caregivers: int) -> None:
    """Ten windows of twelve people are the basis; then five of them stay away, and five others come."""
    async with database.write() as connection:
        zwolle = Zwolle(connection)
        for _ in range(3 + BASIS + 1):
            await zwolle.round(by_number("123451234512"))
        await zwolle.round(by_number("123451234512", 6))
        await medians.begin_anew(connection, await practice(connection), 15, NOW)
        await zwolle.round(by_number("123451234512", 6))
        found = await zwolle.windows()
    assert [one.length for one in found] == [3, *[1] * (BASIS + 3)]
    assert [one.is_told for one in found] == [True] * (BASIS + 4)
    changed = [set(one.figures.group_changed) for one in found if one.figures]
    assert changed == [*[set()] * (BASIS + 2), set(SCALES), set()]  # the new median is of nobody yet
