"""What was learnt, the second time: two who write at once, what ended meanwhile, and words that were taken back."""

from datetime import timedelta
from io import BytesIO

import pytest
from docx import Document

from rules.telling import MINIMUM_GROUP
from simulator.phone import Message, Telegram
from tests.running_bot import ROUND_OPENS, RunningBot, on_both, on_sqlite
from tests.stories.test_ended_roles import ends
from tests.stories.test_logbook import expects, opens_logbook
from tests.stories.test_programme_report import newest_file
from tests.stories.user import User, data_of

MORNING = timedelta(days=6, hours=21)
TWO_WEEKS = timedelta(weeks=2)
CHANGED = "Dit is intussen veranderd."
HEAD = "Antwoord van de coördinator"
ASKS = "Even terugkijken?"


@pytest.fixture
async def coordinators(running_bot: RunningBot, corrie: User, els: User, bram: User) -> tuple[User, User]:
    """Corrie and Els coordinate together; Bram works on the Logeerhuis."""
    await running_bot.tries_out("Logeerhuis")
    await corrie.registers("coordinator")
    await els.registers("coordinator")
    await bram.registers("participant", works_on=("Logeerhuis",))
    return corrie, els


async def asked_to_look_back(user: User) -> int:
    return len([one for one in await user.sees_all() if ASKS in one.text])


async def reports_in_round(running_bot: RunningBot, number: int, bram: User, status: str) -> None:
    """And the morning after."""
    opens = ROUND_OPENS + (number - 1) * TWO_WEEKS
    await running_bot.opens_round(opens)
    if "Nu invullen" in (await bram.sees()).labels:
        await bram.taps("Nu invullen")
    await bram.taps(status)
    await running_bot.tick(opens + timedelta(days=6))
    await running_bot.tick(opens + MORNING)
    await running_bot.settles()


@pytest.mark.parametrize("way", ["reply", "feedback"])
@on_sqlite
async def test_who_says_yes_says_it_to_the_words_they_saw(
    running_bot: RunningBot, coordinators: tuple[User, User], telegram: Telegram, way: str
) -> None:
    """Two write at once: a yes below words that were replaced meanwhile sends nothing, and shows what there is."""
    corrie, els = coordinators
    if way == "reply":
        await eight_write(running_bot, telegram)
    seen = await drafts(corrie, way, "Vanaf maandag is er een spreekuur.")
    await drafts(els, way, "Zinloos gezeur.")
    for label in ("Ja, meesturen", "Nee, niet sturen"):
        tap = await corrie.phone.taps_data(seen, data_of(seen, label))
        assert await corrie.hears(tap) == CHANGED
        shown = next(one for one in await corrie.sees_all() if one.id == seen.id)
        assert "Zinloos gezeur." in shown.text
        assert "Ja, meesturen" in shown.labels  # nobody said yes to it
    assert "Dit gaat mee" in (await els.taps("Ja, meesturen")).text


async def eight_write(running_bot: RunningBot, telegram: Telegram) -> list[User]:
    users = [User(running_bot, await telegram.person(f"Mantelzorger {number}")) for number in range(MINIMUM_GROUP)]
    for user in users:
        await user.registers("caregiver")
    await running_bot.opens_round()
    for number, user in enumerate(users):
        await user.taps("Goed", "Goed", "Meestal")
        await user.says("Bellen lukt nooit" if number == 0 else f"Het loket is al {number} weken dicht")
        await user.taps("Ja, dat mag")
    await running_bot.tick(ROUND_OPENS + timedelta(days=6))
    return users


async def drafts(user: User, way: str, text: str) -> Message:
    if way == "feedback":
        await user.says("/terugkoppeling")
    else:
        await user.says("/samenvatting")
        await user.taps("Opmerkingen", "Antwoord schrijven")
    return await user.says(text)


