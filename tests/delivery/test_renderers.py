"""Everything that can be said has its words, and nothing has them twice."""

import pytest

from delivery.rendering import RENDERERS, RenderingContext
from delivery.rendering.renderers import check_complete, renders
from rules.payloads.nudge import Nudge
from rules.payloads.payload import PAYLOADS
from texts.message import Message


def test_every_payload_has_a_renderer_and_every_renderer_a_payload() -> None:
    assert RENDERERS.keys() == set(PAYLOADS.values())


def test_a_payload_without_a_renderer_keeps_the_bot_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(RENDERERS, Nudge)  # type: ignore[misc]
    with pytest.raises(LookupError, match="nothing renders Nudge"):
        check_complete()


def test_a_second_renderer_of_a_payload_is_refused() -> None:
    with pytest.raises(ValueError, match="Nudge has a renderer"):

        @renders(Nudge)
        async def another(_context: RenderingContext, _payload: Nudge) -> Message | None:
            return None
