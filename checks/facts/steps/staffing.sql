-- step: staff_notices
-- What each person was given, by the id on the notice; one with a reason for not giving it was not given.
SELECT recipient_id AS staff_id, bit_or(CAST(bit_of(kind, 'notices.kind') AS BIGINT)) AS given
FROM notices
WHERE recipient_id IS NOT NULL AND given_on IS NOT NULL AND not_given_reason IS NULL
GROUP BY recipient_id;

-- step: topics_trained
-- Each topic a person completed: first, last, and whether as induction.
SELECT
    staff_id, CAST(bit_of(topic, 'training.topic') AS BIGINT) AS topic,
    min(completed_on) AS first_on, max(completed_on) AS last_on,
    bool_or(coalesce(is_induction = 'yes', false)) AS as_induction
FROM training
WHERE staff_id IS NOT NULL AND topic IS NOT NULL AND completed_on IS NOT NULL
GROUP BY staff_id, topic;

-- step: staff_trained
-- STF-02: the topics of each person that are there, out of date, and part of induction.
SELECT
    staff.row_key,
    bit_or(topics_trained.topic) AS trained,
    coalesce(bit_or(topics_trained.topic) FILTER (
        WHERE as_of() - topics_trained.last_on > setting('days.training_refresh')
    ), 0) AS stale,
    coalesce(bit_or(topics_trained.topic) FILTER (WHERE topics_trained.as_induction), 0) AS as_induction,
    coalesce(bit_or(topics_trained.topic) FILTER (
        WHERE topics_trained.first_on <= staff.started_on + CAST(setting('days.training') AS INTEGER)
    ), 0) AS soon_after_start
FROM staff
JOIN topics_trained ON topics_trained.staff_id = staff.staff_id
GROUP BY staff.row_key;

-- step: staff_asked
-- What the pack asks of each person: notices, topics, and topics at induction. A blank type is read as staff.
SELECT
    row_key,
    CASE WHEN worker_type = 'committee_member' THEN bits('notices.kind', setting('induction.notices.committee'))
        ELSE bits('notices.kind', setting('induction.notices.staff')) END AS notices,
    CASE WHEN worker_type = 'committee_member' THEN bits('training.topic', setting('training.required.committee'))
        ELSE bits('training.topic', setting('training.required.staff')) END AS topics,
    CASE WHEN worker_type = 'committee_member' THEN bits('training.topic', setting('training.required.committee'))
        ELSE bits('training.topic', setting('training.required.staff')) END
        & bits('training.topic', setting('training.induction_topics')) AS induction_topics
FROM staff;

-- step: staff_duties_judged
-- One row per member of staff or committee: notices given, training done, and the contract's clause.
SELECT
    'staff' AS record_table, staff.staff_id AS record_id, CAST(NULL AS VARCHAR) AS case_id,
    staff.source_file, staff.source_row, staff.row_key,
    coalesce(staff.started_on <= as_of(), true) AND coalesce(staff.left_on >= as_of(), true) AS in_post,
    as_of() - staff.started_on AS days_in_post,
    staff.worker_type, staff.confidentiality_clause,
    staff_asked.notices AS notices_asked,
    staff_asked.notices <> 0 AS any_notice_asked,
    coalesce(staff_notices.given, 0) AS notices_given,
    staff_asked.notices & ~coalesce(staff_notices.given, 0) = 0 AS notices_complete,
    staff_asked.topics <> 0 AS training_asked,
    staff_asked.topics & ~coalesce(staff_trained.trained, 0) AS topics_missing,
    staff_asked.topics & ~coalesce(staff_trained.trained, 0) = 0 AS topics_complete,
    staff_asked.topics & coalesce(staff_trained.stale, 0) AS topics_stale,
    staff_asked.induction_topics & ~coalesce(staff_trained.as_induction | staff_trained.soon_after_start, 0)
        AS topics_not_induction,
    staff_asked.induction_topics & ~coalesce(staff_trained.as_induction, 0) = 0 AS induction_shown
FROM staff
JOIN staff_asked ON staff_asked.row_key = staff.row_key
LEFT JOIN staff_notices ON staff_notices.staff_id = staff.staff_id
LEFT JOIN staff_trained ON staff_trained.row_key = staff.row_key;

-- step: personnel_notices
-- Notices given, for STF-03.
SELECT row_key, recipient_id, document_id, kind, given_on, covers__mask AS covers
FROM notices
WHERE given_on IS NOT NULL AND not_given_reason IS NULL;

-- step: files_explained
-- STF-03: when each person was first told, in one notice, where the file is kept and how to see it.
SELECT recipient_id, min(given_on) AS explained_on
FROM personnel_notices
WHERE kind = 'personnel_file_explained' AND recipient_id IS NOT NULL
    AND covers & bits('notices.covers', 'file_storage', 'file_access_procedure')
        = bits('notices.covers', 'file_storage', 'file_access_procedure')
GROUP BY recipient_id;

-- step: references_in_confidence
SELECT DISTINCT document_id
FROM personnel_notices
WHERE kind = 'reference_in_confidence' AND document_id IS NOT NULL;

-- step: readers_explained
-- STF-03: what the person reviewed was told of who reads it: with this paper, or how many days off.
SELECT
    documents.row_key,
    bool_or(coalesce(personnel_notices.document_id = documents.document_id, false)) AS with_this_paper,
    min(abs(personnel_notices.given_on - documents.created_on)) FILTER (WHERE personnel_notices.document_id IS NULL)
        AS days_off
FROM documents
JOIN personnel_notices ON personnel_notices.recipient_id = documents.owner_id
WHERE personnel_notices.kind = 'review_readers_explained' AND documents.doc_type IN ('probation_review', 'appraisal')
GROUP BY documents.row_key;

