"""CSV and XLSX files to rows of text, and back. Pure: bytes in, text out.

A spreadsheet is a ZIP that a stranger made: it is never unpacked to disk, its sizes are looked at
before its contents, and a document type definition is refused. What we write holds no formula: a
text that begins like one is kept as text.
"""

import codecs
import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, TypeVar
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.cell.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from pipeline.errors import CannotRead
from pipeline.shots.rows import MOST_COLUMNS, MOST_ROWS

Value = TypeVar("Value")

LARGEST_BYTES: Final = 5_000_000
LARGEST_UNPACKED_BYTES: Final = 50_000_000
MOST_ENTRIES: Final = 2000
MOST_TIMES_SMALLER: Final = 200

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ALPHABETS: Final = {"ja": ("cp932",), "ar": ("cp1256",)}
"""What Excel writes on a Windows of that language, besides Windows-1252."""
_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_ROW_NUMBER: Final = re.compile(rb"<(?:\w{1,9}:)?row\s[^<>]{0,200}?\br=\"(\d{1,9})\"")
_WRITTEN: Final = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_DATE: Final = (2000, 1, 1, 0, 0, 0)
_ILLEGAL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_FORMULA_STARTS: Final = tuple("=+-@\t\r\n＝＋－＠")
_DAMAGED: Final = (
    *(zipfile.BadZipFile, InvalidFileException, ParseError, DefusedXmlException),
    *(KeyError, ValueError, OSError, EOFError, AttributeError, TypeError, IndexError),
)


def is_formula(text: str) -> bool:
    """Return whether a spreadsheet might run a text; so -3 is quoted too, and reads back as -3."""
    return text.startswith(_FORMULA_STARTS)


def read_csv(content: bytes, *, name: str, language: str = "en") -> list[list[str]]:
    """Return the lines of a CSV with commas, semicolons or tabs. Raise CannotRead.

    The language says which alphabet an old program may have written.
    """
    return lines_of_text(_text_of(content, name, language), name=name)


def is_encoding_sure(content: bytes) -> bool:
    """Return whether a CSV says its alphabet, so that no letter can have been mistaken."""
    if content.startswith(_UTF_16):
        return True
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def last_row_of(content: bytes) -> int:
    """Return the number of the last row that a sheet of an XLSX names, read or not; 0 for none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            first = next(name for name in parts.namelist() if _SHEET.fullmatch(name))
            numbers = _ROW_NUMBER.findall(parts.read(first))
    except (*_DAMAGED, StopIteration):
        return 0
    return max(map(int, numbers), default=0)


def lines_of_text(text: str, *, name: str) -> list[list[str]]:
    """Return the lines of a CSV, at most one more than a table may have. Raise CannotRead."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        lines = [line for line, _ in zip(reader, range(MOST_ROWS + 2), strict=False)]
    except csv.Error as fault:
        raise CannotRead(
            "%(name)s cannot be read as a table. Look for a quotation mark that is never closed.",
            name=name,
            detail=str(fault),
        ) from fault
    return [[_without_quote(cell) for cell in line] for line in lines]


def read_xlsx(content: bytes, *, name: str) -> list[list[str]]:
    """Return the lines of the first sheet. Raise CannotRead."""
    try:
        _refuse_bombs(content)
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(
            max_row=MOST_ROWS + 2, max_col=MOST_COLUMNS + 1, values_only=True
        )
        lines = [[_text_of_value(value) for value in row] for row in rows]
        book.close()
    except _DAMAGED as fault:
        raise CannotRead(
            "%(name)s is not a spreadsheet that can be read. Save it again as XLSX or as CSV.",
            name=name,
            detail=f"{type(fault).__name__}: {fault}",
        ) from fault
    return _without_empty_end([_without_empty_end(line) for line in lines])


def write_csv(lines: Iterable[Sequence[str]]) -> str:
    """Return a CSV; a text that a spreadsheet would run gets an apostrophe before it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for line in lines:
        writer.writerow([f"'{cell}" if is_formula(cell) else cell for cell in line])
    return out.getvalue()


def write_xlsx(lines: Sequence[Sequence[str]], *, title: str, widths: Sequence[int]) -> bytes:
    """Return a spreadsheet of one sheet: the first line is a frozen heading, every cell a text."""
    book = openpyxl.Workbook(write_only=True)
    book.properties.created = _WRITTEN.replace(tzinfo=None)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "Sheet")
    sheet.freeze_panes = "C2"
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    look = _Look(
        Alignment(wrap_text=True, vertical="top"),
        Font(bold=True, color="FFF6F1E6"),
        PatternFill("solid", fgColor="FF1C1A17"),
    )
    for number, line in enumerate(lines):
        sheet.append(
            [_cell(sheet, text, look, heading=number == 0) if text else None for text in line]
        )
    out = io.BytesIO()
    book.save(out)
    return _without_dates(out.getvalue())


def _without_quote(cell: str) -> str:
    """Return a cell without the apostrophe that write_csv puts before a formula."""
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell


def _text_of(content: bytes, name: str, language: str) -> str:
    """Excel writes UTF-8, UTF-16 or the alphabet of the country it was sold in."""
    if len(content) > LARGEST_BYTES:
        raise CannotRead("%(name)s is too large. Send only the rows of this film.", name=name)
    old = _ALPHABETS.get(language.lower()[:2], ())
    utf_16 = content.startswith(_UTF_16)
    for encoding in ("utf-16",) if utf_16 else ("utf-8-sig", *old, "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise CannotRead("%(name)s is not a table. Save it again as CSV with UTF-8.", name=name)


def _refuse_bombs(content: bytes) -> None:
    """Raise ValueError for a ZIP that is too large unpacked, or XML that defines entities."""
    if len(content) > LARGEST_BYTES:
        raise ValueError(f"{len(content)} bytes")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        entries = parts.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        packed = max(1, sum(entry.compress_size for entry in entries))
        if len(entries) > MOST_ENTRIES or unpacked > LARGEST_UNPACKED_BYTES:
            raise ValueError(f"{len(entries)} parts, {unpacked} bytes unpacked")
        if unpacked > packed * MOST_TIMES_SMALLER:
            raise ValueError(f"{unpacked} bytes from {packed}")
        for entry in entries:
            if b"<!DOCTYPE" in parts.read(entry).upper():
                raise ValueError(f"a document type definition in {entry.filename[:80]}")


def _text_of_value(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _without_empty_end(values: list[Value]) -> list[Value]:
    """A cell far out makes a sheet that is large and empty."""
    end = next((place for place in range(len(values), 0, -1) if values[place - 1]), 0)
    return values[:end]


@dataclass(frozen=True, slots=True)
class _Look:
    """How cells are set; made once a book, since each cell of its own would cost seconds."""

    alignment: Alignment
    font: Font
    fill: PatternFill


def _cell(sheet: object, text: str, look: _Look, *, heading: bool) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    cell.value = _ILLEGAL.sub("", text)
    cell.data_type = "s"
    cell.quotePrefix = is_formula(text)
    cell.alignment = look.alignment
    if heading:
        cell.font, cell.fill = look.font, look.fill
    return cell


def _without_dates(content: bytes) -> bytes:
    """Return the same ZIP without the hour it was written, so that equal lists are equal files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            body = old.read(entry)
            if entry.filename == "docProps/core.xml":
                body = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z", body)
            part = zipfile.ZipInfo(entry.filename, _ZIP_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, body)
    return out.getvalue()
