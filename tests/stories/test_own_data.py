"""Everything that is kept of somebody, shown to that somebody: in words, and in a file."""

import json
from typing import Any

from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.user import User


async def file_of(user: User) -> dict[str, Any]:
    """The newest file they got."""
    newest = [shown for shown in await user.sees_all() if shown.kind == "document"][-1]
    document: dict[str, Any] = json.loads(await user.phone.downloads(newest))
    return document


@on_both
async def test_who_asks_sees_in_words_and_in_a_file_what_is_kept(
    running_bot: RunningBot, anneke: User, bram: User
) -> None:
    await anneke.registers("caregiver")
    await bram.registers("caregiver")
    await running_bot.opens_round()
    await bram.taps("Goed", "Overslaan", "Overslaan")
    await bram.says("Iets van Bram alleen.")
    await anneke.taps("Goed", "Overslaan", "Overslaan")
    await anneke.says("Iets van Anneke alleen.")
    words = await anneke.says("/mijngegevens")
    assert f"Uw nummer bij Telegram: {anneke.phone.id}." in words.text
    assert "Zwolle: mantelzorger, sinds 23 november 2026." in words.text
    assert "Antwoorden met tekst: 1" in words.text
    assert "Tekst: 90 dagen na de ronde." in words.text
    document = await file_of(anneke)
    assert document["format"] == 1
    kept = json.dumps(document, ensure_ascii=False)
    assert "Iets van Anneke alleen." in kept
    assert "Bram" not in kept
    assert [row["purpose"] for row in document["sections"]["consents"]["rows"]] == ["take_part"]
    assert list(document["names"]["practices"].values()) == ["Zwolle"]


@on_both
async def test_what_others_did_between_two_files_shows_in_no_number(
    running_bot: RunningBot, anneke: User, bram: User
) -> None:
    """Somebody who asks twice, and knows that only Anneke did anything between, does not learn what."""
    for user in (bram, anneke):
        await user.registers("caregiver")
    await running_bot.opens_round()
    await bram.taps("Goed")
    await bram.says("/mijngegevens")
    await anneke.taps("Goed", "Overslaan", "Overslaan")
    await anneke.says("Iets van Anneke alleen.", "/pauze")
    await anneke.taps("Vakantie", "4 weken")
    await bram.taps("Goed")
    await bram.says("/mijngegevens")
    sections = (await file_of(bram))["sections"]
    for name, key in (("inbox", "update_id"), ("outbox", "id"), ("answers", "id"), ("check_ins", "id")):
        counted = [row[key] for row in sections[name]["rows"]]
        assert counted == list(range(1, len(counted) + 1)), name
    assert {row["check_in_id"] for row in sections["answers"]["rows"]} == {1}
    assert len(sections["inbox"]["rows"]) > 3
    assert not [row for row in sections["outbox"]["rows"] if "dedupe_key" in row]


@on_sqlite
async def test_a_stranger_may_ask_as_well_also_after_stopping(anneke: User) -> None:
    await anneke.says("/stop")
    assert "Dit bewaren wij van u" in (await anneke.says("/mydata")).text
    (person,) = (await file_of(anneke))["sections"]["people"]["rows"]
    assert (person["telegram_id"], person["stopped_at"] is not None) == (anneke.phone.id, True)
