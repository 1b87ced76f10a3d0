-- step: disclosure_evidence_judged
-- One row per disclosure: what bears out its ground, or the permission it claims.
SELECT
    'disclosures' AS record_table, disclosures_read.disclosure_id AS record_id, disclosures_read.case_id,
    disclosures_read.source_file, disclosures_read.source_row, disclosures_read.row_key,
    -- what the record says
    disclosures_read.subject_type, disclosures_read.recipient_kind, disclosures_read.basis,
    disclosures_read.purpose_code, disclosures_read.disclosed_day, disclosures_read.may_increase_risk,
    disclosures_read.legal_reference IS NOT NULL AS legal_reference_said,
    disclosures_read.legal_reference IS NOT NULL
        OR coalesce(disclosures_read.basis NOT IN ('legal_obligation', 'court_order', 'contract_terms'), true)
        AS legal_reference_met,
    coalesce(disclosures_read.basis IN (setting('conflict.legal_bases')), false)
        AND disclosures_read.legal_reference IS NOT NULL AS law_compels,
    disclosures_read.categories IS NULL AS categories_blank,
    disclosures_read.decision_id IS NOT NULL AS decision_named,
    disclosures_read.document_id IS NOT NULL AS document_named,
    disclosures_read.recipient_agency_id IS NOT NULL AS agency_named,
    -- P9, P11
    disclosures_read.external, disclosures_read.identifiable, disclosures_read.to_the_subject,
    coalesce(disclosures_read.subject_type IN ('client', 'third_party'), true) AS about_client_or_third_party,
    accepted.subject_is_victim, accepted.about_programme_man,
    -- P13
    CASE
        WHEN disclosures_read.to_cover = 0 THEN true
        WHEN disclosures_read.disclosed_day IS NOT NULL
            THEN disclosures_read.to_cover & ~coalesce(cover.covered, 0) = 0
        WHEN consent_subjects.subject_id IS NULL THEN false
    END AS covered,
    CASE
        WHEN disclosures_read.to_cover = 0 THEN true
        WHEN disclosures_read.disclosed_day IS NOT NULL
            THEN disclosures_read.to_cover & ~coalesce(cover.permitted_by_self, 0) = 0
        WHEN consent_subjects.subject_id IS NULL THEN false
    END AS own_consent_covers,
    consent_subjects.subject_id IS NOT NULL AS consents_on_record,
    -- AUT-03
    senior_discussions.row_key IS NOT NULL AS senior_discussion_found,
    CASE WHEN disclosures_read.disclosed_day IS NULL AND senior_discussions.row_key IS NOT NULL THEN NULL
        ELSE coalesce(senior_discussions.in_time, false) END AS senior_discussion_in_time,
    coalesce(senior_discussions.same_day_untimed, false) AS senior_discussion_same_day,
    coalesce(senior_discussions.note_named, false) AS senior_note_named,
    coalesce(senior_discussions.note_filed, false) AS senior_note_filed,
    -- AUT-04
    CASE WHEN concerns_weighed.row_key IS NULL THEN false ELSE concerns_weighed.linked END AS concern_linked,
    coalesce(concerns_weighed.fits_basis, false) AS concern_fits,
    decisions.risk_assessment_id IS NOT NULL AS assessment_named,
    CASE
        WHEN assessments.created_on IS NULL THEN false
        WHEN disclosures_read.disclosed_day IS NULL THEN NULL
        ELSE assessments.created_on <= disclosures_read.disclosed_day
    END AS assessment_in_time,
    refusals_heard.row_key IS NOT NULL AND NOT coalesce(consents_renewed.given_on > refusals_heard.refused_on, false)
        AS consent_refused,
    decisions.rationale IS NOT NULL AS rationale_said,
    coalesce(
        disclosures_read.subject_type = 'staff' AND disclosures_read.basis IN ('contract_terms', 'public_interest'), false
    ) AS reason_may_serve,
    staff_reasons.row_key IS NOT NULL AS reason_serves,
    -- AUT-05
    coalesce(disclosures_read.subject_type = 'staff', false) AND coalesce(
        disclosures_read.categories & bits('disclosures.info_categories', setting('staff.protected_categories')) <> 0, true
    ) AS staff_details,
    staff_requests.row_key IS NOT NULL AS request_on_record,
    coalesce(staff_requests.referred, false) AS referred_through_manager,
    coalesce(legal_notices.given_on <= disclosures_read.disclosed_day, false) AS legal_notice_in_time,
    -- AUT-06
    accepted.on_mans_case AND client_partners.partner_id IS NOT NULL AS recipient_is_mans_partner,
    coalesce(
        disclosures_read.categories & ~bits('disclosures.info_categories', setting('men.milestone_categories')) = 0, false
    ) AS milestone_only,
    disclosures_read.recipient_agency_id IS NOT NULL AND coalesce(
        disclosures_read.categories & ~bits('disclosures.info_categories', setting('men.report_categories')) = 0, false
    ) AS could_be_report,
    coalesce(
        disclosures_read.recipient_kind IN (setting('men.warning_kinds'))
        AND disclosures_read.recipient_kind <> 'threatened_person', false
    ) AS kind_may_be_warned,
    CASE WHEN concerns_weighed.row_key IS NULL THEN false ELSE concerns_weighed.threat END AS threat_linked,
    coalesce(concerns_weighed.threat_to_recipient, false) AS recipient_threatened,
    coalesce(concerns_weighed.about_a_child, false) AS child_concern_linked,
    CASE WHEN disclosures_read.disclosed_day IS NULL AND (
            joint_starts.started_on IS NOT NULL OR coalesce(disclosures_read.categories
                & ~bits('disclosures.info_categories', setting('men.report_categories')) = 0, false)
        ) THEN NULL
        ELSE coalesce(joint_starts.started_on <= disclosures_read.disclosed_day, false) END AS agency_works_jointly,
    CASE WHEN disclosures_read.disclosed_day IS NULL AND (
            referral_starts.made_on IS NOT NULL OR coalesce(disclosures_read.categories
                & ~bits('disclosures.info_categories', setting('men.report_categories')) = 0, false)
        ) THEN NULL
        ELSE coalesce(referral_starts.made_on <= disclosures_read.disclosed_day, false) END AS agency_referred_case,
    -- DIS-10
    CASE
        WHEN disclosures_read.disclosed_day IS NOT NULL
            THEN disclosures_read.to_cover & ~coalesce(purpose_consents.covered, 0) = 0
        WHEN consent_subjects.subject_id IS NULL THEN false
    END AS purpose_consented,
    disclosures_read.to_cover & ~coalesce(purpose_consents.known, 0) = 0 AS purpose_known,
    -- DIS-11
    coalesce(
        papers.doc_type IN (setting('personnel.doc_types')) AND papers.owner_type IN ('staff', 'applicant'), false
    ) AS personnel_paper,
    coalesce(disclosures_read.categories & bits('disclosures.info_categories', 'job_application') <> 0, false)
        AS job_application,
    coalesce(papers.owner_type IN ('staff', 'applicant'), false) AND papers.owner_id IS NOT NULL
        AND papers.owner_id IS DISTINCT FROM disclosures_read.subject_id AS paper_of_another
