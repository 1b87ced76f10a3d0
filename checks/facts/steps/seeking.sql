-- step: referrals_sought
-- CON-06 (b): what was asked of the person about each outward referral up to the day it was made.
SELECT
    referrals.row_key,
    bool_or(consents_read.status <> 'not_sought') AS answered,
    bool_or(consents_read.reason_accepted AND NOT consents_read.reason_is_delay) AS reason_accepted,
    bool_or(consents_read.reason_accepted AND consents_read.reason_is_delay) AS delay_accepted,
    bool_or(consents_read.reason_is_delay) AS delay_given,
    bool_or(consents_read.reason_missing) AS reason_missing,
    bool_or(consents_read.reason_refused AND NOT consents_read.reason_is_adult) AS reason_refused,
    bool_or(consents_read.reason_refused AND consents_read.reason_is_adult) AS adult_reason_refused
FROM referrals
JOIN consents_read ON consents_read.subject_id = referrals.person_id
WHERE consents_read.status IS NOT NULL
    AND coalesce(consents_read.given_as <> 'info_provider', true)
    AND coalesce(consents_read.case_id = referrals.case_id, true)
    AND (
        consents_read.sought_on IS NULL AND consents_read.given_on IS NULL AND consents_read.ended_on IS NULL
        OR least(consents_read.sought_on, consents_read.given_on, consents_read.ended_on) <= referrals.made_on
    )
    AND (
        consents_read.names_no_recipient
        OR coalesce(consents_read.recipient_agency_id = referrals.agency_id, false)
    )
    AND NOT coalesce(holds_item(consents_read.excluded_ids, referrals.agency_id), false)
GROUP BY referrals.row_key;

-- step: referral_concerns
SELECT
    referrals.row_key,
    bool_or(coalesce(safeguarding_concerns.at_risk_id <> referrals.person_id, false)) AS about_another
FROM referrals
JOIN decision_concerns ON decision_concerns.decision_id = referrals.decision_id
JOIN safeguarding_concerns ON safeguarding_concerns.concern_id = decision_concerns.concern_id
WHERE CAST(safeguarding_concerns.raised_at AS DATE) <= referrals.made_on
GROUP BY referrals.row_key;

-- step: seeking_by_disclosure
SELECT
    record_table, record_id, case_id, source_file, source_row, row_key, true AS is_disclosure,
    external AND identifiable AND about_client_or_third_party AND basis_breaking AS on_breaking_ground,
    covered, could_be_in_aut_06 AND about_programme_man AS in_aut_06, disclosed_day AS event_day, basis,
    consent_row_found, consent_answered, reason_accepted, delay_accepted, delay_given, reason_missing,
    reason_refused, adult_reason_refused, concern_linked, concern_about_another
FROM disclosures_judged;

-- step: seeking_by_referral
SELECT
    'referrals' AS record_table, referrals.referral_id AS record_id, referrals.case_id,
    referrals.source_file, referrals.source_row, referrals.row_key, false AS is_disclosure,
    false AS on_breaking_ground, false AS covered, false AS in_aut_06, referrals.made_on AS event_day,
    CAST(NULL AS VARCHAR) AS basis,
    referrals_sought.row_key IS NOT NULL AS consent_row_found,
    coalesce(referrals_sought.answered, false) AS consent_answered,
    coalesce(referrals_sought.reason_accepted, false) AS reason_accepted,
    coalesce(referrals_sought.delay_accepted, false) AS delay_accepted,
    coalesce(referrals_sought.delay_given, false) AS delay_given,
    coalesce(referrals_sought.reason_missing, false) AS reason_missing,
    coalesce(referrals_sought.reason_refused, false) AS reason_refused,
    coalesce(referrals_sought.adult_reason_refused, false) AS adult_reason_refused,
    referral_concerns.row_key IS NOT NULL AS concern_linked,
    coalesce(referral_concerns.about_another, false) AS concern_about_another
FROM referrals
LEFT JOIN referrals_sought ON referrals_sought.row_key = referrals.row_key
LEFT JOIN referral_concerns ON referral_concerns.row_key = referrals.row_key
WHERE referrals.direction = 'out' AND setting('referral.rule') = 'consent';

-- step: consent_seeking_judged
-- One row per disclosure and per outward referral (where the pack asks consent for one).
SELECT * FROM seeking_by_disclosure UNION ALL SELECT * FROM seeking_by_referral;

-- step: victims
SELECT DISTINCT person_id FROM cases WHERE client_group = 'adult_victim' AND person_id IS NOT NULL;

-- step: reaches_by_disclosure
SELECT
    record_table, record_id, case_id, source_file, source_row, row_key, true AS is_disclosure,
    coalesce(subject_type = 'client', true) AND subject_is_victim AS about_a_victim,
    recipient_kind, recipient_recorded, recipient_is_partner, false AS carries_message
FROM disclosures_judged;

-- step: reaches_by_contact
-- DIS-01 (b): outward contacts with the partner of a victim, or of a programme man who is herself a victim.
SELECT
    'contacts' AS record_table, contacts.contact_id AS record_id, contacts.case_id,
    contacts.source_file, contacts.source_row, contacts.row_key, false AS is_disclosure, false AS about_a_victim,
    CAST(NULL AS VARCHAR) AS recipient_kind, true AS recipient_recorded, false AS recipient_is_partner,
    coalesce(says_any(normalised_text(contacts.summary), setting('message.phrases')), false) AS carries_message
FROM contacts
JOIN cases ON cases.case_id = contacts.case_id
JOIN partners ON partners.person_id = cases.person_id AND partners.partner_id = contacts.person_id
LEFT JOIN victims ON victims.person_id = contacts.person_id
WHERE contacts.direction = 'out'
    AND (cases.client_group = 'adult_victim' OR cases.client_group = 'man_dvpp' AND victims.person_id IS NOT NULL);

-- step: partner_reach_judged
-- One row per disclosure and per outward contact with a partner.
SELECT * FROM reaches_by_disclosure UNION ALL SELECT * FROM reaches_by_contact;
