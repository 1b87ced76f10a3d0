-- step: disclosures_judged
-- One row per disclosure: everything the disclosure rules read.
SELECT
    'disclosures' AS record_table, disclosures_read.disclosure_id AS record_id, disclosures_read.case_id,
    disclosures_read.source_file, disclosures_read.source_row, disclosures_read.row_key,
    -- what the record says
    disclosures_read.subject_type, disclosures_read.scope, disclosures_read.recipient_kind,
    disclosures_read.channel,
    disclosures_read.basis, disclosures_read.purpose_code, disclosures_read.disclosed_day,
    disclosures_read.subject_told_on, disclosures_read.not_told_reason,
    disclosures_read.disclosed_day + CAST(setting('days.told_after') AS INTEGER) AS tell_by,
    disclosures_read.client_requested,
    disclosures_read.what_shared_said, disclosures_read.recipient_said, disclosures_read.purpose_said,
    disclosures_read.insecure_reason_said,
    disclosures_read.legal_reference IS NOT NULL AS legal_reference_said,
    disclosures_read.recipient_person_id IS NOT NULL AS recipient_recorded,
    -- P11
    disclosures_read.external, disclosures_read.identifiable, disclosures_read.to_the_subject,
    coalesce(disclosures_read.subject_type IN ('client', 'third_party'), true) AS about_client_or_third_party,
    coalesce(disclosures_read.basis = 'not_confidential', false)
        AND coalesce(disclosures_read.categories & bits('disclosures.info_categories', setting('always_confidential')) = 0, false)
        AS may_be_not_confidential,
    NOT (
        accepted.basis_accepted AND coalesce(disclosures_read.basis = 'not_confidential', false)
        AND coalesce(disclosures_read.categories & bits('disclosures.info_categories', setting('always_confidential')) = 0, false)
    ) AS confidential,
    -- P9, P10
    accepted.subject_group, accepted.subject_is_victim, accepted.about_programme_man,
    partners.partner_id IS NOT NULL AS recipient_is_partner,
    -- P13
    CASE
        WHEN disclosures_read.to_cover = 0 THEN true
        WHEN disclosures_read.disclosed_day IS NOT NULL
            THEN disclosures_read.to_cover & ~coalesce(cover.covered, 0) = 0
        WHEN consent_subjects.subject_id IS NULL THEN false
    END AS covered,
    -- the ground
    accepted.basis_accepted,
    coalesce(disclosures_read.basis IN (setting('basis.breaking')), false) AS basis_breaking,
    coalesce(disclosures_read.basis IN (setting('conflict.bases')), false) AS basis_may_conflict,
    coalesce(disclosures_read.basis IN (setting('conflict.legal_bases')), false) AS basis_is_legal,
    coalesce(disclosure_concerns.serious, false) AS serious_concern_linked,
    decision_harms.decision_id IS NOT NULL AS concern_decided,
    coalesce(decision_harms.serious, false) AS serious_concern_decided,
    disclosure_concerns.row_key IS NOT NULL AS concern_linked,
    coalesce(disclosure_concerns.about_another, false) AS concern_about_another,
    -- the decision
    disclosures_read.decision_id IS NOT NULL AS decision_named,
    decisions.decision_id IS NOT NULL AS decision_found,
    decisions.decision_type,
    CASE
        WHEN decisions.decision_id IS NULL THEN false
        ELSE NOT no_later(
            decisions.decided_at, decisions.decided_at__timed,
            disclosures_read.disclosed_at, disclosures_read.disclosed_at__timed
        )
    END AS decided_later,
    CAST(decisions.decided_at AS DATE) AS decided_day,
    coalesce(CAST(decisions.decided_at AS DATE) = disclosures_read.disclosed_day, false)
        AND NOT (decisions.decided_at__timed AND disclosures_read.disclosed_at__timed) AS decided_same_day_untimed,
    decisions.subject_id IS NOT NULL AND decisions.subject_id IS DISTINCT FROM disclosures_read.subject_id
        AS decision_about_another,
    -- the consent named (CON-02)
    disclosures_read.consent_id IS NOT NULL AS consent_named,
    consent_named.row_key IS NOT NULL AS consent_found,
    consent_named.status AS consent_status, consent_named.given_on AS consent_given_on,
    consent_named.ended_on AS consent_ended_on,
    coalesce(consent_named.of_another, false) AS consent_of_another,
    coalesce(consent_named.of_unknown, false) AS consent_of_unknown,
    coalesce(consent_named.recipient_matches AND NOT consent_named.recipient_excluded, false) AS consent_names_recipient,
    coalesce(disclosures_read.to_cover & ~consent_named.covers = 0, false) AS consent_names_categories,
    coalesce(consent_named.recipient_excluded OR consent_named.category_excluded, false) AS consent_excludes,
    CASE
        WHEN consents_superseded.superseded THEN true
        WHEN disclosures_read.disclosed_day IS NULL THEN NULL
        ELSE false
    END AS consent_superseded,
    coalesce(consent_named.names_no_recipient, false) AS consent_names_nobody,
    coalesce(consent_named.form = 'written', false) AS consent_written,
    consent_named.document_id IS NOT NULL AS consent_document_named,
    consent_papers.document_id IS NOT NULL AS consent_document_found,
    -- sensitive facts (CON-04)
    coalesce(
        disclosures_read.categories & bits('disclosures.info_categories', setting('never_without_permission')) <> 0, false
    ) AS sensitive_named,
    coalesce(disclosures_read.categories & bits('disclosures.info_categories', 'whole_file') <> 0, false) AS whole_file,
    disclosures_read.categories IS NULL AS categories_blank,
    coalesce(disclosures_read.categories & bits('disclosures.info_categories', setting('never_without_permission'))
        & ~coalesce(cover.permitted_by_self, 0) = 0, true) AS sensitive_permitted_by_self,
    coalesce(disclosures_read.categories & bits('disclosures.info_categories', setting('never_without_permission'))
        & ~coalesce(cover.permitted, 0) = 0, true) AS sensitive_permitted,
    coalesce(disclosures_read.categories & bits('disclosures.info_categories', setting('never_without_permission'))
        & ~coalesce(cover.permitted_by_self_named, 0) = 0, true) AS sensitive_permitted_by_self_to_named,
    coalesce(disclosures_read.categories & bits('disclosures.info_categories', setting('never_without_permission'))
        & ~coalesce(cover.permitted_named, 0) = 0, true) AS sensitive_permitted_to_named,
    -- P12
    CASE
        WHEN recipient_staff.staff_id IS NULL THEN false
        WHEN disclosures_read.disclosed_day IS NULL THEN NULL
        ELSE coalesce(recipient_staff.worker_type IN (setting('inside_worker_types')), false)
            AND coalesce(recipient_staff.started_on <= disclosures_read.disclosed_day, true)
            AND coalesce(recipient_staff.left_on >= disclosures_read.disclosed_day, true)
    END AS recipient_inside,
    -- CON-06
    consents_sought.row_key IS NOT NULL AS consent_row_found,
    coalesce(consents_sought.answered, false) AS consent_answered,
    coalesce(consents_sought.reason_accepted, false) AS reason_accepted,
    coalesce(consents_sought.delay_accepted, false) AS delay_accepted,
    coalesce(consents_sought.delay_given, false) AS delay_given,
    coalesce(consents_sought.reason_missing, false) AS reason_missing,
    coalesce(consents_sought.reason_refused, false) AS reason_refused,
    coalesce(consents_sought.adult_reason_refused, false) AS adult_reason_refused,
    -- P15
    manager_involvement.row_key IS NOT NULL AS manager_row_linked,
    coalesce(manager_involvement.kind_found, false) AS manager_kind_found,
    coalesce(manager_involvement.kinds_complete, false) AS manager_kinds_complete,
    coalesce(manager_involvement.covers_complete, false) AS manager_covers_complete,
    coalesce(manager_involvement.in_time, false) AS manager_in_time,
    coalesce(manager_involvement.in_emergency_time, false)
        AND coalesce(decisions.considered__mask & bits('decisions.considered', 'urgency') <> 0, false)
        AS manager_in_emergency_time,
    coalesce(decisions.considered__mask & bits('decisions.considered', 'urgency') <> 0, false)
        AND coalesce(hours_still_open(
            disclosures_read.disclosed_at, disclosures_read.disclosed_at__timed,
            setting('manager.emergency_hours'), as_of()
        ), false) AS emergency_hours_open,
    -- scopes that other checks own (AUT-05, AUT-06 and its routes, DIS-11)
    coalesce(disclosures_read.subject_type = 'staff', false) AND disclosures_read.external AND coalesce(
        disclosures_read.categories & bits('disclosures.info_categories', setting('staff.protected_categories')) <> 0, true
    ) AS in_aut_05,
    disclosures_read.external AND disclosures_read.identifiable
        AND coalesce(disclosures_read.subject_type IN ('client', 'third_party'), true) AS could_be_in_aut_06,
    disclosures_read.document_id IS NOT NULL AS document_named,
    coalesce(papers.doc_type IN (setting('personnel.doc_types')) AND papers.owner_type IN ('staff', 'applicant'), false)
        AS personnel_paper,
    coalesce(disclosures_read.categories & bits('disclosures.info_categories', 'job_application') <> 0, false) AS job_application,
    accepted.on_mans_case
        AND coalesce(disclosures_read.basis = 'programme_notification', false)
        AND client_partners.partner_id IS NOT NULL
        AND coalesce(disclosures_read.categories & ~bits('disclosures.info_categories', setting('men.milestone_categories')) = 0, false)
        AS fits_notification,
    coalesce(disclosures_read.basis = 'threat_warning', false) AND disclosures_read.categories IS NOT NULL
        AS claims_threat_warning,
    coalesce(disclosure_concerns.threat_to_recipient, false) OR coalesce(disclosure_concerns.threat, false)
        AND coalesce(disclosures_read.recipient_kind IN (setting('men.warning_kinds'))
            AND disclosures_read.recipient_kind <> 'threatened_person', false) AS fits_warning,
    disclosures_read.recipient_agency_id IS NOT NULL
        AND coalesce(disclosures_read.categories & ~bits('disclosures.info_categories', setting('men.report_categories')) = 0, false)
        AS could_be_report,
    coalesce(joint_work.started_on <= disclosures_read.disclosed_day, false) AS agency_involved,
    -- the recipient on the case (DIS-02)
    coalesce(recipient_people.is_client = 'yes', false)
        AND coalesce(disclosures_read.recipient_person_id <> disclosures_read.subject_id, true)
        AND NOT coalesce(parents_on_cases.parent_carer, false) AS recipient_is_another_client,
    people_on_cases.person_id IS NOT NULL AS recipient_on_case,
    coalesce(disclosures_read.recipient_kind = 'family', false) AND parents_on_cases.person_id IS NOT NULL
        AND accepted.subject_group IN (setting('family.parent_allowed_for')) AND NOT accepted.competent
        AS parent_may_be_told,
    -- who provided it (CON-07)
    coalesce(
        provider_papers.third_party_source AND provider_papers.source_kind IN (setting('provider.consent_when')), false
    ) AS paper_of_provider,
    coalesce(disclosures_read.categories & bits('disclosures.info_categories', 'third_party') <> 0, false)
        AS third_party_named,
    provider_answers_standing.row_key IS NOT NULL AS provider_asked,
    provider_answers_standing.status AS provider_answer,
    coalesce(provider_answers_standing.reason_said, false) AS provider_reason_said
