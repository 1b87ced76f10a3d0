-- step: case_register_judged
-- Each case as it is recorded: codes, ids and dates.
SELECT
    'cases' AS record_table, cases.case_id AS record_id, cases.case_id, cases.source_file, cases.source_row,
    cases.row_key, cases.service, cases.client_group, cases.status, cases.opened_on, cases.closed_on,
    cases.lead_worker_id, cases.linked_case_id, coalesce(cases.evidence_hold = 'yes', false) AS evidence_hold,
    cases.hold_started_on, cases.hold_ended_on, cases.retention_basis, cases.retention_review_on
FROM cases;

-- step: decision_register_judged
-- Each decision with who took it, under whom, in which service and when.
SELECT
    'decisions' AS record_table, decisions.decision_id AS record_id, decisions.case_id,
    decisions.source_file, decisions.source_row, decisions.row_key,
    CAST(decisions.decided_at AS DATE) AS decided_day, decisions.decision_type, decisions.decided_by,
    staff.line_manager_id AS team_manager, cases.service,
    coalesce(decisions.decision_type IN (setting('rationale.decision_types')), false)
        AND NOT (decisions.decision_type = 'not_share' AND setting('severity.not_share_reason') = 'off') AS reason_asked
FROM decisions
LEFT JOIN staff ON staff.staff_id = decisions.decided_by
LEFT JOIN cases ON cases.case_id = decisions.case_id;

-- step: disclosure_register_judged
-- Each disclosure with where it went, on what ground and by what route.
SELECT
    'disclosures' AS record_table, disclosures_read.disclosure_id AS record_id, disclosures_read.case_id,
    disclosures_read.source_file, disclosures_read.source_row, disclosures_read.row_key,
    disclosures_read.disclosed_day, disclosures_read.disclosed_by, staff.line_manager_id AS team_manager,
    cases.service, disclosures_read.subject_id, disclosures_read.recipient_kind, disclosures_read.recipient_agency_id,
    disclosures_read.basis, disclosures_read.channel, disclosures_read.purpose_code, disclosures_read.decision_id,
    disclosures_read.external, disclosures_read.identifiable, disclosures_read.to_the_subject,
    disclosures.subject_told_on AS told_on, disclosures.not_told_reason,
    CASE WHEN disclosures_read.disclosed_day IS NOT NULL
        THEN disclosures_read.to_cover & ~coalesce(cover.covered, 0) = 0 END AS covered
FROM disclosures_read
JOIN disclosures ON disclosures.row_key = disclosures_read.row_key
LEFT JOIN staff ON staff.staff_id = disclosures_read.disclosed_by
LEFT JOIN cases ON cases.case_id = disclosures_read.case_id
LEFT JOIN cover ON cover.row_key = disclosures_read.row_key;

-- step: consent_that_day_judged
-- Each consent in force for a disclosure's subject and recipient on its day (P13), and whether it still covered all.
SELECT
    'disclosures' AS record_table, disclosures_read.disclosure_id AS record_id, disclosures_read.case_id,
    disclosures_read.source_file, disclosures_read.source_row,
    disclosures_read.row_key || '/' || consents_in_force.consent_row AS row_key,
    disclosures_read.disclosed_day, consents_read.consent_id, consents_in_force.given_on, consents_in_force.given_as,
    disclosures_read.to_cover & ~(consents_in_force.covers & ~coalesce(consents_ended.ended, 0)) = 0 AS covers_all,
    coalesce(consents_ended.ended, 0) <> 0 AS ended_in_part
FROM consents_in_force
JOIN disclosures_read ON disclosures_read.row_key = consents_in_force.row_key
JOIN consents_read ON consents_read.row_key = consents_in_force.consent_row
LEFT JOIN consents_ended ON consents_ended.row_key = consents_in_force.row_key
    AND consents_ended.consent_row = consents_in_force.consent_row;

-- step: kept_cases
-- Each case with the later of the policy's date and the birthday that the overlay asks for; unknown without a birth.
SELECT
    retention_judged.case_id,
    CASE WHEN retention_judged.birthday_to_come IS NOT NULL THEN
        CASE WHEN retention_judged.birthday > retention_judged.keep_until THEN retention_judged.birthday
            ELSE retention_judged.keep_until END
    END AS keep_until,
    coalesce(retention_judged.overdue AND NOT retention_judged.birthday_to_come, false) AS overdue,
    retention_judged.on_hold, retention_judged.retention_basis, retention_judged.retention_review_on,
    retention_judged.disposal_logged
FROM retention_judged
WHERE retention_judged.record_table = 'cases';

-- step: retention_register_judged
-- Each case that is not open, with how its retention stands.
SELECT
    'cases' AS record_table, cases.case_id AS record_id, cases.case_id, cases.source_file, cases.source_row,
    cases.row_key, cases.service, cases.client_group, cases.status, cases.closed_on, kept_cases.keep_until,
    kept_cases.overdue, kept_cases.on_hold, kept_cases.retention_basis,
    kept_cases.retention_review_on, kept_cases.disposal_logged,
    CASE WHEN kept_cases.overdue THEN date_diff('day', kept_cases.keep_until, as_of()) END AS days_past_due
FROM cases
JOIN kept_cases ON kept_cases.case_id = cases.case_id
WHERE coalesce(cases.status <> 'open', true);

-- step: paper_register_judged
-- Each case paper with its source, its section and its case's service.
SELECT
    'documents' AS record_table, documents.document_id AS record_id, documents.owner_id AS case_id,
    documents.source_file, documents.source_row, documents.row_key, documents.doc_type, documents.section,
    documents.source_kind, documents.created_on, papers.third_party_source, cases.service
FROM documents
JOIN papers ON papers.row_key = documents.row_key
LEFT JOIN cases ON cases.case_id = documents.owner_id
WHERE documents.owner_type = 'case';

-- step: staff_register_judged
-- Each member of staff with the role and the time in post. No name.
SELECT
    'staff' AS record_table, staff.staff_id AS record_id, CAST(NULL AS VARCHAR) AS case_id, staff.source_file,
    staff.source_row, staff.row_key, staff.role, staff.line_manager_id, staff.started_on, staff.left_on
FROM staff;
