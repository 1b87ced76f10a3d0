"""What an audit says of an earlier month's findings, and of what its rules asked; with the engine, on the sample."""

import pandas as pd
import pytest
from exports import SAMPLE, SAMPLE_AS_OF

import checks
from checks.intake.tables import code_lists
from checks.policy import packs
from checks.results.audit import AGAIN, BY_THEME, HEADLINES, Audit
from checks.rules.loader import rulebook

pytestmark = pytest.mark.engine
RULES = ["RET-01", "GOV-01", "TPS-01"]
SETTINGS = packs.examples("combined")


NOBODY = pd.DataFrame(columns=["rule_id", "table", "record_id"])


def audit(again: pd.DataFrame = NOBODY, **settings: object) -> Audit:
    given = {"pack": "combined", "as_of": SAMPLE_AS_OF, "rules": RULES, "settings": SETTINGS | settings}
    return checks.check(SAMPLE / "export", **given, listings=["staff_register"], again=again)


@pytest.fixture(scope="module")
def found() -> Audit:
    return audit()


def test_every_record_is_judged_again_as_it_was_found_and_one_that_is_not_there_has_no_row(found: Audit) -> None:
    kept = pd.read_csv(SAMPLE / "export" / "cases.csv", dtype=str)["case_id"]
    complying = sorted(set(kept) - set(found.findings["record_id"]))[:3]
    asked = [("RET-01", "cases", case) for case in (*complying, "gone")]
    named = found.findings[["rule_id", "table", "record_id"]]
    again = audit(pd.concat([named, pd.DataFrame(asked, columns=list(named))])).listings[AGAIN]
    told = dict(
        zip(zip(again["rule_id"], again["table"], again["record_id"], strict=True), again["outcome"], strict=True)
    )
    was = found.findings
    for place, outcome in zip(
        zip(was["rule_id"], was["table"], was["record_id"], strict=True), was["outcome"], strict=True
    ):
        assert told.pop(place) == outcome
    assert set(told) == set(asked[:-1])
    assert set(told.values()) <= {"complies", "out_of_scope"}


def test_a_rule_asks_the_same_under_the_same_settings_and_otherwise_under_others(found: Audit) -> None:
    terms, others = found.run.follow_up.terms, audit(**{"retention.years": 7}).run.follow_up.terms
    assert set(terms) == set(RULES)
    assert audit().run.follow_up.terms == terms
    assert [rule for rule in RULES if terms[rule] != others[rule]] == ["RET-01"]


def test_a_run_says_who_may_accept_a_finding_and_how_long_one_may_stay_open(found: Audit) -> None:
    assert found.run.follow_up.roles == ("line_manager", "senior_manager")
    assert found.run.follow_up.days == {"critical": 7, "warning": 28, "info": 90}
    assert audit(**{"due.info": "off"}).run.follow_up.days == {"critical": 7, "warning": 28}


def test_every_pack_names_the_roles_and_a_day_for_every_severity_of_its_rules() -> None:
    for name in packs.names():
        pack = packs.load(name, packs.examples(name), code_lists())
        assert pack.items("acceptance.roles")
        assert all(isinstance(pack.value(f"due.{rule.severity}"), int) for rule in rulebook().values())


def test_the_staff_register_has_everyone_by_id_and_nobody_by_name(found: Audit) -> None:
    staff = pd.read_csv(SAMPLE / "export" / "staff.csv", dtype=str)
    listed = found.listings["staff_register"]
    assert sorted(listed["record_id"]) == sorted(staff["staff_id"])
    assert set(map(str, listed.to_numpy().ravel())) & set(staff["full_name"]) == set()


def test_each_theme_counts_every_record_that_its_rules_judged_once_by_service(found: Audit) -> None:
    again = checks.check(
        SAMPLE / "export",
        pack="combined",
        as_of=SAMPLE_AS_OF,
        rules=[*RULES, "TPS-03", "RET-03"],
        settings=SETTINGS,
        listings=["case_register"],
        again=NOBODY,
    )
    counted = again.listings[BY_THEME]
    places = dict(zip(*(again.listings["case_register"][name] for name in ("case_id", "service")), strict=True))
    broken = again.findings[again.findings["outcome"] == "breach"].merge(again.rules[["rule_id", "headline"]])
    broken["service"] = broken["case_id"].map(places).fillna("")
    once = broken.drop_duplicates(["headline", "table", "record_id"])
    expected = once.groupby(["headline", "service"]).size().to_dict()
    mine = counted[counted["theme"].isin([*HEADLINES, "other"]) & (counted["breach"] > 0)]
    assert dict(zip(zip(mine["theme"], mine["service"], strict=True), mine["breach"], strict=True)) == expected
    assert set(counted["theme"]) >= {"overdue_retention", "chapter:retention", "chapter:third_party", "other"}
    assert (counted["judged"] >= counted["breach"]).all()
    whole = counted[counted["theme"] == "overdue_retention"]["judged"].sum()
    scope = again.outcomes.set_index("rule_id")["in_scope"]
    assert max(scope["RET-01"], scope["RET-03"]) <= whole <= scope["RET-01"] + scope["RET-03"]
    plain = found.listings[BY_THEME]
    assert set(plain["service"]) == {""}
    assert len(plain) == plain["theme"].nunique()
