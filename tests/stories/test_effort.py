"""What a check-in costs: a caregiver four taps at most, a participant with one experiment three, beside two texts."""

import pytest

from tests.running_bot import RunningBot, on_sqlite
from tests.stories.user import User

pytestmark = on_sqlite

REMARK = "Vrijdag nam iemand het over."


@pytest.mark.parametrize(
    "taps",
    [
        ["Goed", "Gaat wel", "Meestal", "Overslaan"],
        ["Goed", "Gaat wel", "Meestal", REMARK, "Ja, dat mag"],
        ["Goed", "Bijna niet meer", "Meestal", "Overslaan"],
        ["Goed", "Bijna niet meer", "Meestal", REMARK, "Ja, dat mag"],
    ],
)
async def test_a_caregivers_whole_check_in_is_at_most_four_taps(
    running_bot: RunningBot, anneke: User, corrie: User, taps: list[str]
) -> None:
    await corrie.registers("coordinator")
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    for tapped in taps:
        shown = await (anneke.says(tapped) if tapped == REMARK else anneke.taps(tapped))
    assert "Dank u wel." in shown.text
    assert len([tapped for tapped in taps if tapped != REMARK]) <= 4


@pytest.mark.parametrize(
    ("taps", "texts"),
    [
        (["Bezig", None, None, "Nee, deze keer niet", "Ja, dat mag"], 2),
        (["Bezig", "Overslaan", "Nee, deze keer niet"], 0),
        (["Klaar", None, None, "2 Volhouden", "Ja, dat mag"], 2),
        (["Nog niet begonnen", "2 Volhouden", None, "Ja, dat mag"], 1),
    ],
)
async def test_a_participants_with_one_experiment_is_at_most_three_taps_and_texts(
    running_bot: RunningBot, bram: User, taps: list[str | None], texts: int
) -> None:
    await running_bot.tries_out("Zorgmap")
    await bram.registers("participant", works_on=("Zorgmap",))
    await running_bot.opens_round()
    for tapped in taps:
        await (bram.taps(tapped) if tapped else bram.says("Een paar woorden."))
    assert any("Dank u wel." in shown.text for shown in await bram.sees_all())  # about cards it is asked behind it
    assert taps.count(None) == texts
    assert len(taps) - texts <= 3


@pytest.mark.parametrize("number", [2, 5, 8])
async def test_a_participants_is_at_most_five_questions_however_many_experiments(
    running_bot: RunningBot, bram: User, number: int
) -> None:
    titles = [f"Proef {letter}" for letter in "ABCDEFGHIJKLMN"[:number]]
    await running_bot.tries_out(*titles)
    await bram.registers("participant", works_on=tuple(titles))
    await running_bot.opens_round()
    for asked, tapped in enumerate(("Proef B", "Klaar", None, None, "Ja, dat mag"), 1):
        assert f"Vraag {asked} van hooguit 5" in (await bram.sees()).text
        await (bram.taps(tapped) if tapped else bram.says("Een paar woorden."))
    assert any("Dank u wel." in shown.text for shown in await bram.sees_all())  # about cards it is asked behind it
