from dataclasses import dataclass
from typing import Any

from simulator.wire import JSON


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    data: str | None
    url: str | None
    copies: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A message as the person sees it."""

    id: int
    version: int
    by_bot: bool
    kind: str
    text: str
    entities: list[JSON]
    rows: list[list[Button]]
    date: int
    edit_date: int | None
    reply_to: int | None
    force_reply: JSON | None
    photo: JSON | None
    document: JSON | None
    silent: bool
    protected: bool
    deleted: bool

    @property
    def buttons(self) -> list[Button]:
        return [button for row in self.rows for button in row]

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    def button(self, label: str) -> Button | None:
        """The button with this label, or the only one that starts with it."""
        exact = [button for button in self.buttons if button.label == label]
        begun = [button for button in self.buttons if button.label.startswith(label)]
        return exact[0] if exact else begun[0] if len(begun) == 1 else None

    def __str__(self) -> str:
        sender = "bot" if self.by_bot else "person"
        marks = [f"[{label}]" for label in self.labels] + ["(deleted)"] * self.deleted
        return " ".join([f"#{self.id} {sender}, {self.kind}:", repr(self.text[:80]), *marks])


def read(shown: dict[str, Any]) -> Message:
    keys = ("data", "url", "copies")
    rows = [[Button(button["label"], *map(button.get, keys)) for button in row] for row in shown["buttons"]]
    same = {name: shown[name] for name in Message.__slots__ if name in shown}
    return Message(id=shown["message_id"], by_bot=shown["from"] == "bot", rows=rows, **same)
