-- step: decision_concerns
-- P14: the harm concerns linked to each decision, by either side naming the other.
SELECT DISTINCT linked.decision_id, linked.concern_id
FROM (
    SELECT decision_id, concern_id FROM decisions WHERE concern_id IS NOT NULL
    UNION ALL
    SELECT safeguarding_concerns.decision_id, safeguarding_concerns.concern_id
    FROM safeguarding_concerns
    JOIN decisions ON decisions.decision_id = safeguarding_concerns.decision_id
) AS linked;

-- step: disclosure_concerns
-- P14: the concerns linked to each disclosure's decision and raised on or before the disclosure.
SELECT
    disclosures_read.row_key,
    bool_or(coalesce(safeguarding_concerns.kind IN (setting('conflict.harm_kinds')), false)) AS serious,
    bool_or(coalesce(safeguarding_concerns.kind = 'threat_to_named_person', false)) AS threat,
    bool_or(coalesce(
        safeguarding_concerns.kind = 'threat_to_named_person'
        AND safeguarding_concerns.at_risk_id = disclosures_read.recipient_person_id, false
    )) AS threat_to_recipient,
    bool_or(coalesce(safeguarding_concerns.at_risk_id <> disclosures_read.subject_id, false)) AS about_another
FROM disclosures_read
JOIN decision_concerns ON decision_concerns.decision_id = disclosures_read.decision_id
JOIN safeguarding_concerns ON safeguarding_concerns.concern_id = decision_concerns.concern_id
WHERE no_later(
    safeguarding_concerns.raised_at, safeguarding_concerns.raised_at__timed,
    disclosures_read.disclosed_at, disclosures_read.disclosed_at__timed
)
GROUP BY disclosures_read.row_key;

-- step: decision_harms
-- P14: decisions with a concern raised on or before they were taken, and whether a serious one.
SELECT
    decisions.decision_id,
    bool_or(coalesce(safeguarding_concerns.kind IN (setting('conflict.harm_kinds')), false)) AS serious
FROM decisions
JOIN decision_concerns ON decision_concerns.decision_id = decisions.decision_id
JOIN safeguarding_concerns ON safeguarding_concerns.concern_id = decision_concerns.concern_id
WHERE no_later(
    safeguarding_concerns.raised_at, safeguarding_concerns.raised_at__timed,
    decisions.decided_at, decisions.decided_at__timed
)
GROUP BY decisions.decision_id;

-- step: subject_groups
-- P9: the group code of each disclosure's subject: its own case, its latest case, a child, or other.
SELECT
    disclosures_read.row_key,
    -- what cases alone say; only they make somebody a victim or a programme man
    coalesce(
        CASE WHEN cases.person_id = disclosures_read.subject_id THEN cases.client_group END,
        latest_case_of.client_group
    ) AS case_group,
    coalesce(
        CASE WHEN cases.person_id = disclosures_read.subject_id THEN cases.client_group END,
        latest_case_of.client_group,
        CASE
            WHEN named_children.person_id IS NOT NULL THEN 'child'
            WHEN anniversary(people.date_of_birth, 18) > coalesce(disclosures_read.disclosed_day, as_of()) THEN 'child'
        END,
        'other'
    ) AS group_code,
    coalesce(people.competence IN ('gillick', 'fraser'), false) AS competent,
    coalesce(cases.client_group = 'man_dvpp', false) AS on_mans_case,
    cases.person_id AS case_client_id
FROM disclosures_read
LEFT JOIN cases ON cases.case_id = disclosures_read.case_id
LEFT JOIN latest_case_of ON latest_case_of.person_id = disclosures_read.subject_id
LEFT JOIN named_children ON named_children.person_id = disclosures_read.subject_id
LEFT JOIN people ON people.person_id = disclosures_read.subject_id;

-- step: disclosure_grounds
-- P9 as the packs' lists read it, and whether the basis is on the list for that group.
SELECT
    disclosures_read.row_key, subject_groups.competent, subject_groups.on_mans_case, subject_groups.case_client_id,
    coalesce(subject_groups.case_group = 'adult_victim', false) AS subject_is_victim,
    subject_groups.on_mans_case OR coalesce(subject_groups.case_group = 'man_dvpp', false) AS about_programme_man,
    CASE subject_groups.group_code WHEN 'young_person' THEN 'child' WHEN 'parent_carer' THEN 'other'
        ELSE subject_groups.group_code END AS subject_group,
    coalesce(CASE
        WHEN disclosures_read.subject_type IN ('staff', 'committee_member', 'applicant')
            THEN disclosures_read.basis IN (setting('exceptions.staff'))
        WHEN subject_groups.group_code = 'adult_victim' THEN disclosures_read.basis IN (setting('exceptions.adult_victim'))
        WHEN subject_groups.group_code = 'man_dvpp' THEN disclosures_read.basis IN (setting('exceptions.man_dvpp'))
        WHEN subject_groups.group_code IN ('child', 'young_person')
            THEN disclosures_read.basis IN (setting('exceptions.child'))
        ELSE disclosures_read.basis IN (setting('exceptions.other'))
    END, false) AS basis_accepted
