"""The demo's example data: invented words, labelled as such, in exactly the numbers of the source."""

import re
from collections import Counter
from pathlib import Path

import pytest

from programme.example import EXAMPLE_FILE, Example, load_example
from programme.loading import ProgrammeError, load
from programme.model import Programme

OTHER_FILE = Path(__file__).with_name("other.toml")
TABEL_1 = [46, 24, 20, 17, 10, 10, 7, 4, 3, 3, 2, 2, 2, 1]


@pytest.fixture(scope="module")
def programme() -> Programme:
    return load()


@pytest.fixture(scope="module")
def example(programme: Programme) -> Example:
    return load_example(programme)


def complaint(programme: Programme, path: Path) -> str:
    with pytest.raises(ProgrammeError) as caught:
        load_example(programme, path)
    return str(caught.value).removeprefix(f"{path}: ")


def changed(tmp_path: Path, pattern: str, new: str) -> Path:
    """The example with the first passage that matches changed."""
    content, found = re.subn(pattern, new, EXAMPLE_FILE.read_text(encoding="utf-8"), count=1)
    assert found == 1
    path = tmp_path / "changed.toml"
    path.write_text(content, encoding="utf-8")
    return path


def test_participants_add_up_to_tabel_1(programme: Programme, example: Example) -> None:
    found: Counter[str] = Counter()
    for practice in example.practices:
        found.update(practice.participants)
    assert [found[organisation.key] for organisation in programme.organisation_types] == TABEL_1
    assert found.total() == 151
    assert found.total() + sum(practice.participants_unknown for practice in example.practices) == 171


def test_there_are_35_design_questions_three_to_five_for_each_practice(example: Example) -> None:
    assert sum(1 for _ in example.design_questions()) == 35
    assert all(3 <= len(practice.design_questions) <= 5 for practice in example.practices)


def test_every_practice_of_the_programme_is_there_in_its_order(programme: Programme, example: Example) -> None:
    assert [each.slug for each in example.practices] == [each.slug for each in programme.practices]


def test_every_central_question_is_served(programme: Programme, example: Example) -> None:
    served = {question.central for question in example.design_questions()}
    assert served == {central.key for central in programme.central_questions}


def test_experiments_show_every_status(example: Example) -> None:
    shown = {experiment.status for experiment in example.experiments()}
    assert shown == {"not_started", "busy", "adapted", "stuck", "done", "stopped"}


def test_every_title_is_labelled_as_an_example_and_unlike_the_others(example: Example) -> None:
    titles = [
        *(practice.theme for practice in example.practices),
        *(question.title for question in example.design_questions()),
        *(experiment.title for experiment in example.experiments()),
    ]
    assert all(title.endswith(" (voorbeeld)") for title in titles)
    assert len(set(titles)) == len(titles)


def test_one_practice_has_too_few_caregivers_to_show(example: Example) -> None:
    caregivers = sorted(practice.caregivers for practice in example.practices)
    assert caregivers[0] == 3
    assert all(7 <= count <= 12 for count in caregivers[1:])


@pytest.mark.parametrize(
    ("pattern", "new", "expected"),
    [
        pytest.param(
            r"home_care = 5",
            "home_care = 6",
            "totals.participants.home_care: expected 46, counted 47",
            id="one participant too many",
        ),
        pytest.param(
            r"participants_unknown = 2\n",
            "participants_unknown = 1\n",
            "totals.participants_unknown: expected 20, counted 19",
            id="one unknown participant too few",
        ),
        pytest.param(
            r"design_questions = 35",
            "design_questions = 36",
            "totals.design_questions: expected 36, counted 35",
            id="one design question too few",
        ),
        pytest.param(r'slug = "ede"', 'slug = "stein"', "practices: 'stein' stands there twice", id="a practice twice"),
        pytest.param(
            r'key = "ede_plan"',
            'key = "ede_grens"',
            "design_questions: 'ede_grens' stands there twice",
            id="a design question's key twice",
        ),
        pytest.param(
            r'key = "ede_plan_map"',
            'key = "lc_dorp_tafel"',
            "experiments: 'lc_dorp_tafel' stands there twice",
            id="an experiment's key twice",
        ),
        pytest.param(
            r'central = "volhouden"',
            'central = "moed"',
            "bw_vinden.central: expected one of goed, samen, volhouden, found 'moed'",
            id="a central question nobody knows",
        ),
        pytest.param(
            r'status = "busy"',
            'status = "bezig"',
            "bw_vinden_apotheek.status: expected one of adapted, busy, done, not_started, stopped, stuck, "
            "found 'bezig'",
            id="a status nobody knows",
        ),
        pytest.param(
            r'theme = "(.*?) \(voorbeeld\)"',
            r'theme = "\1"',
            r"practices.brabantse-wal.theme: expected text of the pattern ^\S.* \(voorbeeld\)$, "
            "found 'Mantelzorgers eerder in beeld'",
            id="a title not labelled as an example",
        ),
    ],
)
def test_an_example_that_does_not_fit_is_refused(
    programme: Programme, tmp_path: Path, pattern: str, new: str, expected: str
) -> None:
    assert complaint(programme, changed(tmp_path, pattern, new)) == expected


def test_an_unknown_organisation_type_is_refused(programme: Programme, tmp_path: Path) -> None:
    content = EXAMPLE_FILE.read_text(encoding="utf-8").replace("entrepreneur", "zzp")
    path = tmp_path / "changed.toml"
    path.write_text(content, encoding="utf-8")
    assert complaint(programme, path).startswith("totals.participants: expected one of advocacy, ")
    assert complaint(programme, path).endswith("found 'zzp'")


def test_the_example_does_not_fit_another_programme() -> None:
    assert complaint(load(OTHER_FILE), EXAMPLE_FILE) == (
        "practices: expected one of am-deich, im-tal, found 'brabantse-wal'"
    )


def test_an_example_must_show_every_practice(programme: Programme) -> None:
    practices = programme.practices
    larger = programme.model_copy(update={"practices": (*practices, practices[0].model_copy(update={"slug": "delft"}))})
    assert complaint(larger, EXAMPLE_FILE) == "practices: expected 'delft' too, found nothing"
