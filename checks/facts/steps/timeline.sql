-- step: timeline_judged
-- Everything the records say happened on a case, by its day; codes and ids only.
SELECT
    'cases' AS record_table, case_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(opened_on AS DATE) AS event_day, 'case opened' AS event, service AS kind, lead_worker_id AS staff_id
FROM cases
UNION ALL
SELECT
    'cases' AS record_table, case_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key || '/closed' AS row_key, CAST(closed_on AS DATE) AS event_day, 'case closed' AS event, status AS kind, lead_worker_id AS staff_id
FROM cases
WHERE closed_on IS NOT NULL
UNION ALL
SELECT
    'notices' AS record_table, notice_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(given_on AS DATE) AS event_day, 'notice given' AS event, kind AS kind, CAST(NULL AS VARCHAR) AS staff_id
FROM notices
UNION ALL
SELECT
    'consents' AS record_table, consent_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(coalesce(given_on, sought_on, ended_on) AS DATE) AS event_day, 'consent' AS event, status AS kind, CAST(NULL AS VARCHAR) AS staff_id
FROM consents
UNION ALL
SELECT
    'decisions' AS record_table, decision_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(decided_at AS DATE) AS event_day, 'decision' AS event, decision_type AS kind, decided_by AS staff_id
FROM decisions
UNION ALL
SELECT
    'authorisations' AS record_table, authorisation_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(held_at AS DATE) AS event_day, 'manager or adviser' AS event, kind AS kind, staff_id AS staff_id
FROM authorisations
UNION ALL
SELECT
    'disclosures' AS record_table, disclosure_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(disclosed_at AS DATE) AS event_day, 'disclosure' AS event, recipient_kind AS kind, disclosed_by AS staff_id
FROM disclosures
UNION ALL
SELECT
    'information_requests' AS record_table, request_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(received_at AS DATE) AS event_day, 'request to share' AS event, direction AS kind, CAST(NULL AS VARCHAR) AS staff_id
FROM information_requests
UNION ALL
SELECT
    'referrals' AS record_table, referral_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(made_on AS DATE) AS event_day, 'referral' AS event, direction AS kind, CAST(NULL AS VARCHAR) AS staff_id
FROM referrals
UNION ALL
SELECT
    'safeguarding_concerns' AS record_table, concern_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(raised_at AS DATE) AS event_day, 'harm concern' AS event, kind AS kind, raised_by AS staff_id
FROM safeguarding_concerns
UNION ALL
SELECT
    'programme_events' AS record_table, event_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(event_on AS DATE) AS event_day, 'programme' AS event, event_type AS kind, CAST(NULL AS VARCHAR) AS staff_id
FROM programme_events
UNION ALL
SELECT
    'contacts' AS record_table, contact_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(started_at AS DATE) AS event_day, 'contact' AS event, method AS kind, worker_id AS staff_id
FROM contacts
UNION ALL
SELECT
    'safe_contacts' AS record_table, safe_contact_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(confirmed_on AS DATE) AS event_day, 'safe contact confirmed' AS event, method AS kind, CAST(NULL AS VARCHAR) AS staff_id
FROM safe_contacts
UNION ALL
SELECT
    'group_attendance' AS record_table, session_id || '/' || case_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(held_on AS DATE) AS event_day, 'group session' AS event, service AS kind, CAST(NULL AS VARCHAR) AS staff_id
FROM group_attendance
UNION ALL
SELECT
    'joint_working' AS record_table, joint_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(started_on AS DATE) AS event_day, 'joint working' AS event, agency_id AS kind, CAST(NULL AS VARCHAR) AS staff_id
FROM joint_working
UNION ALL
SELECT
    'documents' AS record_table, document_id AS record_id, owner_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(created_on AS DATE) AS event_day, 'paper' AS event, doc_type AS kind, CAST(NULL AS VARCHAR) AS staff_id
FROM documents
WHERE owner_type = 'case'
UNION ALL
SELECT
    'subject_access_requests' AS record_table, sar_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(received_at AS DATE) AS event_day, 'access request' AS event, kind AS kind, handled_by AS staff_id
FROM subject_access_requests
UNION ALL
SELECT
    'file_movements' AS record_table, movement_id AS record_id, file_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(taken_at AS DATE) AS event_day, 'file taken out' AS event, file_type AS kind, taken_by AS staff_id
FROM file_movements
WHERE file_type = 'case'
UNION ALL
SELECT
    'access_log' AS record_table, log_id AS record_id, case_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST("at" AS DATE) AS event_day, 'record opened' AS event, action AS kind, user_id AS staff_id
FROM access_log
UNION ALL
SELECT
    'disposal_log' AS record_table, disposal_id AS record_id, object_id AS case_id, source_file, source_row,
    row_key AS row_key, CAST(disposed_on AS DATE) AS event_day, 'disposal' AS event, action AS kind, done_by AS staff_id
FROM disposal_log
WHERE object_type = 'case';
