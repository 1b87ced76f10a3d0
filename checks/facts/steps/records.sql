-- step: last_case_notes
-- REC-01: the last dated case note of each case.
SELECT owner_id AS case_id, max(created_on) AS note_day
FROM documents
WHERE owner_type = 'case' AND doc_type = 'case_note' AND created_on IS NOT NULL AND owner_id IS NOT NULL
GROUP BY owner_id;

-- step: clients_with_files
SELECT
    'people' AS record_table, people.person_id AS record_id, CAST(NULL AS VARCHAR) AS case_id,
    people.source_file, people.source_row, people.row_key, false AS is_case,
    coalesce(people.is_client = 'yes', false) AS is_client, latest_case_of.person_id IS NOT NULL AS has_case,
    CAST(NULL AS VARCHAR) AS status, CAST(NULL AS BIGINT) AS days_open,
    CAST(NULL AS BIGINT) AS contact_days_ago, CAST(NULL AS BIGINT) AS note_days_ago
FROM people
LEFT JOIN latest_case_of ON latest_case_of.person_id = people.person_id;

-- step: files_in_use
SELECT
    'cases' AS record_table, cases.case_id AS record_id, cases.case_id,
    cases.source_file, cases.source_row, cases.row_key, true AS is_case,
    false AS is_client, true AS has_case, cases.status, as_of() - cases.opened_on AS days_open,
    as_of() - last_contacts.contact_day AS contact_days_ago, as_of() - last_case_notes.note_day AS note_days_ago
FROM cases
LEFT JOIN last_contacts ON last_contacts.case_id = cases.case_id
LEFT JOIN last_case_notes ON last_case_notes.case_id = cases.case_id;

-- step: working_files_judged
-- One row per person and per case: whether a client has a file, and whether it is in use.
SELECT * FROM clients_with_files UNION ALL SELECT * FROM files_in_use;

-- step: contact_entries_judged
-- One row per contact: what its entry holds, and the group of its case's client (P9), by cases and by age apart.
SELECT
    'contacts' AS record_table, contacts.contact_id AS record_id, contacts.case_id,
    contacts.source_file, contacts.source_row, contacts.row_key,
    cases.case_id IS NOT NULL AS case_found,
    CASE coalesce(cases.client_group, latest_case_of.client_group)
        WHEN 'young_person' THEN 'child' WHEN 'parent_carer' THEN 'other'
        ELSE coalesce(cases.client_group, latest_case_of.client_group)
    END AS case_group,
    named_children.person_id IS NOT NULL OR coalesce(
        anniversary(people.date_of_birth, 18) > coalesce(CAST(contacts.started_at AS DATE), as_of()), false
    ) AS client_known_as_child,
    CAST(contacts.started_at AS DATE) AS contact_day,
    contacts.started_at IS NOT NULL AND contacts.started_at__timed AS timed,
    contacts.method,
    contacts.worker_id IS NOT NULL AS worker_named,
    staff.staff_id IS NOT NULL AS worker_found,
    coalesce(staff.childrens_services = 'yes', false) AS worker_of_childrens_services,
    length(contacts.summary) AS summary_chars,
    contacts.document_id IS NOT NULL AS copy_named,
    documents.document_id IS NOT NULL AS copy_found
FROM contacts
LEFT JOIN cases ON cases.case_id = contacts.case_id
LEFT JOIN latest_case_of ON latest_case_of.person_id = cases.person_id
LEFT JOIN named_children ON named_children.person_id = cases.person_id
LEFT JOIN people ON people.person_id = cases.person_id
LEFT JOIN staff ON staff.staff_id = contacts.worker_id
LEFT JOIN documents ON documents.document_id = contacts.document_id;
