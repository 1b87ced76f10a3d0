-- step: case_disposals
-- What the disposal log says of each case as a whole.
SELECT
    object_id AS case_id,
    bool_or(coalesce(action IN (setting('retention.then')), false)) AS ends_the_duty,
    bool_or(coalesce(action = 'archived', false)) AS archived,
    bool_or(coalesce(action IN ('destroyed', 'wiped', 'anonymised'), false)) AS destroyed
FROM disposal_log
WHERE object_type = 'case'
GROUP BY object_id;

-- step: document_disposals
SELECT DISTINCT object_id AS document_id FROM disposal_log WHERE object_type = 'document';

-- step: open_access_requests
-- Requests to view, copy or correct a case that are still open.
SELECT DISTINCT case_id
FROM subject_access_requests
WHERE kind IN ('view', 'copy', 'correct') AND received_at IS NOT NULL AND completed_on IS NULL AND case_id IS NOT NULL;

-- step: retain_decisions
-- Cases with a decision to keep the record longer that gives a real reason (P4).
SELECT DISTINCT case_id
FROM decisions
WHERE decision_type = 'retain_longer' AND case_id IS NOT NULL
    AND coalesce(length(normalised_text(rationale)) >= setting('rationale.min_chars'), rationale IS NOT NULL);

-- step: documents_left
-- Cases that still have a document with no disposal row.
SELECT DISTINCT documents.owner_id AS case_id
FROM documents
LEFT JOIN document_disposals ON document_disposals.document_id = documents.document_id
WHERE documents.owner_id IS NOT NULL AND document_disposals.document_id IS NULL;

-- step: kept_until_birthday
-- Where the overlay law-uk is on: the looked-after children's cases, with the birthday until which it keeps each.
SELECT
    cases.case_id AS child_case_id,
    anniversary(people.date_of_birth, overlay_years('looked_after_child')) AS birthday
FROM cases
LEFT JOIN people ON people.person_id = cases.person_id
WHERE setting('retention.overlay') IS NOT NULL AND cases.looked_after = 'yes';

-- step: cases_kept
-- Each case with its retention date (P19) and whatever allows or demands keeping it (P17).
SELECT
    'cases' AS record_table, cases.case_id AS record_id, cases.case_id, cases.source_file, cases.source_row,
    cases.row_key, cases.status, cases.opened_on, cases.closed_on, cases.retention_basis, cases.retention_review_on,
    coalesce(cases.closed_on < cases.opened_on, false) AS closed_before_opened,
    anniversary(cases.closed_on, setting('retention.years')) AS keep_until,
    coalesce(
        as_of() > anniversary(cases.closed_on, setting('retention.years'))
            + CAST(setting('retention.grace_days') AS INTEGER), false
    ) AS overdue,
    coalesce(cases.evidence_hold = 'yes', false) AS evidence_hold,
    coalesce(cases.evidence_hold = 'yes', false) OR coalesce(cases.retention_basis = 'legal_hold', false) AS on_hold,
    coalesce(cases.retention_basis = 'indefinite' AND setting('retention.indefinite') = 'with_review'
        AND cases.retention_review_on >= as_of(), false) AS kept_with_review,
    cases.hold_reason IS NOT NULL AS hold_reason_said,
    retain_decisions.case_id IS NOT NULL AS retain_decision,
    open_access_requests.case_id IS NOT NULL AS access_request_open,
    coalesce(case_disposals.ends_the_duty, false) AS disposal_logged,
    false AS orphan_document,
    CAST(NULL AS DATE) AS created_on,
    coalesce(cases.looked_after = 'yes', false) AS looked_after_child
FROM cases
LEFT JOIN retain_decisions ON retain_decisions.case_id = cases.case_id
LEFT JOIN open_access_requests ON open_access_requests.case_id = cases.case_id
LEFT JOIN case_disposals ON case_disposals.case_id = cases.case_id;

-- step: cases_by_policy
-- The cases that only the policy's own date keeps: all of them where the overlay is off.
SELECT cases_kept.*, CAST(NULL AS DATE) AS birthday, false AS birthday_to_come
FROM cases_kept
WHERE setting('retention.overlay') IS NULL OR NOT cases_kept.looked_after_child;

-- step: cases_by_law
-- The cases that the overlay keeps too; without a date of birth nobody knows until when.
SELECT
    cases_kept.*, kept_until_birthday.birthday,
    as_of() <= kept_until_birthday.birthday + CAST(setting('retention.grace_days') AS INTEGER) AS birthday_to_come
