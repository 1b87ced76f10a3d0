-- step: referral_telling_judged
-- One row per referral: when the family was spoken to, and why not. Whom no case gives a group is a child or
-- other (P9), which TRN-04 need not tell apart.
SELECT
    'referrals' AS record_table, referrals.referral_id AS record_id, referrals.case_id,
    referrals.source_file, referrals.source_row, referrals.row_key,
    referrals.direction, referrals.made_on, referrals.family_conversation_on, referrals.told_of_referral_on,
    referrals.not_told_reason,
    coalesce(
        CASE WHEN cases.person_id = referrals.person_id THEN cases.client_group END, latest_case_of.client_group
    ) AS case_group,
    referrals.decision_id IS NOT NULL AS decision_named,
    decisions.decision_id IS NOT NULL AS decision_found,
    decisions.rationale IS NOT NULL AS decision_reasoned
FROM referrals
LEFT JOIN cases ON cases.case_id = referrals.case_id
LEFT JOIN latest_case_of ON latest_case_of.person_id = referrals.person_id
LEFT JOIN decisions ON decisions.decision_id = referrals.decision_id;

-- step: shares_with_agencies
-- TRN-05: the first dated disclosure outside to each agency on each case.
SELECT case_id, recipient_agency_id AS agency_id, min(disclosed_day) AS shared_on
FROM disclosures_read
WHERE external AND disclosed_day IS NOT NULL AND case_id IS NOT NULL AND recipient_agency_id IS NOT NULL
GROUP BY case_id, recipient_agency_id;

-- step: joint_agencies
SELECT DISTINCT case_id, agency_id FROM joint_working WHERE case_id IS NOT NULL AND agency_id IS NOT NULL;

-- step: possible_reports
-- TRN-05 (b): external disclosures that sent a paper or told of the programme.
SELECT row_key, subject_id, case_id, recipient_agency_id
FROM disclosures_read
WHERE external AND (
    document_id IS NOT NULL
    OR coalesce(categories & bits('disclosures.info_categories', 'programme_progress', 'programme_concern') <> 0, false)
);

-- step: reports_explained
-- TRN-05 (b): when the person a report is about was first told of reports.
SELECT possible_reports.row_key, min(notices.given_on) AS explained_on
FROM possible_reports
JOIN notices ON notices.recipient_id = possible_reports.subject_id
WHERE notices.kind = 'report_explained' AND notices.recipient_type = 'person'
    AND notices.given_on IS NOT NULL AND notices.not_given_reason IS NULL
    AND coalesce(notices.case_id = possible_reports.case_id, true)
GROUP BY possible_reports.row_key;

-- step: joint_work_told
SELECT
    'joint_working' AS record_table, joint_working.joint_id AS record_id, joint_working.case_id,
    joint_working.source_file, joint_working.source_row, joint_working.row_key, true AS is_joint_work,
    shares_with_agencies.shared_on, joint_working.client_told_on,
    CASE coalesce(cases.client_group, latest_case_of.client_group)
        WHEN 'adult_victim' THEN bits('joint_working.told', setting('joint.told.woman'))
        WHEN 'man_dvpp' THEN bits('joint_working.told', setting('joint.told.man'))
        ELSE 0
    END & ~coalesce(joint_working.told__mask, 0) AS told_missing,
    CAST(NULL AS DATE) AS disclosed_day, false AS about_a_man, CAST(NULL AS VARCHAR) AS recipient_kind,
    false AS agency_works_jointly, CAST(NULL AS DATE) AS report_explained_on
FROM joint_working
LEFT JOIN shares_with_agencies ON shares_with_agencies.case_id = joint_working.case_id
    AND shares_with_agencies.agency_id = joint_working.agency_id
LEFT JOIN cases ON cases.case_id = joint_working.case_id
LEFT JOIN latest_case_of ON latest_case_of.person_id = cases.person_id;

-- step: reports_told
SELECT
    'disclosures' AS record_table, disclosures_read.disclosure_id AS record_id, disclosures_read.case_id,
    disclosures_read.source_file, disclosures_read.source_row, disclosures_read.row_key, false AS is_joint_work,
    CAST(NULL AS DATE) AS shared_on, CAST(NULL AS DATE) AS client_told_on, CAST(0 AS BIGINT) AS told_missing,
    disclosures_read.disclosed_day, coalesce(subject_groups.case_group = 'man_dvpp', false) AS about_a_man,
    disclosures_read.recipient_kind, joint_agencies.agency_id IS NOT NULL AS agency_works_jointly,
    reports_explained.explained_on AS report_explained_on
FROM possible_reports
JOIN disclosures_read ON disclosures_read.row_key = possible_reports.row_key
JOIN subject_groups ON subject_groups.row_key = possible_reports.row_key
LEFT JOIN joint_agencies ON joint_agencies.case_id = possible_reports.case_id
    AND joint_agencies.agency_id = possible_reports.recipient_agency_id
LEFT JOIN reports_explained ON reports_explained.row_key = possible_reports.row_key;

-- step: joint_telling_judged
-- One row per joint working row and per disclosure that may be a report.
SELECT * FROM joint_work_told UNION ALL SELECT * FROM reports_told;

-- step: sessions_in_order
-- TRN-06: whether a dated attendance is the case's first in its group; the service stands for a blank group.
SELECT
    row_key,
    row_number() OVER (
        PARTITION BY case_id, CASE WHEN case_id IS NULL THEN row_key END, coalesce(group_id, service)
        ORDER BY held_on, session_id
    ) = 1 AS is_first
FROM group_attendance
WHERE held_on IS NOT NULL;

-- step: group_sessions_judged
-- One row per client per group session.
SELECT
    'group_attendance' AS record_table,
    coalesce(group_attendance.session_id, '') || '/' || coalesce(group_attendance.case_id, '') AS record_id,
    group_attendance.case_id, group_attendance.source_file, group_attendance.source_row, group_attendance.row_key,
    group_attendance.held_on, coalesce(sessions_in_order.is_first, false) AS is_first,
    coalesce(group_attendance.confidentiality_discussed = 'yes', false) AS discussed,
    coalesce(group_attendance.asked_to_keep = 'yes', false) AS asked_to_keep,
    coalesce(group_attendance.no_guarantee_said = 'yes', false) AS no_guarantee_said,
    coalesce(group_attendance.partner_rule_said = 'yes', false) AS partner_rule_said,
    cases.client_group
FROM group_attendance
LEFT JOIN sessions_in_order ON sessions_in_order.row_key = group_attendance.row_key
LEFT JOIN cases ON cases.case_id = group_attendance.case_id;
