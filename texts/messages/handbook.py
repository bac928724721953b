"""The coordinators' handbook."""

from texts.catalogue import Translator
from texts.message import File, Message


def with_handbook(t: Translator, file: File) -> Message:
    """The file; it is there to be passed on."""
    return Message(t("handbook.caption"), file=file)
