-- step: agency_shares
-- External, identifiable disclosures to an agency (P11).
SELECT
    disclosures_read.row_key, disclosures_read.disclosure_id, disclosures_read.case_id, disclosures_read.disclosed_day,
    disclosures_read.recipient_agency_id AS agency_id, disclosures.agreement_id, disclosures_read.basis,
    disclosures_read.legal_reference IS NOT NULL AS legal_reference_said,
    disclosures_read.source_file, disclosures_read.source_row
FROM disclosures_read
JOIN disclosures ON disclosures.row_key = disclosures_read.row_key
WHERE disclosures_read.external AND disclosures_read.identifiable AND disclosures_read.recipient_agency_id IS NOT NULL;

-- step: shares_on_cases
-- The first and the latest day on which an agency was told something on a case.
SELECT case_id, agency_id, min(disclosed_day) AS first_share, max(disclosed_day) AS last_share
FROM agency_shares
WHERE case_id IS NOT NULL AND disclosed_day IS NOT NULL
GROUP BY case_id, agency_id;

-- step: shares_under_agreement
-- PAR-04: disclosures made under a live agreement with that agency: the one they name, or any.
SELECT DISTINCT agency_shares.row_key
FROM agency_shares
JOIN sharing_agreements ON sharing_agreements.agency_id = agency_shares.agency_id
WHERE sharing_agreements.kind IN (setting('partner.agreement_kinds'))
    AND coalesce(sharing_agreements.agreement_id = agency_shares.agreement_id, agency_shares.agreement_id IS NULL)
    AND sharing_agreements.signed_on <= agency_shares.disclosed_day
    AND coalesce(sharing_agreements.review_due_on >= agency_shares.disclosed_day, true);

-- step: partner_disclosures
SELECT
    'disclosures' AS record_table, agency_shares.disclosure_id AS record_id, agency_shares.case_id,
    agency_shares.source_file, agency_shares.source_row, agency_shares.row_key, true AS is_disclosure,
    coalesce(agencies.is_partner = 'yes', false) AS to_a_partner, agency_shares.basis,
    agency_shares.legal_reference_said, agency_shares.disclosed_day,
    CASE WHEN agency_shares.disclosed_day IS NOT NULL THEN shares_under_agreement.row_key IS NOT NULL END
        AS agreement_live,
    false AS agreement_named, CAST(NULL AS DATE) AS told_on, CAST(NULL AS DATE) AS first_share,
    CAST(NULL AS DATE) AS last_share, CAST(NULL AS DATE) AS policy_on_case, CAST(NULL AS DATE) AS policy_on_agency,
    CAST(NULL AS DATE) AS policy_on_case_until, CAST(NULL AS DATE) AS policy_on_agency_until,
    CAST(NULL AS DATE) AS assured_on_case, CAST(NULL AS DATE) AS assured_on_agency,
    CAST(NULL AS DATE) AS assured_on_case_until, CAST(NULL AS DATE) AS assured_on_agency_until
FROM agency_shares
LEFT JOIN agencies ON agencies.agency_id = agency_shares.agency_id
LEFT JOIN shares_under_agreement ON shares_under_agreement.row_key = agency_shares.row_key
WHERE NOT (setting('partner.agreement_kinds') IS NULL);

-- step: partner_cases
SELECT
    'joint_working' AS record_table, joint_working.joint_id AS record_id, joint_working.case_id,
    joint_working.source_file, joint_working.source_row, joint_working.row_key, false AS is_disclosure,
    false AS to_a_partner, CAST(NULL AS VARCHAR) AS basis, false AS legal_reference_said,
    CAST(NULL AS DATE) AS disclosed_day, false AS agreement_live,
    joint_working.agreement_id IS NOT NULL AS agreement_named, joint_working.agency_told_of_protocol_on AS told_on,
    shares_on_cases.first_share, shares_on_cases.last_share,
    joint_working.policy_checked_on AS policy_on_case, agencies.policy_seen_on AS policy_on_agency,
    anniversary(joint_working.policy_checked_on, setting('partner.assurance_years')) AS policy_on_case_until,
    anniversary(agencies.policy_seen_on, setting('partner.assurance_years')) AS policy_on_agency_until,
    joint_working.assurance_on AS assured_on_case, agencies.assurance_on AS assured_on_agency,
    anniversary(joint_working.assurance_on, setting('partner.assurance_years')) AS assured_on_case_until,
    anniversary(agencies.assurance_on, setting('partner.assurance_years')) AS assured_on_agency_until
FROM joint_working
LEFT JOIN agencies ON agencies.agency_id = joint_working.agency_id
LEFT JOIN shares_on_cases ON shares_on_cases.case_id = joint_working.case_id
    AND shares_on_cases.agency_id = joint_working.agency_id;

-- step: partner_sharing_judged
SELECT * FROM partner_disclosures UNION ALL SELECT * FROM partner_cases;

-- step: agencies_with_agreements
SELECT DISTINCT agency_id FROM sharing_agreements WHERE agency_id IS NOT NULL;

-- step: partner_agencies_judged
-- One row per agency.
SELECT
    'agencies' AS record_table, agencies.agency_id AS record_id, CAST(NULL AS VARCHAR) AS case_id,
    agencies.source_file, agencies.source_row, agencies.row_key,
    agencies.is_partner, agencies_with_agreements.agency_id IS NOT NULL AS has_agreement,
    agencies.our_policy_sent_on AS policy_sent_on, agencies.requirements_explained_on AS explained_on
FROM agencies
LEFT JOIN agencies_with_agreements ON agencies_with_agreements.agency_id = agencies.agency_id;

-- step: agreements_judged
-- One row per agreement.
SELECT
    'sharing_agreements' AS record_table, agreement_id AS record_id, CAST(NULL AS VARCHAR) AS case_id,
    source_file, source_row, row_key, kind, signed_on,
    access_staff_agreed IS NOT NULL AS staff_agreed,
    access_circumstances_agreed IS NOT NULL AS circumstances_agreed,
    coalesce(breach_clause = 'yes', false) AS breach_clause
FROM sharing_agreements;
