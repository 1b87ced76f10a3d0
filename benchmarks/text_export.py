"""Write a large invented export of texts in Parquet: case notes, committee papers and the people they may name.

The same arguments give the same records. There is a person for every five documents, named as often as
names are borne (a few first names and surnames cover most), with related people on every case. One note in
a hundred names somebody by full name, one in two hundred a related person with one letter wrong, and some
carry a related person's telephone number. Notes have 40 to 140 words.
"""

# ruff: noqa: E501  (SQL expressions, one a column)

from pathlib import Path

import duckdb
from faker.providers.person.en_GB import Provider as Names

SENTENCES = (
    "She said that the week had been quieter and that she had slept better than before.",
    "We went through the safety plan together and agreed that the numbers in it are still right.",
    "He has not been to the house since the court hearing, as far as she knows.",
    "The school reports that attendance is up and that the younger one has joined the choir.",
    "I explained again what we keep on file, who may read it and how she can ask to see it.",
    "Housing have offered a viewing on Thursday; she would like somebody to go with her.",
    "She is worried about money because the benefit has not been paid for two weeks.",
    "The GP letter has come and a copy is filed with the risk assessment.",
    "We talked about what to do if he turns up at the nursery at picking-up time.",
    "No new incidents since the last visit, and the alarm has been tested.",
    "She asked whether the worker could ring on Tuesdays rather than on Fridays from now on.",
    "The children were at home and seemed settled; the little boy showed me his drawings.",
    "Discussed in supervision: keep weekly calls, review in a month, no change to the plan.",
    "Her sister has offered to have them to stay over half term, which she would welcome.",
    "The referral to counselling has gone off and they expect to be in touch within six weeks.",
    "We agreed that letters should go to the office and that she will collect them.",
    "She has changed the locks & the landlord was told why (by telephone, 14:30).",
    "He completed week 7 of the programme and spoke about the night of the arrest at length.",
    "At times he was short with the group, but he stayed and did the exercise on time.",
    "Next appointment: Monday at ten in the small room; she will bring the bank letters.",
)  # fmt: skip

MACROS = """
CREATE MACRO chance(i, label) AS (hash(i, label) % 1000003) / 1000003.0;
CREATE MACRO pick(items, i, label) AS items[CAST(hash(i, label, 'pick') % len(items) AS INTEGER) + 1];
-- Names are borne very unequally: the lower the number, the more people bear it.
CREATE MACRO common(items, i, label) AS items[CAST(floor(len(items) * pow(chance(i, label), 2.5)) AS INTEGER) + 1];
CREATE MACRO wrong(word) AS left(word, 2) || substr(word, 4);
CREATE MACRO said(i, n) AS array_to_string(list_transform(range(n), lambda j: pick($SENTENCES, i * 16 + j, 'said')), ' ');
"""

