"""A spreadsheet that fills a practice at once: seen before it is applied, all of it or nothing, and once."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from openpyxl import Workbook
from sqlalchemy import select, update

from rules.address import Address
from simulator.phone import Message
from storage import expectations, inventory, people
from storage import experiments as experiment_rows
from storage.tables import audit, design_questions, experiments, imports, outside_participants
from storage.tables import expectations as expectation_table
from storage.tables import memberships as membership_rows
from storage.tables import practices as practice_table
from tests.running_bot import TOKEN, RunningBot, on_both, on_sqlite
from tests.spreadsheets import EXPERIMENTS, PRACTICES, Row, dutch, opened, rows_of, xlsx
from tests.stories.leaders import leads_no_longer
from tests.stories.ledger import noted
from tests.stories.remains import places_of
from tests.stories.user import User, data_of
from texts.callback_data import encode
from texts.taps.importing import ImportDecided

CANNOT_READ = "Een bestand kan ik"
QUESTION = "Wat helpt mantelzorgers om het vol te houden?"
DONE = (
    "Gelukt. Er zijn {} dingen veranderd.\n\nKlopt het niet? U kunt dit ongedaan maken, zolang er niets op verder is "
    "gebouwd."
)
NEW = [(1, "Zwolle", "Volhouden", QUESTION), (2, "", "Samen zorgen", "Hoe maken wij samen een plan?")]
EXPERIMENT = [(1, "Zwolle", QUESTION, "Koffie-uur", "Bezig")]


@pytest.fixture
async def leader(corrie: User) -> User:
    """Corrie, who coordinates Zwolle."""
    await corrie.registers("coordinator")
    return corrie


async def sends(user: User, content: bytes, name: str = "import.xlsx") -> Message:
    """Sends a file; what the bot says of it in the end."""
    await user.running_bot.settles()
    await user.phone.sends_file(name, content)
    return await user.sees()


async def asks_for_template(user: User) -> Workbook:
    await user.says("/import")
    shown = await user.phone.sees("Met dit bestand")
    assert shown.document
    assert not shown.protected
    return opened(await user.phone.downloads(shown))


async def standing(running_bot: RunningBot, slug: str = "zwolle") -> Any:
    """The practice with everything it has."""
    async with running_bot.wiring.database.read() as connection:
        (found,) = await inventory.of_practices(connection, await running_bot.practice_id(slug))
    return found


async def ends(running_bot: RunningBot, table: Any) -> None:
    async with running_bot.wiring.database.write() as connection:
        await connection.execute(update(table).values(ended_at=running_bot.clock.now()))


async def rows(running_bot: RunningBot, table: Any) -> list[Any]:
    async with running_bot.wiring.database.read() as connection:
        return list(await connection.execute(select(table)))


@on_both
async def test_a_coordinator_gets_a_template_with_what_there_is(running_bot: RunningBot, leader: User) -> None:
    await running_bot.tries_out("Koffie-uur")
    await running_bot.tries_out("Iets in Ede", practice="ede")
    book = await asks_for_template(leader)
    assert book.sheetnames == ["Ontwerpvragen", "Experimenten", "Deelnemers", "Uitleg"]
    assert rows_of(book, "Ontwerpvragen")[1:] == [(1, "Zwolle", "Volhouden", QUESTION)]
    assert rows_of(book, "Experimenten")[1:] == [(1, "Zwolle", QUESTION, "Koffie-uur", None, None)]


@on_both
async def test_a_file_is_shown_before_it_is_applied(running_bot: RunningBot, leader: User) -> None:
    await leader.says("/import")
    shown = await sends(leader, xlsx(dutch(NEW, EXPERIMENT, [("Zwolle", "Gemeente"), ("Zwolle", None)])))
    assert shown.text == (
        "Het bestand is gelezen. Dit verandert er:\n\n"
        f"Nieuwe ontwerpvraag: “{QUESTION}”\n"
        "Nieuwe ontwerpvraag: “Hoe maken wij samen een plan?”\n"
        "Nieuw experiment: “Koffie-uur”\n"
        "Deelnemers buiten Telegram in Zwolle: eerst 0, straks 2\n\n"
        "Wat niet in het bestand staat, blijft zoals het is.\n\n"
        "Let op: in 1 praktijk zijn het dan geen 3 tot 5 ontwerpvragen."
    )
    assert (await standing(running_bot)).questions == ()
    assert (await leader.taps("Doorvoeren")).text == DONE.format(4)
    found = await standing(running_bot)
    assert [(one.central, one.text) for one in found.questions] == [
        ("volhouden", QUESTION),
        ("samen", "Hoe maken wij samen een plan?"),
    ]
    assert [(one.title, one.status) for one in found.questions[0].experiments] == [("Koffie-uur", "busy")]
    assert found.outside == {"municipality": 1, None: 1}
    line = (await rows(running_bot, audit))[-1]
    assert (line.action, line.practice_id, line.details) == ("import", found.id, {"changes": 4})


@on_sqlite
async def test_of_the_file_only_what_taking_it_back_needs_is_kept_and_only_for_a_week(
    running_bot: RunningBot, leader: User
) -> None:
    await leader.says("/import")
    await sends(leader, xlsx(dutch(NEW)))
    (row,) = await rows(running_bot, imports)
    assert row.file_id is None
    await leader.taps("Doorvoeren")
    (row,) = await rows(running_bot, imports)
    assert (row.plan.keys(), row.file_id) == ({"before", "after"}, None)
    await running_bot.tick(running_bot.clock.now() + timedelta(days=7))
    assert await rows(running_bot, imports) == []


@on_both
async def test_an_import_can_be_taken_back(running_bot: RunningBot, leader: User) -> None:
    (coffee,) = await running_bot.tries_out("Koffie-uur")
    async with running_bot.wiring.database.write() as connection:
        await experiment_rows.set_status(connection, coffee, "busy", running_bot.clock.now() - timedelta(days=9))
    before = await standing(running_bot)
    tried = [(2, "Zwolle", QUESTION, "Koffie-uur", "Klaar"), (1, "", QUESTION, "Belkring", None)]
    await sends(leader, xlsx(dutch(NEW, tried, [("Zwolle", "Gemeente")])))
    await leader.taps("Doorvoeren")
    assert await standing(running_bot) != before
    assert (await leader.taps("Ongedaan maken")).text == "Het is weer zoals het was."
    found = await standing(running_bot)
    assert found == before
    assert found.questions[0].experiments[0].reported_at == before.questions[0].experiments[0].reported_at
    assert await noted(running_bot) == ["import", "import_taken_back"]


@on_both
async def test_what_was_built_on_stays(running_bot: RunningBot, leader: User, dirk: User) -> None:
    await sends(leader, xlsx(dutch(NEW, EXPERIMENT)))
    shown = await leader.taps("Doorvoeren")
    await dirk.registers("participant")
    async with running_bot.wiring.database.write() as connection:
        joined = (await rows(running_bot, membership_rows))[-1]
        await experiment_rows.toggle(connection, joined.id, (await rows(running_bot, experiments))[0].id)
    after = await standing(running_bot)
    assert "niet meer ongedaan" in (await leader.taps("Ongedaan maken")).text
    assert await standing(running_bot) == after
    assert await leader.forges(data_of(shown, "Ongedaan maken")) is None
    assert await standing(running_bot) == after


@on_sqlite
async def test_what_was_written_in_a_logbook_since_stays(running_bot: RunningBot, leader: User) -> None:
    await sends(leader, xlsx(dutch(NEW, EXPERIMENT)))
    await leader.taps("Doorvoeren")
    async with running_bot.wiring.database.write() as connection:
        (added,) = await rows(running_bot, experiments)
        await expectations.write(connection, added.id, "Meer rust", running_bot.clock.now())
    assert "niet meer ongedaan" in (await leader.taps("Ongedaan maken")).text


def expecting(tried: Sequence[Row]) -> dict[str, list[Row]]:
    """A file with one design question, that says what is expected of experiments."""
    return dutch(NEW[:1]) | {"Experimenten": [(*EXPERIMENTS, "Verwachting"), *tried]}


async def written(running_bot: RunningBot) -> list[str]:
    """Every version of what is expected of anything, the oldest first."""
    return [row.text for row in await rows(running_bot, expectation_table)]


@on_both
async def test_what_is_expected_comes_along_and_can_be_taken_back(running_bot: RunningBot, leader: User) -> None:
    """As a new version, and without a word a file changes nothing: the one before stays."""
    (coffee,) = await running_bot.tries_out("Koffie-uur")
    async with running_bot.wiring.database.write() as connection:
        await expectations.write(connection, coffee, "Minder bellen", running_bot.clock.now())
    book = await asks_for_template(leader)
    assert rows_of(book, "Experimenten")[1] == (1, "Zwolle", QUESTION, "Koffie-uur", None, "Minder bellen")
    tried = [
        (None, "", QUESTION, "Koffie-uur", None, "Meer rust"),
        (None, "", QUESTION, "Belkring", None, "Sneller hulp"),
        (None, "", QUESTION, "Wandelgroep", None, None),
    ]
    shown = await sends(leader, xlsx(expecting(tried)))
    assert "Ander experiment: “Koffie-uur”" in shown.text
    await leader.taps("Doorvoeren")
    assert await written(running_bot) == ["Minder bellen", "Meer rust", "Sneller hulp"]
    assert (await leader.taps("Ongedaan maken")).text == "Het is weer zoals het was."
    assert await written(running_bot) == ["Minder bellen"]
    await sends(leader, xlsx(dutch(NEW[:1], [(None, "", QUESTION, "Koffie-uur", "Klaar")])))
    await leader.taps("Doorvoeren")
    assert await written(running_bot) == ["Minder bellen"]


@on_both
async def test_an_expectation_that_goes_is_in_no_file_that_brought_it(running_bot: RunningBot, leader: User) -> None:
    named = "kanarie van de overkant"
    await sends(leader, xlsx(expecting([(None, "", QUESTION, "Koffie-uur", None, named)])))
    await leader.taps("Doorvoeren")
    assert await places_of(running_bot, named.encode())
    await leader.says("/experimenten")
    shown = await leader.taps("1. Koffie-uur", "Logboek", "Alle zinnen")
    await leader.taps(shown.labels[0], "Ja, verwijderen")
    await running_bot.tick()
    assert await places_of(running_bot, named.encode()) == []


@on_sqlite
async def test_an_expectation_is_one_sentence(leader: User) -> None:
    shown = await sends(leader, xlsx(expecting([(None, "", QUESTION, "Koffie-uur", None, "a" * 301)])))
    assert "bij “Verwachting” staan meer dan 300 tekens." in shown.text


@on_sqlite
async def test_what_was_changed_since_stays(running_bot: RunningBot, leader: User) -> None:
    await sends(leader, xlsx(dutch(NEW)))
    await leader.taps("Doorvoeren")
    await running_bot.tries_out("Van een ander")
    after = await standing(running_bot)
    assert "niet meer ongedaan" in (await leader.taps("Ongedaan maken")).text
    assert await standing(running_bot) == after


@on_sqlite
async def test_a_new_practice_can_be_taken_back_until_somebody_is_invited(running_bot: RunningBot, marja: User) -> None:
    await marja.registers("manager")
    practice = {"Praktijken": [PRACTICES, ("Urk", "Midden", 52.66, 5.6, None)]}
    await sends(marja, xlsx({**practice, **dutch([(1, "Urk", "Volhouden", "Wat helpt op Urk?")])}))
    await marja.taps("Doorvoeren")
    assert "urk" in {row.slug for row in await rows(running_bot, practice_table)}
    await marja.taps("Ongedaan maken")
    assert "urk" not in {row.slug for row in await rows(running_bot, practice_table)}


@on_sqlite
async def test_what_ended_is_recognised_and_not_doubled(running_bot: RunningBot, leader: User) -> None:
    await sends(leader, xlsx(dutch(NEW, EXPERIMENT)))
    await leader.taps("Doorvoeren")
    await ends(running_bot, experiments)
    older = xlsx(dutch(NEW, EXPERIMENT))
    shown = await sends(leader, older)
    assert "Er verandert niets.\n\n1 regel gaat over iets dat al gestopt is. Daar verandert niets aan." in shown.text
    await ends(running_bot, design_questions)
    assert "3 regels gaan over iets dat al gestopt is." in (await sends(leader, older)).text
    assert (await standing(running_bot)).questions == ()


@on_sqlite
async def test_the_template_sent_back_changes_nothing_nor_does_a_file_twice(
    running_bot: RunningBot, leader: User
) -> None:
    await leader.says("/import")
    content = xlsx(dutch(NEW, EXPERIMENT, [("Zwolle", "Gemeente")]))
    await sends(leader, content)
    await leader.taps("Doorvoeren")
    assert "Er verandert niets" in (await sends(leader, xlsx(await asks_for_template(leader)))).text
    shown = await sends(leader, content)
    assert "Er verandert niets" in shown.text
    assert shown.labels == []


@on_sqlite
async def test_what_is_filled_in_by_hand_is_understood(running_bot: RunningBot, leader: User) -> None:
    book = await asks_for_template(leader)
    page = book["Ontwerpvragen"]
    page.append(["2.", " ZWOLLE ", "hoe houd ik het zorgen voor mijn naaste vol?", f" {QUESTION} "])
    page.append([1.0, None, 3, 2026])
    book["Experimenten"].append([None, "zwolle", QUESTION, "Een", "klaar"])
    book["Experimenten"].append([None, None, None, "Twee", None])
    book["Experimenten"].merge_cells("B2:B3")
    book["Experimenten"].merge_cells("C2:C3")
    assert "Nieuw experiment: “Twee”" in (await sends(leader, xlsx(book))).text
    await leader.taps("Doorvoeren")
    found = await standing(running_bot)
    assert [(one.central, one.text) for one in found.questions] == [("goed", "2026"), ("volhouden", QUESTION)]
    assert [one.title for one in found.questions[1].experiments] == ["Een", "Twee"]


@on_sqlite
async def test_problems_are_named_by_sheet_and_row_and_nothing_is_applied(
    running_bot: RunningBot, leader: User
) -> None:
    await leader.says("/import")
    wrong = [(1, "Zwolle", "Iets", "Vraag?"), *([(number, "Ede", 1, "Vraag?") for number in range(1, 12)])]
    shown = await sends(leader, xlsx(dutch(wrong, [(1, "Zwolle", "Welke?", "Koffie", None)])))
    lines = shown.text.splitlines()
    assert lines[0] == "Dit bestand is nog niet klaar. Er is niets veranderd."
    assert lines[2].startswith("Blad Ontwerpvragen, rij 2: wat bij “Centrale vraag” staat, kennen wij niet.")
    assert lines[3] == "Blad Ontwerpvragen, rij 3: dit gaat niet over uw eigen praktijk."
    assert lines[12] == "En nog 3."
    assert shown.labels == []
    assert (await standing(running_bot)).questions == ()
    assert "Nieuwe ontwerpvraag" in (await sends(leader, xlsx(dutch(NEW)))).text  # a better one follows at once


@on_sqlite
async def test_another_practice_is_refused_in_the_same_words_whether_it_exists_or_not(leader: User) -> None:
    await leader.says("/import")
    shown = [await sends(leader, xlsx(dutch([(1, name, 1, "Vraag?")]))) for name in ("Ede", "Atlantis")]
    assert shown[0].text == shown[1].text


@on_sqlite
async def test_not_applying_leaves_everything_as_it_is(running_bot: RunningBot, leader: User) -> None:
    await leader.says("/import")
    await sends(leader, xlsx(dutch(NEW)))
    assert (await leader.taps("Niet doorvoeren")).text == "Er is niets veranderd. Met /import begint u opnieuw."
    assert (await standing(running_bot)).questions == ()
    assert await rows(running_bot, imports) == []


@on_both
async def test_five_taps_apply_it_once(running_bot: RunningBot, leader: User) -> None:
    await leader.says("/import")
    await sends(leader, xlsx(dutch(NEW, participants=[("Zwolle", None)])))
    data = data_of(await leader.sees(), "Doorvoeren")
    await leader.taps_often("Doorvoeren", 5)
    assert await leader.forges(data) == "Dit is al klaar."
    assert len((await standing(running_bot)).questions) == 2
    assert await noted(running_bot) == ["import"]
    assert [row.number for row in await rows(running_bot, outside_participants)] == [1]


@on_sqlite
async def test_what_changed_meanwhile_is_shown_again_first(running_bot: RunningBot, leader: User) -> None:
    await leader.says("/import")
    await sends(leader, xlsx(dutch(NEW)))
    await running_bot.tries_out("Van een ander")
    tap = await leader.phone.taps("Doorvoeren")
    assert await leader.hears(tap) == "Er is intussen iets veranderd. Kijk nog eens."
    assert f"“{QUESTION}”" not in (await leader.sees()).text  # it is there by now
    assert len((await standing(running_bot)).questions) == 1
    await leader.taps("Doorvoeren")
    assert len((await standing(running_bot)).questions) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Praktijk;Vraag", "Dit bestand kunnen wij niet lezen."),
        (b"\xd0\xcf\x11\xe0" + bytes(99), "Dit bestand is op slot"),
        (bytes(1024 * 1024 + 1), "Dit bestand is te groot."),
        (bytes(20 * 1024 * 1024 + 1), "Dit bestand is te groot."),
    ],
)
@on_sqlite
async def test_what_cannot_be_read_gets_a_friendly_answer(leader: User, content: bytes, said: str) -> None:
    await leader.says("/import")
    assert said in (await sends(leader, content)).text


@on_sqlite
async def test_a_spreadsheet_of_who_may_not_import_is_just_a_document(anneke: User, marja: User) -> None:
    await anneke.registers("caregiver")
    for user in (anneke, marja):
        usual = (await user.sends("document")).text
        assert (await sends(user, xlsx(dutch(NEW)))).text == usual


@on_sqlite
async def test_a_spreadsheet_knows_by_itself_what_it_is(leader: User) -> None:
    """Whatever was tapped or typed since it was asked for, and also when it never was."""
    for said in ("", "/import", "/hulp", "/kernthema", "/experimenten"):
        if said:
            await leader.says(said)
        assert f"Nieuwe ontwerpvraag: “{QUESTION}”" in (await sends(leader, xlsx(dutch(NEW)))).text
    assert "dit blad is er niet" in (await sends(leader, xlsx({"Rooster": [["Maandag", "Anneke"]]}))).text
    usual = (await leader.sends("document")).text
    assert (await sends(leader, xlsx(dutch(NEW)), "verslag.pdf")).text == usual


@on_sqlite
async def test_only_who_leads_may_import_and_only_their_own_file(
    running_bot: RunningBot, leader: User, anneke: User, dirk: User
) -> None:
    await anneke.registers("caregiver")
    await dirk.registers("coordinator", "ede")
    assert "Dat kan niet" in (await anneke.says("/import")).text
    await leader.says("/import")
    await sends(leader, xlsx(dutch(NEW)))
    (row,) = await rows(running_bot, imports)
    for user in (anneke, dirk):
        for number in (row.id, row.id + 1):
            assert await user.forges(encode(ImportDecided(number, 1, True))) == "Deze knop werkt niet meer."
    assert (await standing(running_bot)).questions == ()


@on_sqlite
async def test_a_role_that_ended_in_between_applies_nothing(running_bot: RunningBot, leader: User) -> None:
    await leader.says("/import")
    shown = await sends(leader, xlsx(dutch(NEW)))
    async with running_bot.wiring.database.write() as connection:
        viewer = await people.viewer(connection, Address(leader.phone.id))
        assert viewer
        await leads_no_longer(connection, running_bot, viewer.person_id)
    assert await leader.forges(data_of(shown, "Doorvoeren")) == "Deze knop werkt niet meer."
    assert (await standing(running_bot)).questions == ()


async def test_a_file_is_read_after_a_restart_and_by_one_alone(running_bot: RunningBot, leader: User) -> None:
    await leader.says("/import")
    await running_bot.settles()
    await running_bot.telegram.fault("getFile", "status", times=1, error_code=502)
    await leader.phone.sends_file("import.xlsx", xlsx(dutch(NEW)))
    await leader.phone.sees("Uw bestand wordt gelezen.")
    while not [one for one in await running_bot.telegram.requests("getFile") if one]:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    await running_bot.restart()
    await running_bot.telegram.forward(timedelta(seconds=61))
    running_bot.wiring.importer.wake()
    assert "Nieuwe ontwerpvraag" in (await leader.sees()).text
    assert len([one for one in await leader.sees_all() if "is gelezen" in one.text]) == 1


@on_sqlite
async def test_a_file_that_stays_away_is_given_up(running_bot: RunningBot, leader: User) -> None:
    await leader.says("/import")
    await running_bot.settles()
    await running_bot.telegram.fault("getFile", "status", times=2, error_code=502)
    await leader.phone.sends_file("import.xlsx", xlsx(dutch(NEW)))
    await leader.phone.sees("Uw bestand wordt gelezen.")
    while not await running_bot.telegram.requests("getFile"):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    await running_bot.telegram.forward(timedelta(minutes=11))
    running_bot.wiring.importer.wake()
    assert (await leader.sees()).text == "Wij kunnen uw bestand niet ophalen. Stuur het nog eens."


@on_sqlite
async def test_no_log_has_the_token_that_a_files_address_holds(
    running_bot: RunningBot, leader: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await leader.says("/import")
    await sends(leader, xlsx(dutch(NEW)))
    await running_bot.telegram.fault("getFile", "status", error_code=400)
    assert "niet ophalen" in (await sends(leader, xlsx(dutch(NEW)))).text
    assert TOKEN not in caplog.text
    assert "cannot fetch a file: BadRequest" in caplog.text


@on_sqlite
async def test_undecided_files_are_forgotten_after_a_week(running_bot: RunningBot, leader: User) -> None:
    await leader.says("/import")
    await sends(leader, xlsx(dutch(NEW)))
    await running_bot.tick(running_bot.clock.now() + timedelta(days=7))
    assert await rows(running_bot, imports) == []
    tap = await leader.phone.taps("Doorvoeren")
    assert await leader.hears(tap) == "Deze knop werkt niet meer."
