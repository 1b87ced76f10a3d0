-- step: approved_disclosures
-- AUT-01's scope: external, identifiable, about a client or third party, on a breaking ground, not covered.
SELECT row_key, disclosed_by
FROM disclosures_to_approve
WHERE external AND identifiable AND about_client_or_third_party AND basis_breaking AND NOT covered;

-- step: disclosures_to_approve
SELECT
    disclosures_read.row_key, disclosures_read.disclosed_by, disclosures_read.external, disclosures_read.identifiable,
    coalesce(disclosures_read.subject_type IN ('client', 'third_party'), true) AS about_client_or_third_party,
    coalesce(disclosures_read.basis IN (setting('basis.breaking')), false) AS basis_breaking,
    disclosures_read.disclosed_day IS NOT NULL AND disclosures_read.to_cover & ~coalesce(cover.covered, 0) = 0 AS covered
FROM disclosures_read
LEFT JOIN cover ON cover.row_key = disclosures_read.row_key;

-- step: approvals
-- AUT-02: every accepted authorisation with each disclosure it stands behind, and its approver.
SELECT
    approved_disclosures.row_key AS disclosure_row, authorisations.row_key, authorisations.kind,
    approver.staff_id IS NULL AS approver_blank,
    coalesce(authorisations.staff_id = approved_disclosures.disclosed_by, false) AS own_approval,
    approver.staff_id IS NOT NULL AND coalesce(approver.role NOT IN (setting('manager.roles')), true) AS wrong_role,
    coalesce(approver.left_on < CAST(authorisations.held_at AS DATE), false) AS has_left,
    coalesce(approver.started_on > CAST(authorisations.held_at AS DATE), false) AS not_started,
    setting('manager.own_line_manager') = 'yes' AND authorisations.kind = 'line_manager_discussion'
        AND coalesce(authorisations.staff_id <> discloser.line_manager_id, false) AS not_own_line_manager,
    authorisations.held_at IS NULL AS held_unknown,
    setting('manager.own_line_manager') = 'yes' AND authorisations.kind = 'line_manager_discussion'
        AND discloser.line_manager_id IS NULL AS line_manager_unknown
FROM approved_disclosures
JOIN linked_authorisations ON linked_authorisations.row_key = approved_disclosures.row_key
JOIN authorisations ON authorisations.row_key = linked_authorisations.authorisation_row
LEFT JOIN staff AS approver ON approver.staff_id = authorisations.staff_id
LEFT JOIN staff AS discloser ON discloser.staff_id = approved_disclosures.disclosed_by
WHERE authorisations.kind IN (setting('manager.kinds'));

-- step: approvals_weighed
SELECT
    approvals.*,
    NOT (
        approver_blank OR own_approval OR wrong_role OR has_left OR not_started OR not_own_line_manager
        OR held_unknown OR line_manager_unknown
    ) AS proper
FROM approvals;

-- step: proper_approvals
SELECT DISTINCT disclosure_row, kind FROM approvals_weighed WHERE proper;

-- step: approvals_judged
-- One row per authorisation: the worst it shows for any disclosure that has no other proper one of its kind.
SELECT
    'authorisations' AS record_table, authorisations.authorisation_id AS record_id, authorisations.case_id,
    authorisations.source_file, authorisations.source_row, authorisations.row_key,
    authorisations.kind, CAST(authorisations.held_at AS DATE) AS held_day,
    bool_or(approvals_weighed.approver_blank) AS approver_blank,
    bool_or(approvals_weighed.own_approval) AS own_approval,
    bool_or(approvals_weighed.wrong_role) AS wrong_role,
    bool_or(approvals_weighed.has_left) AS approver_had_left,
    bool_or(approvals_weighed.not_started) AS approver_not_started,
    bool_or(approvals_weighed.not_own_line_manager) AS not_own_line_manager,
    bool_or(approvals_weighed.held_unknown) AS held_unknown,
    bool_or(approvals_weighed.line_manager_unknown) AS line_manager_unknown
FROM approvals_weighed
JOIN authorisations ON authorisations.row_key = approvals_weighed.row_key
LEFT JOIN proper_approvals ON proper_approvals.disclosure_row = approvals_weighed.disclosure_row
    AND proper_approvals.kind = approvals_weighed.kind
WHERE approvals_weighed.proper OR proper_approvals.kind IS NULL
GROUP BY authorisations.authorisation_id, authorisations.case_id, authorisations.source_file,
    authorisations.source_row, authorisations.row_key, authorisations.kind, authorisations.held_at;
