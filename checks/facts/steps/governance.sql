-- step: policy_kinds
-- GOV-01: the kinds of policy that the pack asks for.
SELECT
    unnest(setting_items('policy.kinds_required')) AS kind,
    unnest(range(1, 1 + setting_size('policy.kinds_required'))) AS place;

-- step: policies_in_force
-- The latest approved of each kind (highest id on a tie); one with no approval date only if there is no other.
SELECT row_key, policy_id, kind, approved_on, review_due_on, laws_cited__mask, audiences__mask, published_in__mask,
    source_file, source_row
FROM policy_register
WHERE kind IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY approved_on DESC NULLS LAST, policy_id DESC NULLS LAST) = 1;

-- step: policies_judged
-- One row per kind of policy asked for, with the one in force. A kind without one is its own record.
SELECT
    'policy_register' AS record_table, coalesce(policies_in_force.policy_id, policy_kinds.kind) AS record_id,
    CAST(NULL AS VARCHAR) AS case_id,
    coalesce(policies_in_force.source_file, '') AS source_file, coalesce(policies_in_force.source_row, 0) AS source_row,
    coalesce(policies_in_force.row_key, -policy_kinds.place) AS row_key,
    policy_kinds.kind, policies_in_force.row_key IS NOT NULL AS registered,
    policies_in_force.approved_on, policies_in_force.review_due_on,
    anniversary(policies_in_force.approved_on, setting('policy.review_years')) AS latest_review_on,
    bits('policy_register.laws_cited', setting('law.current')) & ~coalesce(policies_in_force.laws_cited__mask, 0) <> 0
        AS lacks_current_law,
    bits('policy_register.laws_cited', setting('law.repealed')) & coalesce(policies_in_force.laws_cited__mask, 0) <> 0
        AS cites_repealed_law,
    bits('policy_register.audiences', setting('policy.audiences')) & ~coalesce(policies_in_force.audiences__mask, 0)
        <> 0 AS lacks_audience,
    bits('policy_register.published_in', setting('policy.publication'))
        & ~coalesce(policies_in_force.published_in__mask, 0) <> 0 AS lacks_publication
FROM policy_kinds
LEFT JOIN policies_in_force ON policies_in_force.kind = policy_kinds.kind;

-- step: attestation_clauses
-- GOV-02: the clauses that the pack has attested.
SELECT
    unnest(setting_items('attestation.clauses')) AS clause_id,
    unnest(range(1, 1 + setting_size('attestation.clauses'))) AS place;

-- step: latest_attestations
-- The latest of each clause (highest id on a tie); one without its day is not read.
SELECT row_key, clause_id, attested_by, attested_on, answer, next_due_on, source_file, source_row
FROM attestations
WHERE clause_id IS NOT NULL AND attested_on IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY clause_id ORDER BY attested_on DESC, attestation_id DESC NULLS LAST) = 1;

-- step: attested_clauses_judged
-- One row per clause to be attested, with its latest attestation. The clause is the record.
SELECT
    'attestations' AS record_table, attestation_clauses.clause_id AS record_id, CAST(NULL AS VARCHAR) AS case_id,
    coalesce(latest.source_file, '') AS source_file, coalesce(latest.source_row, 0) AS source_row,
    coalesce(latest.row_key, -attestation_clauses.place) AS row_key,
    latest.row_key IS NOT NULL AS attested, latest.attested_on, latest.answer, latest.next_due_on,
    anniversary(latest.attested_on, setting('attestation.years')) AS latest_due_on,
    latest.attested_by IS NOT NULL AS attester_named,
    coalesce(staff.staff_id IS NOT NULL
        AND coalesce(staff.started_on <= latest.attested_on, true)
        AND coalesce(staff.left_on >= latest.attested_on, true), false) AS attester_current
FROM attestation_clauses
LEFT JOIN latest_attestations AS latest ON latest.clause_id = attestation_clauses.clause_id
LEFT JOIN staff ON staff.staff_id = latest.attested_by;
