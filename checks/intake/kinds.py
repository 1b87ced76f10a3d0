"""What a file is: by its ending, and whether its first bytes bear that out."""

import re
import unicodedata
import zipfile
from pathlib import Path

from checks.errors import ExportError

KINDS = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".parquet": "parquet",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xls": "workbook",
    ".xlsb": "workbook",
    ".ods": "workbook",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".zip": "zip",
}
WORKBOOKS = ("xlsx", "xls", "ods")
ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAGIC = (
    (b"PAR1", "parquet"),
    (b"%PDF-", "pdf"),
    (b"\x1f\x8b", "packed"),
    (b"7z\xbc\xaf\x27\x1c", "packed"),
    (b"Rar!", "packed"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"SQLite format 3\x00", "sqlite"),
    (b"{\\rtf", "document"),
)
MANIFEST = "META-INF/manifest.xml"  # of an OpenDocument file, where it says what of it is encrypted
PAGES = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body", b"<style")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a]")  # in no text, but for UTF-16 and UTF-32
BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
UNSAYABLE = ("Cc", "Cf", "Cs", "Zl", "Zp")  # kinds of signs, as Unicode has them
SAID = {
    "xlsx": "a workbook (.xlsx). Give it that ending",
    "xls": "a workbook (.xls). Give it that ending",
    "ods": "a workbook (.ods). Give it that ending",
    "xlsb": "a binary workbook (.xlsb). Open it in Excel and save it as .xlsx",
    "zip": "a zip. Give it the ending .zip, or unpack it",
    "parquet": "a Parquet file. Give it the ending .parquet",
    "page": "a web page, as some systems write for Excel. Open it in Excel and save it as .xlsx",
    "xml": "XML, as some systems write for Excel. Open it in Excel and save it as .xlsx",
    "pdf": "a PDF, from which no table can be read. Export the records themselves",
    "picture": "a picture, from which no table can be read. Export the records themselves",
    "document": "a text document. Export the records as CSV or as a workbook",
    "packed": "packed in a way that is not read here. Unpack it",
    "sqlite": "a database. Give it as sqlite:/// and its path",
    "ole": "an old Office file that is not a workbook. Export the records as CSV or as a workbook",
    "locked": "protected by a password. Open it, save it without a password, and keep it in a safe place",
    "text": "text. Give it the ending .csv",
    "damaged": "damaged or cut short. Export it again",
    "bytes": "damaged, or of a kind that is not read here. Export it again",
    "nothing": "empty. Export it again",
}
FITS = {
    "csv": ("text", "bytes", "nothing"),
    "json": ("text", "bytes", "nothing"),
    "parquet": ("parquet", "text", "bytes", "nothing"),
    "zip": ("zip",),
    "workbook": WORKBOOKS,
}


def sayable(name: str) -> bool:
    """Whether a name can stand in a message: no control characters, no line ends, nothing that hides or turns round
    what it says, and nothing that is half a character."""
    return not any(unicodedata.category(sign) in UNSAYABLE for sign in name)


def shown(name: str) -> str:
    """A name as a message and a report show it, where nobody can be asked to change it: one mark for each such sign."""
    return "".join("\ufffd" if unicodedata.category(sign) in UNSAYABLE else sign for sign in name)


def told(path: Path, label: str) -> str:
    """What a file's bytes say it is: one of the keys of ``SAID``. ExportError when it cannot be opened."""
    try:
        with path.open("rb") as file:
            first = file.read(4096)
            if first.startswith(ZIPS):
                return _zipped(path)
            if first.startswith(OLE):
                return _ole(first + file.read())
    except OSError:
        raise ExportError(f"{label} cannot be opened. Check that you may read it.") from None
    marked = next((kind for mark, kind in MAGIC if first.startswith(mark)), None)
    return marked or _text(first)


def check(path: Path, kind: str, label: str) -> None:
    """ExportError for a file that is not what its ending says, and what to do about it."""
    found = told(path, label)
    if found not in FITS[kind]:
        raise wrong(label, found, kind)


def wrong(label: str, found: str, kind: str) -> ExportError:
    """What to say of a file of one kind that bears the ending of another."""
    if (kind, found) == ("workbook", "zip"):  # for a workbook is one, and lacks a part
        found = "damaged"
    return ExportError(f"{label} is {SAID[found]}.")


def _text(first: bytes) -> str:
    start = first.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(PAGES):
        return "page"
    if start.startswith(b"<?xml"):
        return "page" if b"<html" in start else "xml"
    if not first:
        return "nothing"
    return "bytes" if CONTROLS.search(first) and not first.startswith(BYTE_ORDERS) else "text"


def _zipped(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
            if MANIFEST in archive.namelist() and archive.getinfo(MANIFEST).file_size < 1 << 20:
                names |= {"locked"} if b"encryption-data" in archive.read(MANIFEST) else set()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "damaged"
    if "locked" in names:
        return "locked"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    return "document" if "word/document.xml" in names else "zip"


def _ole(content: bytes) -> str:
    """An OLE file by the names in its directory, which stand there in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "locked"
    return "xls" if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book\x00")) else "ole"