FROM cases_kept
LEFT JOIN kept_until_birthday ON kept_until_birthday.child_case_id = cases_kept.case_id
WHERE setting('retention.overlay') IS NOT NULL AND cases_kept.looked_after_child;

-- step: orphan_documents
-- Documents of a case that is not there, with no disposal row: their clock cannot be known.
SELECT
    'documents' AS record_table, documents.document_id AS record_id, documents.owner_id AS case_id,
    documents.source_file, documents.source_row, documents.row_key,
    CAST(NULL AS VARCHAR) AS status, CAST(NULL AS DATE) AS opened_on, CAST(NULL AS DATE) AS closed_on,
    CAST(NULL AS VARCHAR) AS retention_basis, CAST(NULL AS DATE) AS retention_review_on,
    false AS closed_before_opened, CAST(NULL AS DATE) AS keep_until,
    coalesce(
        as_of() > anniversary(documents.created_on, setting('retention.years'))
            + CAST(setting('retention.grace_days') AS INTEGER), false
    ) AS overdue,
    false AS evidence_hold, false AS on_hold, false AS kept_with_review, false AS hold_reason_said,
    false AS retain_decision, false AS access_request_open, false AS disposal_logged, true AS orphan_document,
    documents.created_on, false AS looked_after_child, CAST(NULL AS DATE) AS birthday, false AS birthday_to_come
FROM documents
LEFT JOIN cases ON cases.case_id = documents.owner_id
LEFT JOIN document_disposals ON document_disposals.document_id = documents.document_id
WHERE documents.owner_type = 'case' AND cases.case_id IS NULL AND document_disposals.document_id IS NULL;

-- step: retention_judged
SELECT * FROM cases_by_policy
UNION ALL SELECT * FROM cases_by_law
UNION ALL SELECT * FROM orphan_documents;

-- step: disposed_cases
-- Which case each destroyed case or case document belonged to, when that can be told.
SELECT
    disposal_log.row_key,
    documents.document_id IS NOT NULL AS document_found,
    documents.owner_type AS document_owner_type,
    CASE disposal_log.object_type
        WHEN 'case' THEN disposal_log.object_id
        WHEN 'document' THEN CASE WHEN documents.owner_type = 'case' THEN documents.owner_id END
    END AS case_id
FROM disposal_log
LEFT JOIN documents ON documents.document_id = disposal_log.object_id AND disposal_log.object_type = 'document';

-- step: requests_at_disposal
-- Access requests open on the day of a disposal, and erasure requests granted by then.
SELECT
    disposed_cases.row_key,
    bool_or(coalesce(
        subject_access_requests.kind IN ('view', 'copy', 'correct')
        AND CAST(subject_access_requests.received_at AS DATE) <= disposal_log.disposed_on
        AND coalesce(subject_access_requests.completed_on >= disposal_log.disposed_on, true), false
    )) AS request_open,
    bool_or(coalesce(
        subject_access_requests.kind = 'erase' AND subject_access_requests.outcome IN ('granted', 'partly')
        AND subject_access_requests.completed_on <= disposal_log.disposed_on, false
    )) AS erasure_granted
FROM disposed_cases
JOIN disposal_log ON disposal_log.row_key = disposed_cases.row_key
JOIN subject_access_requests ON subject_access_requests.case_id = disposed_cases.case_id
GROUP BY disposed_cases.row_key;

