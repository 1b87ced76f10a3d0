"""The audit folder: what its audit.yml says once, every run is told; what a run is told goes over it."""

from pathlib import Path

import pytest

import checks
from checks.errors import ExportError, PolicyError
from checks.runs import audit_file, parameters
from checks.runs.audit_file import asked, find

CASES = (
    "case_id,person_id,service,client_group,opened_on,closed_on,status,lead_worker_id,hold_reason,retention_review_on\n"
    "C1,P1,iss,adult_victim,2010-01-01,2011-01-01,closed,S1,,\n"
)


def folder(tmp_path: Path, text: str) -> Path:
    ours = tmp_path / "our-audit"
    ours.mkdir(exist_ok=True)
    (ours / "audit.yml").write_text(text, "utf-8")
    return ours


def test_a_folder_without_an_audit_file_is_the_export_itself(tmp_path: Path) -> None:
    assert find(tmp_path) == audit_file.Asked(str(tmp_path))


def test_every_path_of_the_file_starts_at_the_file(tmp_path: Path) -> None:
    ours = folder(
        tmp_path,
        "export: ../export\npack: manchester+own.yml\nmapping: mapping.yml\nsettings: {retention: {years: 7}}\n"
        "own_rules: rules\nexceptions: exceptions.csv\nreports: ../reports\n",
    )
    said = find(ours)
    assert said == find(ours / "audit.yml")
    assert (said.export, said.pack, said.mapping) == (
        str(ours / "../export"),
        f"manchester+{ours / 'own.yml'}",
        str(ours / "mapping.yml"),
    )
    assert said.settings == {"retention.years": 7}
    assert (said.own_rules, said.exceptions, said.reports) == (
        ours / "rules", ours / "exceptions.csv", ours / "../reports",
    )  # fmt: skip


def test_a_shipped_mapping_is_named_without_a_path(tmp_path: Path) -> None:
    assert find(folder(tmp_path, "export: x\nmapping: ssda903\n")).mapping == "ssda903"


def test_what_is_given_goes_over_the_file_and_settings_one_by_one(tmp_path: Path) -> None:
    rules = tmp_path / "our-audit" / "rules"
    rules.mkdir(parents=True)
    (rules / "settings.yml").write_text("retention.years: 5\nretention.grace_days: 5\nwritten_for: health\n", "utf-8")
    ours = folder(
        tmp_path,
        "export: x\npack: manchester\nmapping: ssda903\nown_rules: rules\n"
        "settings: {retention.years: 6, retention.grace_days: 6}\n",
    )
    told = asked(ours, pack="combined", settings={"retention.years": "7"})
    assert (told.pack, told.mapping) == ("combined", "ssda903")
    assert told.settings == {"retention.years": "7", "retention.grace_days": 6, "written_for": "health"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("export: x\npak: manchester\n", "audit.yml line 2: there is no key 'pak'. Did you mean pack?"),
        ("pack: manchester\n", "audit.yml does not say where the export is"),
        ("export: 7\n", "audit.yml line 1: export must be text"),
        ("export:\n", "audit.yml line 1: export must be text"),
        ("export: x\nsettings: [a]\n", "audit.yml line 2: settings must be a mapping of names to values"),
        ("export: x\n  pack: y: z\n", "audit.yml line 2 is not YAML"),
        ("export: x\npack: a\npack: b\n", "audit.yml line 3 is not YAML, or gives a key twice"),
        ("- export\n", "audit.yml must hold 'name: value' lines"),
        ("export: x\n", "No policy pack is named. Give --pack NAME, or write pack: NAME in audit.yml."),
    ],
)
def test_an_audit_file_that_cannot_be_used_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(PolicyError) as refusal:
        asked(folder(tmp_path, text))
    assert sentence in str(refusal.value)


def test_a_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    for refused in (
        lambda: find("postgresql://reader:hush-hush@host/db"),
        lambda: find(folder(tmp_path, "export: postgresql://reader:hush-hush@host/db\n")),
        lambda: parameters.read(
            {"export_dir": "postgresql://reader:hush-hush@host/db", "pack": "combined", "as_of": "2026-10-31"}, tmp_path
        ),
    ):
        with pytest.raises(ExportError, match="POLICY_AUDIT_DB_PASSWORD") as refusal:
            refused()
        assert "hush" not in str(refusal.value)


def test_a_database_file_is_looked_for_beside_the_audit_file(tmp_path: Path) -> None:
    ours = folder(tmp_path, "export: sqlite:///records.db\n")
    assert find(ours).export == f"sqlite:///{ours / 'records.db'}"
    assert find("postgresql://reader@host/records").export == "postgresql://reader@host/records"


def test_the_notebooks_parameters_take_an_audit_folder(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    ours = folder(tmp_path, "export: ../export\npack: coventry\nreports: ../months\n")
    told = parameters.read({"export_dir": "our-audit", "as_of": "2026-10-31"}, tmp_path)
    assert told.export_dir == str(ours)
    assert Path(told.export).resolve() == tmp_path / "export"
    assert told.pack == "coventry"
    assert told.reports_dir.resolve() == tmp_path / "months"


def test_reports_are_not_written_into_the_export_that_the_file_names(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    folder(tmp_path, "export: ../export\npack: coventry\nreports: ../export\n")
    with pytest.raises(PolicyError, match="to which the audit adds nothing"):
        parameters.read({"export_dir": "our-audit", "as_of": "2026-10-31"}, tmp_path)


@pytest.mark.engine
def test_an_audit_of_the_folder_is_the_audit_of_its_export_with_its_settings(tmp_path: Path) -> None:
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "cases.csv").write_text(CASES, "utf-8")
    ours = folder(tmp_path, "export: ../export\npack: manchester\nsettings: {retention.years: 7}\n")
    by_folder = checks.check(ours, as_of="2026-10-31", rules=["RET-01"])
    by_hand = checks.check(
        tmp_path / "export", pack="manchester", as_of="2026-10-31", rules=["RET-01"], settings={"retention.years": 7}
    )
    assert list(by_folder.findings["record_id"]) == ["C1"]
    assert by_folder.findings.equals(by_hand.findings)
    assert by_folder.run == by_hand.run
