"""A check-in on the phone, question by question."""

import pytest
from msgspec.structs import replace

from rules.access import Role
from rules.check_in import Given
from tests.once import CATALOGUES
from tests.texts.text_views import check_in_view, form_of, without_limit
from texts.callback_data import SKIP, Tap, parse
from texts.escaping import length
from texts.message import LIMIT, ON_A_BUTTON, Message
from texts.messages import check_in, later
from texts.messages.check_in import CheckInView
from texts.taps.check_in import AnswerGiven, AnswerKept, ChangeAsked, StepBack, StepRevisited

T = CATALOGUES.translator("nl")
TEXT = Given(text="De wijkverpleegkundige komt nu elke dag. Dat scheelt echt heel veel tijd.")
DONE: dict[str, Given | str] = {"samen": "4", "volhouden": "3", "goed": Given(), "remark": TEXT, "remark_shared": "yes"}


def caregiver(given: dict[str, Given | str], at: str | None = None, overview: bool = False) -> Message:
    return check_in.check_in(T, check_in_view(Role.CAREGIVER, given, at=at, overview=overview))


def labels(message: Message) -> list[str]:
    return [button.label for row in message.rows for button in row]


def tap(message: Message, label: str) -> Tap | None:
    return next(parse(button.data) for row in message.rows for button in row if button.label == label)


def test_the_first_question_introduces_itself() -> None:
    message = caregiver({})
    assert message.text == (
        "<b>Hoe gaat het?</b> Dit is uw korte check-in van Zwolle.\n"
        "U kunt antwoorden tot maandag 30 november om 12:15. Overslaan mag altijd.\n"
        "\n"
        "Vraag 1 van hooguit 5\n"
        "<b>Hoe zorg ik voor mijn naaste samen met beroepskrachten?</b>\n"
        "Hoe ging het samenwerken de afgelopen tijd?"
    )
    assert labels(message) == ["Heel moeizaam", "Moeizaam", "Gaat wel", "Goed", "Heel goed", "Overslaan"]
    later = check_in.check_in(T, replace(check_in_view(Role.CAREGIVER, {}), later=("evening", "tomorrow")))
    assert labels(later)[5:] == ["Overslaan", "Deze keer niet", "Vanavond", "Morgen"]
    assert not message.silent


def test_the_next_question_shows_what_was_answered() -> None:
    message = caregiver({"samen": "4", "volhouden": Given()})
    assert message.text.startswith(
        "✓ Samen zorgen: Goed\n– Volhouden: overgeslagen\n\nVraag 3 van hooguit 5\n<b>Hoe geef ik"
    )
    assert labels(message)[-2:] == ["Terug", "Overslaan"]


def test_what_the_buttons_send() -> None:
    message = caregiver({"samen": "4"})
    assert tap(message, "Met moeite") == AnswerGiven(77, 3, "volhouden", "2")
    assert tap(message, "Overslaan") == AnswerGiven(77, 3, "volhouden", SKIP)
    assert tap(message, "Terug") == StepBack(77, 3, "volhouden")


def test_looking_back_shows_the_choice_and_can_leave_it() -> None:
    message = caregiver({"samen": "4", "volhouden": "3"}, at="samen")
    assert "✓ Goed" in labels(message)
    assert "Samen zorgen" not in message.text  # asked now, so not listed as answered
    assert tap(message, "Zo laten") == AnswerKept(77)
    assert "Terug" not in labels(message)
    assert tap(message, "✓ Goed") == AnswerGiven(77, 3, "samen", "4")


def test_a_text_question_says_where_to_write() -> None:
    message = caregiver({key: DONE[key] for key in ("samen", "volhouden", "goed")})
    assert message.text.count("Schrijf het hieronder.") == 1
    assert labels(message) == ["Terug", "Overslaan"]


def test_where_to_write_is_said_under_a_question_that_does_not_say_so() -> None:
    message = check_in.check_in(T, participant({"status:1": "busy", "did:1": TEXT}, {1: "Buurtkamer"}))
    assert message.text.endswith("Wat leverde “Buurtkamer” op?\nSchrijf het hieronder.")


def test_looking_back_at_a_text_shows_it() -> None:
    message = caregiver(DONE, at="remark")
    assert "“De wijkverpleegkundige komt nu elke dag. Dat scheelt echt heel veel tijd.”" in message.text
    assert labels(message) == ["Terug", "Zo laten"]


