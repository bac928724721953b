"""Any order of events: whatever people, time and dying processes do, the check-ins are what they must be."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from rules.access import ANSWERING, Role
from tests.properties.paper_bot import make_template
from tests.properties.population import PERSONS, Population

#: Texts that are answers, labels of options, nothing at all, and what no database takes.
WORDS = ("Het gaat.", "Met moeite", "Gaat wel", "ja", "overslaan", " ", "\x00\ud83d", "<b>& \u202e")
JUNK = ("", "a|1|0|samen", "x" * 64, "a|99999999999|0|samen|4", "|||")
HOURS = (0.02, 1, 24, 24 * 7)

persons = st.sampled_from(PERSONS)
picks = st.integers(0, 99)


class AnyOrder(RuleBasedStateMachine):
    """Each rule is one thing that happens. Updates wait until they are handled, words until they are said."""

    def __init__(self, template: Path) -> None:
        super().__init__()
        self._loop = asyncio.new_event_loop()
        self._village = Population(template)
        self._run(self._village.open())

    def _run(self, happens: Coroutine[Any, Any, None]) -> None:
        self._loop.run_until_complete(happens)

    @rule(person=persons, role=st.sampled_from(ANSWERING))
    def registers(self, person: int, role: Role) -> None:
        self._run(self._village.registers(person, role))

    @rule(person=persons, pick=picks)
    def answers(self, person: int, pick: int) -> None:
        self._run(self._village.answers(person, pick))

    @rule(person=persons, first=picks, then=picks)
    def answers_twice(self, person: int, first: int, then: int) -> None:
        self._run(self._village.answers(person, first))
        self._run(self._village.answers(person, then))

    @rule(person=persons, pick=picks)
    def taps(self, person: int, pick: int) -> None:
        self._run(self._village.taps(person, pick))

    @rule(person=persons, pick=picks, times=st.integers(2, 5))
    def taps_quickly(self, person: int, pick: int, times: int) -> None:
        self._run(self._village.taps(person, pick, times))

    @rule(person=persons, pick=picks)
    def taps_what_was_on_any_phone_ever(self, person: int, pick: int) -> None:
        self._run(self._village.forges(person, pick))

    @rule(person=persons, data=st.sampled_from(JUNK))
    def taps_junk(self, person: int, data: str) -> None:
        self._run(self._village.taps_junk(person, data))

    @rule(person=persons, text=st.sampled_from(WORDS))
    def types(self, person: int, text: str) -> None:
        self._run(self._village.types(person, text))

    @rule(person=persons, pick=picks, text=st.sampled_from(WORDS))
    def edits(self, person: int, pick: int, text: str) -> None:
        self._run(self._village.edits(person, pick, text))

    @rule(person=persons, command=st.sampled_from(("/checkin", "/hulp", "/start", "/stop")))
    def commands(self, person: int, command: str) -> None:
        self._run(self._village.commands(person, command))

    @rule(person=persons)
    def blocks_or_unblocks(self, person: int) -> None:
        self._run(self._village.blocks_or_unblocks(person))

    @rule(pick=picks)
    def telegram_delivers_again(self, pick: int) -> None:
        self._run(self._village.delivers_again(pick))

    @rule()
    def the_bot_handles(self) -> None:
        self._run(self._village.handles())

    @rule()
    def the_bot_speaks(self) -> None:
        self._run(self._village.speaks())

    @rule(how=st.sampled_from(("before", "after")))
    def the_next_message_kills_the_bot(self, how: str) -> None:
        self._village.bot.telegram.dies = how

    @rule()
    def the_bot_restarts(self) -> None:
        self._run(self._village.bot.restart())

    @rule(hours=st.sampled_from(HOURS))
    def time_passes(self, hours: float) -> None:
        self._run(self._village.time_passes(hours))

    @rule()
    def a_round_comes(self) -> None:
        self._run(self._village.a_round_comes())

    @rule()
    def all_is_quiet(self) -> None:
        self._run(self._village.settles())

    @invariant()
    def the_tables_are_what_the_model_says(self) -> None:
        self._run(self._village.compares())

    def teardown(self) -> None:
        try:
            self._run(self._village.settles())
            self._run(self._village.compares())
        finally:
            self._run(self._village.close())
            self._loop.close()


def runs(template: Path, examples: int, steps: int, **more: Any) -> None:
    """So many sequences of so many steps."""
    profile = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        **more,
    )

    class Run(AnyOrder):
        def __init__(self) -> None:
            super().__init__(template)

    run_state_machine_as_test(Run, settings=profile)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return asyncio.run(make_template(tmp_path_factory.mktemp("template")))


@pytest.mark.parametrize(
    "examples", [2, pytest.param(12, marks=pytest.mark.slow), pytest.param(100, marks=pytest.mark.nightly)]
)
def test_any_order_of_events(template: Path, examples: int) -> None:
    """The same sequences each time, so that a run that passed passes again."""
    runs(
        template, examples=examples, steps=40, derandomize=True, database=None, phases=(Phase.explicit, Phase.generate)
    )
