"""Who may do what, generated from the tables: a command or a button that nobody thought of fails here."""

from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import fields
from sqlalchemy import Table, select

from rules.access import Role
from rules.address import Address
from rules.commands import COMMANDS, Command
from rules.payloads.announcement import AnnouncementQuestion
from rules.payloads.design_questions import DesignQuestions
from rules.payloads.experience_card import CardList
from rules.payloads.experiments import Experiments
from rules.payloads.export import ExportPeriods
from rules.payloads.feedback import PracticeFeedback
from rules.payloads.headcount import PracticeHeadcount
from rules.payloads.invitations import RolesToInvite, RunningInvitations
from rules.payloads.nudge import Nudge
from rules.payloads.rounds import RoundState
from rules.payloads.summary import ExperimentStates, Remarks, Summary, Trend
from rules.payloads.theme import CoreTheme
from storage import outbox, people
from storage.tables import metadata
from tests.running_bot import RunningBot, on_sqlite
from tests.stories.crowd import answer, caregivers, closes_after
from tests.stories.user import User
from texts.callback_data import Tap, encode
from texts.taps import CODES
from texts.taps.leaving import ErasureAnswered, StopAnswered

REFUSED = "Dat kan niet. Tik op /hulp. Dan ziet u wat wel kan."
#: What asking leaves behind by itself: the question, the answer, and the person who asked.
TRACES = {"inbox", "outbox", "people", "telegram", "replicas"}
#: In every text that tells something of the practice that is asked about.
SECRETS = ("Zwolle", "Logeerhuis", "Even op adem", "Zwaar")
CALLED = {Role.CAREGIVER: "Anneke", Role.PARTICIPANT: "Bram", Role.COORDINATOR: "Corrie", Role.MANAGER: "Marja"}


def takes(row: Command, role: Role | None) -> bool:
    """Whether the table lets somebody with this role alone give this command."""
    return not row.roles or role in row.roles


@on_sqlite
@pytest.mark.parametrize("role", [None, *sorted(Role)])
async def test_every_command_is_refused_to_every_role_that_the_table_leaves_out(
    running_bot: RunningBot, role: Role | None
) -> None:
    user = User(running_bot, await running_bot.telegram.person(CALLED[role] if role else "Els"))
    if role:
        await user.registers(role)
    else:
        await user.opens()
    for row in COMMANDS:
        if row.name == "wissen":
            continue  # it asks, and takes the next words for an answer
        for name in row.names:
            await user.says(f"/{name}")
            said = (await user.sees_all())[-1]
            assert (said.text == REFUSED) == (not takes(row, role)), (row.name, role)


@pytest.fixture
async def zwolle(running_bot: RunningBot, corrie: User, bram: User) -> Sequence[User]:
    """A practice with something of everything in it, and its people."""
    await running_bot.tries_out("Logeerhuis")
    await corrie.registers("coordinator")
    await bram.registers("participant", works_on=("Logeerhuis",))
    phones = await caregivers(running_bot, 5)
    await running_bot.opens_round()
    await answer(running_bot, phones, "Goed", "Gaat wel", "Meestal")
    await bram.taps("Bezig")
    await closes_after(running_bot, corrie)
    for words in ("/kernthema", "Even op adem", "/terugkoppeling", "Zwaar werk", "/bericht", "Zwaar nieuws"):
        await corrie.says(words)
    await corrie.says("/uitnodigen")
    await corrie.taps("Een mantelzorger")
    return [corrie, bram]


async def everything(running_bot: RunningBot) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for what asking leaves behind."""
    async with running_bot.wiring.database.read() as connection:
        return {
            table.name: [tuple(row) for row in await connection.execute(select(table).order_by(*_key(table)))]
            for table in metadata.sorted_tables
            if table.name not in TRACES
        }


def _key(table: Table) -> list[Any]:
    return list(table.primary_key.columns)


def forged(kind: type[Tap], number: int, zwolle_id: int) -> Tap:
    """A tap of this kind about what is Zwolle's, filled in from its fields."""
    known = {"practice_id": zwolle_id, "role": "caregiver", "page": 0, "version": 0, "action": "close", "step": "samen"}
    known |= {"option": "4", "central": "goed", "field": "tip", "period": "all", "kind": "xlsx", "status": "done"}
    known |= {"form": "pdf", "part": "overview", "region": "noord", "what": "close", "language": "nl"}
    values = {field.name: known.get(field.name, _value(field.type, number)) for field in fields(kind)}
    return kind(**values)


def _value(kind: Any, number: int) -> int | str | bool:
    if kind in (bool, "bool"):
        return True
    return number if kind in (int, "int") else "x"


@on_sqlite
@pytest.mark.parametrize("who", ["dirk", "els", "nobody"])
async def test_no_button_reaches_into_another_practice(
    running_bot: RunningBot, zwolle: Sequence[User], dirk: User, els: User, who: str
) -> None:
    """Every kind of tap there is, forged by who has nothing to do with Zwolle: nothing changes, nothing is told."""
    outsider = els if who == "els" else dirk
    if who == "dirk":
        await dirk.registers("coordinator", "ede")
    elif who == "els":
        await els.registers("participant", "ede")
    else:
        await outsider.opens()
    zwolle_id = await running_bot.practice_id("zwolle")
    before = await everything(running_bot)
    for kind in (kind for kind in CODES.values() if kind not in (ErasureAnswered, StopAnswered)):  # about oneself
        for number in (1, 2, 3):
            data = encode(forged(kind, number, zwolle_id))
            await outsider.forges(data)
            after = await everything(running_bot)
            assert [name for name in before if before[name] != after[name]] == [], data
            told = [shown.text + " ".join(shown.labels) for shown in await outsider.sees_all()]
            assert [text for text in told if any(secret in text for secret in SECRETS)] == [], data


#: What is about a practice by its id. Who may hear it is looked at when it is put into words, whatever let it in.
ABOUT_A_PRACTICE = (
    *(Summary, Trend, ExperimentStates, Remarks, PracticeHeadcount, RoundState, Nudge, PracticeFeedback),
    *(CoreTheme, DesignQuestions, Experiments, CardList, AnnouncementQuestion, ExportPeriods),
    *(RolesToInvite, RunningInvitations),
)


@on_sqlite
@pytest.mark.parametrize("who", ["dirk", "bram", "els"])
async def test_what_waits_to_be_said_is_not_told_to_who_may_not_know_it(
    running_bot: RunningBot, zwolle: Sequence[User], dirk: User, els: User, who: str
) -> None:
    """As when a role ends between the tap and the word: the practice's own participant, too, and another's leader."""
    outsider = {"dirk": dirk, "bram": zwolle[1], "els": els}[who]
    await (dirk.registers("coordinator", "ede") if who == "dirk" else outsider.opens())
    zwolle_id = await running_bot.practice_id("zwolle")
    before = len(await outsider.sees_all())
    async with running_bot.wiring.database.write() as connection:
        viewer = await people.viewer(connection, Address(outsider.phone.id))
        assert viewer
        for asked in ABOUT_A_PRACTICE:
            now = running_bot.clock.now()
            await outbox.add(connection, asked(zwolle_id), now=now, person_id=viewer.person_id)
    running_bot.wiring.sender.wake()
    told = (await outsider.sees_all())[before:]
    assert {shown.text for shown in told} <= {REFUSED}
    assert not [shown for shown in told if shown.buttons]
