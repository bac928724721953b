"""What happened, in plain values: no handler needs to know by which channel it came."""

from msgspec import Struct

from rules.address import Address


class File(Struct, frozen=True):
    """A file somebody sent, not fetched yet. size: in bytes, where it is known.

    is_spreadsheet: as far as its kind and its name say.
    """

    reference: str
    size: int | None
    is_spreadsheet: bool = False


#: Of `Happened.other`: nothing that the person sent, but what Telegram says of the chat itself.
SERVICE = "service"


class Happened(Struct, frozen=True):
    """What a person did.

    message_id: of the message that was sent or edited; 0 when none was. What was sent later has a higher one.
    text, caption: what was typed, and what was written beside something that is not text.
    other: what that something is, one of texts.messages.notes.KINDS, "other" or SERVICE.
    place: latitude and longitude in degrees.
    button: what the tapped button carries; None when none was tapped. tapped: the id of the message it stands under.
    Both are of a button whose words were typed as well; then there is a message of the person.
    is_blocked: the person wants to hear nothing any more.
    """

    address: Address
    first_name: str
    message_id: int = 0
    text: str = ""
    caption: str = ""
    other: str = "other"
    place: tuple[float, float] | None = None
    file: File | None = None
    button: str | None = None
    tapped: int | None = None
    is_blocked: bool = False

    @property
    def argument(self) -> str:
        """What was typed behind a command."""
        return "".join(self.text.split(maxsplit=1)[1:]).strip()
