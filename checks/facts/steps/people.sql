-- step: latest_case_of
-- P9: each person's own latest-opened case (highest id on a tie) and its group.
SELECT person_id, client_group
FROM cases
WHERE person_id IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY opened_on DESC NULLS LAST, case_id DESC) = 1;

-- step: named_children
-- P9: people that case_people calls a child, on any case and at any time.
SELECT DISTINCT person_id FROM case_people WHERE relationship = 'child';

-- step: partners_by_record
-- P10: named on a case of the person's as partner or ex-partner, at any time.
SELECT cases.person_id AS person_id, case_people.person_id AS partner_id
FROM cases
JOIN case_people ON case_people.case_id = cases.case_id AND case_people.relationship IN ('partner', 'ex_partner');

-- step: partners_by_link
-- P10: client of a case linked to one of the person's.
SELECT cases.person_id AS person_id, linked.person_id AS partner_id
FROM cases
JOIN cases AS linked ON linked.case_id = cases.linked_case_id;

-- step: partners
-- P10, either way round.
SELECT DISTINCT pairs.person_id, pairs.partner_id
FROM (
    SELECT person_id, partner_id FROM partners_by_record
    UNION ALL SELECT person_id, partner_id FROM partners_by_link
    UNION ALL SELECT partner_id AS person_id, person_id AS partner_id FROM partners_by_link
) AS pairs
WHERE pairs.person_id <> pairs.partner_id;

-- step: parents_on_cases
SELECT case_id, person_id, bool_or(relationship = 'parent_carer') AS parent_carer
FROM case_people
WHERE relationship IN ('parent_carer', 'non_abusing_parent')
GROUP BY case_id, person_id;

-- step: people_on_cases
-- Everyone a case is about: its client and whoever case_people names.
SELECT DISTINCT named.case_id, named.person_id
FROM (
    SELECT case_id, person_id FROM case_people
    UNION ALL SELECT case_id, person_id FROM cases
) AS named
WHERE named.case_id IS NOT NULL AND named.person_id IS NOT NULL;
