"""What was let go stays so, whatever others take back: what can be read grows only by whole new batches."""

from collections.abc import AsyncIterator, Collection
from datetime import datetime, timedelta
from itertools import count
from random import Random

import pytest
from sqlalchemy import delete, insert, select, update

from rules.access import Role
from rules.consent import Purpose, Words
from rules.keeping import Keeping
from rules.remarks import Audience
from scheduler import round_control
from storage import consents, erasing, memberships, publications, releases, remarks, retention
from storage.connection import Connection
from storage.database import Database
from storage.tables import answers, check_ins, released_texts, rounds
from tests.once import PROGRAMME
from tests.storage.population import MINIMUM_GROUP, NOW, member, open_round, practice

MINUTE = timedelta(minutes=1)
AUDIENCES: tuple[Audience, ...] = ("coordinator", "file")

#: What was shown does not matter here.
UNSAID = Words("nl", (), "")


class Village:
    """Caregivers of Zwolle who write, change their minds and go, in a random order."""

    def __init__(self, connection: Connection, seed: int) -> None:
        self.connection = connection
        self.random = Random(seed)
        self.minutes, self.addresses = count(1), count(1)
        self.people: dict[int, int] = {}  # by person: their address
        self.writer_of: dict[str, int] = {}
        self.leading: set[int] = set()
        self.moved: set[int] = set()
        self.published: set[str] = set()

    @property
    def now(self) -> datetime:
        return NOW + next(self.minutes) * MINUTE

    async def somebody_comes(self) -> None:
        address = next(self.addresses)
        leads = [Role.COORDINATOR] if address % 5 == 0 else []
        came = await member(self.connection, address, Role.CAREGIVER, *leads)
        self.leading |= {came.person_id} if leads else set()
        self.people[came.person_id] = address
        await consents.choose(self.connection, came.person_id, "research", self.random.random() < 0.8, UNSAID, self.now)

    async def somebody_is_erased(self) -> None:
        await erasing.erase(self.connection, self._one(), self.now)

    async def somebody_moves(self) -> None:
        """And takes along what they wrote here."""
        person = self._one()
        self.moved.add(person)
        await memberships.stop_answering(self.connection, person, self.now)
        elsewhere = await practice(self.connection, "ede")
        await memberships.begin(self.connection, person, elsewhere, Role.CAREGIVER, self.now)

    async def somebody_chooses(self) -> None:
        purpose: Purpose = self.random.choice(("texts", "research"))
        person = self.random.choice(list(self.people))
        await consents.choose(self.connection, person, purpose, self.random.random() < 0.6, UNSAID, self.now)

    async def a_round_passes(self) -> None:
        """In which some write, and let it be read."""
        await self.these_write({person for person in self.people if self.random.random() < 0.35})

    async def these_write(self, writers: Collection[int], slug: str = "zwolle") -> None:
        """In a round that closes."""
        opened = await open_round(self.connection, slug, slot_on=None, at=self.now)
        asked = (await self.connection.execute(select(check_ins).where(check_ins.c.round_id == opened))).all()
        for check_in in asked:
            if check_in.person_id in writers:
                await self._writes(check_in.id, opened, check_in.person_id)
        await round_control.close_rounds(self.connection, [opened], PROGRAMME, MINIMUM_GROUP, self.now)

    async def old_texts_go(self) -> None:
        await self.texts_go_of_rounds_until(self.now - timedelta(hours=12))

    async def texts_go_of_rounds_until(self, at: datetime) -> None:
        for duty in retention.duties(Keeping(texts_days=1), at + timedelta(days=1)):
            if duty.name == "texts":
                await retention.do_some(self.connection, duty, self.now)

    async def _writes(self, check_in_id: int, round_id: int, person_id: int) -> None:
        text = f"text {len(self.writer_of)}"
        self.writer_of[text] = person_id
        given = {"check_in_id": check_in_id, "round_id": round_id, "role": "caregiver", "question_version": 1}
        row = given | {"answered_at": self.now}
        written = {"step": "remark", "question": "remark", "text": text, "option": None}
        shared = {"step": "remark_shared", "question": "remark_shared", "text": None, "option": "yes"}
        await self.connection.execute(insert(answers), [row | written, row | shared])
        if self.random.random() < 0.8:
            self.published.add(text)
            answer_id = await self.connection.scalar(select(answers.c.id).where(answers.c.text == text))
            await publications.choose(self.connection, answer_id, True, "", self.now)

    def _one(self) -> int:
        person = self.random.choice(list(self.people))
        del self.people[person]
        return person

    async def all_allow(self, texts: set[str], audience: Audience) -> bool:
        """Whether everybody who wrote these allows it as they chose last."""
        chosen = {
            writer: await consents.newest(self.connection, writer) for writer in {self.writer_of[one] for one in texts}
        }
        never = {who for who, by in chosen.items() if "texts" in by and not by["texts"].given}
        not_passed_on = {who for who, by in chosen.items() if "research" in by and not by["research"].given}
        return not never and (audience == "coordinator" or (not not_passed_on and texts <= self.published))

    async def written(self) -> list[str]:
        """What is still kept, let go or not."""
        return list(await self.connection.scalars(select(answers.c.text).where(answers.c.text.is_not(None))))

    async def read(self, audience: Audience) -> set[str]:
        shown = await remarks.shared(self.connection, await practice(self.connection), audience)
        return set(shown[Role.CAREGIVER])


