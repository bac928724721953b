"""A spreadsheet with practices and experiments."""

from rules.payloads.payload import Payload, payload


@payload("import_offer")
class ImportOffer(Payload):
    """The file to fill in."""


@payload("import_reading")
class ImportReading(Payload):
    """It is being read."""


@payload("import_refused")
class ImportRefused(Payload):
    """It is not read, and why."""

    why: str


@payload("import_read", subject="import_id")
class ImportOutcome(Payload):
    """What it would change, or what is wrong with it."""

    import_id: int


@payload("import_applied")
class ImportApplied(Payload):
    """So many changes were made; import_id: by which import, to take it back."""

    changes: int
    import_id: int = 0
