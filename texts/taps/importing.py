"""`/import`: a spreadsheet that fills a practice."""

from texts.callback_data import Tap


class ImportDecided(Tap, code="x"):
    """Whether a file is applied. fingerprint: of the changes that were shown."""

    import_id: int
    fingerprint: int
    yes: bool


class ImportTakenBack(Tap, code="xb"):
    """*Ongedaan maken*, under an import that was applied."""

    import_id: int
