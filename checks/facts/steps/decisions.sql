-- step: decision_disclosures
-- RAT-05: what the disclosures made under each decision were, in the when-to-share questions' terms.
SELECT
    disclosures_judged_for_decisions.decision_id,
    bool_or(disclosures_judged_for_decisions.identifiable) AS any_identifiable,
    bool_or(disclosures_judged_for_decisions.confidential_category) AS any_confidential,
    bool_or(NOT coalesce(disclosures_judged_for_decisions.covered, true)) AS any_uncovered,
    bool_or(disclosures_judged_for_decisions.covered IS NULL) AS any_cover_unknown
FROM disclosures_judged_for_decisions
WHERE disclosures_judged_for_decisions.decision_id IS NOT NULL
GROUP BY disclosures_judged_for_decisions.decision_id;

-- step: disclosures_judged_for_decisions
SELECT
    disclosures_read.row_key, disclosures_read.decision_id, disclosures_read.identifiable, disclosures_read.basis,
    coalesce(
        disclosures_read.categories & bits('disclosures.info_categories', setting('always_confidential')) <> 0, true
    ) AS confidential_category,
    CASE
        WHEN disclosures_read.to_cover = 0 THEN true
        WHEN disclosures_read.disclosed_day IS NOT NULL
            THEN disclosures_read.to_cover & ~coalesce(cover.covered, 0) = 0
        WHEN consent_subjects.subject_id IS NULL THEN false
    END AS covered
FROM disclosures_read
LEFT JOIN cover ON cover.row_key = disclosures_read.row_key
LEFT JOIN consent_subjects ON consent_subjects.subject_id = disclosures_read.subject_id;

-- step: questions_settled
-- RAT-05: which of the when-to-share questions, as far as the pack asks them, settled the matter.
SELECT
    row_key,
    'q1_purpose' IN (setting('flowchart.questions')) AND coalesce(q1_purpose = 'no', false) AS by_q1,
    'q2_identifiable' IN (setting('flowchart.questions')) AND coalesce(q2_identifiable = 'no', false) AS by_q2,
    'q3_confidential' IN (setting('flowchart.questions')) AND coalesce(q3_confidential = 'no', false) AS by_q3,
    'q4_consent' IN (setting('flowchart.questions')) AND coalesce(q4_consent = 'yes', false) AS by_q4
FROM decisions;

-- step: reasons_given
SELECT row_key, subject_id, normalised_text(rationale) AS reason
FROM decisions
WHERE decision_type IN ('share', 'not_share') AND rationale IS NOT NULL;

-- step: reasons_repeated
-- RAT-09: how many decisions give the same reason, and about how many people; all not recorded count as one.
SELECT
    reason,
    count(*) AS decisions,
    count(DISTINCT subject_id) + CASE WHEN bool_or(subject_id IS NULL) THEN 1 ELSE 0 END AS clients
FROM reasons_given
GROUP BY reason;

-- step: decisions_on_child_cases
-- P9: decisions on a case that had a child among its people on the day; a day not recorded is read as the run date.
SELECT DISTINCT decisions.row_key
FROM decisions
JOIN case_people ON case_people.case_id = decisions.case_id
WHERE case_people.relationship = 'child'
    AND coalesce(case_people.starts_on <= coalesce(CAST(decisions.decided_at AS DATE), as_of()), true)
    AND coalesce(case_people.ends_on >= coalesce(CAST(decisions.decided_at AS DATE), as_of()), true);

