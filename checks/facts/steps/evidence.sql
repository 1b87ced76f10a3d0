-- step: concerns_named
-- P14 by id alone: each concern that a disclosure's decision names, or that names the decision, and whether it
-- had been raised by then (blank when either moment is). fits_basis: of a kind that bears out the ground claimed.
SELECT
    disclosures_read.row_key, disclosures_read.disclosed_day, disclosures_read.disclosed_at,
    disclosures_read.disclosed_at__timed, disclosures_read.recipient_person_id,
    safeguarding_concerns.concern_id, safeguarding_concerns.kind, safeguarding_concerns.raised_at,
    safeguarding_concerns.raised_at__timed, safeguarding_concerns.at_risk_id,
    no_later(
        safeguarding_concerns.raised_at, safeguarding_concerns.raised_at__timed,
        disclosures_read.disclosed_at, disclosures_read.disclosed_at__timed
    ) AS raised_by_then,
    coalesce(CASE disclosures_read.basis
        WHEN 'risk_to_other' THEN safeguarding_concerns.kind IN (setting('concern_kinds.risk_to_other'))
            AND safeguarding_concerns.at_risk_id <> disclosures_read.subject_id
        WHEN 'risk_to_client' THEN safeguarding_concerns.kind IN (setting('concern_kinds.risk_to_client'))
            AND safeguarding_concerns.at_risk_id = disclosures_read.subject_id
        WHEN 'child_protection' THEN safeguarding_concerns.kind IN (setting('concern_kinds.child_protection'))
        WHEN 'vital_interests' THEN safeguarding_concerns.kind IN (setting('concern_kinds.vital_interests'))
        WHEN 'threat_warning' THEN safeguarding_concerns.kind IN (setting('concern_kinds.threat_warning'))
        -- no list of kinds belongs to any other ground
        ELSE true
    END, false) AS fits_basis
FROM disclosures_read
JOIN decision_concerns ON decision_concerns.decision_id = disclosures_read.decision_id
JOIN safeguarding_concerns ON safeguarding_concerns.concern_id = decision_concerns.concern_id;

-- step: concerns_weighed
-- The same, one row a disclosure. Without the day of disclosure a dated concern may or may not be linked: blank.
SELECT
    concerns_named.row_key,
    CASE
        WHEN bool_or(coalesce(concerns_named.raised_by_then, false)) THEN true
        WHEN bool_or(concerns_named.disclosed_day IS NULL AND concerns_named.raised_at IS NOT NULL) THEN NULL
        ELSE false
    END AS linked,
    CASE
        WHEN bool_or(coalesce(concerns_named.raised_by_then AND concerns_named.kind = 'threat_to_named_person', false))
            THEN true
        WHEN bool_or(coalesce(
            concerns_named.disclosed_day IS NULL AND concerns_named.raised_at IS NOT NULL
            AND concerns_named.kind = 'threat_to_named_person', false
        )) THEN NULL
        ELSE false
    END AS threat,
    bool_or(coalesce(concerns_named.raised_by_then AND concerns_named.fits_basis, false)) AS fits_basis,
    bool_or(coalesce(
        concerns_named.raised_by_then AND concerns_named.kind = 'threat_to_named_person'
        AND concerns_named.at_risk_id = concerns_named.recipient_person_id, false
    )) AS threat_to_recipient,
    bool_or(coalesce(
        concerns_named.raised_by_then AND concerns_named.kind IN ('child_significant_harm', 'child_concern'), false
    )) AS about_a_child
FROM concerns_named
GROUP BY concerns_named.row_key;

-- step: risky_disclosures
-- AUT-03: those recorded as likely to raise the risk to somebody.
SELECT row_key, case_id, disclosed_day, disclosed_at, disclosed_at__timed
FROM disclosures_read
WHERE may_increase_risk = 'yes' AND NOT to_the_subject;

