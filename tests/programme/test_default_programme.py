"""The programme that ships with the bot says what its sources say."""

from datetime import date, time
from typing import get_args

import pytest

from programme.form import FormRole, Question
from programme.loading import load
from programme.model import Programme, Region


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load()


def question(programme: Programme, role: FormRole, key: str) -> Question:
    form = programme.form(role)
    assert form
    return next(each for each in form.questions if each.key == key)


def test_the_eleven_practices_stand_in_the_order_of_the_source(programme: Programme) -> None:
    assert [practice.name for practice in programme.practices] == [
        "Brabantse Wal",
        "'s-Hertogenbosch",
        "Land van Cuijk",
        "Ede",
        "Noord West Veluwe",
        "Horst aan de Maas",
        "Leiden",
        "Leusden",
        "Renswoude",
        "Stein",
        "Zwolle",
    ]


def test_every_practice_has_a_slug_made_of_its_name(programme: Programme) -> None:
    for practice in programme.practices:
        assert practice.slug == practice.name.lower().replace("'", "").replace(" ", "-")


def test_one_practice_is_in_the_north_five_in_the_middle_five_in_the_south(programme: Programme) -> None:
    found = {
        region: {practice.slug for practice in programme.practices if practice.region == region}
        for region in get_args(Region)
    }
    assert found == {
        "noord": {"zwolle"},
        "midden": {"ede", "noord-west-veluwe", "leiden", "leusden", "renswoude"},
        "zuid": {"brabantse-wal", "s-hertogenbosch", "land-van-cuijk", "horst-aan-de-maas", "stein"},
    }


def test_the_places_lie_as_they_do_on_the_map(programme: Programme) -> None:
    latitude = {practice.slug: practice.place.latitude for practice in programme.practices}
    longitude = {practice.slug: practice.place.longitude for practice in programme.practices}
    assert max(latitude, key=latitude.__getitem__) == "zwolle"
    assert min(latitude, key=latitude.__getitem__) == "stein"
    assert min(longitude, key=longitude.__getitem__) == "brabantse-wal"
    assert longitude["leusden"] < longitude["renswoude"] < longitude["ede"] < longitude["zwolle"]


def test_the_central_questions_are_literally_those_of_2020(programme: Programme) -> None:
    assert {central.key: central.text["nl"] for central in programme.central_questions} == {
        "samen": "Hoe zorg ik voor mijn naaste samen met beroepskrachten?",
        "volhouden": "Hoe houd ik het zorgen voor mijn naaste vol?",
        "goed": "Hoe geef ik op een goede manier zorg en ondersteuning aan mijn naaste?",
    }
    assert [central.short["nl"] for central in programme.central_questions] == [
        "Samen zorgen",
        "Volhouden",
        "Goede zorg",
    ]


def test_the_organisation_types_are_the_columns_of_tabel_1(programme: Programme) -> None:
    assert [organisation.name["nl"] for organisation in programme.organisation_types] == [
        "(Thuis)zorgorganisatie",
        "Gemeente",
        "Vrijwilligersorganisatie",
        "Welzijnsorganisatie",
        "(Ex-)Mantelzorger NVO",
        "Mantelzorgorganisatie",
        "Huisartspraktijk",
        "Zorgorganisatie",
        "Belangenbehartiging",
        "Mantelzorgsteunpunt",
        "GGZ-organisatie",
        "Netwerkorganisatie",
        "Vrijwilliger NVO",
        "Ondernemer",
    ]


def test_rounds_open_every_second_tuesday_at_a_quarter_past_twelve(programme: Programme) -> None:
    schedule = programme.schedule
    assert (schedule.first_on, schedule.first_on.strftime("%A")) == (date(2019, 9, 3), "Tuesday")
    assert (schedule.every_weeks, schedule.at, schedule.open_days) == (2, time(12, 15), 6)
    assert schedule.timezone == "Europe/Amsterdam"


def test_a_caregiver_answers_at_most_five_questions(programme: Programme) -> None:
    form = programme.form("caregiver")
    assert form
    assert [each.key for each in form.questions] == ["samen", "volhouden", "goed", "remark", "remark_shared"]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 8, 12])
def test_once_in_four_rounds_whether_it_mattered_takes_the_place_of_the_remark(
    programme: Programme, number: int
) -> None:
    form = programme.form("caregiver", number)
    assert form
    fourth = "mattered" if number % 4 == 0 else "remark"
    assert [each.key for each in form.questions] == ["samen", "volhouden", "goed", fourth, "remark_shared"]


def test_no_score_leads_to_a_question_of_its_own(programme: Programme) -> None:
    """Else who sees the screen, or what follows from it, learns the score."""
    for form in programme.forms:
        scales = {each.key for each in form.questions if each.kind == "scale"}
        assert not [each.key for each in form.questions if each.asked_if and each.asked_if.question in scales]


def test_each_central_question_has_one_scale_of_five_words(programme: Programme) -> None:
    for central in programme.central_questions:
        scale = question(programme, "caregiver", central.key)
        assert (scale.kind, scale.central, len(scale.options)) == ("scale", central.key, 5)


def test_a_participant_tells_about_each_experiment_and_then_passes_on_what_caregivers_said(
    programme: Programme,
) -> None:
    form = programme.form("participant")
    assert form
    assert [(each.key, each.per_experiment) for each in form.questions] == [
        ("changed", False),
        ("status", True),
        ("came_true", True),
        ("did", True),
        ("result", True),
        ("next_step", True),
        ("voice", False),
        ("voice_text", False),
        ("texts_shared", False),
    ]


def test_what_was_heard_belongs_to_a_central_question_or_to_none(programme: Programme) -> None:
    centrals = [central.key for central in programme.central_questions]
    voice = question(programme, "participant", "voice")
    assert [option.key for option in voice.options] == [*centrals, "none"]
    asked_if = question(programme, "participant", "voice_text").asked_if
    assert asked_if
    assert list(asked_if.one_of) == centrals


def test_every_typed_text_is_covered_by_a_permission(programme: Programme) -> None:
    for form in programme.forms:
        texts = {each.key for each in form.questions if each.kind == "text"}
        assert texts == {key for each in form.questions for key in each.covers}


def test_every_question_about_an_experiment_names_it(programme: Programme) -> None:
    for form in programme.forms:
        for each in form.questions:
            for text in each.text.values():
                assert ("{experiment}" in text) == (each.per_experiment and each.key != "came_true")  # under its title


def test_labels_fit_a_list_and_a_button(programme: Programme) -> None:
    for form in programme.forms:
        for each in form.questions:
            assert all(1 <= len(short.split()) <= 3 for short in each.short.values())
            assert all(len(label) <= 24 for option in each.options for label in option.label.values())