FROM disclosures_read
JOIN disclosure_grounds AS accepted ON accepted.row_key = disclosures_read.row_key
LEFT JOIN cover ON cover.row_key = disclosures_read.row_key
LEFT JOIN consent_subjects ON consent_subjects.subject_id = disclosures_read.subject_id
LEFT JOIN senior_discussions ON senior_discussions.row_key = disclosures_read.row_key
LEFT JOIN concerns_weighed ON concerns_weighed.row_key = disclosures_read.row_key
LEFT JOIN decisions ON decisions.decision_id = disclosures_read.decision_id
LEFT JOIN documents AS assessments ON assessments.document_id = decisions.risk_assessment_id
    AND assessments.doc_type = 'risk_assessment'
LEFT JOIN refusals_heard ON refusals_heard.row_key = disclosures_read.row_key
LEFT JOIN consents_renewed ON consents_renewed.row_key = disclosures_read.row_key
LEFT JOIN staff_reasons ON staff_reasons.row_key = disclosures_read.row_key
LEFT JOIN staff_requests ON staff_requests.row_key = disclosures_read.row_key
LEFT JOIN legal_notices ON legal_notices.recipient_id = disclosures_read.subject_id
LEFT JOIN partners AS client_partners ON client_partners.person_id = accepted.case_client_id
    AND client_partners.partner_id = disclosures_read.recipient_person_id
LEFT JOIN joint_starts ON joint_starts.case_id = disclosures_read.case_id
    AND joint_starts.agency_id = disclosures_read.recipient_agency_id
LEFT JOIN referral_starts ON referral_starts.case_id = disclosures_read.case_id
    AND referral_starts.agency_id = disclosures_read.recipient_agency_id
LEFT JOIN purpose_consents ON purpose_consents.row_key = disclosures_read.row_key
LEFT JOIN documents AS papers ON papers.document_id = disclosures_read.document_id;
