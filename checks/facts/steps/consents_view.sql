-- step: own_refusals_met
-- CON-05: each disclosure that relies on a consent, with the refusals in the competent person's own name that reach it,
-- in what they may decide: under Gillick everything, under Fraser health. A disclosure without a day is read as the
-- latest there can be, and such a meeting is not certain.
SELECT
    relied_on.row_key AS consent_row, disclosures_read.row_key, refusals.row_key AS refusal_row,
    coalesce(refusals.refused_on, DATE '9999-12-31') AS refused_on,
    disclosures_read.disclosed_day IS NOT NULL OR refusals.undated AS certain,
    refusals.categories & disclosures_read.to_cover & CASE people.competence
        WHEN 'gillick' THEN all_bits()
        WHEN 'fraser' THEN bits('disclosures.info_categories', 'health', 'hiv_status')
        ELSE CAST(0 AS BIGINT)
    END AS refused
FROM disclosures_read
JOIN consents_read AS relied_on ON relied_on.consent_id = disclosures_read.consent_id
    AND relied_on.subject_id = disclosures_read.subject_id
JOIN people ON people.person_id = disclosures_read.subject_id
JOIN refusals ON refusals.subject_id = disclosures_read.subject_id
JOIN consents_read AS refusing ON refusing.row_key = refusals.row_key
WHERE people.competence IN ('gillick', 'fraser') AND refusing.given_as = 'self'
    AND refusal_reaches(
        refusals.case_id, refusals.categories, refusals.undated, refusals.refused_on, refusals.names_no_recipient,
        refusals.recipient_agency_id, refusals.recipient_named, refusals.excluded_ids, refusals.excluded_kinds,
        refusals.excluded_names, disclosures_read.case_id, disclosures_read.to_cover,
        coalesce(disclosures_read.disclosed_day, DATE '9999-12-30'), disclosures_read.recipient_agency_id,
        disclosures_read.recipient_person_id, disclosures_read.recipient_kind, disclosures_read.recipient_text
    );

-- step: own_refusals_lifted
-- What later consents in their own name gave back of it.
SELECT own_refusals_met.row_key, own_refusals_met.refusal_row, bit_or(consents_in_force.covers) AS given_again
FROM own_refusals_met
JOIN consents_in_force ON consents_in_force.row_key = own_refusals_met.row_key
    AND consents_in_force.given_on > own_refusals_met.refused_on
WHERE consents_in_force.given_as = 'self'
GROUP BY own_refusals_met.row_key, own_refusals_met.refusal_row;

-- step: own_refusals_ignored
SELECT
    own_refusals_met.consent_row, own_refusals_met.row_key, own_refusals_met.certain,
    own_refusals_met.refused & ~coalesce(own_refusals_lifted.given_again, 0) <> 0 AS ignored
FROM own_refusals_met
LEFT JOIN own_refusals_lifted ON own_refusals_lifted.row_key = own_refusals_met.row_key
    AND own_refusals_lifted.refusal_row = own_refusals_met.refusal_row;

-- step: consents_against_refusals
-- For each consent: a disclosure on it went against such a refusal, may have, or did with no serious harm linked.
SELECT
    own_refusals_ignored.consent_row,
    bool_or(own_refusals_ignored.ignored AND own_refusals_ignored.certain) AS ignored,
    bool_or(own_refusals_ignored.ignored AND NOT own_refusals_ignored.certain) AS may_be_ignored,
    bool_or(
        own_refusals_ignored.ignored AND own_refusals_ignored.certain AND NOT coalesce(disclosure_concerns.serious, false)
    ) AS ignored_without_harm
FROM own_refusals_ignored
LEFT JOIN disclosure_concerns ON disclosure_concerns.row_key = own_refusals_ignored.row_key
GROUP BY own_refusals_ignored.consent_row;

-- step: consents_judged
-- One row per consent: what was said, and whether its giver could give it. A consent without a day is read as of the
-- run date.
SELECT
    'consents' AS record_table, consents.consent_id AS record_id, consents.case_id,
    consents.source_file, consents.source_row, consents.row_key, consents.status, consents.given_as,
    bits('consents.told', setting('told_needed')) & ~coalesce(consents.told__mask, 0) AS not_told,
    coalesce(consents.limits_discussed = 'yes', false) AS limits_discussed,
    -- P9, what cases say apart from what else makes a child
    CASE coalesce(
        CASE WHEN cases.person_id = consents.subject_id THEN cases.client_group END, latest_case_of.client_group
    )
        WHEN 'adult_victim' THEN 'adult_victim'
        WHEN 'man_dvpp' THEN 'man_dvpp'
        WHEN 'child' THEN 'child'
        WHEN 'young_person' THEN 'child'
        WHEN 'parent_carer' THEN 'other'
        WHEN 'other' THEN 'other'
    END AS case_group,
    named_children.person_id IS NOT NULL AS named_as_child,
    coalesce(anniversary(people.date_of_birth, 18) > coalesce(consents.given_on, as_of()), false) AS under_18,
    coalesce(anniversary(people.date_of_birth, 18) <= coalesce(consents.given_on, as_of()), false) AS of_age,
    age_on(people.date_of_birth, coalesce(consents.given_on, as_of())) AS age,
    people.competence,
    CASE people.competence
        WHEN 'gillick' THEN true
        WHEN 'fraser' THEN coalesce(
            consents.info_categories__mask & ~bits('consents.info_categories', 'health', 'hiv_status') = 0, false
        )
        ELSE false
    END AS competent_to_decide,
    coalesce(people.capacity = 'lacks_capacity', false) AS lacks_capacity,
    coalesce(people.competence_assessed_on > coalesce(consents.given_on, as_of()), false) AS assessed_later,
    -- CON-05
    CASE
        WHEN coalesce(consents_against_refusals.ignored, false) THEN true
        WHEN coalesce(consents_against_refusals.may_be_ignored, false) THEN NULL
        ELSE false
    END AS own_refusal_ignored,
    NOT coalesce(consents_against_refusals.ignored_without_harm, false) AS serious_concern_linked
FROM consents
LEFT JOIN cases ON cases.case_id = consents.case_id
LEFT JOIN latest_case_of ON latest_case_of.person_id = consents.subject_id
LEFT JOIN named_children ON named_children.person_id = consents.subject_id
LEFT JOIN people ON people.person_id = consents.subject_id
LEFT JOIN consents_against_refusals ON consents_against_refusals.consent_row = consents.row_key;
