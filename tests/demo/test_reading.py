"""Reading along on a phone: what was read before is never taken for something new."""

import pytest

from bot.demo import Trouble
from bot.demo.reading import Reader
from simulator.phone import Telegram
from tests.running_bot import RunningBot, on_sqlite


@on_sqlite
async def test_old_message_is_not_new(
    running_bot: RunningBot, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    anneke = Reader(await telegram.person("Anneke"))
    await anneke.phone.opens(await running_bot.invite("caregiver"))
    await anneke.sees("Doet u mee?")
    monkeypatch.setattr("bot.demo.reading.PATIENCE_SECONDS", 0.2)
    with pytest.raises(Trouble, match="Anneke"):
        await anneke.sees("Doet u mee?")
    monkeypatch.undo()
    await anneke.taps("Lees meer")
    assert "Ja, ik doe mee (16 of ouder)" in (await anneke.sees_buttons()).labels
