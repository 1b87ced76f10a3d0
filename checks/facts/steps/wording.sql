-- step: papers_said
-- REC-04: the papers of a case whose text says one of the pack's words outside quotation marks, and where.
SELECT row_key, phrases_at(text, setting_items('derogatory.words')) AS places
FROM documents
WHERE owner_type = 'case' AND says_any(normalised_outside_quotations(text), setting('derogatory.words'));

-- step: contacts_said
-- REC-04: the same of the contact log.
SELECT row_key, phrases_at(summary, setting_items('derogatory.words')) AS places
FROM contacts
WHERE says_any(normalised_outside_quotations(summary), setting('derogatory.words'));

-- step: wording_judged
-- One row per document and per contact.
SELECT
    'documents' AS record_table, documents.document_id AS record_id,
    CASE WHEN documents.owner_type = 'case' THEN documents.owner_id END AS case_id,
    documents.source_file, documents.source_row, documents.row_key,
    coalesce(documents.owner_type = 'case', false) AND documents.text IS NOT NULL AS words_kept,
    papers_said.row_key IS NOT NULL AS says_word, papers_said.places AS word_at
FROM documents
LEFT JOIN papers_said ON papers_said.row_key = documents.row_key
UNION ALL
SELECT
    'contacts' AS record_table, contacts.contact_id AS record_id, contacts.case_id,
    contacts.source_file, contacts.source_row, contacts.row_key,
    contacts.summary IS NOT NULL AS words_kept,
    contacts_said.row_key IS NOT NULL AS says_word, contacts_said.places AS word_at
FROM contacts
LEFT JOIN contacts_said ON contacts_said.row_key = contacts.row_key;
