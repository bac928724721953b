"""For somebody without Telegram: who said yes, a page to hand over, a file, and that all of it goes."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot import by_letter
from bot.letter_subject import Meant
from bot.tracing import NoSuchCode
from rules.payloads.on_behalf import OnBehalf
from storage.tables import answers, audit, check_ins, erasures, outbox, proxies
from tests.reports.looks import words
from tests.running_bot import RunningBot, on_both, on_sqlite
from tests.stories.remains import places_of
from tests.stories.test_letters import terminal
from tests.stories.ticking_on import ticks_on
from tests.stories.user import User

NICKNAME = "Oma van hiernaast"
MORE, PAGE, FILE, REMOVE = (
    "Pagina, bestand of verwijderen",
    "Pagina om te geven",
    "Antwoorden in een bestand",
    "Verwijderen",
)
CODE = re.compile(r"\d{4}-\d{4}-\d{4}")


@pytest.fixture
async def helper(running_bot: RunningBot, bram: User) -> User:
    """Bram, a participant, filled in for somebody without Telegram."""
    await bram.registers("participant")
    await running_bot.opens_round()
    await bram.says("/namens")
    await bram.says(NICKNAME)
    await bram.taps("Ja, dat is goed", "Heel goed", "Goed", "Ja, goed")
    await bram.says("Iets van oma zelf.")
    return bram


async def chooses(helper: User, *labels: str) -> None:
    await helper.says("/namens")
    await helper.taps(MORE, NICKNAME, *labels)


async def newest_file(helper: User) -> bytes:
    newest = [shown for shown in await helper.sees_all() if shown.kind == "document"][-1]
    return await helper.phone.downloads(newest)


async def count_of(running_bot: RunningBot, table: object) -> int:
    async with running_bot.wiring.database.read() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table)) or 0)  # type: ignore[arg-type]


@on_both
async def test_a_page_in_their_own_language_bears_the_notice_and_a_code_for_a_letter(
    running_bot: RunningBot, helper: User
) -> None:
    await chooses(helper, PAGE, "Türkçe")
    text = " ".join(words(await newest_file(helper)))
    for said in ("Zwolle", NICKNAME, "Telegram", "Haklarınız"):
        assert said in text, said
    found = CODE.search(text)
    assert found
    assert await by_letter.find(terminal(running_bot), Meant(code=found[0])) == ["There is somebody without Telegram."]


@on_sqlite
async def test_a_code_on_paper_works_for_a_year_until_there_is_a_newer_page(
    running_bot: RunningBot, helper: User
) -> None:
    codes = []
    for _ in range(2):
        await chooses(helper, PAGE, "Nederlands")
        found = CODE.search(" ".join(words(await newest_file(helper))))
        assert found
        codes.append(found[0])
    with pytest.raises(NoSuchCode):
        await by_letter.find(terminal(running_bot), Meant(code=codes[0]))
    await running_bot.telegram.move_to(running_bot.clock.now() + timedelta(days=364))
    assert await by_letter.find(terminal(running_bot), Meant(code=codes[1]))


@on_sqlite
async def test_what_was_filled_in_is_a_page_to_read(helper: User) -> None:
    await chooses(helper, FILE)
    page = (await newest_file(helper)).decode()
    for said in (NICKNAME, "Hoe ging het samenwerken de afgelopen tijd?", "Heel goed", "Iets van oma zelf."):
        assert said in page


@on_both
async def test_removing_takes_the_nickname_the_answers_and_what_is_on_the_screen(
    running_bot: RunningBot, helper: User
) -> None:
    await chooses(helper, REMOVE)
    assert "Alles van" in (await helper.sees()).text
    await helper.taps("Ja, verwijder alles")
    shown = await helper.sees_all()
    assert not any("Heel goed" in one.text or "oma zelf" in one.text for one in shown)
    assert await count_of(running_bot, proxies) == 0
    async with running_bot.wiring.database.read() as connection:
        kept = select(func.count()).select_from(answers).join(check_ins).where(check_ins.c.proxy_id.is_not(None))
        assert await connection.scalar(kept) == 0
        assert await connection.scalar(select(func.count()).select_from(erasures)) == 1
        lists = select(outbox.c.buttons).where(outbox.c.kind == OnBehalf.KIND, outbox.c.buttons.is_not(None))
        assert list(await connection.scalars(lists)) == []
        noted = (await connection.execute(select(audit).where(audit.c.action == "proxy_erased"))).one()
    assert (noted.person_id, noted.details) == (None, None)
    await running_bot.tick()
    assert await places_of(running_bot, NICKNAME.encode()) == []


@on_sqlite
async def test_it_can_be_done_when_no_round_is_open(running_bot: RunningBot, helper: User) -> None:
    await running_bot.tick(running_bot.clock.now() + timedelta(days=8))
    await helper.says("/namens")
    assert "geen ronde open" in (await helper.sees()).text
    await helper.taps(NICKNAME, REMOVE, "Ja, verwijder alles")
    assert await count_of(running_bot, proxies) == 0


@on_sqlite
async def test_nobody_else_opens_any_of_it(running_bot: RunningBot, helper: User, els: User) -> None:
    await els.registers("participant")
    before = await count_of(running_bot, outbox)
    for forged in ("pv|1", "pj|1", "pl|1|nl", "pf|1", "px|1", "pd|1", "pr|1"):
        assert await els.forges(forged) == "Deze knop werkt niet meer."
    assert await count_of(running_bot, outbox) == before
    assert await count_of(running_bot, proxies) == 1


@on_sqlite
async def test_who_decides_by_law_may_say_yes_and_only_that_is_kept(running_bot: RunningBot, bram: User) -> None:
    await bram.registers("participant")
    await running_bot.opens_round()
    await bram.says("/namens")
    asked = await bram.says(NICKNAME)
    assert "een curator, een mentor" in asked.text
    assert asked.button("Ja, dat is goed (16 of ouder)")
    await bram.taps("Ja, dat zegt wie dat wettelijk mag")
    assert "Hoe ging het samenwerken" in (await bram.sees()).text
    async with running_bot.wiring.database.read() as connection:
        kept = (await connection.execute(select(proxies))).mappings().one()
    assert kept["consent_by"] == "representative"
    assert set(kept) == {"id", "person_id", "practice_id", "nickname", "consent_at", "consent_by", "created_at"}


@on_sqlite
async def test_the_age_is_in_the_button_of_the_yes(running_bot: RunningBot, anneke: User) -> None:
    asked = await anneke.opens(await running_bot.invite("caregiver"))
    assert asked.button("Ja, ik doe mee (16 of ouder)")


async def said_of_them(helper: User) -> list[str]:
    """What the bot's messages still say of them: words, buttons, and what stands in files."""
    left = []
    for one in await helper.sees_all():
        file = await helper.phone.downloads(one) if one.kind == "document" else b""
        inside = " ".join(words(file)) if file.startswith(b"%PDF") else file.decode()
        left.append(" ".join((one.text, *one.labels, inside)))
    return [said for said in left if "hiernaast" in said or "Heel goed" in said or "oma zelf" in said]


