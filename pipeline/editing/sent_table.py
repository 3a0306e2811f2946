"""A small table that a group sends with its timeline."""

from pipeline.bench import Files
from pipeline.documents.sound import base_name
from pipeline.errors import CannotRead


def table_text(files: Files, wanted: str) -> str | None:
    """Return the text of a table, whatever folder it was sent in; None where there is none.

    Raise CannotRead when it is no text.
    """
    file = next((file for name, file in files.items() if base_name(name).lower() == wanted), None)
    if file is None:
        return None
    try:
        return file.path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CannotRead(
            "%(name)s is not a text that can be read. Save the table as CSV (UTF-8).",
            name=wanted,
            detail=str(fault),
        ) from fault
