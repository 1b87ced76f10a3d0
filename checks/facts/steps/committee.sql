-- step: committee_texts
-- BRD-02: the title and the text of each paper, each searched by itself.
SELECT texts.row_key, texts.place, texts.searched
FROM (
    SELECT row_key, 'title' AS place, normalised_text(title) AS searched FROM committee_papers
    UNION ALL
    SELECT row_key, 'text' AS place, normalised_text(text) AS searched FROM committee_papers
) AS texts
WHERE texts.searched IS NOT NULL;

-- inline: committee_words
-- Every two words that stand together, and the last by itself.
SELECT words.row_key, words.place, unnest(words.said) AS first_word, unnest(words.said[2:]) AS second_word
FROM (SELECT row_key, place, split_words(searched) AS said FROM committee_texts) AS words;

-- step: committee_names
-- P20: whose names stand where.
SELECT DISTINCT possible.row_key, possible.place, people_named.person_id, possible.name
FROM (
    SELECT DISTINCT words.row_key, words.place, names_to_find.name
    FROM committee_words AS words
    JOIN names_to_find
        ON names_to_find.first_word = words.first_word AND names_to_find.second_word = words.second_word
) AS possible
JOIN committee_texts AS texts ON texts.row_key = possible.row_key AND texts.place = possible.place
JOIN people_named ON people_named.name = possible.name
WHERE says_name(texts.searched, possible.name);

-- step: people_on_any_case
SELECT DISTINCT person_id FROM case_people WHERE person_id IS NOT NULL;

-- step: committee_people
-- What those people are to the organisation.
SELECT
    committee_names.row_key,
    bool_or(coalesce(people.is_client = 'yes', false)) AS client,
    bool_or(people_on_any_case.person_id IS NOT NULL) AS related
FROM committee_names
LEFT JOIN people ON people.person_id = committee_names.person_id
LEFT JOIN people_on_any_case ON people_on_any_case.person_id = committee_names.person_id
GROUP BY committee_names.row_key;

-- step: case_numbers
-- Every case number as texts are searched for it: by its last two words, or the only one.
SELECT
    numbers.number, coalesce(numbers.words[-2], numbers.words[1]) AS first_word,
    CASE WHEN len(numbers.words) > 1 THEN numbers.words[-1] END AS second_word
FROM (
    SELECT DISTINCT normalised_text(case_id) AS number, split_words(normalised_text(case_id)) AS words
    FROM cases
    WHERE case_id IS NOT NULL
) AS numbers
WHERE numbers.number <> '';

-- step: committee_case_numbers
-- Which case numbers stand where.
SELECT possible.row_key, possible.place, possible.number
FROM (
    SELECT DISTINCT words.row_key, words.place, case_numbers.number
    FROM committee_words AS words
    JOIN case_numbers ON case_numbers.first_word = words.first_word
    WHERE case_numbers.second_word IS NULL OR case_numbers.second_word = words.second_word
) AS possible
JOIN committee_texts AS texts ON texts.row_key = possible.row_key AND texts.place = possible.place
WHERE says_name(texts.searched, possible.number);

-- step: committee_found
-- What was found in each paper, by where it stands.
SELECT
    found.row_key,
    list(DISTINCT found.said) FILTER (WHERE found.place = 'title') AS in_title,
    list(DISTINCT found.said) FILTER (WHERE found.place = 'text') AS in_text,
    bool_or(found.case_number) AS case_number
FROM (
    SELECT committee_names.row_key, committee_names.place, committee_names.name AS said, false AS case_number
    FROM committee_names
    LEFT JOIN people ON people.person_id = committee_names.person_id
    LEFT JOIN people_on_any_case ON people_on_any_case.person_id = committee_names.person_id
    WHERE coalesce(people.is_client = 'yes', false) OR people_on_any_case.person_id IS NOT NULL
    UNION ALL
    SELECT row_key, place, number AS said, true AS case_number FROM committee_case_numbers
) AS found
GROUP BY found.row_key;

-- step: committee_numbered
SELECT DISTINCT row_key FROM committee_case_numbers;

-- step: naming_decisions
-- Decisions to name a client in committee that give a real reason (P4).
SELECT decision_id, CAST(decided_at AS DATE) AS decided_on
FROM decisions
WHERE decision_type = 'name_in_committee_paper' AND decided_at IS NOT NULL
    AND coalesce(length(normalised_text(rationale)) >= setting('rationale.min_chars'), rationale IS NOT NULL);

-- step: committee_papers_judged
-- One row per committee paper: how it is marked and circulated, whom it names, and by what decision.
SELECT
    'committee_papers' AS record_table, committee_papers.paper_id AS record_id, CAST(NULL AS VARCHAR) AS case_id,
    committee_papers.source_file, committee_papers.source_row, committee_papers.row_key,
    committee_papers.confidential, committee_papers.marking, committee_papers.circulation, committee_papers.meeting_on,
    committee_papers.title IS NOT NULL OR committee_papers.text IS NOT NULL AS words_kept,
    coalesce(committee_people.client, false) AS names_client,
    coalesce(committee_people.related, false) AS names_related_person,
    committee_numbered.row_key IS NOT NULL AS holds_case_number,
    coalesce(naming_decisions.decided_on <= committee_papers.meeting_on, false) AS naming_decided,
    names_at(committee_papers.title, [], committee_found.in_title) AS title_at,
    names_at(committee_papers.text, [], committee_found.in_text) AS text_at
FROM committee_papers
LEFT JOIN committee_people ON committee_people.row_key = committee_papers.row_key
LEFT JOIN committee_numbered ON committee_numbered.row_key = committee_papers.row_key
LEFT JOIN committee_found ON committee_found.row_key = committee_papers.row_key
LEFT JOIN naming_decisions ON naming_decisions.decision_id = committee_papers.decision_id;
