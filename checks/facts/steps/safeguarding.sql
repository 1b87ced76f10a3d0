-- step: concern_decisions
-- SAF-01: the share and not_share decisions of each harm concern, by either side naming the other.
SELECT DISTINCT linked.row_key, linked.decision_row
FROM (
    SELECT safeguarding_concerns.row_key, decisions.row_key AS decision_row
    FROM safeguarding_concerns
    JOIN decisions ON decisions.decision_id = safeguarding_concerns.decision_id
    WHERE decisions.decision_type IN ('share', 'not_share')
    UNION ALL
    SELECT safeguarding_concerns.row_key, decisions.row_key AS decision_row
    FROM safeguarding_concerns
    JOIN decisions ON decisions.concern_id = safeguarding_concerns.concern_id
    WHERE decisions.decision_type IN ('share', 'not_share')
) AS linked;

-- step: concern_answers
-- How soon the first of them came, as hours to allow (P3), and whether one has no date.
SELECT
    concern_decisions.row_key,
    min(hours_to_allow(
        decisions.decided_at, decisions.decided_at__timed,
        safeguarding_concerns.raised_at, safeguarding_concerns.raised_at__timed
    )) AS hours,
    bool_or(decisions.decided_at IS NULL) AS undated
FROM concern_decisions
JOIN safeguarding_concerns ON safeguarding_concerns.row_key = concern_decisions.row_key
JOIN decisions ON decisions.row_key = concern_decisions.decision_row
GROUP BY concern_decisions.row_key;

-- step: latest_concern_decisions
-- The latest of them; one without a date is the latest only where none has one.
SELECT
    concern_decisions.row_key, decisions.decision_id, decisions.decision_type,
    coalesce(decisions.considered__mask & bits('decisions.considered', 'child_welfare') <> 0, false)
        AS child_welfare_weighed,
    coalesce(decisions.considered__mask & bits('decisions.considered', 'others_safety') <> 0, false)
        AS others_safety_weighed
FROM concern_decisions
JOIN decisions ON decisions.row_key = concern_decisions.decision_row
QUALIFY row_number() OVER (
    PARTITION BY concern_decisions.row_key ORDER BY decisions.decided_at DESC NULLS LAST, decisions.decision_id DESC
) = 1;

-- step: managed_decisions
-- Decisions with an authorisation of a kind that SAF-01 asks for.
SELECT DISTINCT decision_id
FROM authorisations
WHERE decision_id IS NOT NULL AND kind IN (setting('saf.manager_kinds'));

-- step: concerns_judged
-- One row per harm concern: what was started, decided and said, and how soon.
SELECT
    'safeguarding_concerns' AS record_table, safeguarding_concerns.concern_id AS record_id,
    safeguarding_concerns.case_id, safeguarding_concerns.source_file, safeguarding_concerns.source_row,
    safeguarding_concerns.row_key, safeguarding_concerns.kind,
    hours_passed(safeguarding_concerns.raised_at, safeguarding_concerns.raised_at__timed, as_of()) AS hours_since_raised,
    as_of() - CAST(safeguarding_concerns.raised_at AS DATE) AS days_since_raised,
    safeguarding_concerns.procedure_started_at IS NOT NULL AS procedure_started,
    hours_to_allow(
        safeguarding_concerns.procedure_started_at, safeguarding_concerns.procedure_started_at__timed,
        safeguarding_concerns.raised_at, safeguarding_concerns.raised_at__timed
    ) AS procedure_hours,
    concern_answers.hours AS decision_hours,
    coalesce(concern_answers.undated, false) AS decision_undated,
    latest_concern_decisions.decision_type AS latest_decision,
    coalesce(latest_concern_decisions.child_welfare_weighed, false) AS child_welfare_weighed,
    coalesce(latest_concern_decisions.others_safety_weighed, false) AS others_safety_weighed,
    managed_decisions.decision_id IS NOT NULL OR setting_size('saf.manager_kinds') = 0 AS manager_involved,
    safeguarding_concerns.warned_at IS NOT NULL AS warned,
    hours_to_allow(
        safeguarding_concerns.warned_at, safeguarding_concerns.warned_at__timed,
        safeguarding_concerns.raised_at, safeguarding_concerns.raised_at__timed
    ) AS warning_hours,
    people.person_id IS NOT NULL AS at_risk_in_people,
    staff.staff_id IS NOT NULL AS at_risk_in_staff,
    safeguarding_concerns.parent_involved,
    safeguarding_concerns.parent_not_involved_reason IS NOT NULL AS parent_reason_said
FROM safeguarding_concerns
LEFT JOIN concern_answers ON concern_answers.row_key = safeguarding_concerns.row_key
LEFT JOIN latest_concern_decisions ON latest_concern_decisions.row_key = safeguarding_concerns.row_key
LEFT JOIN managed_decisions ON managed_decisions.decision_id = latest_concern_decisions.decision_id
LEFT JOIN people ON people.person_id = safeguarding_concerns.at_risk_id
LEFT JOIN staff ON staff.staff_id = safeguarding_concerns.at_risk_id;

-- step: people_with_partners
SELECT DISTINCT person_id FROM partners;

-- step: milestones_judged
-- One row per programme event, and what his partner was told of it.
SELECT
    'programme_events' AS record_table, programme_events.event_id AS record_id, programme_events.case_id,
    programme_events.source_file, programme_events.source_row, programme_events.row_key,
    programme_events.event_type,
    as_of() - programme_events.event_on AS days_since_event,
    programme_events.partner_informed_on IS NOT NULL AS told,
    programme_events.partner_informed_on - programme_events.event_on AS told_days,
    coalesce(programme_events.partner_informed_on < programme_events.event_on, false) AS told_before_event,
    programme_events.not_informed_reason,
    programme_events.partner_person_id IS NOT NULL AS partner_named,
    people_with_partners.person_id IS NOT NULL AS partner_on_record
FROM programme_events
LEFT JOIN cases ON cases.case_id = programme_events.case_id
LEFT JOIN people_with_partners ON people_with_partners.person_id = cases.person_id;