@pytest.mark.parametrize("way", ["reply", "feedback"])
@on_sqlite
async def test_who_writes_over_what_would_go_out_hears_that_it_does_not_go_out_now(
    running_bot: RunningBot, coordinators: tuple[User, User], telegram: Telegram, way: str
) -> None:
    corrie, els = coordinators
    if way == "reply":
        await eight_write(running_bot, telegram)
    await drafts(corrie, way, "Vanaf maandag is er een spreekuur.")
    await corrie.taps("Ja, meesturen")
    await drafts(els, way, "Vanaf dinsdag is er een spreekuur.")
    assert [one for one in await els.sees_all() if "gaat nu niet meer mee" in one.text]
    await els.taps("Ja, meesturen")
    await drafts(els, way, "Vanaf woensdag is er een spreekuur.")
    assert len([one for one in await els.sees_all() if "gaat nu niet meer mee" in one.text]) == 2


@pytest.mark.parametrize(
    "text",
    [
        *("Lees loket.zorg/zwolle.", "Kijk op praktijk.amsterdam", "Bel 06.12.34.56.78."),
        *("Zie tg://resolve", "Iemand schreef: bellen lukt nooit. Dat klopt.", "Schrijf naar loket (at) zwolle.nl"),
    ],
)
@on_sqlite
async def test_other_ways_to_who_wrote_are_pointed_out_as_well(
    running_bot: RunningBot, coordinators: tuple[User, User], telegram: Telegram, text: str
) -> None:
    await eight_write(running_bot, telegram)
    assert "Let op:" in (await drafts(coordinators[0], "reply", text)).text


@on_sqlite
async def test_an_answer_when_all_who_wrote_are_gone(
    running_bot: RunningBot, coordinators: tuple[User, User], telegram: Telegram, anneke: User
) -> None:
    """It goes out all the same, and there is nothing more to answer."""
    await anneke.registers("caregiver")
    writers = await eight_write(running_bot, telegram)
    corrie, _ = coordinators
    seen = await drafts(corrie, "reply", "Vanaf maandag is er een spreekuur.")
    for user in writers:
        await user.says("/wissen")
        await user.taps("Ja, wis alles")
    await running_bot.restart()
    await corrie.phone.taps_data(seen, data_of(seen, "Ja, meesturen"))
    await corrie.sees()
    await corrie.says("/samenvatting")
    assert "Antwoord schrijven" not in (await corrie.taps("Opmerkingen")).labels
    await running_bot.opens_round(ROUND_OPENS + TWO_WEEKS)
    assert len([one for one in await anneke.sees_all() if HEAD in one.text]) == 1


@on_both
async def test_who_left_a_look_back_open_is_asked_again_when_something_new_comes(
    running_bot: RunningBot, coordinators: tuple[User, User], bram: User
) -> None:
    corrie, _ = coordinators
    await reports_in_round(running_bot, 1, bram, "Aangepast")
    assert await asked_to_look_back(corrie) == 1
    await running_bot.restart()
    await reports_in_round(running_bot, 2, bram, "Aangepast")
    assert await asked_to_look_back(corrie) == 1
    await reports_in_round(running_bot, 5, bram, "Klaar")  # after the holidays
    assert await asked_to_look_back(corrie) == 2
    book = (await opens_logbook(corrie)).text
    assert "Stand: Klaar." in book
    assert "Terugblik 2" not in book


@on_sqlite
async def test_who_began_to_look_back_and_wrote_nothing_is_asked(
    running_bot: RunningBot, coordinators: tuple[User, User], bram: User
) -> None:
    corrie, _ = coordinators
    await opens_logbook(corrie)
    await corrie.taps("Terugkijken")
    await corrie.says("nee")
    await reports_in_round(running_bot, 1, bram, "Klaar")
    assert await asked_to_look_back(corrie) == 1


@on_sqlite
async def test_what_ended_before_the_morning_is_looked_back_at_too(
    running_bot: RunningBot, coordinators: tuple[User, User], bram: User
) -> None:
    corrie, _ = coordinators
    await running_bot.opens_round()
    await bram.taps("Klaar")
    await corrie.says("/experimenten")
    await corrie.taps("1. Logeerhuis", "Beëindigen", "Ja, beëindigen")
    await running_bot.tick(ROUND_OPENS + timedelta(days=6))
    await running_bot.tick(ROUND_OPENS + MORNING)
    assert await asked_to_look_back(corrie) == 1


