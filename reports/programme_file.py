"""The programme report in the form that was asked for.

What draws is slow to load, and only the process that makes the file needs it.
"""

from collections.abc import Sequence

from reports.programme_report import ProgrammeReport


def as_file(report: ProgrammeReport, form: str, sheets: Sequence[str]) -> bytes:
    """The report as "xlsx" (with these names of sheets, see `programme_xlsx`) or "pdf"."""
    if form == "xlsx":
        from reports.programme_xlsx import programme_xlsx

        return programme_xlsx(report, sheets)
    from reports.programme_pdf import programme_pdf

    return programme_pdf(report)