async def did_everything(helper: User) -> None:
    await chooses(helper, PAGE, "Nederlands")
    await chooses(helper, FILE)
    await helper.says("/namens")
    assert len(await said_of_them(helper)) > 5


@on_both
async def test_what_was_said_of_them_goes_from_the_chat_and_what_was_typed_for_them(
    running_bot: RunningBot, helper: User
) -> None:
    await did_everything(helper)
    others = [one.id for one in await helper.sees_all()][:2]  # the helper's own yes, and that they take part
    await chooses(helper, REMOVE, "Ja, verwijder alles")
    assert await said_of_them(helper) == []
    left = [one for one in await helper.phone.messages() if not one.deleted]
    assert "Iets van oma zelf." not in [one.text for one in left]
    assert others == [one.id for one in left if one.by_bot][:2]
    told = (await helper.sees()).text
    assert told.startswith("Verwijderd.")
    assert "Wat u zelf typte" in told  # the nickname


@on_sqlite
async def test_what_is_too_old_to_take_away_is_emptied(running_bot: RunningBot, helper: User) -> None:
    await did_everything(helper)
    await running_bot.telegram.forward(timedelta(days=3))
    await chooses(helper, REMOVE, "Ja, verwijder alles")
    assert await said_of_them(helper) == []
    assert "Dit bericht is gewist." in [one.text for one in await helper.sees_all()]


@on_sqlite
async def test_a_check_in_goes_from_the_chat_however_long_ago_it_was_shown(
    running_bot: RunningBot, helper: User
) -> None:
    """What was said is remembered for a month only; of a check-in it is known in which message it stands."""
    stands_in = (await helper.sees()).id
    await running_bot.tick(running_bot.clock.now() + timedelta(days=8))
    await running_bot.settles()
    await running_bot.tick(running_bot.clock.now() + timedelta(days=31))
    assert "hiernaast" in {one.id: one.text for one in await helper.sees_all()}[stands_in]
    await helper.says("/namens")
    await helper.taps(NICKNAME, REMOVE, "Ja, verwijder alles")
    assert {one.id: one.text for one in await helper.sees_all()}[stands_in] == "Dit bericht is gewist."


@on_sqlite
async def test_by_letter_it_goes_as_well_and_who_filled_in_is_told(running_bot: RunningBot, helper: User) -> None:
    running_bot.clock.freeze()
    await did_everything(helper)
    await helper.says("/stop")  # also then
    asked_at = running_bot.clock.now()
    await by_letter.ask_erasure(terminal(running_bot), Meant(practice="zwolle", nickname=NICKNAME))
    running_bot.wiring.sender.wake()
    assert NICKNAME in (await helper.sees()).text
    await ticks_on(running_bot, asked_at + timedelta(days=7, minutes=1))
    assert (await helper.sees()).text.startswith("Alles van iemand voor wie u invulde, is verwijderd.")
    assert await said_of_them(helper) == []
