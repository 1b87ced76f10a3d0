-- step: consents_read
-- Each consent with its recipient and its limits in the form the cover test reads (P13).
SELECT
    row_key, consent_id, case_id, subject_id, given_as, status, form, sought_on, given_on, ended_on,
    document_id, recipient_agency_id,
    implications_discussed_on, purpose_code, told__mask AS told,
    -- CON-06: why it was not sought, on each row by itself
    coalesce(status = 'not_sought' AND not_sought_reason IS NULL, false) AS reason_missing,
    coalesce(status = 'not_sought' AND not_sought_reason IN (setting('not_sought_reasons')), false) AS reason_accepted,
    coalesce(status = 'not_sought' AND not_sought_reason NOT IN (setting('not_sought_reasons')), false)
        AS reason_refused,
    coalesce(status = 'not_sought' AND not_sought_reason = 'delay_would_harm', false) AS reason_is_delay,
    coalesce(status = 'not_sought' AND not_sought_reason = 'risk_to_adult', false) AS reason_is_adult,
    normalised_text(recipient_named) AS recipient_named,
    recipient_agency_id IS NULL AND recipient_named IS NULL AS names_no_recipient,
    info_categories__mask AS categories,
    coalesce(excluded_categories__mask, 0) AS excluded_categories,
    semicolon_items(excluded_recipients) AS excluded_ids,
    semicolon_items(lower(excluded_recipients)) AS excluded_kinds,
    semicolon_names(excluded_recipients) AS excluded_names
FROM consents;

-- step: consent_subjects
SELECT DISTINCT subject_id FROM consents WHERE subject_id IS NOT NULL;

-- step: disclosures_read
-- Each disclosure with P11: to the subject, external, identifiable; and what a consent must cover.
-- Blank categories stand as one category of their own, the bit above all declared ones.
SELECT
    row_key, disclosure_id, case_id, subject_id, subject_type, scope, disclosed_at, disclosed_at__timed,
    CAST(disclosed_at AS DATE) AS disclosed_day,
    disclosed_by, recipient_kind, recipient_agency_id, recipient_person_id,
    normalised_text(recipient_name) AS recipient_text,
    consent_id, authorisation_id, decision_id, document_id, basis, purpose_code, legal_reference,
    source_file, source_row, channel, subject_told_on, not_told_reason,
    coalesce(client_requested = 'yes', false) AS client_requested,
    what_shared IS NOT NULL AS what_shared_said,
    recipient_name IS NOT NULL AS recipient_said,
    purpose IS NOT NULL AS purpose_said,
    insecure_channel_reason IS NOT NULL AS insecure_reason_said,
    may_increase_risk, readers_known, implications_discussed_on, verification__mask AS verification, info_as_at,
    historical_explained, accuracy_checked_on, fact_opinion_marked, minimum_checked,
    info_categories__mask AS categories,
    coalesce(info_categories__mask & ~bits('disclosures.info_categories', 'none_identifying'), blank_bit()) AS to_cover,
    coalesce(info_categories__mask & ~bits('disclosures.info_categories', 'none_identifying') <> 0, true) AS identifiable,
    coalesce(
        recipient_kind = 'data_subject' AND (recipient_person_id IS NULL OR recipient_person_id = subject_id), false
    ) AS to_the_subject,
    NOT coalesce(
        recipient_kind = 'data_subject' AND (recipient_person_id IS NULL OR recipient_person_id = subject_id), false
    ) AND coalesce(scope = 'external' OR recipient_kind NOT IN ('staff_member', 'committee'), true) AS external
FROM disclosures;

-- step: consents_in_force
-- P13: every consent that was in force for a disclosure's subject and recipient on its day, whatever a
-- later refusal did, with the categories it covers.
SELECT
    disclosures_read.row_key, consents_read.row_key AS consent_row, consents_read.given_on, consents_read.given_as,
    consents_read.subject_id, consents_read.names_no_recipient,
    consent_covers(
        consents_read.categories, disclosures_read.to_cover, setting('consent.blank_scope'),
        bits('disclosures.info_categories', setting('never_without_permission')),
        bits('disclosures.info_categories', 'whole_file')
    ) & ~consents_read.excluded_categories AS covers
FROM disclosures_read
JOIN consents_read ON consents_read.subject_id = disclosures_read.subject_id
WHERE coalesce(consents_read.given_as <> 'info_provider', true)
    AND consents_read.given_on <= disclosures_read.disclosed_day
    AND coalesce(consents_read.case_id = disclosures_read.case_id, true)
    AND (
        consents_read.status = 'given' AND coalesce(consents_read.ended_on >= disclosures_read.disclosed_day, true)
        OR consents_read.status = 'withdrawn' AND consents_read.ended_on > disclosures_read.disclosed_day
    )
    AND names_recipient(
        consents_read.names_no_recipient, setting('consent.blank_scope'), consents_read.recipient_agency_id,
        consents_read.recipient_named, disclosures_read.recipient_agency_id, disclosures_read.recipient_text
    )
    AND NOT excludes_recipient(
        consents_read.excluded_ids, consents_read.excluded_kinds, consents_read.excluded_names,
        disclosures_read.recipient_agency_id, disclosures_read.recipient_person_id,
        disclosures_read.recipient_kind, disclosures_read.recipient_text
    );

