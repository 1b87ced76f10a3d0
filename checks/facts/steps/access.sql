-- step: accesses
-- Each logged access to an object the pack watches, with its case and its user.
SELECT
    access_log.row_key, access_log.log_id, access_log.user_id, CAST(access_log."at" AS DATE) AS access_day,
    access_log.object_type, access_log.object_id, access_log.section, access_log.action,
    coalesce(
        access_log.case_id,
        CASE access_log.object_type
            WHEN 'case' THEN access_log.object_id
            WHEN 'document' THEN CASE WHEN documents.owner_type = 'case' THEN documents.owner_id END
        END
    ) AS case_id
FROM access_log
LEFT JOIN documents ON documents.document_id = access_log.object_id AND access_log.object_type = 'document'
WHERE access_log.object_type IN (setting('access.object_types'));

-- step: access_by_grant
-- What the grants live that day and reaching the object allow: the section, and amending it.
SELECT
    accesses.row_key,
    true AS reached,
    bool_or(coalesce(access_grants.sections__mask & bit_of(accesses.section, 'access_grants.sections') <> 0, accesses.section IS NULL))
        AS lists_section,
    bool_or(
        coalesce(access_grants.sections__mask & bit_of(accesses.section, 'access_grants.sections') <> 0, accesses.section IS NULL)
        AND coalesce(access_grants.may_amend = 'yes', false)
    ) AS may_amend
FROM accesses
JOIN access_grants ON access_grants.holder_id = accesses.user_id
LEFT JOIN cases ON cases.case_id = accesses.case_id
WHERE access_grants.starts_on <= accesses.access_day AND coalesce(access_grants.ends_on >= accesses.access_day, true)
    AND (
        access_grants.scope_type = 'all'
        OR accesses.object_type IN ('case', 'document') AND (
            access_grants.scope_type = 'case' AND access_grants.scope_id = accesses.case_id
            OR access_grants.scope_type = 'service' AND lower(access_grants.scope_id) = cases.service
        )
        OR accesses.object_type = 'staff_file' AND access_grants.scope_type = 'personnel_file'
            AND access_grants.scope_id = accesses.object_id
    )
GROUP BY accesses.row_key;

-- step: access_by_lead
-- The lead worker's own case, where the pack counts that as a grant to the client and third-party sections.
SELECT
    accesses.row_key,
    coalesce(accesses.section IN ('client', 'third_party'), true) AS lists_section
FROM accesses
JOIN cases ON cases.case_id = accesses.case_id AND cases.lead_worker_id = accesses.user_id
WHERE setting('access.lead_worker_granted') = 'yes'
    AND accesses.object_type IN ('case', 'document')
    AND cases.opened_on <= accesses.access_day AND coalesce(cases.closed_on >= accesses.access_day, true);

-- step: partner_holders
SELECT DISTINCT holder_id FROM access_grants WHERE holder_type = 'partner_staff' AND holder_id IS NOT NULL;

-- step: own_file_requests
-- Access requests of staff for their own file, handled by their line manager.
SELECT subject_access_requests.requester_id AS staff_id,
    min(CAST(subject_access_requests.received_at AS DATE)) AS first_received
FROM subject_access_requests
JOIN staff ON staff.staff_id = subject_access_requests.requester_id
    AND staff.line_manager_id = subject_access_requests.handled_by
GROUP BY subject_access_requests.requester_id;

-- step: access_judged
-- One row per access.
SELECT
    'access_log' AS record_table, accesses.log_id AS record_id, accesses.case_id,
    access_log.source_file, access_log.source_row, accesses.row_key,
    accesses.object_type, accesses.section, accesses.action, accesses.access_day,
    accesses.object_type IN ('staff_file', 'applicant') OR accesses.case_id IS NOT NULL AS case_known,
    staff.staff_id IS NOT NULL AS user_is_staff,
    partner_holders.holder_id IS NOT NULL AS user_holds_partner_grant,
    CASE
        WHEN staff.staff_id IS NULL THEN false
        WHEN accesses.access_day IS NULL THEN NULL
        ELSE coalesce(staff.started_on > accesses.access_day, false) OR coalesce(staff.left_on < accesses.access_day, false)
    END AS user_not_current,
    coalesce(access_by_grant.reached, false) OR access_by_lead.row_key IS NOT NULL AS grant_reaches,
    coalesce(access_by_grant.lists_section, false) OR coalesce(access_by_lead.lists_section, false) AS grant_lists_section,
    coalesce(access_by_grant.may_amend, false) OR coalesce(access_by_lead.lists_section, false) AS grant_may_amend,
    accesses.object_type = 'staff_file' AND coalesce(accesses.object_id = accesses.user_id, false) AS own_file,
    coalesce(own_file_requests.first_received <= accesses.access_day, false) AS asked_line_manager
FROM accesses
JOIN access_log ON access_log.row_key = accesses.row_key
LEFT JOIN staff ON staff.staff_id = accesses.user_id
LEFT JOIN partner_holders ON partner_holders.holder_id = accesses.user_id
LEFT JOIN access_by_grant ON access_by_grant.row_key = accesses.row_key
LEFT JOIN access_by_lead ON access_by_lead.row_key = accesses.row_key
LEFT JOIN own_file_requests ON own_file_requests.staff_id = accesses.user_id;