-- step: legal_requirements_told
SELECT recipient_id, min(given_on) AS told_on
FROM personnel_notices
WHERE kind = 'legal_requirement' AND recipient_id IS NOT NULL
GROUP BY recipient_id;

-- step: requests_answered
-- STF-03: the decisions to share behind each request, by either side naming the other: the first day, and
-- whether any is undated.
SELECT linked.row_key, min(CAST(decisions.decided_at AS DATE)) AS decided_day,
    bool_or(decisions.decided_at IS NULL) AS some_undated
FROM (
    SELECT row_key, decision_id FROM information_requests WHERE decision_id IS NOT NULL
    UNION ALL
    SELECT information_requests.row_key, decisions.decision_id
    FROM information_requests
    JOIN decisions ON decisions.request_id = information_requests.request_id
) AS linked
JOIN decisions ON decisions.decision_id = linked.decision_id
WHERE decisions.decision_type = 'share'
GROUP BY linked.row_key;

-- step: files_seen
SELECT
    'subject_access_requests' AS record_table, subject_access_requests.sar_id AS record_id,
    subject_access_requests.case_id, subject_access_requests.source_file, subject_access_requests.source_row,
    subject_access_requests.row_key, 'file_seen' AS event, true AS shared,
    subject_access_requests.completed_on AS event_day,
    coalesce(files_explained.explained_on <= subject_access_requests.completed_on, false) AS explained,
    CAST(NULL AS BIGINT) AS notice_days_off,
    CAST(NULL AS DATE) AS decided_day, false AS told_of_law
FROM subject_access_requests
LEFT JOIN files_explained ON files_explained.recipient_id = subject_access_requests.requester_id
WHERE subject_access_requests.requester_type = 'staff' AND subject_access_requests.kind IN ('view', 'copy')
    AND subject_access_requests.outcome IN ('granted', 'partly');

-- step: references_sought
SELECT
    'documents' AS record_table, documents.document_id AS record_id,
    CASE WHEN documents.owner_type = 'case' THEN documents.owner_id END AS case_id,
    documents.source_file, documents.source_row, documents.row_key, 'reference' AS event, true AS shared,
    documents.created_on AS event_day,
    references_in_confidence.document_id IS NOT NULL AS explained, CAST(NULL AS BIGINT) AS notice_days_off,
    CAST(NULL AS DATE) AS decided_day, false AS told_of_law
FROM documents
LEFT JOIN references_in_confidence ON references_in_confidence.document_id = documents.document_id
WHERE documents.doc_type = 'reference_request';

-- step: reviews_held
SELECT
    'documents' AS record_table, documents.document_id AS record_id,
    CASE WHEN documents.owner_type = 'case' THEN documents.owner_id END AS case_id,
    documents.source_file, documents.source_row, documents.row_key, 'review' AS event, true AS shared,
    documents.created_on AS event_day,
    coalesce(readers_explained.with_this_paper, false) AS explained, readers_explained.days_off AS notice_days_off,
    CAST(NULL AS DATE) AS decided_day, false AS told_of_law
FROM documents
LEFT JOIN readers_explained ON readers_explained.row_key = documents.row_key
WHERE documents.doc_type IN ('probation_review', 'appraisal');

-- step: legal_requests
-- The first decision to share settles it; where another is undated, only a breach is certain.
SELECT
    'information_requests' AS record_table, information_requests.request_id AS record_id,
    information_requests.case_id, information_requests.source_file, information_requests.source_row,
    information_requests.row_key, 'legal_request' AS event, requests_answered.row_key IS NOT NULL AS shared,
    CAST(NULL AS DATE) AS event_day, false AS explained, CAST(NULL AS BIGINT) AS notice_days_off,
    CASE
        WHEN NOT requests_answered.some_undated
            OR coalesce(legal_requirements_told.told_on > requests_answered.decided_day, true)
            THEN requests_answered.decided_day
    END AS decided_day,
    coalesce(
        NOT requests_answered.some_undated AND legal_requirements_told.told_on <= requests_answered.decided_day, false
    ) AS told_of_law
FROM information_requests
LEFT JOIN requests_answered ON requests_answered.row_key = information_requests.row_key
LEFT JOIN legal_requirements_told ON legal_requirements_told.recipient_id = information_requests.about_id
WHERE information_requests.about_type = 'staff' AND information_requests.legal_right = 'yes';

-- step: personnel_events_judged
-- One row per file seen, reference sought, review held and legal request, of or for staff.
SELECT * FROM files_seen
UNION ALL SELECT * FROM references_sought
UNION ALL SELECT * FROM reviews_held
UNION ALL SELECT * FROM legal_requests;

-- step: incidents_judged
-- One row per incident: with whom it was raised, and what came of it.
SELECT
    'incidents' AS record_table, incidents.incident_id AS record_id, CAST(NULL AS VARCHAR) AS case_id,
    incidents.source_file, incidents.source_row, incidents.row_key,
    incidents.kind, as_of() - incidents.occurred_on AS days_since,
    incidents.raised_with IS NOT NULL AS raised_with_named,
    staff.staff_id IS NOT NULL AS raised_with_found,
    staff.role AS raised_with_role,
    incidents.handled_under, incidents.outcome_on,
    incidents.outcome_reason IS NOT NULL AS outcome_reason_said,
    incidents.level,
    coalesce(incidents.staff_details_disclosed = 'yes', false) AS staff_details_disclosed,
    incidents.agreement_id IS NOT NULL AS agreement_named,
    sharing_agreements.agreement_id IS NOT NULL AS agreement_found,
    incidents.guidance_followed
FROM incidents
LEFT JOIN staff ON staff.staff_id = incidents.raised_with
LEFT JOIN sharing_agreements ON sharing_agreements.agreement_id = incidents.agreement_id;
