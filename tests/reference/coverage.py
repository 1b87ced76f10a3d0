"""What the random exports raise: python -m tests.reference.coverage [--pack P] [--exports N] [--size N] [--set K=V].

With --missing it tells instead what none of the six packs reaches: causes never raised, outcomes never seen.

Prints, per check, the records in scope by outcome, and each cause with its count. A cause never seen is `off` where
causes_off says so, else NEVER: under some packs another setting rules it out (recipient_not_named needs
consent.blank_scope=anything). `ask` settings take the pack's example.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from .fuzz import random_export
from .fuzz_values import AS_OF
from .judge import CHECKS, judge

POLICY = Path(__file__).parents[2] / "checks" / "policy"
OUTCOMES = ("complies", "breach", "conflict", "undecided")
CAUSES = {
    "RAT-01": "blank placeholder too_short",
    "RAT-02": "no_decision dangling not_a_share_decision decided_after other_subject",
    "RAT-03": "unanswered not_told_why no_basis_stated",
    "RAT-04": "no_what no_recipient no_purpose no_purpose_code",
    "RAT-05": "share_against_answers unanswered q2_contradicted q3_contradicted q4_contradicted q5_no_basis",
    "RAT-06": "missing_subject_safety missing_others_safety missing_third_party_impact missing_how_much missing_urgency"
    " missing_best_interests missing_law missing_child_welfare missing_capacity",
    "RAT-07": "no_advice no_outcome named_outside",
    "RAT-08": "no_case no_file_note late_record",
    "RAT-09": "too_many_decisions too_many_clients",
    "CON-01": "no_basis basis_not_accepted consent_missing not_identifiable_claimed",
    "CON-02": "refused not_yet_given ended superseded other_person other_recipient other_category excluded undated"
    " no_named_recipient not_written",
    "CON-03": "told_missing_what told_missing_why told_missing_to_whom told_missing_how told_missing_consequences"
    " limits_not_discussed",
    "CON-04": "no_permission recipient_not_named whole_file_may_hold",
    "CON-05": "parent_over_competent_child refusal_ignored not_competent_self not_assessed incapable_self",
    "CON-06": "no_consent_row no_reason reason_not_accepted delay_without_concern",
    "CON-07": "provider_not_asked no_reason provider_refused",
    "AUT-01": "no_manager_row wrong_kind covers_missing too_late",
    "AUT-02": "approver_blank own_approval wrong_role left not_started not_own_line_manager",
    "AUT-03": "no_discussion too_late no_file_note",
    "AUT-04": "no_concern wrong_concern no_legal_reference no_evidence no_risk_assessment refusal_not_answered",
    "AUT-05": "no_consent_or_right not_via_line_manager no_legal_reference no_legal_notice",
    "AUT-06": "not_on_list wrong_partner beyond_milestone no_threat_concern warned_wrong_person agency_not_involved"
    " beyond_report",
    "DIS-01": "recipient_partner recipient_is_partner recipient_unknown message_carried",
    "DIS-02": "outsider not_inside internal_to_agency other_client recipient_not_recorded",
    "DIS-03": "implications_missing implications_late readers_unknown no_case_meeting",
    "DIS-04": "channel_not_accepted channel_blank",
    "DIS-05": "whole_file beyond_consent minimum_not_checked",
    "DIS-06": "opinion_unmarked historical_unexplained accuracy_not_checked",
    "DIS-07": "not_told reason_not_accepted told_late",
    "DIS-08": "late_after_concern late_after_request",
    "DIS-09": "missing_identity_checked missing_entitlement_checked missing_called_back missing_address_checked"
    " missing_contents_checked missing_fax_number_checked missing_recipient_waiting",
    "DIS-10": "outside_purpose consent_not_known",
    "DIS-11": "no_authorisation owner_differs",
    "SAF-01": "procedure_not_started procedure_late no_decision not_share_no_welfare not_share_no_manager",
    "SAF-02": "not_warned warned_late",
    "SAF-03": "not_recorded no_reason",
    "SAF-04": "not_told told_late reason_not_accepted reason_contradicted",
    "PAR-01": "policy_not_checked no_assurance checked_late assured_late check_old assurance_old",
    "PAR-04": "no_live_agreement agency_not_told",
    "TRN-04": "no_conversation not_told reason_not_accepted reason_without_decision",
    "TRN-05": "not_told told_late told_missing_what told_missing_why told_missing_how_protected no_report_notice",
    "TPS-01": "in_client_section",
    "TPS-02": "lists_other_person names_related_person names_other_client names_person_off_case",
    "TPS-03": "third_party_section third_party_source third_party_category no_check",
    "TPS-04": "source_unknown section_unknown",
    "RET-01": "overdue orphan_document",
    "RET-02": "before_retention_date on_hold request_open",
    "RET-03": "no_reason no_review_date review_passed not_allowed",
    "RET-05": "closed_on_blank closed_before_opened open_but_closed no_disposal_row documents_remain disposal_undated"
    " no_doer",
    "ACC-01": "not_current unknown_user no_grant wrong_section may_not_amend manager_route",
}


def pack_settings(name: str) -> dict[str, Any]:
    """The settings of a pack, `ask` answered by its example and a list at none made empty."""
    kinds = yaml.safe_load((POLICY / "settings.yml").read_text(encoding="utf-8"))
    pack = yaml.safe_load((POLICY / "packs" / f"{name}.yml").read_text(encoding="utf-8"))
    settings = {}
    for setting, value in pack["settings"].items():
        value = value["example"] if isinstance(value, dict) else value
        settings[setting] = [] if value == "none" and kinds[setting]["kind"] == "list" else value
    return settings


def count(settings: dict[str, Any], exports: int, size: int) -> dict[str, Counter[str]]:
    """Check -> how often each outcome and each cause was seen."""
    seen: dict[str, Counter[str]] = {}
    for seed in range(exports):
        for rule, records in judge(random_export(seed, size), settings, AS_OF).items():
            for outcome, causes in records.values():
                counter = seen.setdefault(rule, Counter())
                counter[outcome] += 1
                counter.update(f"{outcome}: {cause}" for cause in causes.split(";") if cause)
    return seen


def count_packs(exports: int, size: int) -> dict[str, Counter[str]]:
    """The counts of all packs together."""
    together: dict[str, Counter[str]] = {}
    for pack in sorted(path.stem for path in (POLICY / "packs").glob("*.yml")):
        for rule, counter in count(pack_settings(pack), exports, size).items():
            together.setdefault(rule, Counter()).update(counter)
    return together


def missing(seen: dict[str, Counter[str]]) -> list[str]:
    """A line per check whose causes are not all raised or whose rows never comply."""
    lines = []
    for rule in CHECKS:
        counter = seen.get(rule, Counter())
        raised = {key.split(": ")[1] for key in counter if ": " in key}
        absent = [cause for cause in CAUSES[rule].split() if cause not in raised]
        absent += ["complies"] if not counter["complies"] else []
        unlisted = sorted(raised - set(CAUSES[rule].split()))
        if absent or unlisted:
            lines.append(f"{rule}  never: {' '.join(absent) or '-'}  not in CAUSES: {' '.join(unlisted) or '-'}")
    return lines


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", default="combined")
    parser.add_argument("--exports", type=int, default=40)
    parser.add_argument("--size", type=int, default=2)
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="a setting to change")
    parser.add_argument("--missing", action="store_true", help="only what no pack reaches")
    given = parser.parse_args()
    if given.missing:
        sys.stdout.write("\n".join([*missing(count_packs(given.exports, given.size)), ""]))
        return
    changes = dict(item.split("=", 1) for item in given.set)
    settings = pack_settings(given.pack) | changes
    seen = count(settings, given.exports, given.size)
    for rule in CHECKS:
        if rule not in seen:
            continue
        totals = "  ".join(f"{outcome} {seen[rule][outcome]}" for outcome in OUTCOMES)
        sys.stdout.write(f"{rule}  {totals}\n")
        for cause in CAUSES[rule].split():
            counts = {outcome: seen[rule][f"{outcome}: {cause}"] for outcome in OUTCOMES[1:]}
            parts = [f"{outcome} {number}" for outcome, number in counts.items() if number]
            off = cause in settings.get("causes_off." + rule, [])
            sys.stdout.write(f"    {cause:<26}{', '.join(parts) or ('off' if off else 'NEVER')}\n")


if __name__ == "__main__":
    main()