-- step: senior_talks
-- AUT-03: the discussions behind them that count as senior, whether held by then, and their note on file.
SELECT
    risky_disclosures.row_key, risky_disclosures.disclosed_day,
    coalesce(no_later(
        authorisations.held_at, authorisations.held_at__timed,
        risky_disclosures.disclosed_at, risky_disclosures.disclosed_at__timed
    ), false) AS in_time,
    CAST(authorisations.held_at AS DATE) = risky_disclosures.disclosed_day
        AND NOT (authorisations.held_at__timed AND risky_disclosures.disclosed_at__timed) AS same_day_untimed,
    authorisations.file_note_id IS NOT NULL AS note_named,
    documents.document_id IS NOT NULL AS note_filed
FROM risky_disclosures
JOIN linked_authorisations ON linked_authorisations.row_key = risky_disclosures.row_key
JOIN authorisations ON authorisations.row_key = linked_authorisations.authorisation_row
JOIN staff ON staff.staff_id = authorisations.staff_id
LEFT JOIN documents ON documents.document_id = authorisations.file_note_id
    AND documents.owner_type = 'case' AND documents.owner_id = risky_disclosures.case_id
WHERE authorisations.kind IN (setting('senior_discussion.kinds')) AND staff.role IN (setting('senior_discussion.roles'));

-- step: senior_discussions
-- Their notes: of those in time, or of any when the day of the disclosure is not known.
SELECT
    senior_talks.row_key,
    bool_or(senior_talks.in_time) AS in_time,
    bool_and(coalesce(senior_talks.same_day_untimed, false)) FILTER (WHERE senior_talks.in_time) AS same_day_untimed,
    bool_or(senior_talks.note_named) FILTER (WHERE senior_talks.in_time OR senior_talks.disclosed_day IS NULL)
        AS note_named,
    bool_or(senior_talks.note_filed) FILTER (WHERE senior_talks.in_time OR senior_talks.disclosed_day IS NULL)
        AS note_filed
FROM senior_talks
GROUP BY senior_talks.row_key;

-- step: refusals_heard
-- AUT-04, P13 "refused on the day": the latest refusal or withdrawal for this recipient and one of these
-- categories. An undated withdrawal ends consents but is no refusal of that day; an undated refusal is one.
SELECT refusals_met.row_key, max(refusals_met.refused_on) AS refused_on
FROM refusals_met
JOIN consents_read ON consents_read.row_key = refusals_met.refusal_row
JOIN disclosures_read ON disclosures_read.row_key = refusals_met.row_key
WHERE disclosures_read.basis IN (setting('basis.breaking')) AND (
    NOT refusals_met.undated
    OR consents_read.status = 'refused'
        AND names_recipient(
            consents_read.names_no_recipient, 'anything', consents_read.recipient_agency_id,
            consents_read.recipient_named, disclosures_read.recipient_agency_id, disclosures_read.recipient_text
        )
        AND NOT coalesce(excludes_recipient(
            consents_read.excluded_ids, consents_read.excluded_kinds, consents_read.excluded_names,
            disclosures_read.recipient_agency_id, disclosures_read.recipient_person_id,
            disclosures_read.recipient_kind, disclosures_read.recipient_text
        ), false)
        AND CASE
            WHEN coalesce(consents_read.categories & bits('disclosures.info_categories', 'whole_file') <> 0, true)
                THEN all_bits()
            ELSE consents_read.categories
        END & ~consents_read.excluded_categories & disclosures_read.to_cover <> 0
)
GROUP BY refusals_met.row_key;

-- step: consents_renewed
-- The latest consent that covers the whole of a disclosure once refused.
SELECT refusals_heard.row_key, max(consents_in_force.given_on) AS given_on
FROM refusals_heard
JOIN disclosures_read ON disclosures_read.row_key = refusals_heard.row_key
JOIN consents_in_force ON consents_in_force.row_key = refusals_heard.row_key
LEFT JOIN consents_ended ON consents_ended.row_key = consents_in_force.row_key
    AND consents_ended.consent_row = consents_in_force.consent_row
WHERE disclosures_read.to_cover & ~(consents_in_force.covers & ~coalesce(consents_ended.ended, 0)) = 0
GROUP BY refusals_heard.row_key;

