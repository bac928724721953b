"""The notice: what was agreed to stays, what its owner changes is asked again, and nobody agrees to half of one."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.notices_command import in_words, notices
from bot.wiring import wire
from storage.tables import check_ins, consents, invitations, memberships, notice_texts, proxies
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.owner_changes import programme_file, restarts
from tests.stories.user import User

YES, STILL = "Ja, ik doe mee", "Ja, ik doe nog mee"
NEW, NOT_YET = "Onze tekst over privacy is nieuw.", "Onze tekst over privacy is nog niet af."
KEEP = "Ja, bewaar mijn tekst langer"
WITHDRAW, WHOLE = "Mijn ja terugnemen", "Lees de hele tekst"
BEGINS = "Welkom bij de check-in van Zwolle"


async def in_the_round(running_bot: RunningBot) -> int:
    async with running_bot.wiring.database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(check_ins)) or 0)


@on_sqlite
async def test_what_was_agreed_to_stays_in_the_chat_and_can_be_read_whole(
    running_bot: RunningBot, anneke: User
) -> None:
    shown = await anneke.opens(await running_bot.invite("caregiver"))
    words = shown.text.partition("\n\nU doet mee als")[0]
    await anneke.taps(YES)
    agreed, registered = (await anneke.sees_all())[-2:]
    assert agreed.text.startswith(words)
    assert "U zei ja op 23 november 2026." in agreed.text
    assert agreed.labels == []
    assert "Fijn dat u meedoet" in registered.text
    await anneke.says("/privacy")
    assert (await anneke.taps(WHOLE)).text == agreed.text
    assert "Wie zijn wij?" in (await anneke.taps("Lees meer")).text


async def test_who_is_asked_again_when_the_owner_changes_who_gets_data(
    running_bot: RunningBot, anneke: User, bram: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver")
    before = running_bot.settings.programme_file
    await restarts(running_bot, programme_file=programme_file(tmp_path, host="Rekenhuis BV, elders"))
    await bram.registers("participant")
    await running_bot.opens_round()
    assert NEW in (await anneke.sees()).text
    assert await in_the_round(running_bot) == 1  # Bram, who read the new one
    assert "sindsdien veranderd" in (await anneke.says("/privacy")).text
    assert "Rekenhuis" not in "".join([shown.text for shown in await anneke.sees_all()])
    await restarts(running_bot, programme_file=before)
    await running_bot.tick(ROUND_OPENS + timedelta(weeks=2))
    await running_bot.settles()
    assert "Hoe ging het samenwerken" in (await anneke.sees()).text  # what she agreed to is in force again
    assert NEW in (await bram.says("/checkin")).text


@on_sqlite
async def test_the_same_notice_is_never_asked_again(running_bot: RunningBot, anneke: User, tmp_path: Path) -> None:
    await anneke.registers("caregiver")
    await restarts(running_bot, programme_file=programme_file(tmp_path))
    await running_bot.opens_round()
    assert "Hoe ging het samenwerken" in (await anneke.sees()).text


@on_sqlite
@pytest.mark.parametrize(
    "changed", [{"keep_texts_days": 91}, {"keep_accounts_months": 13}, {"minimum_group": 9}, {"keep_audit_years": 3}]
)
async def test_another_term_is_another_notice(running_bot: RunningBot, anneke: User, changed: dict[str, int]) -> None:
    await anneke.registers("caregiver")
    await restarts(running_bot, **changed)
    assert NEW in (await anneke.opens()).text
    assert "Hoe gaat" not in (await anneke.taps(STILL)).text
    assert NEW not in (await anneke.opens()).text


@on_sqlite
async def test_one_practice_that_gets_its_own_controller_asks_nobody_elsewhere(
    running_bot: RunningBot, anneke: User, bram: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver", "ede")
    await bram.registers("caregiver", "zwolle")
    await restarts(running_bot, programme_file=programme_file(tmp_path, practice={"ede": "Gemeente Ede"}))
    assert NEW in (await anneke.opens()).text
    assert NEW not in (await bram.opens()).text


@on_sqlite
async def test_own_wording_of_the_notice_asks_again_who_reads_that_language(
    running_bot: RunningBot, anneke: User, bram: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver")
    await bram.says("/taal")
    await bram.taps("English")
    await bram.opens(await running_bot.invite("caregiver"))
    await bram.taps("Yes, I will join (16 or older)")
    worded = programme_file(tmp_path)
    own = '[texts.nl]\n"consent.sees" = "<b>Wie kijkt er mee?</b>"\n'
    worded.write_text(worded.read_text().replace("[texts.nl]\n", own, 1))
    await restarts(running_bot, programme_file=worded)
    assert NEW in (await anneke.opens()).text
    assert "Our privacy text is new" not in (await bram.opens()).text


@on_sqlite
async def test_own_wording_of_a_purpose_is_another_question_and_a_yes_to_the_old_one_counts_no_more(
    running_bot: RunningBot, anneke: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.says("/privacy")
    await anneke.taps(KEEP)
    before = running_bot.settings.programme_file
    worded = programme_file(tmp_path)
    own = '[texts.nl]\n"privacy.about_keep" = "Met een ja bewaren wij uw tekst tot 2040."\n'
    worded.write_text(worded.read_text().replace("[texts.nl]\n", own, 1))
    await restarts(running_bot, programme_file=worded)
    shown = await anneke.says("/privacy")
    assert "Mijn tekst langer bewaren: nee." in shown.text
    assert "maar onze tekst is veranderd" in shown.text
    assert shown.button(KEEP)
    assert NEW not in (await anneke.opens()).text  # who does not want that takes part as before
    await restarts(running_bot, programme_file=before)
    assert "Mijn tekst langer bewaren: ja." in (await anneke.says("/privacy")).text
    await restarts(running_bot, programme_file=worded)
    await anneke.says("/privacy")
    shown = await anneke.taps(KEEP)
    assert "Mijn tekst langer bewaren: ja." in shown.text
    assert "maar onze tekst is veranderd" not in shown.text


@on_sqlite
async def test_a_yes_to_other_words_is_asked_again_behind_the_next_check_in_and_once(
    running_bot: RunningBot, anneke: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    await anneke.taps("Goed", "Goed", "Meestal", "Overslaan")
    await anneke.says("/privacy")
    await anneke.taps(KEEP)
    worded = programme_file(tmp_path)
    own = '[texts.nl]\n"privacy.about_keep" = "Met een ja bewaren wij uw tekst tot 2040."\n'
    worded.write_text(worded.read_text().replace("[texts.nl]\n", own, 1))
    await restarts(running_bot, programme_file=worded)
    for round_opens in (ROUND_OPENS + timedelta(weeks=2), ROUND_OPENS + timedelta(weeks=4)):
        await running_bot.tick(round_opens)
        await running_bot.settles()
        await anneke.taps("Goed", "Goed", "Meestal", "Overslaan")
    asked = [shown for shown in await anneke.sees_all() if "tot 2040" in shown.text]
    assert len(asked) == 1
    assert "Mogen wij uw tekst langer bewaren?" in asked[0].text


async def test_what_people_agreed_to_is_kept_word_for_word_and_once(
    running_bot: RunningBot, anneke: User, bram: User, tmp_path: Path
) -> None:
    shown = await anneke.opens(await running_bot.invite("caregiver"))
    words = shown.text.partition("\n\nU doet mee als")[0]
    await anneke.taps(YES)
    await bram.registers("caregiver")
    await restarts(running_bot, programme_file=programme_file(tmp_path, host="Rekenhuis BV, elders"))
    await anneke.opens()
    await anneke.taps(STILL)
    await bram.says("/wissen")
    await bram.taps("Ja, wis alles")
    await running_bot.settles()
    found = await notices(wire(running_bot.settings, running_bot.clock.now))
    assert sorted((one.language, one.agreed) for one in found) == [("nl", 1), ("nl", 1)]
    told = [in_words(one) for one in found]
    assert all(
        words in text and re.match(r"=== [0-9a-f]{64}  version \d+  nl  since 2026-11-2\d", text) for text in told
    )
    assert sum("Rekenhuis BV, elders" in text for text in told) == 1
    async with running_bot.wiring.database.read() as connection:
        hashes = set((await connection.scalars(select(consents.c.notice_hash))).all())
        assert hashes <= set((await connection.scalars(select(notice_texts.c.fingerprint))).all())


# --- withdrawing ---


@on_both
async def test_who_stopped_can_still_take_back_their_yes(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    stopped = await anneke.says("/stop")
    assert stopped.labels == [WITHDRAW]
    assert "Uw ja blijft staan" in (await anneke.says("/privacy")).text
    assert "U nam uw ja terug." in (await anneke.taps(WITHDRAW)).text
    shown = await anneke.says("/privacy")
    assert "U nam uw ja terug op 23 november 2026." in shown.text
    assert "Na 23 december 2026 wissen wij alles van u." in shown.text


@on_sqlite
async def test_each_way_to_stop_also_offers_to_take_back_the_yes(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    asked = await anneke.says("ik wil stoppen")
    assert asked.labels == ["Ja, stoppen", WITHDRAW, "Nee, doorgaan"]
    assert "U nam uw ja terug." in (await anneke.taps(WITHDRAW)).text


@on_sqlite
async def test_who_is_asked_again_can_take_back_their_yes_to_the_old_one(
    running_bot: RunningBot, anneke: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver")
    await restarts(running_bot, programme_file=programme_file(tmp_path, host="Rekenhuis BV, elders"))
    await anneke.says("/privacy")
    assert "U nam uw ja terug." in (await anneke.taps(WITHDRAW)).text


# --- not before it is whole ---


@pytest.fixture
async def half(running_bot: RunningBot, tmp_path: Path) -> RunningBot:
    """A bot whose owner has not filled in an address."""
    await restarts(running_bot, programme_file=programme_file(tmp_path, email=""))
    return running_bot


async def uses(running_bot: RunningBot) -> list[int]:
    async with running_bot.wiring.database.read() as connection:
        return list((await connection.scalars(select(invitations.c.uses_left))).all())


async def registered(running_bot: RunningBot) -> int:
    async with running_bot.wiring.database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(memberships)) or 0)


@pytest.mark.parametrize("role", ["caregiver", "participant"])
async def test_an_invitation_lets_nobody_in_before_the_notice_is_whole(
    half: RunningBot, anneke: User, role: str, tmp_path: Path
) -> None:
    token = await half.invite(role)
    for way in (anneke.opens(token), anneke.says(token), anneke.says(f"https://t.me/mantelzorg_bot?start={token}")):
        assert NOT_YET in (await way).text
    assert (await registered(half), await uses(half)) == (0, [50])
    await restarts(half, programme_file=programme_file(tmp_path))
    assert BEGINS in (await anneke.opens(token)).text


@on_sqlite
async def test_nobody_moves_to_a_practice_whose_notice_is_not_whole(
    running_bot: RunningBot, anneke: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver", "ede")
    await anneke.opens(await running_bot.invite("caregiver"))
    await restarts(running_bot, programme_file=programme_file(tmp_path, email=""))
    assert NOT_YET in (await anneke.taps("Ja, naar Zwolle")).text
    async with running_bot.wiring.database.read() as connection:
        assert (await connection.scalars(select(memberships.c.left_at))).all() == [None]


@on_sqlite
async def test_a_yes_under_a_notice_that_lost_a_field_does_not_count(
    running_bot: RunningBot, anneke: User, tmp_path: Path
) -> None:
    await anneke.opens(await running_bot.invite("caregiver"))
    await restarts(running_bot, programme_file=programme_file(tmp_path, email=""))
    await anneke.taps(YES)
    await anneke.taps(YES)
    assert NOT_YET in (await anneke.sees()).text
    async with running_bot.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(consents)) == 0


@on_sqlite
async def test_who_leads_is_let_in_and_told_which_field_keeps_the_others_out(half: RunningBot, corrie: User) -> None:
    assert "U bent nu coördinator" in (await corrie.registers("coordinator")).text
    await corrie.says("/uitnodigen")
    assert "controller.email" in (await corrie.taps("Een mantelzorger")).text
    assert "controller.email" in (await corrie.says("/namens")).text
    async with half.wiring.database.read() as connection:
        assert await connection.scalar(select(func.count()).select_from(proxies)) == 0
    assert await uses(half) == [0]


@on_sqlite
async def test_who_took_part_is_asked_nothing_while_there_is_nothing_to_agree_to(
    running_bot: RunningBot, anneke: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await anneke.registers("caregiver")
    monkeypatch.setattr("rules.registration.NOTICE_VERSION", 99)
    await restarts(running_bot, programme_file=programme_file(tmp_path, email=""))
    before = await anneke.sees_all()
    await running_bot.opens_round()
    assert await anneke.sees_all() == before
    assert NOT_YET in (await anneke.says("/checkin")).text


@on_sqlite
async def test_in_open_registration_nobody_begins_either(half: RunningBot, anneke: User) -> None:
    await restarts(half, registration="open")
    await anneke.opens()
    await anneke.taps("Zwolle")
    assert NOT_YET in (await anneke.taps("Ik zorg voor iemand")).text
    assert await registered(half) == 0


@on_sqlite
async def test_a_practice_whose_own_notice_is_not_whole_is_not_compared_with_that_of_the_others(
    running_bot: RunningBot, anneke: User, bram: User, tmp_path: Path
) -> None:
    await anneke.registers("caregiver", "ede")
    own = programme_file(tmp_path, practice={"ede": "Gemeente Ede"}, host="Rekenhuis BV, elders")
    half = 'controller = { name = "Gemeente Ede", purposes = { nl = "leren" } }'
    own.write_text(own.read_text().replace('controller = { name = "Gemeente Ede" }', half))
    await restarts(running_bot, programme_file=own)
    assert NEW not in (await anneke.opens()).text
    assert NOT_YET in (await bram.opens(await running_bot.invite("caregiver", "ede"))).text


@on_sqlite
async def test_however_much_the_owner_filled_in_all_of_it_can_be_read(
    running_bot: RunningBot, anneke: User, tmp_path: Path
) -> None:
    file = programme_file(tmp_path, host="Rekenhuis & Zn <b>BV</b>")
    much = " ".join(f"doel{number}" for number in range(900))
    written = re.sub(r'nl = "Zo leert uw praktijk.*"', f'nl = "{much}"', file.read_text(encoding="utf-8"))
    file.write_text(written, encoding="utf-8")
    await restarts(running_bot, programme_file=file)
    shown, read = await anneke.opens(await running_bot.invite("caregiver")), ""
    while shown.button("Lees meer"):
        before = shown.text
        shown = await anneke.taps("Lees meer")
        assert shown.text != before
        assert len(shown.text.split()) <= 300
        read += f" {shown.text}"
    assert much in " ".join(read.split())
    assert "Rekenhuis & Zn <b>BV</b>" in read
    assert (await anneke.taps(YES)).text.startswith("Fijn dat u meedoet")
    await anneke.says("/privacy")
    await anneke.taps(WHOLE)
    for _ in range(4):
        shown = await anneke.taps("Lees meer")
    assert "doel899" in shown.text or shown.button("Lees meer")
