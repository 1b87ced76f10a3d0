-- step: answers_replayed
-- The when-to-share procedure taken again from the recorded answers, where the pack asks all five questions. It
-- ends at the first answer that settles it; may_share is said only where every question on the way was answered.
SELECT
    decisions_judged.record_id, decisions_judged.case_id, decisions_judged.source_file, decisions_judged.source_row,
    decisions_judged.row_key, decisions_judged.decision_type, CAST(decisions.decided_at AS DATE) AS decided_day,
    decisions.basis, decisions_judged.q4, decisions_judged.reaches_q4, decisions_judged.reaches_q5,
    concat_ws(
        ' > ',
        'purpose ' || coalesce(nullif(decisions_judged.q1, 'not_reached'), 'unanswered'),
        CASE WHEN decisions_judged.reaches_q2
            THEN 'identifiable ' || coalesce(nullif(decisions_judged.q2, 'not_reached'), 'unanswered') END,
        CASE WHEN decisions_judged.reaches_q3
            THEN 'confidential ' || coalesce(nullif(decisions_judged.q3, 'not_reached'), 'unanswered') END,
        CASE WHEN decisions_judged.reaches_q4
            THEN 'consent ' || coalesce(nullif(decisions_judged.q4, 'not_reached'), 'unanswered') END,
        CASE WHEN decisions_judged.reaches_q5
            THEN 'other reason ' || coalesce(nullif(decisions_judged.q5, 'not_reached'), 'unanswered') END
    ) AS path,
    coalesce(decisions_judged.q1 = 'no', false) OR decisions_judged.reaches_q5 AND coalesce(decisions_judged.q5 = 'no', false)
        AS ends_in_not_share,
    coalesce(decisions_judged.q1 = 'not_reached', true)
        OR decisions_judged.reaches_q2 AND coalesce(decisions_judged.q2 = 'not_reached', true)
        OR decisions_judged.reaches_q3 AND coalesce(decisions_judged.q3 = 'not_reached', true)
        OR decisions_judged.reaches_q4 AND coalesce(decisions_judged.q4 = 'not_reached', true)
        OR decisions_judged.reaches_q5 AND coalesce(decisions_judged.q5 = 'not_reached', true) AS unanswered,
    decisions_judged.reaches_q2 AND coalesce(decisions_judged.q2 = 'no', false) AS said_not_identifiable,
    decisions_judged.reaches_q3 AND coalesce(decisions_judged.q3 = 'no', false) AS said_not_confidential,
    decisions_judged.reaches_q4 AND coalesce(decisions_judged.q4 = 'yes', false) AS said_consent,
    decisions_judged.reaches_q4 AND coalesce(decisions_judged.q4 = 'no', false) AS said_no_consent,
    decisions_judged.reaches_q5 AND coalesce(decisions_judged.q5 = 'yes', false) AS said_other_reason,
    decisions_judged.basis_given
FROM decisions_judged
JOIN decisions ON decisions.row_key = decisions_judged.row_key
WHERE decisions_judged.decision_type IN ('share', 'not_share') AND decisions_judged.about_a_person
    AND setting_size('flowchart.questions') = 5;

-- step: answers_weighed
SELECT
    answers_replayed.*,
    CASE WHEN ends_in_not_share THEN 'not_share' WHEN unanswered THEN 'unanswered' ELSE 'may_share' END AS answer,
    CASE
        WHEN decision_type = 'share' AND ends_in_not_share THEN 'against_answers'
        WHEN decision_type = 'share' AND unanswered THEN 'unanswered'
        WHEN decision_type = 'not_share' AND contains(path, 'purpose unanswered') THEN 'unanswered'
        WHEN decision_type = 'not_share' AND NOT ends_in_not_share THEN 'withheld'
        ELSE 'follows'
    END AS departure
FROM answers_replayed;