FROM disclosures_read
JOIN subject_groups ON subject_groups.row_key = disclosures_read.row_key;

-- step: joint_work
-- The first day a joint working row, or the inward referral of the case, tied an agency to a case.
SELECT started.case_id, started.agency_id, min(started.started_on) AS started_on
FROM (
    SELECT case_id, agency_id, started_on FROM joint_working
    UNION ALL SELECT case_id, agency_id, made_on AS started_on FROM referrals WHERE direction = 'in'
) AS started
WHERE started.started_on IS NOT NULL
GROUP BY started.case_id, started.agency_id;

-- step: linked_authorisations
-- P14: the authorisations behind each disclosure, by any of the three links.
SELECT DISTINCT linked.row_key, linked.authorisation_row
FROM (
    SELECT disclosures_read.row_key, authorisations.row_key AS authorisation_row
    FROM disclosures_read
    JOIN authorisations ON authorisations.authorisation_id = disclosures_read.authorisation_id
    UNION ALL
    SELECT disclosures_read.row_key, authorisations.row_key AS authorisation_row
    FROM disclosures_read
    JOIN authorisations ON authorisations.disclosure_id = disclosures_read.disclosure_id
    UNION ALL
    SELECT disclosures_read.row_key, authorisations.row_key AS authorisation_row
    FROM disclosures_read
    JOIN authorisations ON authorisations.decision_id = disclosures_read.decision_id
) AS linked;

-- step: authorisation_times
-- P15: each linked authorisation: of an accepted kind, its covers, and whether it was in time. in_time:
-- held on or before the disclosure; in_emergency_time: or within the emergency hours after it.
SELECT
    linked_authorisations.row_key, authorisations.kind, coalesce(authorisations.covers__mask, 0) AS covers,
    coalesce(authorisations.kind IN (setting('manager.kinds')), false) AS accepted,
    authorisations.held_at IS NOT NULL AND (
        setting('manager.before') = 'no' OR coalesce(no_later(
            authorisations.held_at, authorisations.held_at__timed,
            disclosures_read.disclosed_at, disclosures_read.disclosed_at__timed
        ), false)
    ) AS in_time,
    authorisations.held_at IS NOT NULL AND (
        setting('manager.before') = 'no' OR coalesce(no_later(
            authorisations.held_at, authorisations.held_at__timed,
            disclosures_read.disclosed_at, disclosures_read.disclosed_at__timed
        ), false) OR coalesce(within_hours(
            authorisations.held_at, authorisations.held_at__timed,
            disclosures_read.disclosed_at, disclosures_read.disclosed_at__timed, setting('manager.emergency_hours')
        ), false)
    ) AS in_emergency_time
FROM linked_authorisations
JOIN disclosures_read ON disclosures_read.row_key = linked_authorisations.row_key
JOIN authorisations ON authorisations.row_key = linked_authorisations.authorisation_row;

-- step: manager_counts
-- How many accepted kinds of authorisation each disclosure has, and what they cover: in all, and in time.
SELECT
    row_key,
    count(DISTINCT kind) FILTER (WHERE accepted) AS kinds,
    count(DISTINCT kind) FILTER (WHERE accepted AND in_time) AS kinds_in_time,
    count(DISTINCT kind) FILTER (WHERE accepted AND in_emergency_time) AS kinds_in_emergency,
    coalesce(bit_or(covers) FILTER (WHERE accepted), 0)
        & bits('authorisations.covers', setting('manager.covers')) AS covers,
    coalesce(bit_or(covers) FILTER (WHERE accepted AND in_time), 0)
        & bits('authorisations.covers', setting('manager.covers')) AS covers_in_time,
    coalesce(bit_or(covers) FILTER (WHERE accepted AND in_emergency_time), 0)
        & bits('authorisations.covers', setting('manager.covers')) AS covers_in_emergency,
    CASE WHEN setting('manager.kinds_all') = 'yes' THEN setting_size('manager.kinds') ELSE 1 END AS kinds_needed
FROM authorisation_times
GROUP BY row_key;

-- step: manager_involvement
-- P15: what there is of a manager's involvement, and whether as much of it was there in time.
SELECT
    row_key,
    kinds > 0 AS kind_found,
    kinds >= kinds_needed AS kinds_complete,
    covers = bits('authorisations.covers', setting('manager.covers')) AS covers_complete,
    kinds_in_time > 0 AND kinds_in_time >= least(kinds, kinds_needed) AND covers_in_time = covers AS in_time,
    kinds_in_emergency > 0 AND kinds_in_emergency >= least(kinds, kinds_needed) AND covers_in_emergency = covers
        AS in_emergency_time
