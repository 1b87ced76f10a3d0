-- step: agreements_at_grant
-- ACC-03: what the agreements with the agency, signed by the day a grant starts and not past review, settle.
SELECT
    access_grants.row_key, true AS in_time,
    bool_or(sharing_agreements.access_staff_agreed IS NOT NULL) AS staff_agreed,
    bool_or(sharing_agreements.access_circumstances_agreed IS NOT NULL) AS circumstances_agreed
FROM access_grants
JOIN sharing_agreements ON sharing_agreements.agency_id = access_grants.agency_id
WHERE sharing_agreements.signed_on <= access_grants.starts_on
    AND coalesce(sharing_agreements.review_due_on >= access_grants.starts_on, true)
GROUP BY access_grants.row_key;

-- step: grants_judged
-- One row per grant, with its holder, its case and the agreement behind it; partner staff are nobody in staff.
SELECT
    'access_grants' AS record_table, access_grants.grant_id AS record_id,
    CASE WHEN access_grants.scope_type = 'case' THEN access_grants.scope_id END AS case_id,
    access_grants.source_file, access_grants.source_row, access_grants.row_key,
    access_grants.holder_type, access_grants.starts_on, access_grants.ends_on, access_grants.scope_type,
    access_grants.scope_id IS NOT NULL AS scope_named,
    access_grants.sections__mask = bits(
        'access_grants.sections', 'client', 'third_party', 'restricted', 'personnel_open', 'personnel_sealed',
        'monitoring'
    ) AS all_sections,
    holder.role AS holder_role, holder.left_on AS holder_left_on,
    access_grants.authorised_by IS NOT NULL AS authoriser_named,
    authoriser.staff_id IS NOT NULL AS authoriser_found,
    coalesce(access_grants.authorised_by = access_grants.holder_id, false) AS authorised_by_holder,
    access_grants.reason IS NOT NULL AS reason_said,
    -- a case whose status is blank is not known to be open
    CASE WHEN cases.case_id IS NOT NULL THEN coalesce(cases.status, 'not_recorded') END AS case_status,
    as_of() - cases.closed_on AS days_since_closing,
    access_grants.agency_id IS NOT NULL AS agency_named,
    coalesce(agreements_at_grant.in_time, false) AS agreed_in_time,
    coalesce(agreements_at_grant.staff_agreed, false) AS staff_agreed,
    coalesce(agreements_at_grant.circumstances_agreed, false) AS circumstances_agreed
FROM access_grants
LEFT JOIN staff AS holder ON holder.staff_id = access_grants.holder_id
    AND coalesce(access_grants.holder_type <> 'partner_staff', true)
LEFT JOIN staff AS authoriser ON authoriser.staff_id = access_grants.authorised_by
LEFT JOIN cases ON cases.case_id = access_grants.scope_id AND access_grants.scope_type = 'case'
LEFT JOIN agreements_at_grant ON agreements_at_grant.row_key = access_grants.row_key;
