"""Whether what files are made with is installed: a bot without it works, in words alone."""

from importlib.util import find_spec

#: What the extra `reports` brings, by the names under which it is imported here.
PACKAGES = ("docx", "fpdf", "pymupdf_fonts", "python_calamine", "resvg_py", "segno", "uharfbuzz", "xlsxwriter")


def is_complete() -> bool:
    """Whether every kind of file can be made and read. Nothing is loaded to find out."""
    return all(find_spec(name) for name in PACKAGES)
