"""Zips, opened without trust: their names, sizes and bytes are checked before anything uses them.

A zip says of itself how large its members are. Nothing here believes it: the bytes that really come out
are counted while they come, so that a small file cannot fill the disk or the memory.
"""

import lzma
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from checks.errors import ExportError
from checks.intake.kinds import sayable

CHUNK = 1 << 20
ENCRYPTED = 0x1
# Names that Windows keeps for devices, whatever follows the first dot.
DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)( *\..*| *)")
# A name that any file system takes as it stands; a member of another is unpacked under a plain one.
PLAIN = re.compile(r"\w[\w .()&+,-]{0,99}")
JUNK = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Limits:
    """What a zip may hold at most, in files and bytes.

    The largest export of records a year has some hundreds of files and some gigabytes. Text of tables
    is packed to a tenth or a thirtieth; 200 leaves room for columns of blanks, and a zip bomb needs 1,000.
    """

    files: int = 2_000
    member: int = 8 << 30
    total: int = 16 << 30
    ratio: int = 200
    small: int = 16 << 20  # below this a ratio says nothing: a sheet of blanks is packed very small


LIMITS = Limits()


@dataclass(frozen=True)
class Member:
    """One file of a zip that has been unpacked: its path in the zip, and where its bytes lie now."""

    name: str
    path: Path


@contextmanager
def opened_zip(path: Path, label: str, limits: Limits = LIMITS) -> Iterator[zipfile.ZipFile]:
    """A zip whose list of members is sound. ExportError, naming it, for one that is not a zip or hides something."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
        raise _damaged(label) from None
    with archive:
        _check_list(archive, label, limits)
        yield archive


def check_bytes(archive: zipfile.ZipFile, label: str, limits: Limits = LIMITS) -> None:
    """Read every member once, for its size and its checksum. ExportError where one is damaged or too large."""
    spent = 0
    for member in _files(archive):
        spent += sum(len(block) for block in blocks(archive, member, label, limits))
        if spent > limits.total:
            raise _too_large(label, limits.total)


def blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str, limits: Limits = LIMITS) -> Iterator[bytes]:
    """The bytes of one member, counted as they come. ExportError beyond the limits or for damage."""
    count = 0
    try:
        with archive.open(member) as file:
            while block := file.read(CHUNK):
                count += len(block)
                if count > limits.member:
                    raise _too_large(label, limits.member)
                if count > limits.small and count > limits.ratio * max(member.compress_size, 1):
                    raise ExportError(
                        f"{label} holds a file that unpacks to more than {limits.ratio} times its size, as only a "
                        "zip made to do harm does. Make the zip again, or unpack it yourself."
                    )
                yield block
    except NotImplementedError:
        raise ExportError(
            f"{label} is packed in a way that cannot be read here. Make the zip again in the ordinary way."
        ) from None
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError):
        raise _damaged(label) from None


def unpacked(path: Path, folder: Path, label: str, limits: Limits = LIMITS) -> list[Member]:
    """Unpack a zip into a private folder, each member into a folder of its own, in the order of their names.

    A folder that holds everything in the zip is left out of the names. Raises ExportError for a zip that
    is damaged, encrypted, too large or plays tricks with names.
    """
    with opened_zip(path, label, limits) as archive:
        files = sorted(_files(archive), key=lambda member: member.filename)
        tops = {PurePosixPath(member.filename).parts[0] for member in files}
        inside = len(tops) == 1 and all("/" in member.filename for member in files)
        spent = 0
        members: list[Member] = []
        for place, member in enumerate(files, 1):
            name = member.filename.partition("/")[2] if inside else member.filename
            target = _target(folder / f"{place:04}", name)
            spent += _write(target, blocks(archive, member, f"{label}/{name}", limits))
            if spent > limits.total:
                raise _too_large(label, limits.total)
            members.append(Member(name, target))
        return members


def _write(target: Path, content: Iterator[bytes]) -> int:
    """Write a file that only its owner may read; gives how many bytes it has."""
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        return sum(file.write(block) for block in content)


def _target(folder: Path, name: str) -> Path:
    """Where a member goes: under its own last name where that is plain, for messages name a file by it."""
    folder.mkdir(mode=0o700)
    last = PurePosixPath(name).name
    return folder / (last if PLAIN.fullmatch(last) else "member" + PurePosixPath(last).suffix[:8])


def _files(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    return [member for member in archive.infolist() if not member.is_dir() and not _junk(member.filename)]


def _junk(name: str) -> bool:
    lowered = name.lower()
    return lowered.startswith(JUNK[0]) or PurePosixPath(lowered).name in JUNK or PurePosixPath(name).name[:2] == "~$"


def _check_list(archive: zipfile.ZipFile, label: str, limits: Limits) -> None:
    members = archive.infolist()
    if len(members) > limits.files:
        raise ExportError(f"{label} holds more than {limits.files:,} files. Put only the files of one export into it.")
    if sum(member.file_size for member in members) > limits.total:
        raise _too_large(label, limits.total)
    seen: set[str] = set()
    for place, member in enumerate(members, 1):
        fault = _name_fault(member)
        if not fault and member.filename.lower().rstrip("/") in seen:
            fault = "has the name of another (if large and small letters are not told apart)"
        if not fault and member.flag_bits & ENCRYPTED:
            raise ExportError(f"{label} is protected by a password. Make it again without one.")
        if fault:
            raise ExportError(f"{label}: file {place} in it {fault}. Make the zip again without it.")
        seen.add(member.filename.lower().rstrip("/"))


def _name_fault(member: zipfile.ZipInfo) -> str:
    """What is wrong with a member's name, never repeating it; '' for nothing."""
    name = member.orig_filename
    parts = name.rstrip("/").split("/")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in name):
        return "has a name with control characters"
    if not sayable(name):
        return "has a name with characters that hide what it says"
    if "\\" in name or re.match("[A-Za-z]:", name) or any(part in ("", ".", "..") for part in parts):
        return "has a name that is a path outside the zip"
    if any(DEVICE.fullmatch(part) or set(part) & set('<>:"|?*') or part[-1] in " ." for part in parts):
        return "has a name that Windows cannot write"
    if kind and not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        return "is a link to another file"
    return ""


def _too_large(label: str, most: int) -> ExportError:
    return ExportError(f"{label} unpacks to more than {most >> 30} GB. Split the export, or unpack it yourself.")


def _damaged(label: str) -> ExportError:
    return ExportError(f"{label} is damaged or cut short. Make it or export it again.")
