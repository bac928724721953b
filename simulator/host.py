from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Jump:
    """A button on the page that moves time to somewhere the embedding program knows."""

    key: str
    label: str
    run: Callable[[], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Door:
    """A way into the bot: the embedding program makes the deep link, a new person opens it."""

    key: str
    group: str
    label: str
    payload: Callable[[], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Host:
    """What the program around the simulator offers to the page."""

    jumps: list[Jump] = field(default_factory=list)
    sign_up_links: list[Door] = field(default_factory=list)