def test_thanks_come_silently_with_the_answers() -> None:
    message = caregiver(DONE)
    assert message.silent
    assert message.text == (
        "<b>Dank u wel.</b> Uw antwoorden zijn opgeslagen.\n"
        "\n"
        "✓ Samen zorgen: Goed\n"
        "✓ Volhouden: Gaat wel\n"
        "– Goede zorg: overgeslagen\n"
        "✓ Toelichting: “De wijkverpleegkundige komt nu elke…”\n"
        "✓ Tekst delen: Ja, dat mag\n"
        "\n"
        "Wijzigen kan tot maandag 30 november om 12:15.\n"
        "Iedereen kan om contact vragen: /hulp."
    )
    assert tap(message, "Wijzigen") == ChangeAsked(77)


@pytest.mark.parametrize(("score", "is_said"), [("1", True), ("2", False), ("5", False)])
def test_the_lowest_score_gets_a_kind_word_and_where_to_call(score: str, is_said: bool) -> None:
    message = caregiver(DONE | {"volhouden": score})
    assert ("Bel 112" in message.text) is is_said
    assert ("Dat klinkt zwaar" in message.text) is is_said


def test_skipping_everything_is_fine() -> None:
    message = caregiver(dict.fromkeys(("samen", "volhouden", "goed", "remark"), Given()))
    assert message.text.startswith("<b>Dank u wel.</b> U heeft alles overgeslagen. Dat mag.")


def test_the_list_behind_change() -> None:
    message = caregiver(DONE, overview=True)
    assert labels(message) == [
        "Samen zorgen: Goed",
        "Volhouden: Gaat wel",
        "Goede zorg: overgeslagen",
        "Toelichting: “De wijkverpleegkundige…",
        "Tekst delen: Ja, dat mag",
        "Klaar",
    ]
    assert tap(message, "Goede zorg: overgeslagen") == StepRevisited(77, "goed")
    assert tap(message, "Klaar") == AnswerKept(77)


def test_a_reminder_half_way_asks_the_same_question_with_the_same_buttons() -> None:
    view = check_in_view(Role.CAREGIVER, {"samen": "4"})
    message, question = later.reminder(T, view), check_in.check_in(T, view)
    assert message.text.startswith("Uw check-in van dinsdag 24 november staat nog open. U was al begonnen")
    assert message.text.endswith("Hoe goed houdt u het nu vol?")
    assert message.rows[:-1] == question.rows
    assert [button.label for button in message.rows[-1]] == ["Deze keer niet"]


def test_a_reminder_of_what_was_not_begun_asks_for_a_minute_and_takes_no_for_an_answer() -> None:
    message = later.reminder(T, replace(check_in_view(Role.CAREGIVER, {}), later=("tomorrow",)))
    assert message.text.startswith("Uw check-in van dinsdag 24 november staat nog open. Heeft u 1 minuut?")
    assert labels(message) == ["Nu invullen", "Morgen", "Deze keer niet"]


@pytest.mark.parametrize(("say", "words"), [(check_in.past, "hieronder verder"), (check_in.over, "al afgerond")])
def test_messages_that_are_done_hold_no_answers_and_have_no_buttons(say: object, words: str) -> None:
    assert callable(say)
    message: Message = say(T, check_in_view(Role.CAREGIVER, DONE))
    assert words in message.text
    assert "Goed" not in message.text
    assert message.rows == ()


def participant(given: dict[str, Given | str], titles: dict[int, str], overview: bool = False) -> CheckInView:
    return check_in_view(Role.PARTICIPANT, given, experiments=titles, overview=overview)


def test_an_experiment_is_named_in_its_question_and_above_its_answers() -> None:
    given: dict[str, Given | str] = {"changed": "2", "status:2": "busy", "did:2": Given()}
    message = check_in.check_in(T, participant(given, {1: "Buurtkamer", 2: "Zorgmap"}))
    assert "✓ Meeste veranderd: Zorgmap\nZorgmap\n✓ Stand: Bezig\n– Gedaan: overgeslagen\n\nVraag 4" in message.text
    message = check_in.check_in(T, participant({"changed": "2"}, {1: "Buurtkamer", 2: "Zorgmap"}))
    assert message.text.endswith("Vraag 2 van hooguit 5\nHoe staat het met “Zorgmap”?")
    assert tap(message, "Bezig") == AnswerGiven(77, 3, "status:2", "busy")


