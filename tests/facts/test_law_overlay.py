"""The law-uk overlay: off unless asked for; then a looked-after child's case is kept until a birthday."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import checks
from checks.errors import PolicyError
from checks.intake.tables import code_lists
from checks.policy import overlays, packs
from checks.policy.overlays import law_uk
from checks.policy.settings import catalogue
from checks.rules.loader import rulebook
from checks.rules.select import select
from tests.exports import SAMPLE, SAMPLE_AS_OF, SAMPLE_PACKS, Audited, pack_of
from tests.facts.hand_made import AS_OF, Row, export, judged

pytestmark = pytest.mark.engine
OVERLAYS = ("off", "england_wales", "scotland")
# Date of birth, closing day, and what differs in the case: what RET-01 says under each value of the setting.
OPEN, BREACH, UNKNOWN = "out_of_scope", "breach overdue", "undecided birthday_to_come_unknown"
KEPT: Mapping[str, tuple[str, str, Row, tuple[str, str, str]]] = {
    "C-child": ("2009-05-04", "2016-03-01", {}, (BREACH, OPEN, OPEN)),
    "C-75-today": ("1951-03-31", "2016-03-01", {}, (BREACH, OPEN, OPEN)),
    "C-75-yesterday": ("1951-03-30", "2016-03-01", {}, (BREACH, BREACH, OPEN)),
    "C-100-today": ("1926-03-31", "2016-03-01", {}, (BREACH, BREACH, OPEN)),
    "C-100-yesterday": ("1926-03-30", "2016-03-01", {}, (BREACH, BREACH, BREACH)),
    "C-leap-day": ("1924-02-29", "2016-03-01", {}, (BREACH, BREACH, BREACH)),
    "C-old-policy-later": ("1920-05-04", "2020-03-31", {}, (OPEN, OPEN, OPEN)),
    "C-no-birth": ("", "2016-03-01", {}, (BREACH, UNKNOWN, UNKNOWN)),
    "C-no-birth-not-due": ("", "2020-03-31", {}, (OPEN, OPEN, OPEN)),
    "C-no-birth-held": ("", "2016-03-01", {"evidence_hold": "yes"}, ("complies", "complies", "complies")),
    "C-birth-to-come": ("2026-04-01", "2016-03-01", {}, (BREACH, UNKNOWN, UNKNOWN)),
    "C-nobody": ("2009-05-04", "2016-03-01", {"person_id": ""}, (BREACH, UNKNOWN, UNKNOWN)),
    "C-unknown-person": ("2009-05-04", "2016-03-01", {"person_id": "P-none"}, (BREACH, UNKNOWN, UNKNOWN)),
    "C-not-looked-after": ("2009-05-04", "2016-03-01", {"looked_after": "no"}, (BREACH, BREACH, BREACH)),
    "C-not-told": ("", "2016-03-01", {"looked_after": ""}, (BREACH, BREACH, BREACH)),
    "C-open": ("2009-05-04", "", {"status": "open"}, (OPEN, OPEN, OPEN)),
}
EARLY, LAW, BOTH = (
    "breach before_retention_date",
    "breach before_birthday",
    "breach before_birthday;before_retention_date",
)
# The same of RET-02, the case being destroyed on 5 March 2026; and what differs in the log of it.
GONE: Mapping[str, tuple[str, str, Row, Row, tuple[str, str, str]]] = {
    "C-g-child": ("2009-05-04", "2016-03-01", {}, {}, ("complies", LAW, LAW)),
    "C-g-75-that-day": ("1951-03-05", "2016-03-01", {}, {}, ("complies", "complies", LAW)),
    "C-g-75-next-day": ("1951-03-06", "2016-03-01", {}, {}, ("complies", LAW, LAW)),
    "C-g-100": ("1926-03-05", "2016-03-01", {}, {}, ("complies", "complies", "complies")),
    "C-g-early": ("2009-05-04", "2024-03-01", {}, {}, (EARLY, BOTH, BOTH)),
    "C-g-old-early": ("1920-03-01", "2024-03-01", {}, {}, (EARLY, EARLY, EARLY)),
    "C-g-no-birth": ("", "2016-03-01", {}, {}, ("complies", UNKNOWN, UNKNOWN)),
    "C-g-no-birth-early": ("", "2024-03-01", {}, {}, (EARLY, EARLY, EARLY)),
    "C-g-copy": ("2009-05-04", "2016-03-01", {}, {"reason": "duplicate"}, ("complies", "complies", "complies")),
    "C-g-not-looked-after": ("2009-05-04", "2016-03-01", {"looked_after": "no"}, {}, ("complies",) * 3),
    "C-g-undated": ("", "2016-03-01", {}, {"disposed_on": ""}, ("undecided day_not_recorded",) * 3),
}  # fmt: skip


def case(record: str, closed: str, differs: Row, status: str) -> Row:
    return {
        "case_id": record, "person_id": f"P{record}", "opened_on": "2015-01-05", "closed_on": closed,
        "status": status, "looked_after": "yes", **differs,
    }  # fmt: skip


def disposal(record: str, differs: Row) -> Row:
    return {
        "disposal_id": f"X{record}", "object_type": "case", "object_id": record, "action": "destroyed",
        "disposed_on": "2026-03-05", "reason": "retention_expired", **differs,
    }  # fmt: skip


BORN = {record: line[0] for record, line in [*KEPT.items(), *GONE.items()]}
TABLES: Mapping[str, list[Row]] = {
    "people": [{"person_id": f"P{record}", "date_of_birth": day} for record, day in BORN.items()],
    "cases": [
        *(case(record, closed, differs, "closed") for record, (_, closed, differs, _) in KEPT.items()),
        *(case(record, closed, differs, "destroyed") for record, (_, closed, differs, _, _) in GONE.items()),
    ],
    "disposal_log": [disposal(record, differs) for record, (_, _, _, differs, _) in GONE.items()],
}


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Audited]:
    with export(TABLES, tmp_path_factory.mktemp("records")) as found:
        yield found


@pytest.mark.parametrize(("place", "value"), list(enumerate(OVERLAYS)), ids=OVERLAYS)
def test_what_is_kept_too_long_is_reckoned_by_the_later_date(records: Audited, place: int, value: str) -> None:
    came = judged(records, "RET-01", pack_of("combined", retention__overlay=value))
    assert {record: came[record] for record in KEPT} == {record: line[-1][place] for record, line in KEPT.items()}


@pytest.mark.parametrize(("place", "value"), list(enumerate(OVERLAYS)), ids=OVERLAYS)
def test_what_is_destroyed_too_soon_is_reckoned_by_the_later_date(records: Audited, place: int, value: str) -> None:
    came = judged(records, "RET-02", pack_of("combined", retention__overlay=value))
    assert {record: came[f"X{record}"] for record in GONE} == {record: line[-1][place] for record, line in GONE.items()}


def test_grace_is_given_after_the_birthday_too(records: Audited) -> None:
    pack = pack_of("combined", retention__overlay="england_wales", retention__grace_days=1)
    assert judged(records, "RET-01", pack)["C-75-yesterday"] == "out_of_scope"


def test_the_overlay_switches_no_cause_on_that_the_policy_does_not_ask(records: Audited) -> None:
    came = judged(records, "RET-02", pack_of("derbyshire", retention__overlay="scotland"))
    assert {came[f"X{record}"] for record in GONE if record != "C-g-undated"} == {"complies"}


@pytest.mark.parametrize("rule", ["RET-01", "RET-02"])
def test_without_the_table_of_people_only_the_childrens_cases_are_undecided(rule: str, tmp_path: Path) -> None:
    on = pack_of("combined", retention__overlay="scotland")
    with export(TABLES, tmp_path, absent=["people"]) as found:
        off, told = judged(found, rule), judged(found, rule, on)
        partly = [select(rulebook(), [rule], pack, AS_OF, found.loaded).partly for pack in (found.pack, on)]
    others = {"C-not-looked-after", "C-not-told", "XC-g-not-looked-after"}
    assert {record: told[record] for record in others & set(told)} == {r: off[r] for r in others & set(off)}
    assert told[{"RET-01": "C-child", "RET-02": "XC-g-child"}[rule]].startswith("undecided")
    assert "people" not in partly[0].get(rule, "")
    assert "table people absent" in partly[1][rule]


@pytest.mark.parametrize("value", OVERLAYS)
def test_the_register_shows_the_later_date_and_none_where_the_birth_is_unknown(records: Audited, value: str) -> None:
    pack = pack_of("combined", retention__overlay=value)
    dates = replace(records, pack=pack).rebuilt(pack).column("retention_register", "keep_until")
    shown = [str(dates[record]) for record in ("C-child", "C-75-today", "C-old-policy-later", "C-no-birth")]
    assert (
        shown
        == {
            "off": ["2022-03-01", "2022-03-01", "2026-03-31", "2022-03-01"],
            "england_wales": ["2084-05-04", "2026-03-31", "2026-03-31", "None"],
            "scotland": ["2109-05-04", "2051-03-31", "2026-03-31", "None"],
        }[value]
    )


@pytest.mark.parametrize("name", SAMPLE_PACKS)
def test_every_pack_ships_with_the_overlay_off(name: str) -> None:
    assert pack_of(name).value(overlays.SETTING) == "off"


def test_every_value_of_the_setting_has_one_figure_that_the_audit_can_use() -> None:
    assert set(law_uk().nations) == set(catalogue()[overlays.SETTING].values)
    assert [overlays.years("looked_after_child", value) for value in law_uk().nations] == [75, 100]
    with pytest.raises(PolicyError, match="has no one figure adoption for scotland"):
        overlays.years("adoption", "scotland")


def test_a_figure_says_whose_it_is_and_where_it_can_be_checked() -> None:
    assert "not legal advice" in law_uk().check
    assert law_uk().noted_on
    assert [
        one.name for one in law_uk().figures if not (one.nation and one.concerns and one.source and one.years)
    ] == []
    assert {one.name for one in law_uk().figures if not one.lacking} == {"looked_after_child"}


def test_policies_of_two_nations_stack_only_by_a_reasoned_choice(tmp_path: Path) -> None:
    names = []
    for number, value in enumerate(("england_wales", "scotland")):
        own = tmp_path / f"own{number}.yml"
        own.write_text(f"title: An invented policy\nbased_on: women-dvpp\nsettings: {{{overlays.SETTING}: {value}}}\n")
        names.append(str(own))
    with pytest.raises(PolicyError, match=r"disagree on retention\.overlay"):
        packs.load("+".join(names), {}, code_lists())
    reasoned = {overlays.SETTING: {"value": "scotland", "reason": "we are registered in Scotland"}}
    assert packs.load("+".join(names), reasoned, code_lists()).value(overlays.SETTING) == "scotland"


def test_a_report_of_a_run_with_it_names_it() -> None:
    given = {**packs.examples("women-dvpp"), overlays.SETTING: "scotland"}
    found = checks.check(
        SAMPLE / "export", pack="women-dvpp", as_of=SAMPLE_AS_OF, settings=given, rules=["RET-01", "RET-02"]
    )
    assert found.run.overrides[overlays.SETTING] == "scotland"