-- step: decisions_judged
-- One row per decision: its reason (P4), its answers to the when-to-share questions, what it weighed and its record.
SELECT
    'decisions' AS record_table, decisions.decision_id AS record_id, decisions.case_id,
    decisions.source_file, decisions.source_row, decisions.row_key,
    decisions.decision_type,
    decisions.rationale IS NOT NULL OR decisions.rationale__placeholder AS rationale_written,
    decisions.rationale__placeholder AS rationale_placeholder,
    length(normalised_text(decisions.rationale)) AS rationale_chars,
    people.person_id IS NOT NULL AS about_a_person,
    decisions.q1_purpose AS q1, decisions.q2_identifiable AS q2, decisions.q3_confidential AS q3,
    decisions.q4_consent AS q4, decisions.q5_other_reason AS q5,
    coalesce(decisions.basis <> 'none', false) AS basis_given,
    -- a question is reached unless an earlier one that the pack asks has settled the matter; a blank settles nothing
    'q1_purpose' IN (setting('flowchart.questions')) AS asks_q1,
    'q2_identifiable' IN (setting('flowchart.questions')) AND NOT settled.by_q1 AS reaches_q2,
    'q3_confidential' IN (setting('flowchart.questions')) AND NOT (settled.by_q1 OR settled.by_q2) AS reaches_q3,
    'q4_consent' IN (setting('flowchart.questions')) AND NOT (settled.by_q1 OR settled.by_q2 OR settled.by_q3)
        AS reaches_q4,
    'q5_other_reason' IN (setting('flowchart.questions'))
        AND NOT (settled.by_q1 OR settled.by_q2 OR settled.by_q3 OR settled.by_q4) AS reaches_q5,
    coalesce(decision_disclosures.any_identifiable, false) AS shared_identifiable,
    coalesce(decision_disclosures.any_confidential, false) AS shared_confidential,
    CASE
        WHEN coalesce(decision_disclosures.any_uncovered, false) THEN true
        WHEN coalesce(decision_disclosures.any_cover_unknown, false) THEN NULL
        ELSE false
    END AS shared_uncovered,
    -- what was weighed (RAT-06)
    CASE decisions.decision_type
        WHEN 'share' THEN setting_size('considered.share') > 0
        WHEN 'not_share' THEN setting_size('considered.not_share') > 0
        ELSE false
    END AS weighing_asked,
    setting_size('considered.child') > 0 AS weighing_asked_for_child,
    setting_size('considered.capacity') > 0 AS weighing_asked_for_capacity,
    CASE decisions.decision_type
        WHEN 'share' THEN bits('decisions.considered', setting('considered.share'))
        WHEN 'not_share' THEN bits('decisions.considered', setting('considered.not_share'))
        ELSE CAST(0 AS BIGINT)
    END & ~coalesce(decisions.considered__mask, 0) AS not_weighed,
    bits('decisions.considered', setting('considered.child')) & ~coalesce(decisions.considered__mask, 0)
        AS not_weighed_for_child,
    bits('decisions.considered', setting('considered.capacity')) & ~coalesce(decisions.considered__mask, 0)
        AS not_weighed_for_capacity,
    coalesce(cases.client_group IN ('child', 'young_person'), false) AS case_of_child,
    decisions_on_child_cases.row_key IS NOT NULL AS child_on_case,
    coalesce(anniversary(people.date_of_birth, 18) > coalesce(CAST(decisions.decided_at AS DATE), as_of()), false)
        AS subject_under_18,
    coalesce(people.capacity IN ('lacks_capacity', 'fluctuating'), false) AS capacity_in_doubt,
    -- its record (RAT-08)
    decisions.case_id IS NOT NULL AS case_named,
    cases.case_id IS NOT NULL AS case_found,
    decisions.file_note_id IS NOT NULL AS file_note_named,
    coalesce(file_notes.owner_type = 'case' AND file_notes.owner_id = decisions.case_id, false) AS file_note_on_case,
    CAST(decisions.recorded_at AS DATE) - CAST(decisions.decided_at AS DATE) AS days_to_record,
    -- its reason beside those of other decisions (RAT-09)
    reasons_repeated.decisions AS same_reason_decisions,
    reasons_repeated.clients AS same_reason_clients
FROM decisions
JOIN questions_settled AS settled ON settled.row_key = decisions.row_key
LEFT JOIN people ON people.person_id = decisions.subject_id
LEFT JOIN cases ON cases.case_id = decisions.case_id
LEFT JOIN decisions_on_child_cases ON decisions_on_child_cases.row_key = decisions.row_key
LEFT JOIN documents AS file_notes ON file_notes.document_id = decisions.file_note_id
LEFT JOIN reasons_given ON reasons_given.row_key = decisions.row_key
LEFT JOIN reasons_repeated ON reasons_repeated.reason = reasons_given.reason
LEFT JOIN decision_disclosures ON decision_disclosures.decision_id = decisions.decision_id;
