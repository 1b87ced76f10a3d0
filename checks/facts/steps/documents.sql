-- step: papers
-- Case papers with their case, and whether their source is a third party (P18).
SELECT
    documents.row_key, documents.document_id, documents.owner_type, documents.owner_id, documents.section,
    documents.source_kind, documents.about_person_ids, cases.person_id AS client_id,
    coalesce(cases.status = 'destroyed', false) AS case_destroyed,
    coalesce(documents.source_kind IN (setting('third_party.source_kinds')), false)
        AND NOT coalesce(documents.source_kind = 'child' AND documents.source_id = cases.person_id, false)
        AS third_party_source
FROM (
    SELECT
        row_key, document_id, owner_type, owner_id, section, source_kind, source_id, about_person_ids,
        CASE WHEN owner_type = 'case' THEN owner_id END AS of_case
    FROM documents
) AS documents
LEFT JOIN cases ON cases.case_id = documents.of_case;

-- step: texts_to_search
-- TPS-02's papers with a text: in the client section (under separate_record, in any but the two kept apart).
SELECT papers.row_key, papers.owner_id, papers.client_id, normalised_text(documents.text) AS searched
FROM papers
JOIN documents ON documents.row_key = papers.row_key
WHERE papers.owner_type = 'case' AND NOT papers.third_party_source AND NOT papers.case_destroyed
    AND CASE WHEN setting('third_party.rule') = 'separate_record'
        THEN coalesce(papers.section NOT IN ('third_party', 'restricted'), true)
        ELSE coalesce(papers.section = 'client', false) END
    AND documents.text IS NOT NULL;

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
-- Each name once, however many bear it, with its first two words, by which texts are searched.
SELECT names.name, names.words[1] AS first_word, names.words[2] AS second_word
FROM (SELECT DISTINCT name, split_words(name) AS words FROM people_named) AS names;

-- step: names_possible
-- Names whose first two words stand together in a text: where it is worth looking.
SELECT DISTINCT texts.row_key, texts.client_id, names_to_find.name
FROM (
    SELECT
        words.row_key, words.client_id, unnest(words.said[:-2]) AS first_word, unnest(words.said[2:]) AS second_word
    FROM (SELECT row_key, client_id, split_words(searched) AS said FROM texts_to_search) AS words
) AS texts
JOIN names_to_find ON names_to_find.first_word = texts.first_word AND names_to_find.second_word = texts.second_word;

-- step: client_names
-- Each client's own names, the longest first.
SELECT
    own.person_id AS client_id, list(own.name ORDER BY length(own.name) DESC, own.name) AS names
FROM (
    SELECT DISTINCT people_named.person_id, people_named.name
    FROM cases
    JOIN people_named ON people_named.person_id = cases.person_id
) AS own
GROUP BY own.person_id;

-- step: names_likely
-- Those that are not, nor stand within, a name of the paper's own client.
SELECT names_possible.row_key, names_possible.name
FROM names_possible
LEFT JOIN people_named AS own ON own.person_id = names_possible.client_id
GROUP BY names_possible.row_key, names_possible.name
HAVING NOT bool_or(coalesce(own.name = names_possible.name OR says_name(own.name, names_possible.name), false));

-- step: texts_likely
-- Their texts without the client's own names, so that a name within them never counts.
SELECT
    likely.row_key,
    CASE WHEN client_names.names IS NULL THEN texts_to_search.searched
        ELSE without_names(texts_to_search.searched, client_names.names) END AS searched
FROM (SELECT DISTINCT row_key FROM names_likely) AS likely
JOIN texts_to_search ON texts_to_search.row_key = likely.row_key
LEFT JOIN client_names ON client_names.client_id = texts_to_search.client_id;

-- step: names_found
-- P20: which names each text has.
SELECT names_likely.row_key, names_likely.name
FROM names_likely
JOIN texts_likely ON texts_likely.row_key = names_likely.row_key
WHERE says_name(texts_likely.searched, names_likely.name);

-- step: people_found
-- Whose names they are.
SELECT DISTINCT names_found.row_key, people_named.person_id
FROM names_found
JOIN people_named ON people_named.name = names_found.name;

-- step: relations_on_cases
-- Who is on each case, and whether as more than its key worker or referrer.
SELECT
    case_id, person_id,
    bool_or(coalesce(relationship NOT IN ('key_worker', 'referrer'), true)) AS related
FROM case_people
WHERE case_id IS NOT NULL AND person_id IS NOT NULL
GROUP BY case_id, person_id;

-- step: names_in_papers
-- TPS-02: what those people are to the case.
SELECT
    people_found.row_key,
    bool_or(coalesce(relations_on_cases.related, false)) AS related_person,
    bool_or(relations_on_cases.person_id IS NULL AND coalesce(people.is_client = 'yes', false)) AS other_client,
    bool_or(relations_on_cases.person_id IS NULL AND NOT coalesce(people.is_client = 'yes', false)) AS off_case
FROM people_found
JOIN papers ON papers.row_key = people_found.row_key
JOIN people ON people.person_id = people_found.person_id
LEFT JOIN relations_on_cases ON relations_on_cases.case_id = papers.owner_id
    AND relations_on_cases.person_id = people_found.person_id
GROUP BY people_found.row_key;

-- step: name_places
-- Where those names stand in each text.
SELECT named.row_key, names_at(documents.text, coalesce(client_names.names, []), named.names) AS places
FROM (
    SELECT row_key, list(name ORDER BY name) AS names FROM names_found GROUP BY row_key
) AS named
JOIN documents ON documents.row_key = named.row_key
JOIN papers ON papers.row_key = named.row_key
LEFT JOIN client_names ON client_names.client_id = papers.client_id;

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
    coalesce(names_in_papers.off_case, false) AS names_person_off_case,
    name_places.places AS named_at,
    coalesce(len(near_in_papers.places) > 0, false) AS near_name, near_in_papers.places AS near_name_at,
    coalesce(len(details_in_papers.phones) > 0, false) AS phone_found,
    coalesce(len(details_in_papers.emails) > 0, false) AS email_found,
    coalesce(len(details_in_papers.postcodes) > 0, false) AS postcode_found,
    details_in_papers.places AS contact_detail_at
FROM documents
JOIN papers ON papers.row_key = documents.row_key
LEFT JOIN others_listed ON others_listed.row_key = documents.row_key
LEFT JOIN names_in_papers ON names_in_papers.row_key = documents.row_key
LEFT JOIN name_places ON name_places.row_key = documents.row_key
LEFT JOIN near_in_papers ON near_in_papers.row_key = documents.row_key
LEFT JOIN details_in_papers ON details_in_papers.row_key = documents.row_key;
