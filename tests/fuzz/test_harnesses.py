"""The harnesses of `make fuzz`, without a fuzzer: they take any bytes, and each sees a defect that is put in."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any, NoReturn

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot import receiver, webhook
from handlers import start
from programme import loading
from reports import import_file
from rules import import_rows, typed_text
from storage.inbox import Received
from tests.fuzz.harness import NAMES, Harness, harness
from texts import callback_data, escaping, own_wording, plainly

harnesses = pytest.mark.parametrize("name", NAMES)


@cache
def seeds(name: str) -> Sequence[bytes]:
    return list(harness(name).seeds())


@harnesses
def test_every_real_example_ends_well(name: str) -> None:
    assert len(seeds(name)) > 5
    for seed in seeds(name):
        harness(name).one(seed)


@harnesses
def test_any_bytes_end_well(name: str) -> None:
    """Some with nothing real in them, some that were damaged on the way."""

    @settings(max_examples=60, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.binary(max_size=300), st.sampled_from(seeds(name)), st.integers(0, 2000), st.booleans())
    def try_out(junk: bytes, seed: bytes, at: int, is_damaged: bool) -> None:
        harness(name).one(seed[: 1 + at] + junk + seed[1 + at + len(junk) :] if is_damaged else junk)

    try_out()


def fails(looking: Harness, example: bytes) -> bool:
    try:
        looking.one(example)
    except Exception:
        return True
    return False


def breaks(*_: object, **__: object) -> NoReturn:
    raise KeyError("a defect")


def as_it_is(value: Any, *_: object, **__: object) -> Any:
    return value


#: A harness, and what is broken of the code it looks after.
DEFECTS: list[tuple[str, Any, str, object]] = [
    ("callback_data", callback_data, "_read", breaks),
    ("callback_data", callback_data, "LIMIT", 1000),
    ("programme_file", loading, "_describe", breaks),
    ("programme_file", loading, "_describe", lambda *_: "two\nlines"),
    ("programme_file", own_wording, "placeholders", breaks),
    ("webhook", webhook, "sorted_out", breaks),
    ("webhook", receiver, "as_received", lambda update: Received(2**64, 1, "{}")),
    ("typed_text", escaping, "one_line", as_it_is),
    ("typed_text", typed_text, "cleaned", breaks),
    ("typed_text", typed_text, "_without_floods", as_it_is),
    ("typed_text", plainly, "_BETWEEN_PARAGRAPHS", re.compile("\n\n")),
    ("updates", start, "_refuse", breaks),
    ("updates", start, "_accept", as_it_is),
    ("import_file", import_file, "_text", as_it_is),
    ("import_file", import_file, "_look_inside", breaks),
    ("import_file", import_rows, "fold", breaks),
]


@pytest.mark.parametrize(("name", "where", "what", "broken"), DEFECTS)
def test_a_defect_is_seen(name: str, where: Any, what: str, broken: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    examples = seeds(name)
    monkeypatch.setattr(where, what, broken)
    assert any(fails(harness(name), example) for example in examples)