@pytest.fixture(params=range(6))
async def village(database: Database, request: pytest.FixtureRequest) -> AsyncIterator[Village]:
    async with database.write() as connection:
        village = Village(connection, request.param)
        for _ in range(20):
            await village.somebody_comes()
        yield village


async def test_what_can_be_read_grows_only_by_whole_new_batches(village: Village) -> None:
    """Beside all that was ever read: what was taken back, and comes again, is known and hides nobody."""
    acts = (village.a_round_passes, village.somebody_is_erased, village.somebody_moves, village.somebody_chooses)
    before: dict[Audience, set[str]] = {audience: set() for audience in AUDIENCES}
    ever: dict[Audience, set[str]] = {audience: set() for audience in AUDIENCES}
    grew = 0
    for _ in range(40):
        act = village.random.choice((*acts, village.a_round_passes, village.somebody_chooses, village.old_texts_go))
        while len(village.people) < 16:
            await village.somebody_comes()
        await act()
        await releases.release(village.connection, PROGRAMME, MINIMUM_GROUP, village.now)
        for audience in AUDIENCES:
            after = await village.read(audience)
            assert await village.all_allow(after, audience)
            new = {village.writer_of[text] for text in after - ever[audience]} - village.leading
            assert not new or len(new) >= MINIMUM_GROUP, act.__name__
            assert after <= before[audience] or act == village.a_round_passes
            assert not {village.writer_of[text] for text in after} & village.moved
            grew += bool(new)
            before[audience] = after
            ever[audience] |= after
    assert grew


async def test_who_took_a_remark_back_and_lets_it_be_read_again_hides_nobody(village: Village) -> None:
    """It was read already: with one new remark beside it, everybody would know whose that is."""
    first, *others = [person for person in village.people if person not in village.leading]
    known = others[:MINIMUM_GROUP]
    await village.these_write(known)
    read = await village.read("coordinator")
    for person in known:
        for given in (False, True):
            await consents.choose(village.connection, person, "texts", given, UNSAID, village.now)
    await village.these_write({first})
    assert (len(read), await village.read("coordinator")) == (MINIMUM_GROUP, set())
    await village.these_write(others[: MINIMUM_GROUP - 1])
    assert len(await village.read("coordinator")) == 2 * MINIMUM_GROUP


async def test_what_was_let_go_together_goes_together_when_the_first_is_over(village: Village) -> None:
    """One by one, each would tell in which round it was written: a round in which perhaps one person answered."""
    first, *others = [person for person in village.people if person not in village.leading]
    await village.these_write({first})
    over_at = village.now
    await village.these_write(others[: MINIMUM_GROUP - 1])
    together = await village.read("coordinator")
    assert {village.writer_of[text] for text in together} == {first, *others[: MINIMUM_GROUP - 1]}
    await village.texts_go_of_rounds_until(over_at)
    assert await village.read("coordinator") == set()
    assert set(await village.written()) == {text for text in together if village.writer_of[text] != first}
    await erasing.erase(village.connection, first, village.now)
    await village.these_write(others[:MINIMUM_GROUP])
    assert not await village.read("coordinator") & together
    assert len(await village.read("coordinator")) == MINIMUM_GROUP


async def test_rounds_that_closed_before_batches_were_stored_have_their_turn_in_order(village: Village) -> None:
    for _ in range(8):
        await village.a_round_passes()
    before = {audience: await village.read(audience) for audience in AUDIENCES}
    await village.connection.execute(delete(released_texts))
    await village.connection.execute(update(rounds).values(released_at=None))
    await releases.release(village.connection, PROGRAMME, MINIMUM_GROUP, village.now)
    assert {audience: await village.read(audience) for audience in AUDIENCES} == before
    assert before["coordinator"]


async def test_practices_that_waited_differently_long_have_each_round_its_turn(village: Village) -> None:
    """After an outage one has a round more than the other: each is let go as if it had closed alone."""
    in_ede = [(await member(village.connection, 900 + n, Role.CAREGIVER, slug="ede")).person_id for n in range(9)]
    await village.these_write(in_ede[:2], "ede")
    for _ in range(4):
        await village.a_round_passes()
    await village.these_write(in_ede[2:], "ede")
    await village.these_write(in_ede[:2], "ede")
    released = select(released_texts.c.answer_id, released_texts.c.audience, released_texts.c.round_id)
    one_by_one = {tuple(row) for row in await village.connection.execute(released)}
    await village.connection.execute(delete(released_texts))
    await village.connection.execute(update(rounds).values(released_at=None))
    await releases.release(village.connection, PROGRAMME, MINIMUM_GROUP, village.now)
    assert {tuple(row) for row in await village.connection.execute(released)} == one_by_one
    assert len({round_id for *_, round_id in one_by_one}) > 1
