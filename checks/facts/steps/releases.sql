-- step: provider_consents
-- The first day on which each person or agency agreed to the use of what they told us.
SELECT given_by_id, min(given_on) AS first_given
FROM consents
WHERE given_as = 'info_provider' AND status = 'given' AND given_by_id IS NOT NULL AND given_on IS NOT NULL
GROUP BY given_by_id;

-- step: released_disclosures
-- TPS-03: what was shown or given to a client under a request, or otherwise to the subject (P11).
SELECT
    disclosures_read.row_key, disclosures_read.disclosure_id, disclosures_read.case_id, disclosures_read.disclosed_day,
    disclosures_read.document_id, disclosures_read.source_file, disclosures_read.source_row,
    coalesce(disclosures_read.categories & bits('disclosures.info_categories', 'third_party') <> 0, false)
        AS third_party_category
FROM disclosures_read
JOIN disclosures ON disclosures.row_key = disclosures_read.row_key
WHERE coalesce(disclosures_read.subject_type = 'client', true)
    AND (
        disclosures_read.basis = 'subject_access' OR disclosures.sar_id IS NOT NULL OR disclosures_read.to_the_subject
    );

-- step: released_papers
SELECT
    'disclosures' AS record_table, released_disclosures.disclosure_id AS record_id, released_disclosures.case_id,
    released_disclosures.source_file, released_disclosures.source_row, released_disclosures.row_key,
    true AS is_disclosure, documents.document_id IS NOT NULL AS document_found,
    documents.section, documents.source_kind,
    coalesce(documents.source_kind = 'child' AND documents.source_id = papers.client_id, false) AS from_the_client,
    released_disclosures.third_party_category,
    setting('third_party.release_with_consent') = 'yes' AS consent_may_clear,
    coalesce(provider_consents.first_given <= released_disclosures.disclosed_day, false) AS provider_agreed,
    CAST(NULL AS VARCHAR) AS answer, false AS checker_named, false AS checker_found
FROM released_disclosures
LEFT JOIN documents ON documents.document_id = released_disclosures.document_id
LEFT JOIN papers ON papers.document_id = released_disclosures.document_id
LEFT JOIN provider_consents ON provider_consents.given_by_id = documents.source_id;

-- step: released_files
-- Clients' requests to see or copy a file.
SELECT
    'subject_access_requests' AS record_table, requests.sar_id AS record_id, requests.case_id,
    requests.source_file, requests.source_row, requests.row_key,
    false AS is_disclosure, false AS document_found,
    CAST(NULL AS VARCHAR) AS section, CAST(NULL AS VARCHAR) AS source_kind, false AS from_the_client,
    false AS third_party_category, false AS consent_may_clear, false AS provider_agreed,
    requests.outcome AS answer, requests.third_party_checked_by IS NOT NULL AS checker_named,
    staff.staff_id IS NOT NULL AS checker_found
FROM subject_access_requests AS requests
LEFT JOIN staff ON staff.staff_id = requests.third_party_checked_by
WHERE requests.requester_type = 'client' AND requests.kind IN ('view', 'copy');

-- step: releases_judged
SELECT * FROM released_papers UNION ALL SELECT * FROM released_files;
