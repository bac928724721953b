"""What is to be said is a typed value, and comes back from the outbox as it went in."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from rules.payloads import payload as machinery
from rules.payloads.notes import Note
from rules.payloads.nudge import Nudge
from rules.payloads.payload import PAYLOADS, Payload, UnreadablePayload, payload, read, stored
from rules.payloads.theme import CoreTheme
from tests.rules.stored_rows import STORED_ROWS


@pytest.fixture
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test makes up is no payload for the others."""
    monkeypatch.setattr(machinery, "PAYLOADS", dict(PAYLOADS))


def test_rows_written_down_by_older_versions_are_still_read() -> None:
    rows = [(said, read(kind, subject_id, json.loads(params))) for said, kind, subject_id, params in STORED_ROWS]
    assert [(said, found) for said, found in rows if said != found] == []


def test_every_kind_has_a_row_of_old() -> None:
    assert {kind for _, kind, _, _ in STORED_ROWS} == PAYLOADS.keys()


def test_every_payload_comes_back_as_it_went() -> None:
    for said, *_ in STORED_ROWS:
        kind, subject_id, params = stored(said)
        assert read(kind, subject_id, json.loads(json.dumps(params))) == said


def test_the_subject_has_its_own_column_and_a_default_takes_no_room() -> None:
    assert stored(CoreTheme(7)) == ("theme", 7, {})
    assert stored(CoreTheme(7, changed=True)) == ("theme", 7, {"changed": True})
    assert stored(Note("too_long", limit=5)) == ("note", None, {"key": "too_long", "limit": 5})


@pytest.mark.parametrize(
    ("kind", "subject_id", "params", "why"),
    [
        ("no_such_kind", 7, {}, "no payload is of the kind no_such_kind"),
        ("nudge", None, {}, "nudge: practice_id is of type NoneType"),
        ("note", None, {"limit": 5}, "note: key is missing"),
        ("note", None, {"key": "too_long", "limit": "Anneke"}, "note: limit is of type str"),
        ("note", None, {"key": "too_long", "limit": True}, "note: limit is of type bool"),
        ("theme", 7, {"before": "Anneke"}, "theme: before is unknown"),
        ("theme", 7, {"before": 1, "changed": 1}, "theme: before is unknown, changed is of type int"),
        ("new_practice", None, {"step": 2}, "new_practice: step is of type int"),
        ("taken_away", None, {"messages": 2}, "taken_away: messages is of type int"),
    ],
)
def test_what_cannot_be_read_says_which_field_and_no_value(
    kind: str, subject_id: int | None, params: dict[str, Any], why: str
) -> None:
    with pytest.raises(UnreadablePayload) as refused:
        read(kind, subject_id, params)
    assert str(refused.value) == why


def test_a_payload_does_not_change() -> None:
    with pytest.raises(AttributeError):
        Nudge(7).practice_id = 8  # type: ignore[misc]


def of_a_kind_that_is_taken() -> None:
    @payload("nudge")
    class Another(Payload):
        pass


def about_a_field_that_is_not_there() -> None:
    @payload("new", subject="practice_id")
    class About(Payload):
        round_id: int


def of_what_json_does_not_hold() -> None:
    @payload("new")
    class Bytes(Payload):
        content: bytes


@pytest.mark.usefixtures("own_registry")
@pytest.mark.parametrize(
    ("write", "error"),
    [
        (of_a_kind_that_is_taken, ValueError),
        (about_a_field_that_is_not_there, ValueError),
        (of_what_json_does_not_hold, TypeError),
    ],
)
def test_a_payload_that_could_not_come_back_is_refused_where_it_is_written(
    write: Callable[[], None], error: type[Exception]
) -> None:
    with pytest.raises(error):
        write()
