-- step: request_decisions
-- RAT-03: the share and not_share decisions on each request, by either side naming the other.
SELECT linked.row_key, linked.decision_row, bool_or(linked.named) AS named
FROM (
    SELECT information_requests.row_key, decisions.row_key AS decision_row, true AS named
    FROM information_requests
    JOIN decisions ON decisions.decision_id = information_requests.decision_id
    WHERE decisions.decision_type IN ('share', 'not_share')
    UNION ALL
    SELECT information_requests.row_key, decisions.row_key AS decision_row, false AS named
    FROM information_requests
    JOIN decisions ON decisions.request_id = information_requests.request_id
    WHERE decisions.decision_type IN ('share', 'not_share')
) AS linked
GROUP BY linked.row_key, linked.decision_row;

-- step: request_answers
-- How soon the first of them came, and whether one has no date.
SELECT
    request_decisions.row_key,
    min(CAST(decisions.decided_at AS DATE) - CAST(information_requests.received_at AS DATE)) AS days,
    bool_or(decisions.decided_at IS NULL) AS undated
FROM request_decisions
JOIN information_requests ON information_requests.row_key = request_decisions.row_key
JOIN decisions ON decisions.row_key = request_decisions.decision_row
GROUP BY request_decisions.row_key;

-- step: request_outcomes
-- The decision on each request: the one it names, else the earliest; one without a date comes last.
SELECT
    request_decisions.row_key, decisions.decision_type, CAST(decisions.decided_at AS DATE) AS decided_day,
    decisions.requester_told_on IS NOT NULL AS requester_told
FROM request_decisions
JOIN decisions ON decisions.row_key = request_decisions.decision_row
QUALIFY row_number() OVER (
    PARTITION BY request_decisions.row_key
    ORDER BY request_decisions.named DESC, decisions.decided_at NULLS LAST, decisions.decision_id
) = 1;

-- step: requests_judged
-- One row per request to share, received or made.
SELECT
    'information_requests' AS record_table, information_requests.request_id AS record_id, information_requests.case_id,
    information_requests.source_file, information_requests.source_row, information_requests.row_key,
    information_requests.direction, information_requests.about_type,
    people.person_id IS NOT NULL AS about_person_found,
    information_requests.basis_stated IS NOT NULL AS basis_said,
    as_of() - CAST(information_requests.received_at AS DATE) AS days_since_received,
    request_answers.row_key IS NOT NULL AS decision_linked,
    coalesce(request_answers.undated, false) AS decision_undated,
    request_answers.days AS days_to_decision,
    request_outcomes.decision_type,
    as_of() - request_outcomes.decided_day AS days_since_decided,
    coalesce(request_outcomes.requester_told, false) AS requester_told
FROM information_requests
LEFT JOIN people ON people.person_id = information_requests.about_id
LEFT JOIN request_answers ON request_answers.row_key = information_requests.row_key
LEFT JOIN request_outcomes ON request_outcomes.row_key = information_requests.row_key;
