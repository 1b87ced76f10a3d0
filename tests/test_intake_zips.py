"""Zips: read like the folder that they hold, and trusted in nothing."""

import os
import stat
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from checks.errors import ExportError
from checks.intake import archives
from checks.intake.opening import opened
from tests.sheets import CANARY, read, xlsx

CASES = f"case_id,notes\nC1,{CANARY}\n"
Member = tuple[str | zipfile.ZipInfo, str | bytes]


def packed(path: Path, members: Iterable[Member]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def named(folder: Path) -> list[str]:
    with opened(folder) as offered:
        return [piece.label for piece in offered.pieces] + [f"other {name}" for name in offered.others]


def refusal(export: Path) -> str:
    with pytest.raises(ExportError) as refused, opened(export):
        pass
    assert CANARY not in str(refused.value)
    return str(refused.value)


def test_a_zip_offers_what_its_folder_would(tmp_path: Path) -> None:
    inner = xlsx(tmp_path / "log.xlsx", [["id"], ["a"]]).read_bytes()
    members: list[Member] = [
        ("cases.csv", CASES),
        ("log.xlsx", inner),
        ("notes.docx", b"x"),
        ("__MACOSX/._cases.csv", b"x"),
        (".DS_Store", b"x"),
        ("~$log.xlsx", b"x"),
    ]
    whole = packed(tmp_path / "whole.zip", members)
    assert named(whole) == ["cases.csv", "log.xlsx sheet cases", "other notes.docx"]
    top = packed(tmp_path / "top.zip", [(f"export/{name}", content) for name, content in members[:3]])
    assert named(top) == named(whole)
    folder = tmp_path / "folder"
    folder.mkdir()
    whole.rename(folder / "march.zip")
    assert named(folder) == ["march.zip/cases.csv", "march.zip/log.xlsx sheet cases", "other march.zip/notes.docx"]


def test_what_is_unpacked_is_private_and_gone_afterwards_even_after_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    export = packed(tmp_path / "march.zip", [("a/cases.csv", CASES), ("b.csv", CASES)])
    with opened(export) as offered:
        piece = offered.pieces[0]
        assert piece.path is not None
        assert read(piece)[1] == [("C1", CANARY, 2)]
        parents = [parent for parent in piece.path.parents if tmp_path in parent.parents]
        assert {stat.S_IMODE(parent.stat().st_mode) for parent in parents} == {0o700}
        assert stat.S_IMODE(piece.path.stat().st_mode) == 0o600
    assert os.listdir(tmp_path) == ["march.zip"]
    with pytest.raises(ZeroDivisionError), opened(export):
        raise ZeroDivisionError
    assert os.listdir(tmp_path) == ["march.zip"]


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("cases.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("../cases.csv", "a path outside the zip"),
        ("a/../../cases.csv", "a path outside the zip"),
        ("/etc/cases.csv", "a path outside the zip"),
        ("a//cases.csv", "a path outside the zip"),
        ("./cases.csv", "a path outside the zip"),
        ("..\\cases.csv", "a path outside the zip"),
        ("C:cases.csv", "a path outside the zip"),
        ("ca\nses.csv", "control characters"),
        ("ca\x1bses.csv", "control characters"),
        ("cases\u202evsc.csv", "characters that hide what it says"),
        ("CON.csv", "that Windows cannot write"),
        ("a/aux/cases.csv", "that Windows cannot write"),
        ("cases.csv.", "that Windows cannot write"),
        ("cases /x.csv", "that Windows cannot write"),
        ("ca|ses.csv", "that Windows cannot write"),
        (link(), "is a link to another file"),
    ],
)
def test_a_name_that_plays_tricks_is_refused_and_not_repeated(
    tmp_path: Path, member: str | zipfile.ZipInfo, said: str
) -> None:
    told = refusal(packed(tmp_path / "march.zip", [("good.csv", CASES), (member, CASES)]))
    assert told.startswith("march.zip: file 2 in it ")
    assert said in told


def test_a_name_with_a_nul_in_it_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "march.zip", [("cases.csv_.txt", CASES)])
    path.write_bytes(path.read_bytes().replace(b"cases.csv_.txt", b"cases.csv\x00.txt"))
    assert "control characters" in refusal(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["cases.csv", "CASES.CSV"])
def test_two_files_of_one_name_are_refused(tmp_path: Path, second: str) -> None:
    said = refusal(packed(tmp_path / "march.zip", [("cases.csv", CASES), (second, CASES)]))
    assert "file 2 in it has the name of another" in said


def test_a_zip_within_a_zip_is_refused(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", [("cases.csv", CASES)]).read_bytes()
    assert "march.zip holds another zip, inner.zip" in refusal(packed(tmp_path / "march.zip", [("inner.zip", inner)]))


def test_a_protected_zip_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "march.zip", [("cases.csv", CASES)])
    content = bytearray(path.read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1  # the flag in the list of members
    path.write_bytes(content)
    assert refusal(path) == "march.zip is protected by a password. Make it again without one."


def test_damage_anywhere_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "march.zip", [("cases.csv", CASES * 50)])
    whole = path.read_bytes()
    for place in (45, 60, len(whole) - 30):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert "is damaged or cut short" in refusal(path)
    for length in (3, 50, len(whole) - 5):
        path.write_bytes(whole[:length])
        assert refusal(path).startswith("march.zip is ")


def test_a_bomb_is_refused_by_what_comes_out_and_not_by_what_it_says_of_itself(tmp_path: Path) -> None:
    path = packed(tmp_path / "march.zip", [("cases.csv", b"a\n" * archives.LIMITS.small)])
    assert "unpacks to more than 200 times its size" in refusal(path)
    content = bytearray(path.read_bytes())
    size = content.rindex(b"PK\x01\x02") + 24
    content[size : size + 4] = (100).to_bytes(4, "little")  # it says that it unpacks to 100 bytes
    path.write_bytes(content)
    assert "is damaged or cut short" in refusal(path)


def test_too_many_files_and_too_many_bytes_are_refused(tmp_path: Path) -> None:
    path = packed(tmp_path / "march.zip", [(f"{n}.csv", CASES) for n in range(5)])
    small = archives.Limits(files=4)
    with pytest.raises(ExportError, match="holds more than 4 files"):
        archives.unpacked(path, tmp_path / "a", "march.zip", small)
    for number, limits in enumerate((archives.Limits(total=100), archives.Limits(member=10))):
        (tmp_path / str(number)).mkdir()
        with pytest.raises(ExportError, match="unpacks to more than"):
            archives.unpacked(path, tmp_path / str(number), "march.zip", limits)


def test_a_name_that_is_odd_but_honest_is_unpacked_under_a_plain_one(tmp_path: Path) -> None:
    with opened(packed(tmp_path / "march.zip", [("'; drop--.csv", CASES), ("x" * 200 + ".csv", CASES)])) as offered:
        assert [piece.path.name for piece in offered.pieces if piece.path] == ["member.csv", "member.csv"]
        assert read(offered.pieces[0])[1] == [("C1", CANARY, 2)]
