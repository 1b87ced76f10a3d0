"""The sample export, its answer key and its near misses: the same bytes each time, complete, and all invented."""

import csv
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from sample_data.generator.__main__ import make
from sample_data.generator.registers import ATTESTED
from sample_data.generator.world import JUDGED_IN, PACKS
from sample_data.generator.writing import write_all

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "sample_data"
DECLARED = yaml.safe_load((ROOT / "checks" / "intake" / "tables.yml").read_text(encoding="utf-8"))
# Which table a rule's record ids come from; and the rules that have no story of their own yet.
JUDGED_TABLES = {
    "RAT-01": "decisions", "RAT-02": "disclosures", "RAT-03": "information_requests", "RAT-04": "disclosures",
    "RAT-05": "decisions", "RAT-06": "decisions", "RAT-07": "decisions authorisations", "RAT-08": "decisions",
    "RAT-09": "decisions",
    "CON-01": "disclosures", "CON-02": "disclosures", "CON-03": "consents", "CON-04": "disclosures",
    "CON-05": "consents", "CON-06": "disclosures referrals", "CON-07": "disclosures",
    "AUT-01": "disclosures", "AUT-02": "authorisations", "AUT-03": "disclosures", "AUT-04": "disclosures",
    "AUT-05": "disclosures", "AUT-06": "disclosures",
    "DIS-01": "disclosures contacts", "DIS-02": "disclosures", "DIS-03": "disclosures", "DIS-04": "disclosures",
    "DIS-05": "disclosures", "DIS-06": "disclosures", "DIS-07": "disclosures", "DIS-08": "disclosures",
    "DIS-09": "disclosures", "DIS-10": "disclosures", "DIS-11": "disclosures",
    "SAF-01": "safeguarding_concerns", "SAF-02": "safeguarding_concerns", "SAF-03": "safeguarding_concerns",
    "SAF-04": "programme_events",
    "TRN-01": "cases", "TRN-02": "cases", "TRN-03": "cases", "TRN-04": "referrals",
    "TRN-05": "joint_working disclosures", "TRN-06": "group_attendance", "TRN-07": "cases",
    "TPS-01": "documents", "TPS-02": "documents", "TPS-03": "disclosures subject_access_requests",
    "TPS-04": "documents",
    "RET-01": "cases documents", "RET-02": "disposal_log", "RET-03": "cases", "RET-04": "disposal_log",
    "RET-05": "cases disposal_log", "RET-06": "applicants", "RET-07": "subject_access_requests",
    "SCN-01": "cases", "SCN-02": "contacts",
    "STO-01": "storage_locations cases documents", "STO-02": "file_movements", "STO-03": "documents applicants",
    "ACC-01": "access_log", "ACC-02": "access_grants", "ACC-03": "access_grants",
    "REC-01": "people cases", "REC-02": "contacts", "REC-03": "documents", "REC-04": "documents contacts",
    "REC-05": "cases", "CLA-01": "subject_access_requests",
    "PAR-01": "joint_working", "PAR-02": "agencies", "PAR-03": "sharing_agreements",
    "PAR-04": "disclosures joint_working",
    "STF-01": "staff", "STF-02": "staff",
    "STF-03": "subject_access_requests documents information_requests", "STF-04": "incidents",
    "BRD-01": "committee_papers", "BRD-02": "committee_papers", "GOV-01": "policy_register", "GOV-02": "attestations",
}  # fmt: skip


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ids_of(folder: Path, table: str) -> set[str]:
    """The record ids of a table; of a register judged by kind or clause, those too."""
    rows = read(folder / "export" / f"{table}.csv")
    if table == "group_attendance":
        return {f"{row['session_id']}/{row['case_id']}" for row in rows}
    if table == "attestations":
        return set(ATTESTED)  # a clause that nobody attested has no row
    found = {next(iter(row.values())) for row in rows}
    return found | ({row["kind"] for row in rows} if table == "policy_register" else set())


def keys(folder: Path = SAMPLE) -> dict[str, list[dict[str, str]]]:
    return {pack: read(folder / "answer_key" / f"{pack}.csv") for pack in PACKS.values()}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.csv"))}


