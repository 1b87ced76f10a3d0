"""Stacked packs: the strictest restriction wins, and a clash that has no strictest waits for a reasoned choice."""

from pathlib import Path

import pytest

from checks.errors import PolicyError
from checks.intake.tables import code_lists
from checks.policy import packs
from checks.policy.packs import Pack
from checks.policy.settings import Value, catalogue
from checks.runs.cli import read_settings

FIVE = "derbyshire+women-dvpp+hampshire+manchester+coventry"
# Where the pack `combined` was settled by hand. It tells children of the limits too, which only the adults' lists
# ask; and it leaves threat_warning out of the grounds in conflict, though three of its policies accept that ground.
SETTLED_BY_HAND = {"notice_covers.child": {"limits"}, "conflict.bases": {"threat_warning"}}


def pack(name: str, **own: object) -> Pack:
    return packs.load(name, {key.replace("__", "."): value for key, value in own.items()}, code_lists())


def items(value: Value) -> set[str]:
    return set(value) if isinstance(value, tuple) else {str(value)}


def own_pack(folder: Path, name: str, text: str) -> str:
    path = folder / f"{name}.yml"
    path.write_text(f"title: An invented policy\nbased_on: women-dvpp\n{text}", encoding="utf-8")
    return str(path)


def test_all_five_policies_stacked_are_the_combined_pack_but_for_what_was_settled_by_hand() -> None:
    stacked, combined = pack(FIVE), pack("combined")
    assert set(stacked.unanswered) == set(combined.unanswered)
    assert stacked.clauses == combined.clauses
    answered = [name for name in catalogue() if name not in combined.unanswered]
    different = {
        name: items(stacked.values[name]) ^ items(combined.values[name])
        for name in answered
        if items(stacked.values[name]) != items(combined.values[name])
    }
    assert different == SETTLED_BY_HAND


@pytest.mark.parametrize(
    ("stacked", "setting", "value"),
    [
        ("derbyshire+women-dvpp", "checks.on", None),  # every check of either
        ("derbyshire+manchester", "decision.internal_too", "yes"),  # the one that asks more
        ("women-dvpp+manchester", "consent.blank_scope", "nothing"),  # the first of the order
        ("women-dvpp+manchester", "retention.years", 6),  # the one that gives a number
        ("women-dvpp+manchester", "retention.then", ("destroyed", "wiped", "anonymised")),  # what both accept
        ("women-dvpp+manchester", "retention.indefinite", "not_allowed"),
        ("manchester+coventry", "secure.reason_accepted", "no"),
        ("derbyshire+women-dvpp", "causes_off.RET-02", ()),  # one of them raises them all
        ("derbyshire+hampshire", "retention.years", "off"),  # neither has a figure
        ("derbyshire+hampshire", "manager.kinds_all", "yes"),  # each asks another act, so both are asked
        ("hampshire+coventry", "manager.kinds_all", "no"),
        ("women-dvpp+coventry", "exceptions.man_dvpp", ("programme_notification", "threat_warning")),  # a closed list
        ("derbyshire+women-dvpp", "not_given_reasons", ("risk_to_child", "risk_to_adult", "prejudice_crime")),
    ],
)
def test_a_setting_of_two_packs_stacks_as_its_kind_says(stacked: str, setting: str, value: Value | None) -> None:
    one, other = (pack(name).values for name in stacked.split("+"))
    if value is None:
        assert items(pack(stacked).values[setting]) == items(one[setting]) | items(other[setting])
    else:
        assert pack(stacked).values[setting] == value


def test_a_ground_that_only_one_of_them_accepts_is_a_conflict_for_a_manager() -> None:
    assert "risk_to_client" not in pack("women-dvpp+manchester").items("exceptions.adult_victim")
    assert "risk_to_client" in pack("women-dvpp+manchester").items("conflict.bases")
    assert "risk_to_client" not in pack("manchester").items("conflict.bases")


def test_what_one_pack_asks_another_may_answer_but_a_list_that_adds_up_stays_open() -> None:
    assert "retention.years" in pack("manchester").unanswered
    assert "retention.years" not in pack("women-dvpp+manchester").unanswered
    assert "written_for" in pack("women-dvpp+derbyshire").unanswered


def test_a_clash_without_a_stricter_value_refuses_to_start_and_names_both(tmp_path: Path) -> None:
    other = own_pack(tmp_path, "other", "settings: {retention.years: 7}\n")
    with pytest.raises(PolicyError) as told:
        pack(f"women-dvpp+{other}")
    assert str(told.value) == (
        "The stacked packs disagree on retention.years (6 in women-dvpp and 7 in other), and neither is stricter. "
        "Decide, and write it in the settings file with the reason: "
        "retention.years: {value: 6, reason: why you chose it}."
    )


def test_a_choice_without_its_reason_does_not_settle_a_clash(tmp_path: Path) -> None:
    other = own_pack(tmp_path, "other", "settings: {retention.years: 7}\n")
    with pytest.raises(PolicyError, match="neither is stricter"):
        pack(f"women-dvpp+{other}", retention__years=7)


def test_a_reasoned_choice_settles_a_clash_and_the_run_tells_it(tmp_path: Path) -> None:
    other = own_pack(tmp_path, "other", "settings: {retention.years: 7}\n")
    file = tmp_path / "settings.yml"
    file.write_text("retention.years: {value: 7, reason: the funder asks seven}\n", encoding="utf-8")
    chosen = packs.load(f"women-dvpp+{other}", read_settings((), str(file)), code_lists())
    assert (chosen.value("retention.years"), chosen.reasons) == (7, {"retention.years": "the funder asks seven"})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("women-dvpp+manchster", "There is no policy pack named 'manchster'. Did you mean manchester?"),
        ("women-dvpp+women-dvpp", "Pack women-dvpp+women-dvpp names a pack twice. Name each once."),
        ("nowhere.yml", "There is no pack file nowhere.yml. Check the path."),
    ],
)
def test_a_wrong_name_is_told(name: str, said: str) -> None:
    with pytest.raises(PolicyError) as told:
        pack(name)
    assert str(told.value).startswith(said)


def test_an_own_pack_file_holds_only_what_differs_from_the_pack_it_starts_from(tmp_path: Path) -> None:
    ours = pack(
        own_pack(tmp_path, "ours", "settings:\n  retention: {years: 8}\n  days.notice: {ask: true, example: 7}\n")
    )
    base = pack("women-dvpp")
    assert (ours.name, ours.title, ours.clauses) == ("ours", "An invented policy", base.clauses)
    assert ours.value("retention.years") == 8
    assert set(ours.unanswered) - set(base.unanswered) == {"days.notice"}
    same = [name for name in base.values if name not in ("retention.years", "days.notice")]
    assert [name for name in same if ours.values[name] != base.values[name]] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("setings: {}", "has an unknown key 'setings'. Did you mean settings?"),
        ("settings: {retention.yeers: 7}", "There is no setting named 'retention.yeers'. Did you mean"),
        ("settings: {retention.years: seven}", "Setting retention.years takes a whole number of years, or off."),
    ],
)
def test_a_mistake_in_an_own_pack_is_told(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as told:
        pack(own_pack(tmp_path, "ours", text))
    assert said in str(told.value)