-- step: staff_reasons
-- AUT-04: disclosures about staff whose decision has a real reason (P4), on the grounds where one will do.
SELECT DISTINCT disclosures_read.row_key
FROM disclosures_read
JOIN decisions ON decisions.decision_id = disclosures_read.decision_id
WHERE disclosures_read.subject_type = 'staff' AND disclosures_read.basis IN ('contract_terms', 'public_interest')
    AND decisions.rationale IS NOT NULL
    AND coalesce(length(normalised_text(decisions.rationale)) >= setting('rationale.min_chars'), true);

-- step: staff_disclosures
SELECT row_key, subject_id, decision_id, disclosed_day
FROM disclosures_read
WHERE external AND subject_type = 'staff';

-- step: staff_requests
-- AUT-05: the request that the decision names, and any about the person that it answered.
SELECT
    asked.row_key,
    bool_or(coalesce(information_requests.referred_to_subject_on <= asked.disclosed_day, false)
        AND information_requests.line_manager_id IS NOT NULL) AS referred
FROM (
    SELECT staff_disclosures.row_key, staff_disclosures.disclosed_day, decisions.request_id
    FROM staff_disclosures
    JOIN decisions ON decisions.decision_id = staff_disclosures.decision_id
    UNION ALL
    SELECT staff_disclosures.row_key, staff_disclosures.disclosed_day, information_requests.request_id
    FROM staff_disclosures
    JOIN decisions ON decisions.decision_id = staff_disclosures.decision_id
    JOIN information_requests ON information_requests.decision_id = decisions.decision_id
        AND information_requests.about_id = staff_disclosures.subject_id
) AS asked
JOIN information_requests ON information_requests.request_id = asked.request_id
GROUP BY asked.row_key;

-- step: legal_notices
-- AUT-05: the first day each person was told of a legal requirement; agencies and referees are no staff.
SELECT recipient_id, min(given_on) AS given_on
FROM notices
WHERE kind = 'legal_requirement' AND coalesce(recipient_type NOT IN ('agency', 'referee'), true)
    AND given_on IS NOT NULL AND not_given_reason IS NULL AND recipient_id IS NOT NULL
GROUP BY recipient_id;

-- step: joint_starts
-- AUT-06: the first day a joint working row tied an agency to a case.
SELECT case_id, agency_id, min(started_on) AS started_on
FROM joint_working
WHERE started_on IS NOT NULL
GROUP BY case_id, agency_id;

-- step: referral_starts
-- AUT-06: the first day an agency referred a case to us.
SELECT case_id, agency_id, min(made_on) AS made_on
FROM referrals
WHERE direction = 'in' AND made_on IS NOT NULL
GROUP BY case_id, agency_id;

-- step: outside_purposes
SELECT row_key, purpose_code FROM disclosures_read WHERE purpose_code IN (setting('purposes.outside'));

-- step: purpose_consents
-- DIS-10: the categories covered by consents for the same purpose, and by those of them that told what and why.
SELECT
    outside_purposes.row_key,
    bit_or(consents_in_force.covers & ~coalesce(consents_ended.ended, 0)) AS covered,
    coalesce(bit_or(consents_in_force.covers & ~coalesce(consents_ended.ended, 0)) FILTER (
        WHERE consents_read.told & bits('consents.told', 'what', 'why') = bits('consents.told', 'what', 'why')
    ), 0) AS known
FROM outside_purposes
JOIN consents_in_force ON consents_in_force.row_key = outside_purposes.row_key
JOIN consents_read ON consents_read.row_key = consents_in_force.consent_row
LEFT JOIN consents_ended ON consents_ended.row_key = consents_in_force.row_key
    AND consents_ended.consent_row = consents_in_force.consent_row
WHERE consents_read.purpose_code = outside_purposes.purpose_code
    OR consents_read.purpose_code IS NULL AND setting('consent.blank_scope') = 'anything'
GROUP BY outside_purposes.row_key;