TABLES = {
    "people": """
        SELECT 'P' || i AS person_id, first || ' ' || last AS full_name,
            CASE WHEN chance(i, 'known') < 0.1 THEN left(first, 3) || ' ' || last END AS known_as,
            CAST(NULL AS VARCHAR) AS date_of_birth, CASE WHEN i < {cases} THEN 'yes' ELSE 'no' END AS is_client,
            CAST(NULL AS VARCHAR) AS capacity, CAST(NULL AS VARCHAR) AS competence,
            CAST(NULL AS VARCHAR) AS competence_assessed_on
        FROM named""",
    "staff": """
        SELECT 'S' || i AS staff_id, common($FIRST, i, 'staff') || ' ' || common($LAST, i, 'staff') AS full_name,
            'employee' AS worker_type, 'worker' AS role, 'S0' AS line_manager_id, '2015-01-05' AS started_on
        FROM (SELECT range AS i FROM range(500))""",
    "cases": """
        SELECT 'C' || lpad(CAST(i AS VARCHAR), 7, '0') AS case_id, 'P' || i AS person_id, 'iss' AS service,
            'adult_victim' AS client_group, '2024-01-05' AS opened_on, CAST(NULL AS VARCHAR) AS closed_on,
            'open' AS status, 'S' || i % 500 AS lead_worker_id, 'L1' AS storage_location_id
        FROM (SELECT range AS i FROM range({cases}))""",
    "case_people": """
        SELECT 'C' || lpad(CAST(i AS VARCHAR), 7, '0') AS case_id, 'P' || person AS person_id, relationship
        FROM (
            SELECT i, i AS person, 'client' AS relationship FROM range({cases}) AS cases(i)
            UNION ALL SELECT i, {cases} + i * 3 + j, ['ex_partner', 'child', 'other_family'][j + 1]
            FROM range({cases}) AS cases(i), range(3) AS others(j)
        )""",
    "safe_contacts": """
        SELECT 'SC' || i AS safe_contact_id, 'P' || i AS person_id,
            'C' || lpad(CAST(i % {cases} AS VARCHAR), 7, '0') AS case_id, 'phone' AS method,
            '01632 96' || lpad(CAST(i % 10000 AS VARCHAR), 4, '0') AS detail, 'no' AS voicemail_ok, 'no' AS text_ok,
            'no' AS email_ok, 'no' AS post_ok, '2026-01-05' AS confirmed_on
        FROM (SELECT range AS i FROM range({people})) WHERE chance(i, 'safe') < 0.3""",
    "decisions": """
        SELECT 'D' || i AS decision_id, 'C' || lpad(CAST(i AS VARCHAR), 7, '0') AS case_id, 'P' || i AS subject_id,
            '2025-12-01' AS decided_at, 'S1' AS decided_by, 'name_in_committee_paper' AS decision_type,
            'The committee has to know whose complaint it is' AS rationale
        FROM (SELECT range AS i FROM range(least({cases}, 2000)))""",
    "documents": """
        SELECT 'DOC' || docs.i AS document_id, 'case' AS owner_type, 'C' || lpad(CAST(docs.i % {cases} AS VARCHAR), 7, '0') AS owner_id,
            'case_note' AS doc_type, '2025-06-02' AS created_on, 'P' || docs.i % {cases} AS about_person_ids,
            'worker' AS source_kind, CAST(NULL AS VARCHAR) AS source_id,
            pick(['client', 'client', 'client', 'third_party'], docs.i, 'section') AS section, 'L1' AS storage_location_id,
            concat_ws(' ',
                CASE WHEN chance(docs.i, 'own') < 0.2 THEN 'Visit to ' || own.first || ' ' || own.last || ' at home.' END,
                said(docs.i, 2 + CAST(hash(docs.i, 'length') % 4 AS INTEGER)),
                CASE WHEN chance(docs.i, 'first') < 0.4 THEN 'She spoke about ' || other.first || ' again.' END,
                CASE WHEN chance(docs.i, 'full') < 0.005 THEN other.first || ' ' || other.last || ' rang the office.' END,
                CASE WHEN chance(docs.i, 'full') BETWEEN 0.005 AND 0.01 THEN stranger.first || ' ' || stranger.last || ' was seen too.' END,
                CASE WHEN chance(docs.i, 'near') < 0.005 THEN 'A letter for ' || other.first || ' ' || wrong(other.last) || ' came.' END,
                CASE WHEN chance(docs.i, 'phone') < 0.01 THEN 'He is on 0163296' || lpad(CAST(other.i % 10000 AS VARCHAR), 4, '0') || '.' END,
                CASE WHEN chance(docs.i, 'word') < 0.005 THEN 'She can be manipulative.' END,
                said(docs.i + 7, 1 + CAST(hash(docs.i, 'more') % 2 AS INTEGER))) AS text
        FROM (SELECT range AS i FROM range({documents})) AS docs
        JOIN named AS own ON own.i = docs.i % {cases}
        JOIN named AS other ON other.i = {cases} + (docs.i % {cases}) * 3 + CAST(hash(docs.i, 'other') % 3 AS BIGINT)
        JOIN named AS stranger ON stranger.i = CAST(hash(docs.i, 'stranger') % {people} AS BIGINT)""",
    "committee_papers": """
        SELECT 'CP' || docs.i AS paper_id, '2026-02-02' AS meeting_on, 'Paper ' || docs.i || ': service report' AS title,
            'no' AS confidential, 'none' AS marking, 'committee_only' AS circulation,
            CASE WHEN docs.i % 2 = 0 THEN 'D' || docs.i % 2000 END AS decision_id,
            concat_ws(' ', said(docs.i, 6),
                CASE WHEN chance(docs.i, 'named') < 0.01 THEN stranger.first || ' ' || stranger.last || ' has complained.' END,
                CASE WHEN chance(docs.i, 'case') < 0.01 THEN 'See case C' || lpad(CAST(docs.i % {cases} AS VARCHAR), 7, '0') || '.' END) AS text
        FROM (SELECT range AS i FROM range({papers})) AS docs
        JOIN named AS stranger ON stranger.i = CAST(hash(docs.i, 'stranger') % {people} AS BIGINT)""",
}


def generate(documents: int, papers: int, out: Path) -> None:
    """Write one Parquet file a table into ``out``; every value is a text, as in an export."""
    out.mkdir(parents=True, exist_ok=True)
    cases = max(documents // 20, 1)
    numbers = {"cases": cases, "people": cases * 4, "documents": documents, "papers": papers}
    first = list(dict.fromkeys([*Names.first_names_female, *Names.first_names_male]))
    lists = {"$SENTENCES": SENTENCES, "$FIRST": first, "$LAST": list(dict.fromkeys(Names.last_names))}
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(_filled(MACROS, lists))
        names = "SELECT i, common($FIRST, i, 'first') AS first, common($LAST, i, 'last') AS last FROM range({people}) AS people(i)"
        connection.execute(f"CREATE TABLE named AS {_filled(names.format(**numbers), lists)}")
        for table, query in TABLES.items():
            filled = _filled(query.format(**numbers), lists)
            connection.execute(f"COPY ({filled}) TO '{str(out / table).replace(chr(39), chr(39) * 2)}.parquet'")


def _filled(query: str, lists: dict[str, object]) -> str:
    for mark, items in lists.items():
        listed = ", ".join("'" + str(item).replace("'", "''") + "'" for item in items)  # type: ignore[attr-defined]
        query = query.replace(mark, f"[{listed}]")
    return query
