-- step: access_refusals
SELECT decision_id FROM decisions WHERE decision_type = 'refuse_access' AND decision_id IS NOT NULL;

-- step: erasure_refusals
-- Decisions to refuse an erasure, and whether each gives a real reason (P4).
SELECT
    decision_id, case_id, subject_id,
    coalesce(length(normalised_text(rationale)) >= coalesce(setting('rationale.min_chars'), 0), false) AS reasoned
FROM decisions
WHERE decision_type = 'refuse_erasure' AND decision_id IS NOT NULL;

-- step: erasure_refusals_on_cases
-- The same by case and subject, for requests that name none.
SELECT case_id, subject_id, bool_or(reasoned) AS reasoned
FROM erasure_refusals
WHERE case_id IS NOT NULL AND subject_id IS NOT NULL
GROUP BY case_id, subject_id;

-- step: disposals_asked_for
-- Cases with a disposal that RET-02 judges and that was logged as the subject's request.
SELECT DISTINCT disposed_cases.case_id
FROM disposed_cases
JOIN disposal_log ON disposal_log.row_key = disposed_cases.row_key
WHERE disposed_cases.case_id IS NOT NULL AND disposal_log.reason = 'subject_request'
    AND disposal_log.action IN ('destroyed', 'wiped', 'anonymised')
    AND disposal_log.object_type IN ('case', 'document');

-- step: access_requests_judged
-- One row per request to see, copy, correct or erase a record, with its case as it stood when it was answered (P17).
SELECT
    'subject_access_requests' AS record_table, requests.sar_id AS record_id, requests.case_id,
    requests.source_file, requests.source_row, requests.row_key,
    requests.kind, requests.requester_type, requests.outcome AS answer, requests.completed_on, requests.explained_on,
    requests.impact_explained_on,
    as_of() - CAST(requests.received_at AS DATE) AS days_since_received,
    requests.completed_on - CAST(requests.received_at AS DATE) AS days_to_completion,
    as_of() - requests.completed_on AS days_since_completion,
    abs(requests.explained_on - requests.completed_on) AS days_explained_apart,
    requests.handled_by IS NOT NULL AS handler_named,
    handler.staff_id IS NOT NULL AS handler_found,
    requester.line_manager_id = requests.handled_by AS handler_is_line_manager,
    requests.refusal_reason IS NOT NULL AS reason_said,
    coalesce(says_any(normalised_text(requests.refusal_reason), setting('access.short_notice_phrases')), false)
        AS short_notice_said,
    access_refusals.decision_id IS NOT NULL AS access_refusal_found,
    coalesce(erasure_refusals.reasoned, on_cases.reasoned, false) AS erasure_refusal_reasoned,
    cases.case_id IS NOT NULL AS case_found,
    coalesce(cases.statutory_service = 'yes', false) AS statutory_service,
    coalesce(CASE
        WHEN coalesce(requests.completed_on, as_of()) = as_of()
            THEN cases.evidence_hold = 'yes' OR coalesce(cases.retention_basis = 'legal_hold', false)
        WHEN coalesce(cases.evidence_hold = 'yes', false) OR coalesce(cases.retention_basis = 'legal_hold', false)
            THEN coalesce(cases.hold_started_on <= requests.completed_on, true)
                AND coalesce(cases.hold_ended_on >= requests.completed_on, true)
        ELSE cases.hold_started_on <= requests.completed_on AND cases.hold_ended_on >= requests.completed_on
    END, false) AS on_hold,
    disposals_asked_for.case_id IS NOT NULL AS disposal_asked_for
FROM subject_access_requests AS requests
LEFT JOIN staff AS handler ON handler.staff_id = requests.handled_by
LEFT JOIN staff AS requester ON requester.staff_id = requests.requester_id
LEFT JOIN access_refusals ON access_refusals.decision_id = requests.decision_id
LEFT JOIN erasure_refusals ON erasure_refusals.decision_id = requests.decision_id
LEFT JOIN erasure_refusals_on_cases AS on_cases ON on_cases.case_id = requests.case_id
    AND on_cases.subject_id = requests.requester_id
LEFT JOIN cases ON cases.case_id = requests.case_id
LEFT JOIN disposals_asked_for ON disposals_asked_for.case_id = requests.case_id;
