"""A mistake in a programme file is one line that says where it is, what was expected and what was found."""

import re
from pathlib import Path

import pytest

from programme.loading import ProgrammeError, load

OTHER_FILE = Path(__file__).with_name("other.toml")


def complaint(path: Path) -> str:
    with pytest.raises(ProgrammeError) as caught:
        load(path)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(str(path))
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    return message.removeprefix(str(path))


def changed(tmp_path: Path, old: str, new: str) -> Path:
    """The other programme with one passage changed."""
    content = OTHER_FILE.read_text(encoding="utf-8")
    assert content.count(old) == 1, f"{content.count(old)} times {old!r}"
    path = tmp_path / "changed.toml"
    path.write_text(content.replace(old, new), encoding="utf-8")
    return path


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert complaint(tmp_path / "missing.toml") == ": cannot be read (No such file or directory)"


def test_a_folder_instead_of_a_file(tmp_path: Path) -> None:
    assert complaint(tmp_path) == ": cannot be read (Is a directory)"


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(b'name = "x"\nwebsite = "caf\xe9"\n')
    assert complaint(path) == r", line 2: expected UTF-8 text, found the byte b'\xe9'"


def test_a_missing_equals_sign(tmp_path: Path) -> None:
    path = changed(tmp_path, 'name = "Gemeinsam pflegen"', 'name "Gemeinsam pflegen"')
    assert complaint(path) == (
        ", line 2: Expected '=' after a key in a key/value pair, found 'name \"Gemeinsam pflegen\"'"
    )


def test_a_file_that_stops_halfway(tmp_path: Path) -> None:
    path = tmp_path / "half.toml"
    path.write_text('name = "x"\nlanguages = [\n  "nl",\n', encoding="utf-8")
    assert complaint(path).startswith(", line 3: ")


