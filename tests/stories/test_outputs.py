"""What the table of outputs says of who gets something is so: whoever it does not name is refused, or told nothing."""

from collections.abc import Iterator

from msgspec.structs import fields, replace

from delivery.rendering.context import RenderingContext
from delivery.rendering.renderers import render
from rules.access import LEADING, Role
from rules.address import Address
from rules.outputs import OUTPUTS, Of
from rules.payloads.payload import PAYLOADS, Payload, stored
from storage import people
from storage.sending import Row
from tests.once import CATALOGUES, PROGRAMME
from tests.rules.stored_rows import STORED_ROWS
from tests.running_bot import RunningBot, on_sqlite
from tests.stories.user import User
from texts.messages import help as help_texts

pytestmark = on_sqlite
T = CATALOGUES.translator("nl")


def of_leaders(practice_id: int) -> Iterator[tuple[frozenset[object], Payload]]:
    """Everything about a practice or the programme that only leaders get: to whom, and one of each."""
    samples = {said.KIND: said for said, *_ in STORED_ROWS}
    for row in OUTPUTS:
        if row.name in PAYLOADS and row.to <= LEADING and row.of != {Of.NOBODY}:
            said = samples[row.name]
            names = {field.name for field in fields(said)}
            if "practice_id" in names:
                yield row.to, replace(said, practice_id=practice_id)
            elif row.name.startswith("programme"):
                yield row.to, said


async def test_whoever_the_table_does_not_name_gets_nothing(
    running_bot: RunningBot, corrie: User, dirk: User, marja: User, anneke: User, bram: User
) -> None:
    zwolle = await running_bot.practice_id("zwolle")
    roles = {corrie: Role.COORDINATOR, dirk: Role.COORDINATOR, marja: Role.MANAGER}
    for user, role, practice in (
        (corrie, "coordinator", "zwolle"),
        (dirk, "coordinator", "ede"),
        (marja, "manager", "zwolle"),
        (anneke, "caregiver", "zwolle"),
        (bram, "participant", "zwolle"),
    ):
        await user.registers(role, practice)
    told = set()
    for user in (corrie, dirk, marja, anneke, bram):
        async with running_bot.wiring.database.read() as connection:
            viewer = await people.viewer(connection, Address(user.phone.id))
            assert viewer
            for to, said in of_leaders(zwolle):
                row = Row(0, *stored(said), viewer.person_id, Address(user.phone.id), None, 1, 0, "nl")
                context = RenderingContext(connection, row, T, PROGRAMME, 6, "bot", running_bot.clock.now())
                shown = await render(context, said)
                if roles.get(user) not in to or (user is dirk and "practice_id" in said.__struct_fields__):
                    assert shown in (None, help_texts.refused(T)), (said, user.phone.id)
                elif shown not in (None, help_texts.refused(T)):
                    told.add(said.KIND)
    assert len(told) >= 9  # the others need more than a practice to speak of
