"""A practice's report in the form that was asked for. What draws is loaded where the file is made, and only there."""

from reports.practice_report import PracticeReport


def as_file(report: PracticeReport, form: str) -> bytes:
    """The report as "docx" or "pdf"."""
    if form == "docx":
        from reports.practice_docx import practice_docx

        return practice_docx(report)
    from reports.practice_pdf import practice_pdf

    return practice_pdf(report)