def test_an_empty_file_lacks_everything(tmp_path: Path) -> None:
    path = tmp_path / "empty.toml"
    path.write_text("", encoding="utf-8")
    assert complaint(path) == ": name: expected this key, found nothing (and 7 more)"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(
            "latitude = 53.3",
            "latitude = 7.2",
            "practices.am-deich.place.latitude: expected greater than or equal to 50, found 7.2",
            id="a place outside the map",
        ),
        pytest.param(
            "every_weeks = 1",
            'every_weeks = "often"',
            "schedule.every_weeks: expected a valid integer, unable to parse string as an integer, found 'often'",
            id="a word where a number belongs",
        ),
        pytest.param(
            'slug = "im-tal"\n',
            "",
            "practices.#2.slug: expected this key, found nothing",
            id="a practice without a slug is told by its place",
        ),
        pytest.param(
            'name = "Im Tal"',
            'naam = "Im Tal"',
            "practices.im-tal.name: expected this key, found nothing (and 1 more)",
            id="a misspelt key is missing",
        ),
        pytest.param(
            "open_days = 3",
            "open_days = 3\nopen_hours = 4",
            "schedule.open_hours: there is no such key, found 4",
            id="a key nobody knows",
        ),
        pytest.param(
            'name = "Im Tal"\n',
            'name = "Im Tal"\nregion = "oost"\n',
            "line 24: Cannot overwrite a value, found 'region = \"zuid\"'",
            id="a key given twice",
        ),
        pytest.param(
            'region = "zuid"',
            'region = "oost"',
            "practices.im-tal.region: expected 'noord', 'midden' or 'zuid', found 'oost'",
            id="a region that does not exist",
        ),
        pytest.param(
            'slug = "im-tal"',
            'slug = "am-deich"',
            "practices: 'am-deich' stands there twice",
            id="two practices with one slug",
        ),
        pytest.param(
            'name = { de = "Verein", tr = "Dernek" }',
            'name = { de = "Verein" }',
            "organisation_types.verein.name: no text in tr",
            id="a language left out",
        ),
        pytest.param(
            'short = { de = "Was fehlt", tr = "Eksik" }',
            'short = { de = "Was fehlt", turkish = "Eksik" }',
            "forms.caregiver.questions.mehr.short.turkish: expected text of the pattern ^[a-z]{2}$, found 'turkish'",
            id="a language that is not two letters",
        ),
        pytest.param(
            'timezone = "Europe/Berlin"',
            'timezone = "Europe/Berlijn"',
            "schedule: timezone: 'Europe/Berlijn' is not a known time zone",
            id="a time zone nobody knows",
        ),
        pytest.param(
            "open_days = 3",
            "open_days = 7",
            "schedule: open_days: a round must close before the next one opens",
            id="rounds that would overlap",
        ),
        pytest.param(
            'central = "kraft"',
            'central = "mut"',
            "forms.caregiver.kraft.central: there is no central question 'mut'",
            id="a central question that is not there",
        ),
        pytest.param(
            'one_of = ["1"]',
            'one_of = ["9"]',
            "forms.caregiver.mehr.asked_if: no option 9 in 'kraft'",
            id="a condition on an option that is not there",
        ),
        pytest.param(
            'asked_if = { question = "kraft", one_of = ["1"] }',
            'asked_if = { question = "mehr_teilen" }',
            "forms.caregiver.mehr: 'mehr_teilen' is not an earlier question of this form",
            id="a condition on a later question",
        ),
        pytest.param(
            'covers = ["mehr"]',
            'covers = ["kraft"]',
            "forms.caregiver.mehr_teilen.covers: expected text questions only",
            id="a permission to read what is not a text",
        ),
        pytest.param(
            '{ key = "no", label',
            '{ key = "maybe", label',
            "forms.caregiver.questions.mehr_teilen: question mehr_teilen: "
            'the options of a permission are "yes" and "no"',
            id="a permission that is neither yes nor no",
        ),
        pytest.param(
            "Was fehlt Ihnen?",
            "Was fehlt für {experiment}?",
            "forms.caregiver.questions.mehr: question mehr.text.de: nothing fills {experiment}",
            id="a placeholder where there is no experiment",
        ),
        pytest.param(
            "Was fehlt Ihnen?",
            "Was fehlt {experiment!r:9}?",
            "forms.caregiver.questions.mehr: question mehr.text.de: nothing fills {experiment!r:9}",
            id="a placeholder with more than a name",
        ),
        pytest.param(
            "Was fehlt Ihnen?",
            "Was fehlt {?",
            "forms.caregiver.questions.mehr: question mehr.text.de: expected a text without loose { or }",
            id="a loose brace",
        ),
        pytest.param(
            '{ key = "3", label',
            '{ key = "5", label',
            'forms.caregiver.questions.kraft: question kraft: the options of a scale are "1", "2", … in this order',
            id="a scale with a gap",
        ),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert complaint(changed(tmp_path, old, new)).lstrip(":, ") == expected


def test_a_question_asked_once_cannot_depend_on_one_asked_per_experiment(tmp_path: Path) -> None:
    path = changed(tmp_path, 'key = "kraft"\nkind', 'key = "kraft"\nper_experiment = true\nkind')
    assert complaint(path) == (": forms.caregiver.mehr.asked_if: 'kraft' is asked per experiment, this is not")


def test_a_long_value_is_shortened(tmp_path: Path) -> None:
    path = changed(tmp_path, 'region = "zuid"', f'region = "{"z" * 5000}"')
    assert len(complaint(path)) < 200


def test_two_practices_of_one_name(tmp_path: Path) -> None:
    names = re.findall(r'\[\[practices\]\].*?name = "(.*?)"', OTHER_FILE.read_text(encoding="utf-8"), re.DOTALL)
    path = changed(tmp_path, f'name = "{names[1]}"', f'name = "{names[0].upper()}"')
    assert complaint(path) == f": practices: {names[0].casefold()!r} stands there twice"


def test_a_practice_whose_name_fits_no_column(tmp_path: Path) -> None:
    (name, *_) = re.findall(r'\[\[practices\]\].*?name = "(.*?)"', OTHER_FILE.read_text(encoding="utf-8"), re.DOTALL)
    path = changed(tmp_path, f'name = "{name}"', f'name = "{name * 30}"')
    assert "at most 80 characters" in complaint(path)
