-- step: related_names
-- TPS-05: the names of the related people of each case, with every two words of them that stand together, in the
-- form in which spellings are compared.
SELECT
    related.case_id, related.person_id, people_named.name,
    unnest(split_words(spelt_text(people_named.name))[:-2]) AS first_word,
    unnest(split_words(spelt_text(people_named.name))[2:]) AS second_word
FROM relations_on_cases AS related
JOIN people_named ON people_named.person_id = related.person_id
JOIN cases ON cases.case_id = related.case_id
WHERE related.related AND coalesce(related.person_id <> cases.person_id, true);

-- inline: near_possible
-- Texts that have a word of such a name at all, of two that stand together: only one of them may have a slip. With
-- the word that stands where the other would.
SELECT
    texts.row_key, names.person_id, names.name, names.first_word, names.second_word,
    list_transform(string_split(texts.spelt, names.first_word)[2:], lambda rest: word_after(rest)) AS seconds,
    list_transform(string_split(texts.spelt, names.second_word)[:-2], lambda rest: word_before(rest)) AS firsts
FROM (SELECT row_key, owner_id, spelt_text(searched) AS spelt FROM texts_to_search) AS texts
JOIN related_names AS names ON names.case_id = texts.owner_id
WHERE contains(texts.spelt, names.first_word) OR contains(texts.spelt, names.second_word);

-- step: near_likely
-- Those in which that word is the other, but for a slip.
SELECT DISTINCT beside.row_key, beside.person_id, beside.name
FROM (
    SELECT
        row_key, person_id, name,
        unnest(list_concat(
            list_transform(seconds, lambda word: {'said': word, 'wanted': second_word}),
            list_transform(firsts, lambda word: {'said': word, 'wanted': first_word})
        )) AS pair
    FROM near_possible
) AS beside
WHERE damerau_levenshtein(beside.pair['said'], beside.pair['wanted']) <= 1
    OR damerau_levenshtein(rtrim(beside.pair['said'], 's'), rtrim(beside.pair['wanted'], 's')) <= 1;

-- step: near_read
-- Each such text read word by word. A person found in it by the exact name is left to TPS-02.
SELECT
    near_likely.row_key,
    unnest(near_spellings(
        documents.text, coalesce(client_names.names, []), near_likely.name, setting('third_party.near_letters')
    )) AS found
FROM near_likely
JOIN documents ON documents.row_key = near_likely.row_key
JOIN papers ON papers.row_key = near_likely.row_key
LEFT JOIN client_names ON client_names.client_id = papers.client_id
LEFT JOIN people_found
    ON people_found.row_key = near_likely.row_key AND people_found.person_id = near_likely.person_id
WHERE people_found.person_id IS NULL;

-- step: names_known
-- The exact names of everybody in the records, staff among them.
SELECT DISTINCT names.name
FROM (
    SELECT name FROM people_named
    UNION ALL
    SELECT normalised_text(full_name) AS name FROM staff
) AS names
WHERE names.name IS NOT NULL;

-- step: near_in_papers
-- Where such spellings stand that are not the exact name of somebody else.
SELECT near.row_key, flatten(list([near.start, near.stop] ORDER BY near.start, near.stop)) AS places
FROM (
    SELECT DISTINCT near_read.row_key, near_read.found['start'] AS start, near_read.found['stop'] AS stop
    FROM near_read
    LEFT JOIN names_known ON names_known.name = near_read.found['said']
    WHERE names_known.name IS NULL
) AS near
GROUP BY near.row_key;

-- step: contact_details
-- Telephone numbers, e-mail addresses and postcodes that safe contacts hold, each in its one way of writing.
SELECT DISTINCT details.person_id, details.kind, details.detail
FROM (
    SELECT person_id, 'phone' AS kind, unnest(details_of(detail, 'phone')) AS detail FROM safe_contacts
    UNION ALL
    SELECT person_id, 'email' AS kind, unnest(details_of(detail, 'email')) AS detail FROM safe_contacts
    UNION ALL
    SELECT person_id, 'postcode' AS kind, unnest(details_of(detail, 'postcode')) AS detail FROM safe_contacts
) AS details
WHERE details.person_id IS NOT NULL;

-- step: related_details
-- Those of the related people of each case, but for what its client has as well.
SELECT DISTINCT related.case_id, details.kind, details.detail
FROM relations_on_cases AS related
JOIN contact_details AS details ON details.person_id = related.person_id
JOIN cases ON cases.case_id = related.case_id
LEFT JOIN contact_details AS own
    ON own.person_id = cases.person_id AND own.kind = details.kind AND own.detail = details.detail
WHERE related.related AND coalesce(related.person_id <> cases.person_id, true) AND own.person_id IS NULL;

-- step: details_possible
-- Texts that may hold one: the same digits, or the same letters, whatever stands between.
SELECT texts.row_key, details.kind, details.detail
FROM texts_to_search AS texts
JOIN related_details AS details ON details.case_id = texts.owner_id
WHERE CASE
    WHEN details.kind = 'email' THEN contains(texts.searched, details.detail)
    WHEN details.kind = 'phone' THEN contains(
        regexp_replace(texts.searched, '[^\p{Nd}]+', '', 'g'), regexp_replace(details.detail, '^[+0]', '')
    )
    ELSE contains(replace(texts.searched, ' ', ''), details.detail) END;

-- step: details_found
SELECT
    details_possible.row_key, details_possible.kind,
    details_at(documents.text, details_possible.kind, details_possible.detail) AS places
FROM details_possible
JOIN documents ON documents.row_key = details_possible.row_key;

-- step: details_in_papers
-- Where they stand in each text, and those of each kind.
SELECT
    row_key, flatten(list(places ORDER BY places)) AS places,
    flatten(coalesce(list(places) FILTER (WHERE kind = 'phone'), [])) AS phones,
    flatten(coalesce(list(places) FILTER (WHERE kind = 'email'), [])) AS emails,
    flatten(coalesce(list(places) FILTER (WHERE kind = 'postcode'), [])) AS postcodes
FROM details_found
GROUP BY row_key;