FROM manager_counts;

-- step: consents_sought
-- CON-06: what was asked of a disclosure's subject about this recipient up to its day: an answer, an
-- accepted reason for not asking, or silence.
SELECT
    disclosures_read.row_key,
    bool_or(consents_read.status <> 'not_sought') AS answered,
    bool_or(consents_read.reason_accepted AND NOT consents_read.reason_is_delay) AS reason_accepted,
    bool_or(consents_read.reason_accepted AND consents_read.reason_is_delay) AS delay_accepted,
    bool_or(consents_read.reason_is_delay) AS delay_given,
    bool_or(consents_read.reason_missing) AS reason_missing,
    bool_or(consents_read.reason_refused AND NOT consents_read.reason_is_adult) AS reason_refused,
    bool_or(consents_read.reason_refused AND consents_read.reason_is_adult) AS adult_reason_refused
FROM disclosures_read
JOIN consents_read ON consents_read.subject_id = disclosures_read.subject_id
WHERE consents_read.status IS NOT NULL
    AND coalesce(consents_read.given_as <> 'info_provider', true)
    AND coalesce(consents_read.case_id = disclosures_read.case_id, true)
    AND (
        consents_read.sought_on IS NULL AND consents_read.given_on IS NULL AND consents_read.ended_on IS NULL
        OR least(consents_read.sought_on, consents_read.given_on, consents_read.ended_on)
            <= disclosures_read.disclosed_day
    )
    AND names_recipient(
        consents_read.names_no_recipient, 'anything', consents_read.recipient_agency_id,
        consents_read.recipient_named, disclosures_read.recipient_agency_id, disclosures_read.recipient_text
    )
    AND NOT excludes_recipient(
        consents_read.excluded_ids, consents_read.excluded_kinds, consents_read.excluded_names,
        disclosures_read.recipient_agency_id, disclosures_read.recipient_person_id,
        disclosures_read.recipient_kind, disclosures_read.recipient_text
    )
GROUP BY disclosures_read.row_key;

-- step: consent_named
-- CON-02: the consent that a disclosure rests on, held against this disclosure.
SELECT
    disclosures_read.row_key, consents_read.subject_id, consents_read.status, consents_read.form, consents_read.given_on, consents_read.ended_on,
    consents_read.names_no_recipient, consents_read.document_id, consents_read.row_key AS consent_row,
    consents_read.subject_id IS DISTINCT FROM disclosures_read.subject_id
        OR coalesce(consents_read.given_as = 'info_provider', false) AS of_another,
    consents_read.subject_id IS NULL AND disclosures_read.subject_id IS NULL AS of_unknown,
    names_recipient(
        consents_read.names_no_recipient, setting('consent.blank_scope'), consents_read.recipient_agency_id,
        consents_read.recipient_named, disclosures_read.recipient_agency_id, disclosures_read.recipient_text
    ) AS recipient_matches,
    coalesce(excludes_recipient(
        consents_read.excluded_ids, consents_read.excluded_kinds, consents_read.excluded_names,
        disclosures_read.recipient_agency_id, disclosures_read.recipient_person_id,
        disclosures_read.recipient_kind, disclosures_read.recipient_text
    ), false) AS recipient_excluded,
    consent_covers(
        consents_read.categories, disclosures_read.to_cover, setting('consent.blank_scope'),
        bits('disclosures.info_categories', setting('never_without_permission')),
        bits('disclosures.info_categories', 'whole_file')
    ) & ~consents_read.excluded_categories AS covers,
    consents_read.excluded_categories & disclosures_read.to_cover <> 0 AS category_excluded
FROM disclosures_read
JOIN consents_read ON consents_read.consent_id = disclosures_read.consent_id;

-- step: consents_superseded
-- CON-02: a later refusal by the same person, for this recipient and one of these categories, ended it.
SELECT
    consent_named.row_key,
    bool_or(refusals.undated OR coalesce(refusals.refused_on >= consent_named.given_on, false)) AS superseded
FROM consent_named
JOIN disclosures_read ON disclosures_read.row_key = consent_named.row_key
JOIN refusals ON refusals.subject_id = consent_named.subject_id AND refusals.row_key <> consent_named.consent_row
WHERE consent_named.status IN ('given', 'withdrawn')
    AND refusal_reaches(
        refusals.case_id, refusals.categories, refusals.undated, refusals.refused_on, refusals.names_no_recipient,
        refusals.recipient_agency_id, refusals.recipient_named, refusals.excluded_ids, refusals.excluded_kinds,
        refusals.excluded_names, disclosures_read.case_id, disclosures_read.to_cover, disclosures_read.disclosed_day,
        disclosures_read.recipient_agency_id, disclosures_read.recipient_person_id,
        disclosures_read.recipient_kind, disclosures_read.recipient_text
    )
GROUP BY consent_named.row_key;
