-- What an analyst would write by hand for nine rules of pack combined (sample settings) on four Parquet files:
-- RAT-01, RAT-02, RAT-04, CON-01, CON-02, CON-04, DIS-04, DIS-07 and RET-03, as things stood on 31 March 2026.
-- A few helpers, then one query. $EXPORT and $OUT are put in by run.py.
--
-- People, staff, documents and harm concerns are not there. A record that only they could settle is undecided.

CREATE OR REPLACE TEMP MACRO filled(t) AS nullif(trim(t), '');
CREATE OR REPLACE TEMP MACRO code(t) AS lower(trim(t));
CREATE OR REPLACE TEMP MACRO plain(t) AS regexp_replace(
    regexp_replace(lower(t), '\s+', ' ', 'g'), '^[^\p{L}\p{Nd}]+|[^\p{L}\p{Nd}]+$', '', 'g');
CREATE OR REPLACE TEMP MACRO empty_words() AS ['', 'n/a', 'na', 'none', 'nil', 'tbc', 'tba', 'not known', 'unknown',
    'as discussed', 'as above', 'as per policy', 'see notes', 'see file', 'see above', 'ok', 'yes', 'no', 'x', 'xx', 'test'];
CREATE OR REPLACE TEMP MACRO says(t) AS
    coalesce(length(trim(t)) > 0 AND (length(trim(t)) > 40 OR NOT list_contains(empty_words(), plain(t))), false);
CREATE OR REPLACE TEMP MACRO codes(t) AS string_split(nullif(replace(lower(t), ' ', ''), ''), ';');
CREATE OR REPLACE TEMP MACRO day(t) AS TRY_CAST(left(CAST(t AS VARCHAR), 10) AS DATE);
-- The first part of "recipient matches": named by agency or by name.
CREATE OR REPLACE TEMP MACRO named(c_agency, c_name, d_agency, d_name) AS
    coalesce(c_agency = d_agency, false) OR coalesce(c_name = d_name, false);
CREATE OR REPLACE TEMP MACRO barred(items, names, agency, person, kind, name) AS items IS NOT NULL AND coalesce(
    list_contains(items, lower(agency)) OR list_contains(items, lower(person)) OR list_contains(items, kind)
    OR list_contains(names, name), false);
-- What needs express permission, and what is confidential whatever the basis says.
CREATE OR REPLACE TEMP MACRO sensitive() AS ['hiv_status', 'rape_or_sexual_violence'];
CREATE OR REPLACE TEMP MACRO always_confidential() AS ['address', 'contact_details', 'whole_file', 'health', 'hiv_status',
    'rape_or_sexual_violence', 'offending', 'risk', 'children', 'programme_progress', 'programme_concern', 'third_party',
    'staff_personal', 'job_application'];
-- Whether a list of codes allows one: the whole file stands for all but what needs express permission.
CREATE OR REPLACE TEMP MACRO allows(listed, excluded, item) AS coalesce(
    list_contains(listed, item) OR list_contains(listed, 'whole_file') AND NOT list_contains(sensitive(), item),
    false) AND NOT coalesce(list_contains(excluded, item), false);

