"""`/handleiding`: how to look after a practice, for who leads, and nobody else."""

from reports.handbook import handbook
from tests.running_bot import RunningBot, on_sqlite
from tests.stories.user import User


@on_sqlite
async def test_the_bot_sends_it_to_who_leads(running_bot: RunningBot, corrie: User, marja: User, bram: User) -> None:
    for user, role in ((corrie, "coordinator"), (marja, "manager"), (bram, "participant")):
        await user.registers(role)
    for user in (corrie, marja):
        await user.says("/handleiding")
        shown = [one for one in await user.sees_all() if one.kind == "document"][-1]
        assert shown.document
        assert shown.document["file_name"] == "handleiding.pdf"
        assert await user.phone.downloads(shown) == handbook()
    assert "Dat kan niet." in (await bram.says("/handleiding")).text
