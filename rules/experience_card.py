"""The fields of an experience card, and where each comes from until a coordinator writes it."""

from collections.abc import Mapping

#: In the order of the card.
FIELDS = ("theme", "ambition", "organisations", "did", "result", "lessons", "tip", "next_step")
#: Filled with what participants answered to these questions about the experiment, as far as they share it.
REPORTED = ("did", "result", "next_step")
#: The longest text of a field: a card is read on one screen.
LONGEST = 1500


def filled(edited: Mapping[str, str], found: Mapping[str, str]) -> dict[str, str]:
    """Each field's text: as the coordinator wrote it, be it empty; else as it was found; else empty."""
    return {field: edited.get(field, found.get(field, "")) for field in FIELDS}
