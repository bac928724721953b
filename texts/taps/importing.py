"""`/import`: a spreadsheet that fills a practice."""

from texts.callback_data import Tap, tap


@tap("x")
class ImportDecided(Tap):
    """Whether a file is applied. fingerprint: of the changes that were shown."""

    import_id: int
    fingerprint: int
    yes: bool


@tap("xb")
class ImportTakenBack(Tap):
    """*Ongedaan maken*, under an import that was applied."""

    import_id: int