@pytest.fixture(scope="module")
def another(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample of another seed and another month, one that ends on a leap day."""
    out = tmp_path_factory.mktemp("another")
    write_all(make(seed=7, cases=1300, month="2028-02"), out)
    return out


def test_making_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "sample_data.generator", "--out", str(tmp_path)], cwd=ROOT, check=True)
    assert contents(tmp_path) == contents(SAMPLE)


def test_another_seed_gives_another_organisation(another: Path) -> None:
    here, there = contents(SAMPLE), contents(another)
    assert here.keys() == there.keys()
    assert [name for name in here if here[name] == there[name]] == []
    assert len(read(another / "export" / "cases.csv")) == 1300


def test_every_table_is_there_with_its_columns(another: Path) -> None:
    for folder in (SAMPLE, another):
        headers = {
            path.stem: path.read_text(encoding="utf-8").split("\n", 1)[0].split(",")
            for path in (folder / "export").glob("*.csv")
        }
        assert headers == {name: list(DECLARED[name]["columns"]) for name in DECLARED}


def test_no_key_is_used_twice(another: Path) -> None:
    for folder in (SAMPLE, another):
        for name in DECLARED:
            if key := DECLARED[name]["key"]:
                ids = [tuple(row[column] for column in key) for row in read(folder / "export" / f"{name}.csv")]
                assert all(all(part) for part in ids), name
                assert len(ids) == len(set(ids)), name


def test_files_are_small_and_have_unix_line_ends() -> None:
    sizes = {name: len(content) for name, content in contents(SAMPLE).items()}
    assert max(sizes.values()) < 1_500_000
    assert sum(sizes.values()) < 6_000_000
    assert [name for name, content in contents(SAMPLE).items() if b"\r" in content] == []


def test_there_are_about_sixteen_hundred_cases_and_most_records_are_not_findings() -> None:
    found = {row["record_id"] for row in keys()["combined"]}
    judged = {table for tables in JUDGED_TABLES.values() for table in tables.split()}
    rows = {table: len(read(SAMPLE / "export" / f"{table}.csv")) for table in judged}
    assert rows["cases"] == 1200
    assert len(found) < sum(rows.values()) / 10


def test_each_pack_of_the_sample_judges_the_rules_its_policy_turns_on() -> None:
    for letter, pack in PACKS.items():
        path = ROOT / "checks" / "policy" / "packs" / f"{pack}.yml"
        turned_on = yaml.safe_load(path.read_text(encoding="utf-8"))["settings"]["checks.on"]
        assert {rule for rule, packs in JUDGED_IN.items() if letter in packs} == set(JUDGED_IN) & set(turned_on)


@pytest.mark.parametrize("rule", sorted(JUDGED_TABLES))
def test_every_rule_has_a_breach_and_a_near_miss(rule: str) -> None:
    assert any(row["rule_id"] == rule and row["outcome"] == "breach" for key in keys().values() for row in key)
    assert any(row["rule_id"] == rule for row in read(SAMPLE / "near_misses.csv"))


def test_key_rows_are_sorted_and_each_names_a_record_of_the_rules_table(another: Path) -> None:
    for folder in (SAMPLE, another):
        ids = {table: ids_of(folder, table) for tables in JUDGED_TABLES.values() for table in tables.split()}
        for key in [*keys(folder).values(), read(folder / "near_misses.csv")]:
            order = [(row["rule_id"], row["record_id"]) for row in key]
            assert order == sorted(order)
            for rule, record in order:
                assert any(record in ids[table] for table in JUDGED_TABLES[rule].split()), (rule, record)


def test_a_record_is_found_once_by_a_rule_with_its_causes_in_order(another: Path) -> None:
    for folder in (SAMPLE, another):
        for key in keys(folder).values():
            order = [(row["rule_id"], row["record_id"]) for row in key]
            assert len(order) == len(set(order))
            assert {row["outcome"] for row in key} <= {"breach", "conflict", "undecided"}
            assert [row for row in key if row["outcome"] != "undecided" and not row["cause"]] == []
            assert [row for row in key if row["cause"] != ";".join(sorted(set(row["cause"].split(";"))))] == []


def test_no_near_miss_is_a_finding(another: Path) -> None:
    for folder in (SAMPLE, another):
        found = {(pack, row["rule_id"], row["record_id"]) for pack, key in keys(folder).items() for row in key}
        near = {(row["pack"], row["rule_id"], row["record_id"]) for row in read(folder / "near_misses.csv")}
        assert found & near == set()


def test_every_outcome_is_shown_in_the_packs_that_can_show_it() -> None:
    outcomes = {pack: {row["outcome"] for row in key} for pack, key in keys().items()}
    assert all(shown == {"breach", "conflict", "undecided"} for shown in outcomes.values())


def test_telephone_numbers_and_mail_addresses_are_the_reserved_ones(another: Path) -> None:
    for folder in (SAMPLE, another):
        text = "\n".join(path.read_text(encoding="utf-8") for path in (folder / "export").glob("*.csv"))
        numbers = re.findall(r"(?<![\w-])(?:\+44|0)\d[\d ]{7,}\d", text)
        assert numbers
        assert [number for number in numbers if not re.fullmatch(r"01632 960\d{3}|07700 900\d{3}", number)] == []
        addresses = re.findall(r"[\w.+-]+@[\w.-]+\w", text)
        assert addresses
        assert [address for address in addresses if not address.endswith("example.org")] == []
        assert re.findall(r"\b\d{3} ?\d{3} ?\d{4}\b", text) == []


def test_full_names_are_two_words_and_belong_to_one_person(another: Path) -> None:
    """But for the client who was given her mother's name, and a nickname."""
    for folder in (SAMPLE, another):
        rows = read(folder / "export" / "people.csv") + read(folder / "export" / "staff.csv")
        names = [row["full_name"] for row in rows]
        assert [name for name in names if len(name.split()) != 2] == []
        assert len(names) - len(set(names)) == 1
