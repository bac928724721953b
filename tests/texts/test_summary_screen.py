"""The summary a coordinator reads: complete when it can be, hidden when it must be, and always one message."""

from typing import Any

import pytest

from rules.change import Verdict
from rules.summary import DesignQuestionState, Figures, Response
from rules.telling import Told
from rules.window_figures import HEARD_NOTHING, Window, WindowFigures
from tests.once import CATALOGUES
from tests.texts.text_views import (
    CENTRAL,
    CENTRAL_TOLD,
    CLOSES,
    HEARD,
    NOW,
    UNTOLD,
    experiment,
    figures,
    summary_view,
    window,
)
from texts.callback_data import parse
from texts.escaping import length
from texts.message import LIMIT, Message
from texts.messages import summary
from texts.taps.export import ExportShown
from texts.taps.summary import ExperimentStatesShown, PracticeReportShown, SummaryPractices, SummaryShown, TrendShown

T = CATALOGUES.translator("nl")


def said(found: Figures | None, **changes: Any) -> str:
    return summary.summary(T, summary_view(found, **changes)).text


def buttons(message: Message) -> dict[str, object]:
    return {button.label: parse(button.data) for row in message.rows for button in row}


def test_the_head_says_which_round_and_how_many_answered() -> None:
    assert said(figures()).startswith(
        "<b>Zwolle, ronde 3</b>\n"
        "dinsdag 24 november tot maandag 30 november\n"
        "Mantelzorgers: 7 van 9 ingevuld.\n"
        "Deelnemers: 3 van 6 ingevuld.\n"
    )


def test_a_central_question_is_literal_with_words_counts_and_bars() -> None:
    assert (
        "<b>Hoe zorg ik voor mijn naaste samen met beroepskrachten?</b>\n"
        "Gemiddeld 3,6 van 5.\n"
        "Heel moeizaam: 0\n"
        "Moeizaam: 2 ▇▇\n"
        "Gaat wel: 4 ▇▇▇▇\n"
        "Goed: 6 ▇▇▇▇▇▇\n"
        "Heel goed: 2 ▇▇\n"
    ) in said(figures())


def test_fewer_than_ten_are_told_in_three_classes_without_a_mean() -> None:
    assert (
        "<b>Hoe houd ik het zorgen voor mijn naaste vol?</b>\nMoeilijk: 3 ▇▇▇\nGaat wel: 4 ▇▇▇▇\nGoed: 2 ▇▇\n"
    ) in said(figures())


def test_a_scale_without_a_middle_has_two_classes() -> None:
    options = {key: summary_view(None).scale_options[key][:4] for key in CENTRAL}
    text = said(figures(), scale_options=options, windows=[told(volhouden=Told((3, 0, 4), True))])
    assert "vol?</b>\nMoeilijk: 3 ▇▇▇\nGoed: 4 ▇▇▇▇\n" in text


def told(heard: dict[str, int] | None = None, *, first: int = 1, length: int = 3, **central: Told) -> Window:
    return window(WindowFigures(dict.fromkeys(CENTRAL) | central, heard), first=first, length=length)


def test_the_days_of_the_window_are_named() -> None:
    assert (
        "<b>Mantelzorgers, dinsdag 27 oktober tot maandag 30 november</b>\n"
        "Drie rondes samen. Iedereen telt één keer mee, met het laatste antwoord.\n"
    ) in said(figures())
    assert "<b>Mantelzorgers, dinsdag 24 november tot maandag 30 november</b>\n\n<b>Hoe" in said(
        figures(), windows=[told(length=1, samen=Told((2, 2, 2, 2, 2), False))]
    )


def test_the_longest_bar_still_fits_a_phone() -> None:
    text = said(figures(), windows=[told(samen=Told((1, 0, 40, 20, 0), False))])
    assert "Gaat wel: 40 ▇▇▇▇▇▇▇▇▇▇\n" in text
    assert "Goed: 20 ▇▇▇▇▇\n" in text
    assert "Heel moeizaam: 1 ▇\n" in text


BEFORE = Told((0, 2, 6, 6, 0), False)


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("too_few", "Te weinig om te vergelijken met de vorige keer."),
        ("no_clear_difference", "Geen duidelijk verschil met de vorige keer."),
        ("higher", "Duidelijk hoger dan de vorige keer."),
        ("lower", "Duidelijk lager dan de vorige keer."),
    ],
)
def test_a_change_is_told_in_words_and_never_as_a_difference(verdict: Verdict, words: str) -> None:
    now = WindowFigures(CENTRAL_TOLD, HEARD, verdicts={"samen": verdict})
    text = said(figures(), windows=[told(samen=BEFORE), window(now, first=4)])
    assert text.count(words) == 1
    assert "Vergeleken" not in text


def test_without_a_window_before_and_of_what_is_not_told_nothing_is_compared() -> None:
    assert "vorige keer" not in said(figures())
    untold = WindowFigures(dict.fromkeys(CENTRAL_TOLD), HEARD, verdicts=dict.fromkeys(CENTRAL_TOLD, "too_few"))
    assert "vorige keer" not in said(figures(), windows=[window(untold)])


UNTOLD_SENTENCE = "Dit laten wij niet zien. Zo valt niemand op."


def test_what_is_not_told_gets_one_and_the_same_sentence() -> None:
    assert (
        "<b>Hoe geef ik op een goede manier zorg en ondersteuning aan mijn naaste?</b>\n" + UNTOLD_SENTENCE
    ) in said(figures())


