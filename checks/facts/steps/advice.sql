-- step: decision_advice
-- RAT-07: a kind of authorisation on each decision: one that counts as advice where there is one.
SELECT decision_id, coalesce(min(kind) FILTER (WHERE kind IN (setting('advice.kinds'))), min(kind)) AS kind
FROM authorisations
WHERE decision_id IS NOT NULL AND kind IS NOT NULL
GROUP BY decision_id;

-- step: disclosure_advice
-- The same for those on the disclosures made under each decision.
SELECT
    disclosures_read.decision_id,
    coalesce(
        min(authorisations.kind) FILTER (WHERE authorisations.kind IN (setting('advice.kinds'))),
        min(authorisations.kind)
    ) AS kind
FROM linked_authorisations
JOIN disclosures_read ON disclosures_read.row_key = linked_authorisations.row_key
JOIN authorisations ON authorisations.row_key = linked_authorisations.authorisation_row
WHERE disclosures_read.decision_id IS NOT NULL AND authorisations.kind IS NOT NULL
GROUP BY disclosures_read.decision_id;

-- step: decisions_to_report
-- Decisions with a disclosure about a victim to one of the kinds that reports go to.
SELECT DISTINCT disclosures_read.decision_id
FROM disclosures_read
JOIN disclosure_grounds ON disclosure_grounds.row_key = disclosures_read.row_key
WHERE disclosures_read.decision_id IS NOT NULL AND disclosure_grounds.subject_is_victim
    AND disclosures_read.recipient_kind IN (setting('reports.kinds'));

-- step: advice_sought
SELECT
    'decisions' AS record_table, decisions.decision_id AS record_id, decisions.case_id,
    decisions.source_file, decisions.source_row, decisions.row_key, true AS is_decision,
    coalesce(decisions.in_doubt = 'yes', false) AS in_doubt,
    decisions_to_report.decision_id IS NOT NULL AS report_made,
    decision_advice.kind AS decision_advice, disclosure_advice.kind AS disclosure_advice,
    true AS outcome_said, false AS outside_adviser, false AS anonymised, false AS reason_to_name_said
FROM decisions
LEFT JOIN decisions_to_report ON decisions_to_report.decision_id = decisions.decision_id
LEFT JOIN decision_advice ON decision_advice.decision_id = decisions.decision_id
LEFT JOIN disclosure_advice ON disclosure_advice.decision_id = decisions.decision_id;

-- step: advice_given
SELECT
    'authorisations' AS record_table, authorisations.authorisation_id AS record_id, authorisations.case_id,
    authorisations.source_file, authorisations.source_row, authorisations.row_key, false AS is_decision,
    false AS in_doubt, false AS report_made,
    CAST(NULL AS VARCHAR) AS decision_advice, CAST(NULL AS VARCHAR) AS disclosure_advice,
    authorisations.outcome IS NOT NULL AS outcome_said,
    authorisations.agency_id IS NOT NULL OR coalesce(authorisations.kind = 'peer_advice', false) AS outside_adviser,
    coalesce(authorisations.anonymised = 'yes', false) AS anonymised,
    authorisations.why_identified IS NOT NULL AS reason_to_name_said
FROM authorisations;

-- step: advice_judged
-- One row per decision, with the advice behind it, and one per authorisation.
SELECT * FROM advice_sought UNION ALL SELECT * FROM advice_given;
