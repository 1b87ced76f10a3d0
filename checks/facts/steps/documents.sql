-- step: papers
-- Case papers with their case, whether their source is a third party (P18), and their text to search.
SELECT
    documents.row_key, documents.document_id, documents.owner_type, documents.owner_id, documents.section,
    documents.source_kind, documents.about_person_ids, cases.person_id AS client_id,
    coalesce(cases.status = 'destroyed', false) AS case_destroyed,
    coalesce(documents.source_kind IN (setting('third_party.source_kinds')), false)
        AND NOT coalesce(documents.source_kind = 'child' AND documents.source_id = cases.person_id, false)
        AS third_party_source,
    normalised_text(documents.text) AS searched
FROM documents
LEFT JOIN cases ON cases.case_id = documents.owner_id AND documents.owner_type = 'case';

-- step: searchable_papers
-- TPS-02's papers: in the client section (under separate_record, in any but the two kept apart).
SELECT row_key, owner_id, client_id, about_person_ids, searched
FROM papers
WHERE owner_type = 'case' AND NOT third_party_source AND NOT case_destroyed
    AND CASE WHEN setting('third_party.rule') = 'separate_record'
        THEN coalesce(section NOT IN ('third_party', 'restricted'), true)
        ELSE coalesce(section = 'client', false) END;

-- step: people_named
-- P20: every name of two words or more, in normalised form.
SELECT DISTINCT names.person_id, names.name
FROM (
    SELECT person_id, normalised_text(full_name) AS name FROM people
    UNION ALL
    SELECT person_id, normalised_text(unnest(string_split(known_as, ';'))) AS name FROM people
) AS names
WHERE contains(names.name, ' ') AND names.person_id IS NOT NULL;

-- step: names_to_find
-- Each name with its first two words, by which texts are searched.
SELECT person_id, name, first_words(name) AS first_words FROM people_named;

-- step: client_names
-- The names of each paper's own client, the longest first.
SELECT papers.row_key, list(people_named.name ORDER BY length(people_named.name) DESC, people_named.name) AS names
FROM searchable_papers AS papers
JOIN people_named ON people_named.person_id = papers.client_id
WHERE contains(papers.searched, people_named.name)
GROUP BY papers.row_key;

-- step: texts_to_search
-- The text without its own client's names, so that a name within them never counts.
SELECT
    papers.row_key, papers.owner_id, papers.client_id,
    CASE WHEN client_names.names IS NULL THEN papers.searched
        ELSE without_names(papers.searched, client_names.names) END AS searched
FROM searchable_papers AS papers
LEFT JOIN client_names ON client_names.row_key = papers.row_key
WHERE papers.searched IS NOT NULL;

-- step: word_pairs
-- Every two words that stand together in a text.
SELECT DISTINCT pairs.row_key, pairs.words
FROM (SELECT row_key, unnest(two_words(searched)) AS words FROM texts_to_search) AS pairs;

-- step: names_found
-- P20: who is named in each text.
SELECT DISTINCT
    texts_to_search.row_key, texts_to_search.owner_id, texts_to_search.client_id, names_to_find.person_id,
    names_to_find.name
FROM names_to_find
JOIN word_pairs ON word_pairs.words = names_to_find.first_words
JOIN texts_to_search ON texts_to_search.row_key = word_pairs.row_key
WHERE says_name(texts_to_search.searched, names_to_find.name);

-- step: names_counted
-- Those that are not, nor stand within, a name of the paper's own client.
SELECT names_found.row_key, names_found.owner_id, names_found.client_id, names_found.person_id
FROM names_found
LEFT JOIN people_named AS own ON own.person_id = names_found.client_id
GROUP BY names_found.row_key, names_found.owner_id, names_found.client_id, names_found.person_id, names_found.name
HAVING NOT bool_or(coalesce(says_name(own.name, names_found.name), false));

-- step: relations_on_cases
-- Who is on each case, and whether as more than its key worker or referrer.
SELECT
    case_id, person_id,
    bool_or(coalesce(relationship NOT IN ('key_worker', 'referrer'), true)) AS related
FROM case_people
WHERE case_id IS NOT NULL AND person_id IS NOT NULL
GROUP BY case_id, person_id;

-- step: names_in_papers
-- TPS-02: what the names in each text are to the case.
SELECT
    names_counted.row_key,
    bool_or(coalesce(relations_on_cases.related, false)) AS related_person,
    bool_or(relations_on_cases.person_id IS NULL AND coalesce(people.is_client = 'yes', false)) AS other_client,
    bool_or(relations_on_cases.person_id IS NULL AND NOT coalesce(people.is_client = 'yes', false)) AS off_case
FROM names_counted
JOIN people ON people.person_id = names_counted.person_id
LEFT JOIN relations_on_cases ON relations_on_cases.case_id = names_counted.owner_id
    AND relations_on_cases.person_id = names_counted.person_id
WHERE coalesce(names_counted.person_id <> names_counted.client_id, true)
GROUP BY names_counted.row_key;

-- step: people_listed
-- The ids a paper lists as whom it is about.
SELECT row_key, client_id, trim(unnest(string_split(about_person_ids, ';'))) AS person_id
FROM papers
WHERE about_person_ids IS NOT NULL;

-- step: others_listed
-- Papers that list somebody other than their client; staff do not count.
SELECT DISTINCT people_listed.row_key
FROM people_listed
LEFT JOIN staff ON staff.staff_id = people_listed.person_id
WHERE people_listed.person_id <> '' AND staff.staff_id IS NULL
    AND coalesce(people_listed.person_id <> people_listed.client_id, true);

-- step: documents_judged
-- One row per document.
SELECT
    'documents' AS record_table, documents.document_id AS record_id,
    CASE WHEN documents.owner_type = 'case' THEN documents.owner_id END AS case_id,
    documents.source_file, documents.source_row, documents.row_key,
    coalesce(documents.owner_type = 'case', false) AS of_a_case, papers.case_destroyed,
    documents.section, documents.source_kind, papers.third_party_source,
    documents.doc_type, documents.content_nature,
    coalesce(documents.opinion_marked = 'yes', false) AS opinion_marked,
    documents.opinion_basis IS NOT NULL AS opinion_basis_said,
    documents.about_person_ids IS NOT NULL AS people_listed,
    documents.text IS NOT NULL AS text_kept,
    others_listed.row_key IS NOT NULL AS lists_other_person,
    coalesce(names_in_papers.related_person, false) AS names_related_person,
    coalesce(names_in_papers.other_client, false) AS names_other_client,
    coalesce(names_in_papers.off_case, false) AS names_person_off_case
FROM documents
JOIN papers ON papers.row_key = documents.row_key
LEFT JOIN others_listed ON others_listed.row_key = documents.row_key
LEFT JOIN names_in_papers ON names_in_papers.row_key = documents.row_key;