def test_when_nothing_is_told_that_is_said_once_and_from_when_there_will_be_figures() -> None:
    text = said(figures(), windows=[window(UNTOLD)])
    assert text.count(UNTOLD_SENTENCE) == 1
    assert "Antwoorden 6 of meer mantelzorgers zelf, in 3 rondes samen?" in text
    assert "Dat kan na ronde 6." in text
    assert "▇" not in text


def test_as_long_as_no_window_closed_only_from_when_there_will_be_figures() -> None:
    text = said(figures(), windows=[])
    assert UNTOLD_SENTENCE not in text
    assert "Dat kan na ronde 6." in text


def test_an_untold_window_leaves_what_was_told_before_under_its_own_days() -> None:
    text = said(figures(), windows=[window(), window(UNTOLD, first=4)])
    assert "Gemiddeld 3,6 van 5." in text
    assert "Dat kan na ronde 6." in text
    assert "Dat kan na" not in said(figures())


def test_nothing_tells_how_many_answered_what_is_not_told() -> None:
    """Whatever the reason, and however many there were: the same words."""
    assert said(figures(), windows=[window(UNTOLD)]) == said(figures(), windows=[told()])


def test_what_participants_heard() -> None:
    head = "<b>Wat deelnemers hoorden van mantelzorgers</b>\n"
    assert f"{head}Samen zorgen: 2 keer\nGoede zorg: 1 keer\nNiets gehoord: 4 keer\n" in said(figures())
    assert f"{head}{UNTOLD_SENTENCE}\n" in said(figures(), windows=[told(samen=BEFORE)])


def test_experiments_with_their_state_and_age() -> None:
    text = said(figures())
    assert (
        "<i>Hoe werken wij samen?</i> (Samen zorgen)\n"
        "• Logeerhuis: Loopt vast (gisteren)\n"
        "• Zorgmap: Bezig (40 dagen geleden)\n"
        "• Logeerhuis: nog niets gemeld\n"
    ) in text
    assert "<i>Hoe leren mantelzorgers tillen?</i> (Goede zorg)\n• nog geen experiment" in text
    assert text.endswith("<b>Al een tijd stil:</b> Zorgmap, Logeerhuis.")


def test_a_practice_without_design_questions() -> None:
    assert "Er zijn nog geen ontwerpvragen of experimenten." in said(figures(design_questions=()))


def crowd(questions: int, experiments: int, title: str) -> tuple[DesignQuestionState, ...]:
    several = tuple(experiment(title, "busy" if n % 2 else None, 40) for n in range(experiments))
    return tuple(DesignQuestionState("Hoe dan? " * 20, "samen", several) for _ in range(questions))


@pytest.mark.parametrize("title", ["woord " * 33, "w" * 200, "&" * 200, "👵🏽" * 100])
def test_five_questions_of_twelve_long_experiments_fit_one_message(title: str) -> None:
    full = WindowFigures(
        dict.fromkeys(CENTRAL, Told((20, 30, 40, 20, 10), False)), dict.fromkeys((*CENTRAL, HEARD_NOTHING), 12)
    )
    found = figures(design_questions=crowd(5, 12, title))
    windows = [window(full), window(full, first=4), window(UNTOLD, first=7)]
    text = said(found, open_response=found.response, open_closes_at=CLOSES, windows=windows)
    assert 3000 < length(text) <= LIMIT
    assert text.count("<i>Hoe dan?") == 5  # each question keeps some of its experiments
    assert text.count("• en nog ") == 5


def test_more_than_a_message_can_name_is_counted() -> None:
    text = said(figures(design_questions=crowd(40, 12, "Een titel")))
    assert "40 ontwerpvragen, 480 experimenten." in text
    assert length(text) <= LIMIT


def test_the_open_round_is_told_as_far_as_it_is() -> None:
    text = said(figures(), open_response={"caregiver": Response(1, 9)}, open_closes_at=CLOSES)
    assert text.endswith("<b>Nu open, tot maandag 30 november om 12:15</b>\nMantelzorgers: 1 van 9 ingevuld.")


def test_before_the_first_round_is_closed() -> None:
    text = said(None, open_response={"caregiver": Response(1, 9)}, open_closes_at=NOW, windows=[])
    assert text.startswith("<b>Zwolle</b>\nEr is nog geen ronde afgerond.")
    assert "Dat kan na ronde 6." in text
    assert "Mantelzorgers: 1 van 9 ingevuld." in text


def test_it_comes_silently_and_stays_in_this_chat() -> None:
    message = summary.summary(T, summary_view(figures()))
    assert message.silent
    assert message.protected


def test_ways_to_other_rounds_and_practices() -> None:
    closer = {
        "Verloop": TrendShown(3),
        "Per experiment": ExperimentStatesShown(3, 0),
        "Spreadsheet": ExportShown(3),
        "Rapport om te delen": PracticeReportShown(3),
    }
    view = summary_view(figures(), previous_round_id=8, next_round_id=10, manager=True)
    assert buttons(summary.summary(T, view)) == {
        "Eerdere ronde": SummaryShown(3, 8),
        "Latere ronde": SummaryShown(3, 10),
        "Andere praktijk": SummaryPractices(),
        **closer,
    }
    assert buttons(summary.summary(T, summary_view(figures()))) == closer
    assert buttons(summary.practices(T, [(3, "Zwolle")], 0)) == {"Zwolle": SummaryShown(3, 0)}