-- step: refusals
-- Refusals and withdrawals (P13), each with the day it took effect; an undated one ends everything.
SELECT
    row_key, case_id, subject_id, recipient_agency_id, recipient_named, names_no_recipient,
    CASE status WHEN 'refused' THEN sought_on ELSE ended_on END AS refused_on,
    CASE status WHEN 'refused' THEN sought_on ELSE ended_on END IS NULL AS undated,
    CASE
        WHEN CASE status WHEN 'refused' THEN sought_on ELSE ended_on END IS NULL THEN all_bits()
        WHEN coalesce(categories & bits('disclosures.info_categories', 'whole_file') <> 0, true)
            THEN all_bits() & ~excluded_categories
        ELSE categories & ~excluded_categories
    END AS categories,
    excluded_ids, excluded_kinds, excluded_names
FROM consents_read
WHERE status IN ('refused', 'withdrawn') AND coalesce(given_as <> 'info_provider', true);

-- step: refusals_met
-- The refusals that stood on a disclosure's day for its recipient, and the categories they reach.
SELECT
    disclosures_read.row_key, refusals.row_key AS refusal_row, refusals.undated,
    coalesce(refusals.refused_on, DATE '9999-12-31') AS refused_on,
    refusals.categories & disclosures_read.to_cover AS ends
FROM disclosures_read
JOIN refusals ON refusals.subject_id = disclosures_read.subject_id
WHERE refusal_reaches(
    refusals.case_id, refusals.categories, refusals.undated, refusals.refused_on, refusals.names_no_recipient,
    refusals.recipient_agency_id, refusals.recipient_named, refusals.excluded_ids, refusals.excluded_kinds,
    refusals.excluded_names, disclosures_read.case_id, disclosures_read.to_cover, disclosures_read.disclosed_day,
    disclosures_read.recipient_agency_id, disclosures_read.recipient_person_id,
    disclosures_read.recipient_kind, disclosures_read.recipient_text
);

-- step: refused_disclosures
SELECT DISTINCT row_key FROM refusals_met;

-- step: consents_ended
-- P13: what a later refusal took out of each consent in force; on the same day the refusal wins.
SELECT consents_in_force.row_key, consents_in_force.consent_row, bit_or(refusals_met.ends) AS ended
FROM refused_disclosures
JOIN consents_in_force ON consents_in_force.row_key = refused_disclosures.row_key
JOIN refusals_met ON refusals_met.row_key = consents_in_force.row_key
    AND refusals_met.refused_on >= consents_in_force.given_on
    AND refusals_met.refusal_row <> consents_in_force.consent_row
GROUP BY consents_in_force.row_key, consents_in_force.consent_row;

-- inline: consents_standing
-- What each consent in force still covers, and by whom it was given, for CON-04.
SELECT
    consents_in_force.row_key, consents_in_force.names_no_recipient,
    consents_in_force.covers & ~coalesce(consents_ended.ended, 0) AS covers,
    coalesce(consents_in_force.given_as = 'self', false) AS by_self,
    coalesce(consents_in_force.given_as = 'attorney_or_deputy' AND people.capacity = 'lacks_capacity', false)
        AS by_attorney
FROM consents_in_force
LEFT JOIN consents_ended ON consents_ended.row_key = consents_in_force.row_key
    AND consents_ended.consent_row = consents_in_force.consent_row
LEFT JOIN people ON people.person_id = consents_in_force.subject_id;

-- step: cover
-- P13: the categories of each disclosure that some consent covered. permitted: by the person's own
-- consent, or an attorney's for a person who lacks capacity (CON-04); named: with a named recipient.
SELECT
    row_key,
    bit_or(covers) AS covered,
    coalesce(bit_or(covers) FILTER (WHERE by_self), 0) AS permitted_by_self,
    coalesce(bit_or(covers) FILTER (WHERE by_self AND NOT names_no_recipient), 0) AS permitted_by_self_named,
    coalesce(bit_or(covers) FILTER (WHERE by_self OR by_attorney), 0) AS permitted,
    coalesce(bit_or(covers) FILTER (WHERE (by_self OR by_attorney) AND NOT names_no_recipient), 0) AS permitted_named
FROM consents_standing
GROUP BY row_key;
