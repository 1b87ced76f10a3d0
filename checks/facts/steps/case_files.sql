-- step: case_notices
-- Each notice to a case's client, for this case or for none in particular. A row that says why it was
-- not given is no notice given, whatever its date.
SELECT
    cases.row_key, cases.opened_on, notices.kind, notices.given_on, notices.signed_on,
    notices.covers__mask AS covers, notices.not_given_reason,
    notices.given_on IS NOT NULL AND notices.not_given_reason IS NULL AS given
FROM cases
JOIN notices ON notices.recipient_id = cases.person_id
WHERE notices.recipient_type = 'person' AND coalesce(notices.case_id = cases.case_id, true);

-- step: explanations
-- TRN-01, TRN-02: what the notices that explain confidentiality show of each case. One given long before
-- the case opened does not serve as its first.
SELECT
    row_key,
    min(given_on) FILTER (
        WHERE given AND coalesce(given_on >= opened_on - CAST(setting('days.notice_earlier') AS INTEGER), true)
    ) AS first_given_on,
    bool_or(given) AS ever_given,
    coalesce(bit_or(covers) FILTER (WHERE given), 0) AS covered,
    bool_or(coalesce(not_given_reason IN (setting('not_given_reasons')), false)) AS reason_accepted,
    coalesce(
        min(not_given_reason) FILTER (WHERE not_given_reason IN (setting('not_given_reasons'))), min(not_given_reason)
    ) AS reason
FROM case_notices
WHERE kind IN (setting('notice.kinds'))
GROUP BY row_key;

-- step: forms_signed
-- TRN-03: the programme's forms that a case's client has signed.
SELECT
    row_key, min(signed_on) AS first_signed_on,
    bool_or(coalesce(covers & bits('notices.covers', 'limits') <> 0, false)) AS covers_limits
FROM case_notices
WHERE kind = 'dvpp_form' AND signed_on IS NOT NULL
GROUP BY row_key;

-- step: first_sessions
SELECT case_id, min(held_on) AS held_on
FROM group_attendance
WHERE held_on IS NOT NULL AND case_id IS NOT NULL
GROUP BY case_id;

-- step: told_of_their_record
-- REC-05: cases whose client was told what is kept of a looked-after child.
SELECT DISTINCT row_key FROM case_notices WHERE kind = 'looked_after_record' AND given;

-- step: encouraged_to_tell
-- TRN-07: people encouraged to talk to parents or carers, on any case, or not and why.
SELECT DISTINCT recipient_id AS person_id
FROM notices
WHERE kind = 'encouraged_to_tell_parents' AND recipient_type = 'person' AND recipient_id IS NOT NULL
    AND (given_on IS NOT NULL OR not_given_reason IS NOT NULL);

-- step: cases_with_key_worker
-- REC-05: a key worker who starts after the run date is none yet, though P2 reads such a date as blank.
SELECT DISTINCT case_id
FROM case_people
WHERE relationship = 'key_worker' AND NOT starts_on__future AND coalesce(ends_on >= as_of(), true)
    AND case_id IS NOT NULL;

-- step: last_contacts
SELECT case_id, max(CAST(started_at AS DATE)) AS contact_day
FROM contacts
WHERE started_at IS NOT NULL AND case_id IS NOT NULL
GROUP BY case_id;

-- step: case_files_judged
-- One row per case: what its client was told, and who was in touch.
SELECT
    'cases' AS record_table, cases.case_id AS record_id, cases.case_id,
    cases.source_file, cases.source_row, cases.row_key,
    cases.status, cases.client_group, coalesce(cases.looked_after = 'yes', false) AS looked_after,
    as_of() - cases.opened_on AS days_open,
    explanations.first_given_on IS NOT NULL AS explained,
    explanations.first_given_on - cases.opened_on AS explained_after,
    explanations.reason, coalesce(explanations.reason_accepted, false) AS reason_accepted,
    coalesce(explanations.ever_given, false) AS ever_explained,
    CASE
        WHEN cases.client_group = 'adult_victim' THEN bits('notices.covers', setting('notice_covers.adult_victim'))
        WHEN cases.client_group = 'man_dvpp' THEN bits('notices.covers', setting('notice_covers.man_dvpp'))
        WHEN cases.client_group IN ('child', 'young_person') THEN bits('notices.covers', setting('notice_covers.child'))
        ELSE bits('notices.covers', setting('notice_covers.other'))
    END & ~coalesce(explanations.covered, 0) AS points_missing,
    forms_signed.first_signed_on AS form_signed_on,
    coalesce(forms_signed.covers_limits, false) AS form_covers_limits,
    first_sessions.held_on AS first_session_on,
    CAST(
        year(as_of()) - year(people.date_of_birth) - CASE
            WHEN anniversary(people.date_of_birth, year(as_of()) - year(people.date_of_birth)) > as_of() THEN 1
            ELSE 0
        END AS BIGINT
    ) AS client_age,
    encouraged_to_tell.person_id IS NOT NULL AS encouraged,
    cases_with_key_worker.case_id IS NOT NULL AS key_worker_named,
    as_of() - last_contacts.contact_day AS contact_days_ago,
    told_of_their_record.row_key IS NOT NULL AS told_of_record
FROM cases
LEFT JOIN explanations ON explanations.row_key = cases.row_key
LEFT JOIN forms_signed ON forms_signed.row_key = cases.row_key
LEFT JOIN first_sessions ON first_sessions.case_id = cases.case_id
LEFT JOIN people ON people.person_id = cases.person_id
LEFT JOIN encouraged_to_tell ON encouraged_to_tell.person_id = cases.person_id
LEFT JOIN cases_with_key_worker ON cases_with_key_worker.case_id = cases.case_id
LEFT JOIN last_contacts ON last_contacts.case_id = cases.case_id
LEFT JOIN told_of_their_record ON told_of_their_record.row_key = cases.row_key;
