-- step: personnel_documents
-- Papers of staff and applicants; STO-03 judges three kinds of them.
SELECT
    'documents' AS record_table, documents.document_id AS record_id, CAST(NULL AS VARCHAR) AS case_id,
    documents.source_file, documents.source_row, documents.row_key, true AS is_document,
    documents.owner_type, documents.doc_type, documents.section,
    documents.filed_on IS NOT NULL AND coalesce(documents.payroll_actioned_on > documents.filed_on, true)
        AS filed_before_payroll,
    CAST(NULL AS VARCHAR) AS kind, CAST(NULL AS VARCHAR) AS result,
    false AS monitoring_place_named, false AS form_place_named, false AS one_place,
    CAST(NULL AS DATE) AS detached_on, CAST(NULL AS BIGINT) AS days_to_detaching,
    CAST(NULL AS BIGINT) AS days_since_applying,
    CAST(NULL AS DATE) AS destroyed_on, CAST(NULL AS BIGINT) AS days_to_destruction,
    CAST(NULL AS BIGINT) AS days_since_outcome, false AS keeps_too_much
FROM documents
WHERE documents.owner_type IN ('staff', 'applicant');

-- step: applicants_read
-- Each applicant with the day the clock of RET-06 runs from, and what is kept beyond the pack's list. The name is
-- never on that list, and a list that is off forbids nothing.
SELECT
    row_key, coalesce(outcome_on, applied_on) AS clock_from,
    CASE WHEN NOT (setting('applicants.kept_allowed') IS NULL) THEN
        kept_fields__mask & ~(
            bits('applicants.kept_fields', setting('applicants.kept_allowed')) & ~bits('applicants.kept_fields', 'name')
        ) <> 0
    ELSE false END AS keeps_too_much
FROM applicants;

-- step: personnel_applicants
SELECT
    'applicants' AS record_table, applicants.applicant_id AS record_id, CAST(NULL AS VARCHAR) AS case_id,
    applicants.source_file, applicants.source_row, applicants.row_key, false AS is_document,
    CAST(NULL AS VARCHAR) AS owner_type, CAST(NULL AS VARCHAR) AS doc_type, CAST(NULL AS VARCHAR) AS section,
    false AS filed_before_payroll,
    applicants.kind, applicants.outcome AS result,
    applicants.monitoring_location_id IS NOT NULL AS monitoring_place_named,
    applicants.form_location_id IS NOT NULL AS form_place_named,
    coalesce(applicants.monitoring_location_id = applicants.form_location_id, false) AS one_place,
    applicants.monitoring_detached_on AS detached_on,
    applicants.monitoring_detached_on - applicants.applied_on AS days_to_detaching,
    as_of() - applicants.applied_on AS days_since_applying,
    applicants.rest_destroyed_on AS destroyed_on,
    applicants.rest_destroyed_on - applicants_read.clock_from AS days_to_destruction,
    as_of() - applicants_read.clock_from AS days_since_outcome,
    applicants_read.keeps_too_much
FROM applicants
JOIN applicants_read ON applicants_read.row_key = applicants.row_key;

-- step: personnel_judged
SELECT * FROM personnel_documents UNION ALL SELECT * FROM personnel_applicants;
