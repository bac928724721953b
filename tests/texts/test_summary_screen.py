"""The summary a coordinator reads: complete when it can be, hidden when it must be, and always one message."""

from typing import Any

import pytest

from rules.summary import DesignQuestionState, Distribution, Figures, Response
from tests.once import CATALOGUES
from tests.texts.text_views import CENTRAL, CLOSES, NOW, experiment, figures, summary_view
from texts.callback_data import parse
from texts.escaping import length
from texts.message import LIMIT, Message
from texts.messages import summary
from texts.taps.export import ExportShown
from texts.taps.summary import ExperimentStatesShown, SummaryPractices, SummaryShown, TrendShown

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
        "Moeizaam: 1 ▇\n"
        "Gaat wel: 2 ▇▇\n"
        "Goed: 3 ▇▇▇\n"
        "Heel goed: 1 ▇\n"
    ) in said(figures())


def test_the_longest_bar_still_fits_a_phone() -> None:
    found = figures(central={"samen": Distribution((1, 0, 40, 20, 0))})
    text = said(found)
    assert "Gaat wel: 40 ▇▇▇▇▇▇▇▇▇▇\n" in text
    assert "Goed: 20 ▇▇▇▇▇\n" in text
    assert "Heel moeizaam: 1 ▇\n" in text


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (Distribution((0, 1, 3, 3, 0)), "Vergeleken met de vorige ronde: +0,3."),
        (Distribution((0, 0, 2, 3, 2)), "Vergeleken met de vorige ronde: −0,4."),
        (Distribution((0, 1, 2, 3, 1)), "Vergeleken met de vorige ronde: gelijk."),
    ],
)
def test_change_since_the_round_before(before: Distribution, words: str) -> None:
    assert words in said(figures(), previous=figures(central={"samen": before}))


def test_a_hidden_round_before_is_not_compared_with() -> None:
    assert "Vergeleken" not in said(figures(), previous=figures(central=dict.fromkeys(CENTRAL)))


def test_too_few_answers_stay_hidden_and_the_reason_is_said() -> None:
    text = said(figures())
    assert (
        "<b>Hoe geef ik op een goede manier zorg en ondersteuning aan mijn naaste?</b>\n"
        "Te weinig antwoorden om te tonen (minder dan 5). Zo blijft iedereen anoniem."
    ) in text


def test_when_all_is_hidden_the_reason_is_said_once() -> None:
    text = said(figures(central=dict.fromkeys(CENTRAL)))
    assert text.count("Te weinig antwoorden") == 1
    assert "▇" not in text


def test_no_answers_is_said_out_loud() -> None:
    text = said(figures(response={"caregiver": Response(0, 9)}, central=dict.fromkeys(CENTRAL)))
    assert "Geen antwoorden van mantelzorgers." in text
    assert "Te weinig" not in text


def test_what_participants_heard() -> None:
    assert "<b>Wat deelnemers hoorden van mantelzorgers</b>\nSamen zorgen: 2 keer\n" in said(figures())
    assert "Deze ronde is er niets gemeld." in said(figures(heard={"samen": 0}))


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
    full = {key: Distribution((20, 30, 40, 20, 10)) for key in CENTRAL}
    found = figures(central=full, heard=dict.fromkeys(CENTRAL, 12), design_questions=crowd(5, 12, title))
    open_now = {"open_response": found.response, "open_closes_at": CLOSES, "previous": found}
    text = said(found, **open_now)
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
    text = said(None, open_response={"caregiver": Response(1, 9)}, open_closes_at=NOW)
    assert text.startswith("<b>Zwolle</b>\nEr is nog geen ronde afgerond.")
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
