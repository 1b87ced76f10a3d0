-- step: provider_shares
-- CON-07: disclosures of what a third party provided, and who that was; only a third-party paper (P18) says so.
SELECT
    disclosures_read.row_key, disclosures_read.case_id, disclosures_read.disclosed_day,
    CASE WHEN papers.third_party_source THEN documents.source_id END AS source_id
FROM disclosures_read
LEFT JOIN documents ON documents.document_id = disclosures_read.document_id
LEFT JOIN papers ON papers.row_key = documents.row_key
WHERE coalesce(papers.third_party_source AND papers.source_kind IN (setting('provider.consent_when')), false)
    OR coalesce(disclosures_read.categories & bits('disclosures.info_categories', 'third_party') <> 0, false);

-- step: provider_answers
-- What providers of information were asked, each on its own day where it has one.
SELECT
    row_key, consent_id, case_id, given_by_id, status, not_sought_reason IS NOT NULL AS reason_said,
    coalesce(given_on, sought_on) AS answered_on,
    -- of two on one day, the one least in favour counts
    CASE
        WHEN status IN ('refused', 'withdrawn') THEN 1
        WHEN status = 'not_sought' AND not_sought_reason IS NULL THEN 2
        WHEN status IS NULL THEN 3
        ELSE 4
    END AS favour
FROM consents
WHERE given_as = 'info_provider';

-- step: caseless_answers
-- Of those on no case, the one of each day that counts: so many days, however many records.
SELECT row_key, answered_on
FROM provider_answers
WHERE case_id IS NULL
QUALIFY row_number() OVER (PARTITION BY answered_on ORDER BY favour, consent_id) = 1;

-- step: days_to_answer_for
SELECT DISTINCT disclosed_day FROM provider_shares WHERE source_id IS NULL AND disclosed_day IS NOT NULL;

-- step: caseless_answers_by_day
SELECT days_to_answer_for.disclosed_day, caseless_answers.row_key AS answer_row
FROM days_to_answer_for
JOIN caseless_answers ON coalesce(caseless_answers.answered_on <= days_to_answer_for.disclosed_day, true)
QUALIFY row_number() OVER (
    PARTITION BY days_to_answer_for.disclosed_day ORDER BY caseless_answers.answered_on DESC NULLS LAST
) = 1;

-- step: provider_answers_met
-- The answers on each such disclosure's case, or on none: of the provider where the paper says who it was, else of any.
SELECT provider_shares.row_key, provider_answers.row_key AS answer_row
FROM provider_shares
JOIN provider_answers ON provider_answers.case_id = provider_shares.case_id
WHERE coalesce(provider_answers.given_by_id = provider_shares.source_id, provider_shares.source_id IS NULL)
    AND coalesce(provider_answers.answered_on <= provider_shares.disclosed_day, true)
UNION ALL
SELECT provider_shares.row_key, provider_answers.row_key AS answer_row
FROM provider_shares
JOIN provider_answers ON provider_answers.given_by_id = provider_shares.source_id
WHERE provider_answers.case_id IS NULL
    AND coalesce(provider_answers.answered_on <= provider_shares.disclosed_day, true)
UNION ALL
SELECT provider_shares.row_key, caseless_answers_by_day.answer_row
FROM provider_shares
JOIN caseless_answers_by_day ON caseless_answers_by_day.disclosed_day = provider_shares.disclosed_day
WHERE provider_shares.source_id IS NULL;

-- step: provider_answers_standing
-- The latest of them by the day of the disclosure; one without a day only where there is no other.
SELECT
    provider_answers_met.row_key, provider_answers.status, provider_answers.reason_said
FROM provider_answers_met
JOIN provider_answers ON provider_answers.row_key = provider_answers_met.answer_row
QUALIFY row_number() OVER (
    PARTITION BY provider_answers_met.row_key
    ORDER BY provider_answers.answered_on DESC NULLS LAST, provider_answers.favour, provider_answers.consent_id
) = 1;