-- step: disposals_judged
-- One row per disposal, with the case as it stood that day (P17).
SELECT
    'disposal_log' AS record_table, disposal_log.disposal_id AS record_id, disposed_cases.case_id,
    disposal_log.source_file, disposal_log.source_row, disposal_log.row_key,
    disposal_log.object_type, disposal_log.action, disposal_log.media, disposal_log.method, disposal_log.disposed_on,
    -- RET-04: a medium whose list is off, or a method nobody recorded, is no wrong method
    coalesce(CASE disposal_log.media
        WHEN 'paper' THEN NOT (setting('disposal.methods.paper') IS NULL)
            AND disposal_log.method NOT IN (setting('disposal.methods.paper'))
        WHEN 'disc' THEN NOT (setting('disposal.methods.disc') IS NULL)
            AND disposal_log.method NOT IN (setting('disposal.methods.disc'))
        WHEN 'usb' THEN NOT (setting('disposal.methods.usb') IS NULL)
            AND disposal_log.method NOT IN (setting('disposal.methods.usb'))
        WHEN 'hard_drive' THEN NOT (setting('disposal.methods.hard_drive') IS NULL)
            AND disposal_log.method NOT IN (setting('disposal.methods.hard_drive'))
        WHEN 'phone' THEN NOT (setting('disposal.methods.phone') IS NULL)
            AND disposal_log.method NOT IN (setting('disposal.methods.phone'))
        WHEN 'electronic_record' THEN NOT (setting('disposal.methods.electronic_record') IS NULL)
            AND disposal_log.method NOT IN (setting('disposal.methods.electronic_record'))
    END, false) AS method_not_for_media,
    coalesce(disposal_log.reason = 'duplicate', false) AS duplicate,
    coalesce(disposal_log.reason = 'subject_request', false) AND NOT coalesce(cases.statutory_service = 'yes', false)
        AS erasure_allowed,
    -- a document that cannot be found may have been of a case
    disposal_log.object_type = 'case' OR NOT disposed_cases.document_found
        OR coalesce(disposed_cases.document_owner_type = 'case', false) AS of_a_case,
    cases.case_id IS NOT NULL AS case_found,
    cases.status AS case_status, cases.closed_on,
    anniversary(cases.closed_on, setting('retention.years')) AS keep_until,
    coalesce(CASE
        WHEN disposal_log.disposed_on = as_of()
            THEN cases.evidence_hold = 'yes' OR coalesce(cases.retention_basis = 'legal_hold', false)
        WHEN coalesce(cases.evidence_hold = 'yes', false) OR coalesce(cases.retention_basis = 'legal_hold', false)
            THEN coalesce(cases.hold_started_on <= disposal_log.disposed_on, true)
                AND coalesce(cases.hold_ended_on >= disposal_log.disposed_on, true)
        ELSE cases.hold_started_on <= disposal_log.disposed_on AND cases.hold_ended_on >= disposal_log.disposed_on
    END, false) AND disposal_log.disposed_on IS NOT NULL AS on_hold,
    coalesce(requests_at_disposal.request_open, false) AS request_open,
    coalesce(requests_at_disposal.erasure_granted, false) AS erasure_granted,
    coalesce(cases.looked_after = 'yes', false) AS looked_after_child,
    disposal_log.disposed_on < kept_until_birthday.birthday AS birthday_to_come
FROM disposal_log
JOIN disposed_cases ON disposed_cases.row_key = disposal_log.row_key
LEFT JOIN cases ON cases.case_id = disposed_cases.case_id
LEFT JOIN kept_until_birthday ON kept_until_birthday.child_case_id = disposed_cases.case_id
LEFT JOIN requests_at_disposal ON requests_at_disposal.row_key = disposal_log.row_key;

-- step: trail_of_cases
-- RET-05: what shows that a case's retention clock can run and that its end is logged.
SELECT
    'cases' AS record_table, cases.case_id AS record_id, cases.case_id, cases.source_file, cases.source_row,
    cases.row_key, true AS is_case, cases.status, cases.opened_on, cases.closed_on,
    coalesce(case_disposals.archived, false) AS archiving_logged,
    coalesce(case_disposals.destroyed, false) AS destruction_logged,
    documents_left.case_id IS NOT NULL AS documents_left,
    CAST(NULL AS VARCHAR) AS object_type, CAST(NULL AS DATE) AS disposed_on, false AS doer_found
FROM cases
LEFT JOIN case_disposals ON case_disposals.case_id = cases.case_id
LEFT JOIN documents_left ON documents_left.case_id = cases.case_id;

-- step: trail_of_disposals
SELECT
    'disposal_log' AS record_table, disposal_log.disposal_id AS record_id,
    CASE WHEN disposal_log.object_type = 'case' THEN disposal_log.object_id END AS case_id,
    disposal_log.source_file, disposal_log.source_row, disposal_log.row_key, false AS is_case,
    CAST(NULL AS VARCHAR) AS status, CAST(NULL AS DATE) AS opened_on, CAST(NULL AS DATE) AS closed_on,
    false AS archiving_logged, false AS destruction_logged, false AS documents_left,
    disposal_log.object_type, disposal_log.disposed_on, staff.staff_id IS NOT NULL AS doer_found
FROM disposal_log
LEFT JOIN staff ON staff.staff_id = disposal_log.done_by;

-- step: retention_trail_judged
SELECT * FROM trail_of_cases UNION ALL SELECT * FROM trail_of_disposals;