@on_both
async def test_what_participants_report_is_asked_about_the_next_morning(
    running_bot: RunningBot, coordinators: tuple[User, User], bram: User
) -> None:
    """Not at the tap, once on a day, and not again when the round closes."""
    corrie, els = coordinators
    await expects(corrie, "Meer rust")
    await running_bot.opens_round()
    await bram.taps("Klaar")
    for hours in (1, 8, 20):  # the same afternoon, the evening, a quarter past eight
        await running_bot.tick(ROUND_OPENS + timedelta(hours=hours))
        await running_bot.settles()
    assert await asked_to_look_back(corrie) == 0
    await running_bot.restart()
    for hours in (21, 22, 23):
        await running_bot.tick(ROUND_OPENS + timedelta(hours=hours))
    assert (await asked_to_look_back(corrie), await asked_to_look_back(els)) == (1, 1)
    await bram.taps("Minder")
    assert "Kwam het uit?" not in (await opens_logbook(corrie)).text  # not at what moment somebody said so
    await running_bot.tick(ROUND_OPENS + timedelta(days=6))
    await running_bot.tick(ROUND_OPENS + MORNING)
    assert await asked_to_look_back(corrie) == 1
    await bram.says("/wissen")
    await bram.taps("Ja, wis alles")  # it is the practice's, as the state is: whose word it was, is kept nowhere
    assert "Stand: Klaar.\nKwam het uit? Minder." in (await opens_logbook(els)).text


@on_sqlite
async def test_who_puts_a_slip_right_the_same_day_has_nobody_asked(
    running_bot: RunningBot, coordinators: tuple[User, User], bram: User
) -> None:
    await running_bot.opens_round()
    await bram.taps("Gestopt", "Terug", "Bezig")
    await running_bot.tick(ROUND_OPENS + timedelta(hours=22))
    assert await asked_to_look_back(coordinators[0]) == 0
    assert "Gestopt" not in (await opens_logbook(coordinators[0])).text


@on_sqlite
async def test_a_lesson_can_be_written_after_the_end_and_after_reopening(
    running_bot: RunningBot, coordinators: tuple[User, User]
) -> None:
    corrie, els = coordinators
    await opens_logbook(corrie)
    await corrie.taps("Terugkijken")
    await els.says("/experimenten")
    await els.taps("1. Logeerhuis", "Beëindigen", "Ja, beëindigen")
    await running_bot.restart()
    assert "Hoe gaan jullie verder?" in (await corrie.says("Vrijdag werkt beter")).text
    assert "Vrijdag werkt beter" in (await corrie.taps("Houden")).text
    await els.says("/experimenten")
    await els.taps("Beëindigd: 1", "1. Logeerhuis", "Weer openen")
    assert "Daarna (23 november 2026): zo houden." in (await opens_logbook(els)).text


@on_sqlite
async def test_who_was_handed_over_in_the_middle_writes_nothing(
    running_bot: RunningBot, coordinators: tuple[User, User]
) -> None:
    corrie, els = coordinators
    await opens_logbook(corrie)
    await corrie.taps("Terugkijken")
    await ends(running_bot, corrie)
    await corrie.says("Dit hoort er niet meer bij")
    book = await opens_logbook(els)
    assert "Dit hoort er niet" not in book.text
    assert "Wat leerden jullie?" in book.labels


@on_sqlite
async def test_a_choice_below_an_older_version_shows_what_there_is_now(
    running_bot: RunningBot, coordinators: tuple[User, User]
) -> None:
    corrie, els = coordinators
    await opens_logbook(corrie)
    await corrie.taps("Verwachting opschrijven")
    older = await corrie.says("Meer rust")
    await expects(els, "Minder bellen")
    tap = await corrie.phone.taps_data(older, data_of(older, "Klein vertrouwen"))
    assert await corrie.hears(tap) == CHANGED
    shown = next(one for one in await corrie.sees_all() if one.id == older.id)
    assert "Minder bellen" in shown.text
    assert "Groot vertrouwen" in shown.text


