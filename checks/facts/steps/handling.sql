-- step: case_meetings
SELECT DISTINCT linked_authorisations.row_key
FROM linked_authorisations
JOIN authorisations ON authorisations.row_key = linked_authorisations.authorisation_row
WHERE authorisations.kind = 'case_meeting';

-- step: concerns_with_hours
-- DIS-08: each concern that counts for a disclosure, with the hours the pack gives its kind. One whose day, or the
-- disclosure's, is not recorded counts too.
SELECT
    concerns_named.row_key, concerns_named.concern_id, concerns_named.kind, concerns_named.raised_at,
    concerns_named.raised_at__timed, concerns_named.disclosed_at, concerns_named.disclosed_at__timed,
    concerns_named.raised_by_then,
    CASE concerns_named.kind
        WHEN 'child_significant_harm' THEN setting('hours.share.child_significant_harm')
        WHEN 'child_concern' THEN setting('hours.share.child_concern')
        WHEN 'serious_harm_to_other' THEN setting('hours.share.serious_harm_to_other')
        WHEN 'risk_to_client' THEN setting('hours.share.risk_to_client')
        WHEN 'threat_to_named_person' THEN setting('hours.share.threat_to_named_person')
    END AS hours
FROM concerns_named
WHERE coalesce(concerns_named.raised_by_then, true);

-- step: latest_concerns
-- The latest one raised by then; of two raised at once, that with the fewest hours.
SELECT
    row_key, kind,
    CASE
        WHEN raised_by_then IS NULL OR kind IS NULL THEN NULL
        ELSE coalesce(NOT within_hours(disclosed_at, disclosed_at__timed, raised_at, raised_at__timed, hours), false)
    END AS late
FROM concerns_with_hours
QUALIFY row_number() OVER (
    PARTITION BY row_key ORDER BY raised_at DESC NULLS LAST, hours ASC NULLS LAST, concern_id ASC
) = 1;

-- step: disclosure_handling_judged
-- One row per disclosure: how it was prepared, checked and sent.
SELECT
    'disclosures' AS record_table, disclosures_read.disclosure_id AS record_id, disclosures_read.case_id,
    disclosures_read.source_file, disclosures_read.source_row, disclosures_read.row_key,
    -- what the record says
    disclosures_read.subject_type, disclosures_read.recipient_kind, disclosures_read.channel, disclosures_read.basis,
    disclosures_read.disclosed_day, disclosures_read.client_requested,
    disclosures_read.legal_reference IS NOT NULL AS legal_reference_said,
    disclosures_read.decision_id IS NOT NULL AS decision_named,
    disclosures_read.consent_id IS NOT NULL AS consent_named,
    disclosures_read.document_id IS NOT NULL AS document_named,
    -- P9, P11
    disclosures_read.external, disclosures_read.identifiable, disclosures_read.to_the_subject,
    accepted.subject_is_victim,
    -- DIS-03
    disclosures_read.implications_discussed_on AS implications_on,
    named_consents.implications_discussed_on AS consent_implications_on,
    coalesce(disclosures_read.readers_known = 'yes', false) AS readers_known,
    coalesce(decisions.in_doubt = 'yes', false) AS decision_in_doubt,
    case_meetings.row_key IS NOT NULL AS case_meeting_linked,
    -- DIS-05
    disclosures_read.categories & bits('disclosures.info_categories', 'whole_file') <> 0 AS whole_file,
    CASE
        WHEN coalesce(
            named_consents.categories & bits('disclosures.info_categories', 'whole_file') <> 0, true
        ) THEN false
        ELSE disclosures_read.categories & ~bits('disclosures.info_categories', 'none_identifying')
            & ~named_consents.categories <> 0
    END AS consent_lists_less,
    coalesce(disclosures_read.minimum_checked = 'yes', false) AS minimum_checked,
    -- DIS-06
    coalesce(disclosures_read.fact_opinion_marked = 'yes', false) AS opinion_marked,
    papers.content_nature AS paper_nature,
    disclosures_read.categories
        & bits('disclosures.info_categories', 'risk', 'programme_concern', 'whole_file') <> 0 AS opinion_likely,
    disclosures_read.disclosed_day - disclosures_read.info_as_at AS info_age,
    coalesce(disclosures_read.historical_explained = 'yes', false) AS historical_explained,
    coalesce(papers.doc_type = 'report', false) AS report_sent,
    disclosures_read.accuracy_checked_on,
    -- DIS-08
    latest_concerns.row_key IS NOT NULL AS concern_counts,
    latest_concerns.kind AS concern_kind,
    CASE WHEN latest_concerns.row_key IS NULL THEN false ELSE latest_concerns.late END AS late_after_concern,
    decisions.request_id IS NOT NULL AS request_named,
    coalesce(requests.direction = 'received', false) AS request_received,
    CASE
        WHEN NOT coalesce(requests.direction = 'received', false) THEN false
        WHEN requests.received_at IS NULL OR disclosures_read.disclosed_day IS NULL THEN NULL
        ELSE coalesce(NOT within_hours(
            disclosures_read.disclosed_at, disclosures_read.disclosed_at__timed,
            requests.received_at, requests.received_at__timed, setting('hours.share.request')
        ), false)
    END AS late_after_request,
    -- DIS-09
    CASE disclosures_read.channel
        WHEN 'phone' THEN bits('disclosures.verification', setting('verification.phone'))
        WHEN 'post' THEN bits('disclosures.verification', setting('verification.post'))
        WHEN 'fax' THEN bits('disclosures.verification', setting('verification.fax'))
        ELSE CAST(0 AS BIGINT)
    END & ~coalesce(disclosures_read.verification, 0) AS checks_missing,
    CASE WHEN disclosures_read.channel = 'phone' AND setting_size('verification.phone') > 0
        THEN bits('disclosures.verification', 'called_back') & ~coalesce(disclosures_read.verification, 0)
        ELSE CAST(0 AS BIGINT)
    END AS call_back_missing,
    coalesce(requests.direction = 'received' AND requests.channel = 'phone', false) AS request_by_phone
FROM disclosures_read
JOIN disclosure_grounds AS accepted ON accepted.row_key = disclosures_read.row_key
LEFT JOIN consents_read AS named_consents ON named_consents.consent_id = disclosures_read.consent_id
LEFT JOIN decisions ON decisions.decision_id = disclosures_read.decision_id
LEFT JOIN information_requests AS requests ON requests.request_id = decisions.request_id
LEFT JOIN case_meetings ON case_meetings.row_key = disclosures_read.row_key
LEFT JOIN documents AS papers ON papers.document_id = disclosures_read.document_id
LEFT JOIN latest_concerns ON latest_concerns.row_key = disclosures_read.row_key;