def test_of_several_experiments_one_tap_says_where_most_has_changed() -> None:
    long = "Een buurtkamer waar mantelzorgers elke dinsdag even bij elkaar komen"
    message = check_in.check_in(T, participant({}, {1: long, 2: "Zorgmap"}))
    assert "• Zorgmap: Bezig\nWaar veranderde het meeste sinds de vorige keer?" in message.text
    assert message.text.endswith("Alleen daarover vragen wij verder. De andere komen een volgende keer.")
    assert tap(message, "Zorgmap") == AnswerGiven(77, 3, "changed", "2")
    assert tap(message, "Er is niets veranderd") == AnswerGiven(77, 3, "changed", "none")
    assert all(len(label) <= ON_A_BUTTON for label in labels(message))


def test_what_was_expected_stands_above_the_buttons() -> None:
    titles = {1: "Buurtkamer", 2: "Zorgmap"}
    given: dict[str, Given | str] = {"changed": "2", "status:2": "done"}
    view = check_in_view(Role.PARTICIPANT, given, experiments=titles, expectations={2: "Minder <zorgen>"})
    message = check_in.check_in(T, view)
    asked = "<b>Zorgmap</b>\nVerwacht was: “Minder &lt;zorgen&gt;”\nKwam het uit zoals verwacht?"
    assert message.text.endswith(f"Vraag 3 van hooguit 5\n{asked}")
    assert labels(message)[:4] == ["Beter", "Zoals verwacht", "Anders", "Minder"]


def test_what_there_was_no_room_for_is_named() -> None:
    given: dict[str, Given | str] = {"changed": "2", "status:2": "busy", "did:2": TEXT, "result:2": TEXT}
    message = check_in.check_in(T, participant(given | {"texts_shared": "no"}, {1: "Buurtkamer", 2: "Zorgmap"}))
    assert "\nWij vragen niet alles tegelijk. Een andere keer: Volgende stap, Van mantelzorgers." in message.text
    assert "Een andere keer" not in caregiver(DONE).text


def test_a_question_that_does_not_name_its_experiment_gets_the_title_above_it() -> None:
    view = participant({}, {1: "Buurtkamer"})
    assert view.at
    question = view.at.question.model_copy(update={"text": {"nl": "Hoe staat het ermee?"}})
    message = check_in.check_in(T, replace(view, at=replace(view.at, question=question)))
    assert message.text.endswith("<b>Buurtkamer</b>\nHoe staat het ermee?")


def test_answers_about_experiments_can_be_told_apart_behind_change() -> None:
    given: dict[str, Given | str] = {"status:1": "busy", "did:1": TEXT}
    message = check_in.check_in(T, participant(given, {1: "Buurtkamer op dinsdag in de wijk"}, overview=True))
    assert labels(message) == ["Buurtkamer op…: Stand", "Buurtkamer op…: Gedaan", "Klaar"]


def test_many_answers_leave_room_for_the_question() -> None:
    form = without_limit(form_of(Role.PARTICIPANT))
    titles = dict.fromkeys(range(12), "Een lang verhaal over een experiment " * 6)
    given: dict[str, Given | str] = {}
    for number in titles:
        given |= {f"{key}:{number}": TEXT for key in ("did", "result", "next_step")} | {f"status:{number}": "busy"}
    view = check_in_view(Role.PARTICIPANT, given, experiments=titles, form=form)
    asking = check_in.check_in(T, view)
    done = check_in_view(Role.PARTICIPANT, given | {"voice": Given()}, experiments=titles, form=form)
    thanks = check_in.check_in(T, done)
    assert asking.text.startswith("✓ en nog 40 antwoorden\nEen lang verhaal")
    assert length(asking.text) < 700
    assert 2500 < length(thanks.text) <= LIMIT


def test_each_language_asks_in_its_own_words() -> None:
    english = CATALOGUES.translator("en")
    message = check_in.check_in(english, check_in_view(Role.CAREGIVER, {"samen": "4"}))
    assert message.text.startswith("✓ Caring together: Good\n\nQuestion 2 of at most 5\n<b>How do I keep going")
    assert labels(message)[-2:] == ["Back", "Skip"]
