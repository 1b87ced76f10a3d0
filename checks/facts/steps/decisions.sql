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

-- step: decisions_judged
-- One row per decision: its reason (P4) and its answers to the when-to-share questions.
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
    END AS shared_uncovered
FROM decisions
JOIN questions_settled AS settled ON settled.row_key = decisions.row_key
LEFT JOIN people ON people.person_id = decisions.subject_id
LEFT JOIN decision_disclosures ON decision_disclosures.decision_id = decisions.decision_id;
