-- step: live_contacts
-- P16: what the safe contacts live on the run date give each case: the latest confirmation, and the next contact.
SELECT
    cases.row_key, max(safe_contacts.confirmed_on) AS confirmed_on,
    bool_or(safe_contacts.next_contact_agreed IS NOT NULL) AS next_agreed
FROM cases
JOIN safe_contacts ON safe_contacts.case_id = cases.case_id AND safe_contacts.person_id = cases.person_id
WHERE safe_contacts.detail IS NOT NULL AND safe_contacts.confirmed_on <= as_of()
    AND coalesce(safe_contacts.ended_on > as_of(), true)
GROUP BY cases.row_key;

-- step: reachable_cases_judged
-- One row per case, with its safe contacts.
SELECT
    'cases' AS record_table, cases.case_id AS record_id, cases.case_id, cases.source_file, cases.source_row,
    cases.row_key, cases.client_group, cases.status,
    as_of() - cases.opened_on AS days_since_opening,
    live_contacts.row_key IS NOT NULL AS contact_live,
    as_of() - live_contacts.confirmed_on AS days_since_confirming,
    coalesce(live_contacts.next_agreed, false) AS next_contact_agreed
FROM cases
LEFT JOIN live_contacts ON live_contacts.row_key = cases.row_key;

-- step: messages_out
-- Outward messages that somebody other than the person meant might see or hear.
SELECT
    contacts.row_key, contacts.contact_id, contacts.case_id, contacts.source_file, contacts.source_row,
    contacts.method, contacts.person_id, contacts.safe_contact_id, CAST(contacts.started_at AS DATE) AS contact_day,
    cases.person_id AS client_id, cases.client_group
FROM contacts
LEFT JOIN cases ON cases.case_id = contacts.case_id
WHERE contacts.direction = 'out' AND contacts.method IN ('voicemail', 'text', 'email', 'post', 'fax');

-- step: routes_asked
-- Each message with each safe contact of its client and case: live that day (P16), and open to that route.
SELECT
    messages_out.row_key, safe_contacts.safe_contact_id,
    CASE
        WHEN safe_contacts.detail IS NULL OR safe_contacts.confirmed_on IS NULL THEN false
        ELSE safe_contacts.confirmed_on <= messages_out.contact_day
            AND coalesce(safe_contacts.ended_on > messages_out.contact_day, true)
    END AS live,
    coalesce(CASE messages_out.method
        WHEN 'voicemail' THEN safe_contacts.voicemail_ok
        WHEN 'text' THEN safe_contacts.text_ok
        WHEN 'email' THEN safe_contacts.email_ok
        WHEN 'post' THEN safe_contacts.post_ok
    END = 'yes', false) AS allowed
FROM messages_out
JOIN safe_contacts ON safe_contacts.case_id = messages_out.case_id
    AND safe_contacts.person_id = messages_out.client_id;

-- step: routes_open
SELECT row_key, bool_or(allowed) AS allowed
FROM routes_asked
WHERE live
GROUP BY row_key;

-- step: routes_named
-- The safe contact that a message names, where it is one of the client's on that case.
SELECT routes_asked.row_key, routes_asked.live, routes_asked.allowed
FROM routes_asked
JOIN messages_out ON messages_out.row_key = routes_asked.row_key
    AND messages_out.safe_contact_id = routes_asked.safe_contact_id;

-- step: messages_judged
-- One row per such message.
SELECT
    'contacts' AS record_table, messages_out.contact_id AS record_id, messages_out.case_id,
    messages_out.source_file, messages_out.source_row, messages_out.row_key,
    messages_out.method, messages_out.client_group, messages_out.contact_day,
    messages_out.person_id IS NOT NULL AS person_recorded,
    coalesce(messages_out.person_id = messages_out.client_id, false) AS to_the_client,
    messages_out.safe_contact_id IS NOT NULL AS contact_named,
    CASE WHEN routes_named.row_key IS NULL THEN false ELSE routes_named.live END AS named_live,
    coalesce(routes_named.allowed, false) AS named_allows,
    routes_open.row_key IS NOT NULL AS any_live,
    coalesce(routes_open.allowed, false) AS any_allows
FROM messages_out
LEFT JOIN routes_named ON routes_named.row_key = messages_out.row_key
LEFT JOIN routes_open ON routes_open.row_key = messages_out.row_key;