COPY (
WITH decisions AS MATERIALIZED (
    SELECT filled(decision_id) AS decision_id, filled(case_id) AS case_id, filled(subject_id) AS subject_id,
        code(decision_type) AS decision_type, filled(rationale) AS rationale, plain(rationale) AS reason,
        TRY_CAST(decided_at AS TIMESTAMP) AS decided_at, length(CAST(decided_at AS VARCHAR)) > 10 AS decided_timed
    FROM read_parquet('$EXPORT/decisions.parquet')
    WHERE coalesce(TRY_CAST(decided_at AS TIMESTAMP) < TIMESTAMP '2026-04-01', true)
), consents AS MATERIALIZED (
    SELECT filled(consent_id) AS consent_id, filled(case_id) AS case_id, filled(subject_id) AS subject_id,
        code(given_as) AS given_as, code(status) AS status, code(form) AS form,
        CASE WHEN day(sought_on) <= DATE '2026-03-31' THEN day(sought_on) END AS sought_on,
        day(given_on) AS given_on, day(ended_on) AS ended_on,
        filled(recipient_agency_id) AS agency_id,
        CASE WHEN says(recipient_named) THEN plain(recipient_named) END AS recipient,
        codes(info_categories) AS listed, codes(excluded_categories) AS excluded,
        list_transform(string_split(excluded_recipients, ';'), lambda x: lower(trim(x))) AS barred_codes,
        list_transform(string_split(excluded_recipients, ';'), lambda x: plain(x)) AS barred_names,
        filled(document_id) AS document_id
    FROM read_parquet('$EXPORT/consents.parquet')
    WHERE coalesce(coalesce(day(given_on), day(sought_on), day(ended_on)) <= DATE '2026-03-31', true)
), cases AS MATERIALIZED (
    SELECT filled(case_id) AS case_id, filled(person_id) AS person_id, day(opened_on) AS opened_on,
        CASE WHEN code(client_group) <> 'q7' THEN code(client_group) END AS client_group,
        hold_reason, code(retention_basis) AS basis, day(retention_review_on) AS review,
        code(evidence_hold) AS hold, code(status) AS status
    FROM read_parquet('$EXPORT/cases.parquet')
    WHERE coalesce(day(opened_on) <= DATE '2026-03-31', true)
), refusals AS MATERIALIZED (
    SELECT consent_id, case_id, subject_id, agency_id, recipient, listed, excluded, barred_codes, barred_names,
        CASE status WHEN 'refused' THEN sought_on ELSE ended_on END AS refused_on
    FROM consents
    WHERE status IN ('refused', 'withdrawn') AND coalesce(given_as <> 'info_provider', true)
), disclosures AS MATERIALIZED (
    SELECT *, coalesce(kind = 'data_subject' AND (person_id IS NULL OR person_id = subject_id), false) AS to_subject,
        coalesce(subject_type IN ('client', 'third_party'), true) AS about_client,
        listed IS NULL OR listed <> ['none_identifying'] AS identifiable,
        (coalesce(scope, 'external') <> 'internal' OR kind IS NULL OR kind NOT IN ('staff_member', 'committee'))
            AND NOT coalesce(kind = 'data_subject' AND (person_id IS NULL OR person_id = subject_id), false) AS external
    FROM (SELECT filled(disclosure_id) AS disclosure_id, filled(case_id) AS case_id, filled(subject_id) AS subject_id,
        CASE WHEN code(subject_type) IN ('client', 'third_party', 'staff', 'applicant', 'committee_member') THEN code(subject_type) END AS subject_type,
        code(scope) AS scope,
        TRY_CAST(disclosed_at AS TIMESTAMP) AS disclosed_at, day(disclosed_at) AS disclosed_on,
        length(CAST(disclosed_at AS VARCHAR)) > 10 AS disclosed_timed,
        CASE WHEN code(recipient_kind) <> 'q7' THEN code(recipient_kind) END AS kind,
        says(recipient_name) AS recipient_said, CASE WHEN says(recipient_name) THEN plain(recipient_name) END AS recipient,
        filled(recipient_agency_id) AS agency_id, filled(recipient_person_id) AS person_id,
        CASE WHEN code(channel) <> 'q7' THEN code(channel) END AS channel,
        says(what_shared) AS what_said, says(purpose) AS purpose_said,
        CASE WHEN code(purpose_code) <> 'q7' THEN code(purpose_code) END AS purpose_code,
        CASE WHEN code(basis) <> 'q7' THEN code(basis) END AS basis,
        filled(consent_id) AS consent_id, filled(decision_id) AS decision_id, filled(document_id) AS document_id,
        codes(info_categories) AS listed, code(client_requested) = 'yes' AS client_requested,
        CASE WHEN day(subject_told_on) <= DATE '2026-03-31' THEN day(subject_told_on) END AS told_on,
        CASE WHEN code(not_told_reason) <> 'q7' THEN code(not_told_reason) END AS not_told_reason
    FROM read_parquet('$EXPORT/disclosures.parquet')
    WHERE coalesce(TRY_CAST(disclosed_at AS TIMESTAMP) < TIMESTAMP '2026-04-01', true))
), rat_01 AS (
    SELECT 'RAT-01' AS rule_id, decision_id AS record_id, 'breach' AS outcome,
        CASE WHEN rationale IS NULL THEN 'blank' WHEN list_contains(empty_words(), reason) THEN 'placeholder' ELSE 'too_short' END AS cause
    FROM decisions
    WHERE decision_type IN ('share', 'not_share', 'do_not_seek_consent', 'do_not_tell', 'refuse_access', 'refuse_erasure')
        AND (rationale IS NULL OR length(reason) < 20)
), rat_02 AS (
    SELECT 'RAT-02', d.disclosure_id,
        concat_ws(';',
            CASE WHEN CASE WHEN d.disclosed_timed AND x.decided_timed THEN x.decided_at > d.disclosed_at
                ELSE CAST(x.decided_at AS DATE) > d.disclosed_on END THEN 'decided_after' END,
            CASE WHEN d.decision_id IS NOT NULL AND x.decision_id IS NULL THEN 'dangling' END,
            CASE WHEN d.decision_id IS NULL THEN 'no_decision' END,
            CASE WHEN x.decision_id IS NOT NULL AND coalesce(x.decision_type <> 'share', true) THEN 'not_a_share_decision' END,
            CASE WHEN x.subject_id IS DISTINCT FROM d.subject_id AND x.subject_id IS NOT NULL THEN 'other_subject' END) AS cause,
        x.decision_id IS NOT NULL AND (x.decided_at IS NULL OR d.disclosed_at IS NULL) AS unknown
    FROM disclosures d LEFT JOIN decisions x ON x.decision_id = d.decision_id
    WHERE d.about_client AND NOT d.to_subject
), rat_04 AS (
    SELECT 'RAT-04', disclosure_id, concat_ws(';', CASE WHEN NOT purpose_said THEN 'no_purpose' END,
        CASE WHEN purpose_code IS NULL THEN 'no_purpose_code' END,
        CASE WHEN NOT recipient_said THEN 'no_recipient' END, CASE WHEN NOT what_said THEN 'no_what' END) AS cause, false AS unknown
    FROM disclosures
), latest_case AS (
    SELECT DISTINCT ON (person_id) person_id, client_group
    FROM cases
    WHERE person_id IS NOT NULL
    ORDER BY person_id, opened_on DESC NULLS LAST, case_id DESC
), con_01_scope AS MATERIALIZED (
    -- a document may be a personnel paper, and whether not_confidential is accepted hangs on the group: not there to tell
    SELECT d.*, d.document_id IS NOT NULL OR coalesce(d.basis = 'not_confidential'
            AND NOT list_has_any(d.listed, always_confidential()), false) AS scope_unknown
    FROM disclosures d
    LEFT JOIN consents c ON c.consent_id = d.consent_id
    LEFT JOIN cases k ON k.case_id = d.case_id
    LEFT JOIN latest_case l ON l.person_id = d.subject_id
    WHERE d.external AND d.identifiable
        -- programme men: AUT-06 judges them
        AND NOT (d.about_client AND (coalesce(k.client_group = 'man_dvpp', false) OR coalesce(
            coalesce(CASE WHEN k.person_id = d.subject_id THEN k.client_group END, l.client_group) = 'man_dvpp', false)))
        AND NOT coalesce(d.basis = 'consent' AND c.consent_id IS NOT NULL, false)
        AND NOT (coalesce(d.subject_type = 'staff', false)
            AND coalesce(list_has_any(d.listed, ['staff_personal', 'address', 'contact_details', 'health']), true))
        AND NOT coalesce(list_contains(d.listed, 'job_application'), false)
), con_04_scope AS MATERIALIZED (
    SELECT *, list_intersect(listed, sensitive()) AS facts
    FROM disclosures
    WHERE about_client AND NOT to_subject
        AND coalesce(list_has_any(listed, sensitive()) OR list_contains(listed, 'whole_file'), true)
), to_cover AS MATERIALIZED (
    -- what CON-01 and CON-04 look for a consent to, one category a row
    SELECT disclosure_id, case_id, subject_id, disclosed_on, agency_id, recipient, person_id, kind,
        unnest(coalesce(listed, ['blank'])) AS item
    FROM con_01_scope
    UNION
    SELECT disclosure_id, case_id, subject_id, disclosed_on, agency_id, recipient, person_id, kind, unnest(facts)
    FROM con_04_scope
), covered AS MATERIALIZED (
    SELECT d.disclosure_id, d.item, bool_or(coalesce(c.given_as = 'self', false)) AS by_self
    FROM to_cover d
    JOIN consents c ON c.subject_id = d.subject_id
    WHERE coalesce(c.given_as <> 'info_provider', true) AND c.given_on <= d.disclosed_on
        AND coalesce(c.case_id = d.case_id, true)
        AND (c.status = 'given' AND coalesce(c.ended_on >= d.disclosed_on, true)
            OR c.status = 'withdrawn' AND c.ended_on > d.disclosed_on)
        AND named(c.agency_id, c.recipient, d.agency_id, d.recipient)
        AND NOT barred(c.barred_codes, c.barred_names, d.agency_id, d.person_id, d.kind, d.recipient)
        AND allows(c.listed, c.excluded, d.item)
        AND NOT EXISTS (
            SELECT 1 FROM refusals r
            WHERE r.subject_id = d.subject_id AND r.consent_id <> c.consent_id AND coalesce(r.case_id = d.case_id, true)
                AND (r.refused_on IS NULL OR r.refused_on BETWEEN c.given_on AND d.disclosed_on
                    AND (r.agency_id IS NULL AND r.recipient IS NULL OR named(r.agency_id, r.recipient, d.agency_id, d.recipient))
                    AND NOT barred(r.barred_codes, r.barred_names, d.agency_id, d.person_id, d.kind, d.recipient)
                    AND (r.listed IS NULL OR list_contains(r.listed, 'whole_file') OR list_contains(r.listed, d.item))
                    AND NOT coalesce(list_contains(r.excluded, d.item), false)))
    GROUP BY d.disclosure_id, d.item
), con_01 AS (
    -- any other basis may be on the list for the subject's group, which is not there to tell
    SELECT 'CON-01', disclosure_id,
        CASE
            WHEN scope_unknown THEN ''
            WHEN disclosed_on IS NULL AND subject_id IN (SELECT subject_id FROM consents WHERE subject_id IS NOT NULL) THEN ''
            WHEN coalesce(basis = 'none', true) THEN 'no_basis'
            WHEN basis = 'consent' THEN 'consent_missing'
            WHEN basis = 'not_identifiable' THEN 'not_identifiable_claimed'
            WHEN basis = 'not_confidential' THEN 'basis_not_accepted'
            ELSE ''
        END AS cause, true AS unknown
    FROM con_01_scope
    WHERE disclosure_id IN (
        SELECT d.disclosure_id
        FROM to_cover d ANTI JOIN covered c ON c.disclosure_id = d.disclosure_id AND c.item = d.item
        WHERE d.item <> 'none_identifying')
), con_02_scope AS MATERIALIZED (
    SELECT d.disclosure_id, d.case_id, d.subject_id, d.disclosed_on, d.kind, d.purpose_code, d.agency_id, d.recipient, d.person_id,
        coalesce(d.listed, ['blank']) AS to_cover,
        named(c.agency_id, c.recipient, d.agency_id, d.recipient) AS matches,
        barred(c.barred_codes, c.barred_names, d.agency_id, d.person_id, d.kind, d.recipient) AS is_barred,
        c.consent_id, c.status, c.form, c.given_on, c.ended_on, c.given_as, c.listed, c.excluded, c.document_id,
        c.subject_id AS giver, c.agency_id IS NULL AND c.recipient IS NULL AS names_nobody
    FROM disclosures d JOIN consents c ON c.consent_id = d.consent_id
    WHERE d.external AND d.identifiable AND d.basis = 'consent'
), superseded AS (
    SELECT DISTINCT d.disclosure_id
    FROM con_02_scope d JOIN refusals r ON r.subject_id = d.giver AND r.consent_id <> d.consent_id
    WHERE d.status IN ('given', 'withdrawn') AND coalesce(r.case_id = d.case_id, true)
        AND (r.refused_on IS NULL OR r.refused_on BETWEEN d.given_on AND d.disclosed_on
            AND (r.agency_id IS NULL AND r.recipient IS NULL OR named(r.agency_id, r.recipient, d.agency_id, d.recipient))
            AND NOT barred(r.barred_codes, r.barred_names, d.agency_id, d.person_id, d.kind, d.recipient)
            AND len(list_filter(d.to_cover, lambda x: (r.listed IS NULL OR list_contains(r.listed, 'whole_file') OR list_contains(r.listed, x))
                AND NOT coalesce(list_contains(r.excluded, x), false))) > 0)
), con_02 AS (
    SELECT 'CON-02', d.disclosure_id,
        concat_ws(';',
            CASE WHEN status = 'given' AND ended_on < disclosed_on
                OR status = 'withdrawn' AND (ended_on IS NULL OR ended_on <= disclosed_on) THEN 'ended' END,
            CASE WHEN is_barred OR coalesce(list_has_any(excluded, to_cover), false) THEN 'excluded' END,
            CASE WHEN coalesce(form = 'written', false) AND names_nobody THEN 'no_named_recipient' END,
            CASE WHEN (coalesce(kind = 'health', false) OR coalesce(purpose_code = 'court_report', false))
                AND (coalesce(form <> 'written', true) OR document_id IS NULL) THEN 'not_written' END,
            CASE WHEN given_on > disclosed_on THEN 'not_yet_given' END,
            CASE WHEN len(list_filter(to_cover, lambda x: NOT allows(listed, excluded, x) AND x <> 'none_identifying')) > 0 THEN 'other_category' END,
            CASE WHEN giver IS DISTINCT FROM subject_id OR coalesce(given_as = 'info_provider', false) THEN 'other_person' END,
            CASE WHEN NOT matches OR is_barred THEN 'other_recipient' END,
            CASE WHEN status IN ('refused', 'not_sought') THEN 'refused' END,
            CASE WHEN superseded.disclosure_id IS NOT NULL THEN 'superseded' END,
            CASE WHEN given_on IS NULL THEN 'undated' END) AS cause,
        -- the document is not there to be looked up (P7)
        disclosed_on IS NULL OR status IS NULL OR status = 'q7' OR giver IS NULL AND subject_id IS NULL
            OR coalesce(kind = 'health', false) OR coalesce(purpose_code = 'court_report', false) AS unknown
    FROM con_02_scope d LEFT JOIN superseded USING (disclosure_id)
), con_04 AS (
    -- settled only by the person's own consent to every fact listed: whether the recipient is staff, an attorney may
    -- give it, or a serious concern is linked is in absent tables; a whole file or a blank list may hold such a fact
    SELECT 'CON-04', d.disclosure_id, '' AS cause, true AS unknown
    FROM con_04_scope d LEFT JOIN (
        SELECT disclosure_id, count(*) AS facts FROM covered WHERE by_self AND list_contains(sensitive(), item) GROUP BY ALL
    ) permitted ON permitted.disclosure_id = d.disclosure_id
    WHERE coalesce(permitted.facts < len(d.facts), true)
), dis_04 AS (
    SELECT 'DIS-04', disclosure_id, CASE WHEN channel IS NULL THEN 'channel_blank' ELSE 'channel_not_accepted' END AS cause, false AS unknown
    FROM disclosures
    WHERE external AND identifiable AND coalesce(channel NOT IN ('secure_email', 'portal', 'post', 'in_person', 'phone', 'video'), true)
), dis_07 AS (
    SELECT 'DIS-07', disclosure_id,
        CASE
            WHEN told_on IS NULL AND not_told_reason IS NULL AND DATE '2026-03-31' > disclosed_on + 7 THEN 'not_told'
            WHEN told_on IS NULL AND NOT accepted AND DATE '2026-03-31' > disclosed_on + 7 THEN 'reason_not_accepted'
            WHEN told_on > disclosed_on + 7 AND NOT coalesce(accepted, false) THEN 'told_late'
            ELSE ''
        END AS cause,
        disclosed_on IS NULL AS unknown
    FROM (SELECT *, not_told_reason IN ('would_raise_risk', 'would_prejudice_investigation', 'subject_already_knew') AS accepted FROM disclosures)
    WHERE external AND identifiable AND about_client AND NOT coalesce(client_requested, false)
), ret_03 AS (
    SELECT 'RET-03', case_id, concat_ws(';',
        CASE WHEN NOT says(hold_reason) AND case_id NOT IN (
            SELECT case_id FROM decisions WHERE decision_type = 'retain_longer' AND length(reason) >= 20 AND case_id IS NOT NULL)
            THEN 'no_reason' END,
        CASE WHEN basis IN ('indefinite', 'legal_hold') AND review IS NULL THEN 'no_review_date' END,
        CASE WHEN basis = 'indefinite' THEN 'not_allowed' END,
        CASE WHEN basis IN ('indefinite', 'legal_hold') AND review < DATE '2026-03-31' THEN 'review_passed' END) AS cause, false AS unknown
    FROM cases
    WHERE (hold = 'yes' OR basis IN ('indefinite', 'legal_hold')) AND coalesce(status <> 'destroyed', true)
), judged(rule_id, record_id, cause, unknown) AS (
    FROM rat_02 UNION ALL FROM rat_04 UNION ALL FROM con_01 UNION ALL FROM con_02 UNION ALL FROM con_04
    UNION ALL FROM dis_04 UNION ALL FROM dis_07 UNION ALL FROM ret_03
)
SELECT rule_id, record_id, outcome, cause FROM rat_01
UNION ALL
SELECT rule_id, record_id, CASE WHEN cause <> '' THEN 'breach' ELSE 'undecided' END, cause FROM judged WHERE cause <> '' OR unknown
ORDER BY rule_id, record_id
) TO '$OUT' (FORMAT csv, HEADER);