@on_sqlite
async def test_an_expectation_that_goes_while_it_is_asked_about(
    running_bot: RunningBot, coordinators: tuple[User, User], bram: User
) -> None:
    corrie, _ = coordinators
    await expects(corrie, "Opa Jan slaapt beter")
    await running_bot.opens_round()
    assert "Opa Jan" in (await bram.taps("Klaar")).text
    await opens_logbook(corrie)
    shown = await corrie.taps("Alle zinnen")
    await corrie.taps(shown.labels[0], "Ja, verwijderen")
    await running_bot.restart()
    assert "Opa Jan" not in (await bram.taps("Minder")).text
    assert "Wat hebben jullie gedaan" in (await bram.sees()).text


@on_sqlite
async def test_an_expectation_that_comes_below_a_question_leaves_no_dead_button(
    running_bot: RunningBot, coordinators: tuple[User, User], bram: User
) -> None:
    await running_bot.opens_round()
    assert "Wat hebben jullie gedaan" in (await bram.taps("Klaar")).text
    await expects(coordinators[0], "Meer rust")
    assert "Kwam het uit zoals verwacht?" in (await bram.taps("Overslaan")).text
    assert "Wat hebben jullie gedaan" in (await bram.taps("Minder")).text


@on_sqlite
async def test_a_status_below_an_ended_experiment(running_bot: RunningBot, coordinators: tuple[User, User]) -> None:
    """Ended by another meanwhile: its status stays."""
    corrie, els = coordinators
    await corrie.says("/experimenten")
    choice = await corrie.taps("1. Logeerhuis", "Stand kiezen")
    await els.says("/experimenten")
    await els.taps("1. Logeerhuis", "Beëindigen", "Ja, beëindigen")
    tap = await corrie.phone.taps_data(choice, data_of(choice, "Loopt vast"))
    assert await corrie.hears(tap) == CHANGED


@on_both
async def test_a_lesson_that_named_somebody_goes_from_every_screen_and_file(
    running_bot: RunningBot, coordinators: tuple[User, User], dirk: User, marja: User
) -> None:
    """Also from what other practices have on their phones, and from what is made afterwards."""
    corrie, els = coordinators
    named = "Opa Jan van nummer 7"
    await running_bot.opens_round()
    await running_bot.tick(ROUND_OPENS + timedelta(days=6))
    await opens_logbook(corrie)
    await corrie.taps("Terugkijken")
    await corrie.says(named)
    await corrie.taps("Aan anderen aanraden", "7 van de 10")
    await running_bot.tries_out("Weekendzorg", practice="ede")
    await dirk.registers("coordinator", "ede")
    await dirk.says("/experimenten")
    await dirk.taps("1. Weekendzorg", "Stand kiezen", "Loopt vast", "Logboek", "Wat werkte elders?")
    assert named in (await dirk.taps("Zwolle: Logeerhuis")).text
    assert named in (await opens_logbook(els)).text
    await els.says("/ervaring")
    assert named in (await els.taps("Logeerhuis")).text
    await running_bot.restart()
    shown = await opens_logbook(corrie)
    await corrie.taps("Alle zinnen")
    shown = await corrie.sees()
    await corrie.taps(shown.labels[0], "Ja, verwijderen")
    for user in (corrie, els, dirk):
        assert not [one for one in await user.sees_all() if named in one.text]
    assert "Wij nemen dit over" in (await dirk.sees()).labels  # the message is still what it was
    await els.says("/samenvatting")
    await els.taps("Rapport om te delen", "Word, om aan te passen")
    _, content = await newest_file(els)
    said = "".join(one.text for one in Document(BytesIO(content)).paragraphs)
    assert "Logeerhuis" in said
    assert named not in said
