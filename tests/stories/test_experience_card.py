"""What an experiment taught: filled from what participants share, finished by the coordinator."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import func, select, update

from simulator.phone import Message
from storage import remarks
from storage.tables import practices, publications
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.crowd import closes_after
from tests.stories.user import User, data_of
from texts.callback_data import encode
from texts.taps.experience_card import CardFieldChosen, CardFileAsked, CardShown, CardsShown

GONE = "Deze knop werkt niet meer."
QUESTION, YES, OLDER = "Mag deze tekst op een ervaringskaart?", "Ja, deze tekst mag", "Oudere tekst"
MORNING_AFTER = datetime(2026, 12, 2, 8, 0, tzinfo=UTC)


@pytest.fixture
async def coordinator(running_bot: RunningBot, corrie: User, bram: User) -> User:
    """Corrie, in whose practice Bram works on the Logeerhuis."""
    await running_bot.tries_out("Logeerhuis")
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(practices).values(core_theme="Even op adem"))
    await corrie.registers("coordinator")
    await bram.opens(await running_bot.invite("participant"))
    await bram.taps("Ja, ik doe mee", "Gemeente", "Logeerhuis", "Klaar")
    return corrie


async def reports(
    running_bot: RunningBot, corrie: User, bram: User, permission: str, *, in_a_file: bool = True
) -> None:
    """A round in which Bram tells how it goes; of each text he shares he says whether it may go on a card."""
    await fills_in(running_bot, bram, permission)
    if in_a_file:
        await says_yes_to_each(running_bot, bram)
    await closes_after(running_bot, corrie)


async def fills_in(running_bot: RunningBot, bram: User, permission: str) -> None:
    await running_bot.opens_round()
    await bram.taps("Bezig")
    await bram.says("Wij hebben <b>drie</b> bedden.")
    await bram.says("Iedereen sliep goed.")
    await bram.taps("Nee, deze keer niet", permission)


async def says_yes_to_each(running_bot: RunningBot, bram: User) -> None:
    """The morning after he is asked about the newest text, and comes from there to the older ones."""
    assert await questions(bram) == 0
    await running_bot.tick(MORNING_AFTER)
    while YES in (await bram.sees()).labels:
        if OLDER in (await bram.taps(YES)).labels:
            await bram.taps(OLDER)


async def questions(bram: User) -> int:
    """About how many texts he is being asked."""
    return sum(QUESTION in shown.text for shown in await bram.sees_all())


async def card_of(corrie: User) -> Message:
    await corrie.says("/ervaring")
    return await corrie.taps("Logeerhuis")


async def file_of(corrie: User, label: str) -> tuple[str, bytes]:
    """Name and content of the file behind this button."""
    await corrie.taps(label)
    shown = [one for one in await corrie.sees_all() if one.document][-1]
    assert shown.document is not None
    return shown.document["file_name"], await corrie.phone.downloads(shown)


@on_both
async def test_a_card_is_filled_from_what_is_shared_and_from_what_stands_above_it(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    await reports(running_bot, coordinator, bram, "Ja, dat mag")
    shown = (await card_of(coordinator)).text
    assert "Logeerhuis\nErvaringskaart" in shown
    assert "Thema\nEven op adem" in shown
    assert "Ambitie\nWat helpt mantelzorgers om het vol te houden?" in shown
    assert "Organisaties\nGemeente" in shown
    assert "Wat deden we?\nWij hebben <b>drie</b> bedden." in shown
    assert "Wat leverde het op?\nIedereen sliep goed." in shown
    assert "Geleerde lessen\nnog leeg" in shown


@on_sqlite
async def test_what_is_not_shared_is_not_on_it(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    await reports(running_bot, coordinator, bram, "Nee, liever niet")
    shown = (await card_of(coordinator)).text
    assert "bedden" not in shown
    assert "Wat deden we?\nnog leeg" in shown


@on_sqlite
async def test_a_yes_to_what_somebody_wrote_as_caregiver_is_none_to_their_reports(
    running_bot: RunningBot, coordinator: User, els: User
) -> None:
    """In one check-in, asked for each role by itself."""
    await els.registers("caregiver")
    await els.registers("participant", works_on=("Logeerhuis",))
    await running_bot.opens_round()
    await els.taps("Overslaan", "Overslaan", "Overslaan")
    await els.says("Als mantelzorger gaat het.")
    await els.taps("Ja, dat mag", "Bezig")
    await els.says("Drie bedden.")
    await els.taps("Overslaan", "Nee, deze keer niet", "Nee, liever niet")
    await closes_after(running_bot, coordinator)
    assert "Wat deden we?\nnog leeg" in (await card_of(coordinator)).text
    zwolle = await running_bot.practice_id("zwolle")
    async with running_bot.wiring.database.read() as connection:
        assert await remarks.about_experiments(connection, zwolle, "coordinator", trials=True) == []


async def test_what_may_be_read_but_not_go_into_a_file_is_not_on_it(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    await reports(running_bot, coordinator, bram, "Ja, dat mag", in_a_file=False)
    shown = (await card_of(coordinator)).text
    assert "Wat deden we?\nnog leeg" in shown
    assert "Dat kiezen zij met /privacy." in shown
    await bram.says("/privacy")
    await bram.taps("Mijn teksten en de kaart", YES, "Oudere tekst", YES)
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=2))
    await closes_after(running_bot, coordinator)
    assert "drie</b> bedden." in (await card_of(coordinator)).text
    await bram.says("/privacy")
    await bram.taps("Nooit op een ervaringskaart")
    _, content = await file_of(coordinator, "Markdown")
    assert "bedden" not in content.decode()


@on_both
async def test_each_text_has_a_yes_of_its_own_with_the_words_shown(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    await reports(running_bot, coordinator, bram, "Ja, dat mag", in_a_file=False)
    await bram.says("/privacy")
    asked = await bram.taps("Mijn teksten en de kaart")
    assert "Logeerhuis: “Iedereen sliep goed.”" in asked.text
    assert "Deze tekst mag op een ervaringskaart." in (await bram.taps(YES)).text
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=2))
    await closes_after(running_bot, coordinator)
    shown = (await card_of(coordinator)).text
    assert "Iedereen sliep goed." in shown
    assert "bedden" not in shown
    await bram.says("/privacy")
    await bram.taps("Mijn teksten en de kaart", "Nee, deze niet")
    assert "Iedereen sliep goed." not in (await card_of(coordinator)).text
    await bram.says("/privacy")
    await bram.taps("Mijn teksten en de kaart", YES)
    assert "Iedereen sliep goed." not in (await card_of(coordinator)).text  # until a round closes, as any other text


@on_sqlite
async def test_the_words_go_from_the_screen_when_the_round_closes(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    await fills_in(running_bot, bram, "Ja, dat mag")
    await running_bot.tick(MORNING_AFTER)
    assert "sliep goed" in (await bram.sees()).text
    await closes_after(running_bot, coordinator)
    assert not any("sliep goed" in shown.text for shown in await bram.sees_all())


@on_sqlite
async def test_a_check_in_is_followed_by_no_question_and_the_morning_after_there_is_one(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    await fills_in(running_bot, bram, "Ja, dat mag")
    assert "Dank u wel." in (await bram.sees()).text
    await running_bot.tick(MORNING_AFTER - timedelta(minutes=1))
    assert await questions(bram) == 0
    await closes_after(running_bot, coordinator)
    for _ in range(2):
        await running_bot.tick(MORNING_AFTER)
        assert await questions(bram) == 1
    assert "sliep goed" in (await bram.sees()).text
    await running_bot.opens_round(ROUND_OPENS + timedelta(weeks=2))
    await closes_after(running_bot, coordinator)
    assert not any("sliep goed" in shown.text for shown in await bram.sees_all())


@on_sqlite
async def test_who_pauses_is_not_asked(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    await fills_in(running_bot, bram, "Ja, dat mag")
    await bram.says("/pauze")
    await bram.taps("Vakantie", "2 weken")
    await running_bot.tick(MORNING_AFTER)
    assert await questions(bram) == 0


@on_sqlite
async def test_a_text_that_changed_is_asked_about_anew(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    await running_bot.opens_round()
    await bram.taps("Bezig")
    await bram.says("Drie bedden.")
    await bram.taps("Overslaan", "Nee, deze keer niet", "Ja, dat mag")
    await says_yes_to_each(running_bot, bram)
    await bram.taps("Wijzigen", "Logeerhuis: Gedaan")
    await bram.says("Vier bedden.")
    await bram.taps("Overslaan", "Ja, dat mag")
    await running_bot.tick(MORNING_AFTER + timedelta(days=1))
    asked = await bram.sees()
    assert "Vier bedden." in asked.text
    assert YES in asked.labels
    await closes_after(running_bot, coordinator)
    assert "bedden" not in (await card_of(coordinator)).text


@on_sqlite
async def test_nobody_chooses_for_somebody_elses_text_or_for_other_words(
    running_bot: RunningBot, coordinator: User, bram: User, els: User
) -> None:
    await els.registers("participant")
    await reports(running_bot, coordinator, bram, "Ja, dat mag", in_a_file=False)
    await bram.says("/privacy")
    shown = await bram.taps("Mijn teksten en de kaart")
    data = data_of(shown, YES)
    assert await els.forges(data) == GONE
    await bram.forges(f"{data.rpartition('|')[0]}|0123456789ab")
    assert await number_of(running_bot) == 0


async def number_of(running_bot: RunningBot) -> int:
    """How often somebody chose about a text."""
    async with running_bot.wiring.database.read() as connection:
        return await connection.scalar(select(func.count()).select_from(publications)) or 0


async def test_a_field_is_written_left_empty_and_taken_back(running_bot: RunningBot, coordinator: User) -> None:
    await card_of(coordinator)
    asked = await coordinator.taps("Aanpassen", "Tip")
    assert "Typ hieronder de nieuwe tekst." in asked.text
    await running_bot.restart()
    assert "Tip\nBegin klein.\nEn vraag het na." in (await coordinator.says("Begin klein.\n\nEn vraag het na.")).text
    await coordinator.taps("Aanpassen", "Thema")
    assert "Thema\nnog leeg" in (await coordinator.taps("Leeg laten")).text
    await coordinator.taps("Aanpassen", "Thema")
    assert "Thema\nEven op adem" in (await coordinator.taps("Zoals het eerst was")).text


@on_sqlite
async def test_a_long_text_is_refused_and_the_question_stands(coordinator: User) -> None:
    await card_of(coordinator)
    await coordinator.taps("Aanpassen", "Tip")
    assert "te lang: 2000 tekens" in (await coordinator.says("a" * 2000)).text
    assert "Tip\nKort." in (await coordinator.says("Kort.")).text


@on_sqlite
async def test_it_comes_in_three_kinds_of_file(running_bot: RunningBot, coordinator: User, bram: User) -> None:
    await reports(running_bot, coordinator, bram, "Ja, dat mag")
    await card_of(coordinator)
    name, content = await file_of(coordinator, "Markdown")
    assert name == "logeerhuis.md"
    assert "## Wat deden we?\n\nWij hebben \\<b\\>drie\\</b\\> bedden." in content.decode()
    name, content = await file_of(coordinator, "Website")
    assert name == "logeerhuis.html"
    assert "<h2>Thema</h2>\n<p>Even op adem</p>" in content.decode()
    assert "Geleerde lessen" not in content.decode()
    name, content = await file_of(coordinator, "Word")
    assert name == "logeerhuis.docx"
    assert "Iedereen sliep goed." in [paragraph.text for paragraph in Document(BytesIO(content)).paragraphs]


@on_sqlite
async def test_without_experiments_there_is_no_card(dirk: User) -> None:
    await dirk.registers("coordinator", "ede")
    assert "Ede heeft nog geen experimenten." in (await dirk.says("/ervaring")).text


@on_sqlite
async def test_nobody_else_sees_or_changes_it(
    running_bot: RunningBot, coordinator: User, dirk: User, bram: User
) -> None:
    await dirk.registers("coordinator", "ede")
    zwolle = await running_bot.practice_id("zwolle")
    for tap in (CardsShown(zwolle, 0), CardShown(1), CardFieldChosen(1, "tip"), CardFileAsked(1, "md")):
        for user in (dirk, bram):
            assert await user.forges(encode(tap)) == GONE
    assert "Dat kan niet" in (await bram.says("/ervaring")).text


@on_sqlite
@pytest.mark.parametrize("title", ["../../etc/passwd", "x\u202excod.exe", "=cmd|'/c calc'!A0", "<b>\u200b\u200b", "…"])
async def test_whatever_an_experiment_is_called_its_file_has_a_plain_name(
    running_bot: RunningBot, corrie: User, title: str
) -> None:
    await running_bot.tries_out(title)
    await corrie.registers("coordinator")
    await corrie.says("/ervaring")
    await corrie.phone.taps_data(await corrie.sees(), encode(CardShown(1)))
    for kind in ("docx", "html", "md"):
        await corrie.phone.taps_data(await corrie.sees(), encode(CardFileAsked(1, kind)))
        shown = [one for one in await corrie.sees_all() if one.document][-1]
        assert shown.document
        stem, _, suffix = shown.document["file_name"].rpartition(".")
        assert suffix == kind
        assert set(stem) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@on_both
async def test_the_organisations_are_those_of_when_a_round_last_closed(
    running_bot: RunningBot, coordinator: User, bram: User
) -> None:
    """Who comes or goes is not told by what appears on a card, or is gone from it."""
    before = (await card_of(coordinator)).text
    assert "Gemeente" not in before
    await running_bot.opens_round()
    await closes_after(running_bot, coordinator)
    frozen = (await card_of(coordinator)).text
    assert "Gemeente" in frozen
    await bram.says("/wissen")
    await bram.taps("Ja, wis alles")
    assert (await card_of(coordinator)).text == frozen