-- step: answers_and_disclosures
-- Each disclosure under a decision, against that decision's answers.
SELECT
    disclosures_judged_for_decisions.row_key, answers_weighed.record_id AS decision_id, answers_weighed.decision_type,
    answers_weighed.path, answers_weighed.answer, answers_weighed.departure,
    answers_weighed.said_not_identifiable AND disclosures_judged_for_decisions.identifiable AS identifiable,
    answers_weighed.said_not_confidential AND disclosures_judged_for_decisions.confidential_category AS confidential,
    answers_weighed.said_consent AND NOT coalesce(disclosures_judged_for_decisions.covered, true) AS not_covered,
    answers_weighed.said_no_consent AND disclosures_judged_for_decisions.identifiable
        AND coalesce(disclosures_judged_for_decisions.covered, false) AS covered_after_all,
    answers_weighed.said_other_reason AND answers_weighed.basis_given
        AND coalesce(disclosures_judged_for_decisions.basis <> answers_weighed.basis, false) AS ground_differs
FROM disclosures_judged_for_decisions
JOIN answers_weighed ON answers_weighed.record_id = disclosures_judged_for_decisions.decision_id;

-- step: contradictions_by_decision
SELECT
    decision_id, bool_or(identifiable) AS identifiable, bool_or(confidential) AS confidential,
    bool_or(not_covered) AS not_covered, bool_or(covered_after_all) AS covered_after_all,
    bool_or(ground_differs) AS ground_differs
FROM answers_and_disclosures
GROUP BY decision_id;

-- step: paths_of_decisions
SELECT
    'decisions' AS record_table, answers_weighed.record_id, answers_weighed.case_id, answers_weighed.source_file,
    answers_weighed.source_row, answers_weighed.row_key, answers_weighed.record_id AS decision_id,
    answers_weighed.decided_day AS event_day, answers_weighed.decision_type, answers_weighed.path,
    answers_weighed.answer, answers_weighed.departure,
    concat_ws(
        ';',
        CASE WHEN contradictions_by_decision.identifiable THEN 'q2_contradicted' END,
        CASE WHEN contradictions_by_decision.confidential THEN 'q3_contradicted' END,
        CASE WHEN contradictions_by_decision.not_covered THEN 'q4_contradicted' END,
        CASE WHEN contradictions_by_decision.covered_after_all THEN 'q4_consent_in_force' END,
        CASE WHEN answers_weighed.decision_type = 'share' AND answers_weighed.said_other_reason
            AND NOT answers_weighed.basis_given THEN 'q5_no_basis' END,
        CASE WHEN contradictions_by_decision.ground_differs THEN 'q5_ground_differs' END
    ) AS contradictions
FROM answers_weighed
LEFT JOIN contradictions_by_decision ON contradictions_by_decision.decision_id = answers_weighed.record_id;

-- step: paths_of_disclosures
-- A disclosure with no decision that the procedure could be taken again for has no path: that is its departure.
SELECT
    'disclosures' AS record_table, disclosures_read.disclosure_id AS record_id, disclosures_read.case_id,
    disclosures_read.source_file, disclosures_read.source_row, disclosures_read.row_key, disclosures_read.decision_id,
    disclosures_read.disclosed_day AS event_day, answers_and_disclosures.decision_type, answers_and_disclosures.path,
    answers_and_disclosures.answer,
    CASE
        WHEN disclosures_read.decision_id IS NULL THEN 'no_decision'
        WHEN answers_and_disclosures.row_key IS NULL THEN 'no_answers'
        WHEN answers_and_disclosures.decision_type = 'not_share' THEN 'decided_not_to_share'
        ELSE answers_and_disclosures.departure
    END AS departure,
    concat_ws(
        ';',
        CASE WHEN answers_and_disclosures.identifiable THEN 'q2_contradicted' END,
        CASE WHEN answers_and_disclosures.confidential THEN 'q3_contradicted' END,
        CASE WHEN answers_and_disclosures.not_covered THEN 'q4_contradicted' END,
        CASE WHEN answers_and_disclosures.covered_after_all THEN 'q4_consent_in_force' END,
        CASE WHEN answers_and_disclosures.ground_differs THEN 'q5_ground_differs' END
    ) AS contradictions
FROM disclosures_read
LEFT JOIN answers_and_disclosures ON answers_and_disclosures.row_key = disclosures_read.row_key
WHERE NOT disclosures_read.to_the_subject AND setting_size('flowchart.questions') = 5
    AND coalesce(disclosures_read.subject_type IN ('client', 'third_party'), true);

-- step: when_to_share_judged
-- One row per decision and per disclosure: the path its answers take and what the record made of it.
SELECT * FROM paths_of_decisions UNION ALL SELECT * FROM paths_of_disclosures;