FROM disclosures_read
JOIN disclosure_grounds AS accepted ON accepted.row_key = disclosures_read.row_key
LEFT JOIN disclosure_concerns ON disclosure_concerns.row_key = disclosures_read.row_key
LEFT JOIN decision_harms ON decision_harms.decision_id = disclosures_read.decision_id
LEFT JOIN consent_subjects ON consent_subjects.subject_id = disclosures_read.subject_id
LEFT JOIN cover ON cover.row_key = disclosures_read.row_key
LEFT JOIN decisions ON decisions.decision_id = disclosures_read.decision_id
LEFT JOIN consent_named ON consent_named.row_key = disclosures_read.row_key
LEFT JOIN consents_superseded ON consents_superseded.row_key = disclosures_read.row_key
LEFT JOIN documents AS consent_papers ON consent_papers.document_id = consent_named.document_id
LEFT JOIN documents AS papers ON papers.document_id = disclosures_read.document_id
LEFT JOIN staff AS recipient_staff ON recipient_staff.staff_id = disclosures_read.recipient_person_id
LEFT JOIN people AS recipient_people ON recipient_people.person_id = disclosures_read.recipient_person_id
LEFT JOIN partners ON partners.person_id = disclosures_read.subject_id
    AND partners.partner_id = disclosures_read.recipient_person_id
LEFT JOIN partners AS client_partners ON client_partners.person_id = accepted.case_client_id
    AND client_partners.partner_id = disclosures_read.recipient_person_id
LEFT JOIN consents_sought ON consents_sought.row_key = disclosures_read.row_key
LEFT JOIN manager_involvement ON manager_involvement.row_key = disclosures_read.row_key
LEFT JOIN joint_work ON joint_work.case_id = disclosures_read.case_id
    AND joint_work.agency_id = disclosures_read.recipient_agency_id
LEFT JOIN people_on_cases ON people_on_cases.case_id = disclosures_read.case_id
    AND people_on_cases.person_id = disclosures_read.recipient_person_id
LEFT JOIN parents_on_cases ON parents_on_cases.case_id = disclosures_read.case_id
    AND parents_on_cases.person_id = disclosures_read.recipient_person_id
LEFT JOIN papers AS provider_papers ON provider_papers.document_id = disclosures_read.document_id
LEFT JOIN provider_answers_standing ON provider_answers_standing.row_key = disclosures_read.row_key;
