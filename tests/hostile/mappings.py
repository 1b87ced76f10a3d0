"""Hostile mappings: wrong, enormous, or trying to reach what is none of a mapping's business."""

import random
from pathlib import Path

from tests.hostile.base import EITHER, NAME, SAME, Case, counts, tables, write_csv

GOOD = """\
tables:
  cases:
    files: cases.csv
    columns:
{cases}
  decisions:
    files: decisions.csv
    columns:
{decisions}
"""
REACHING = (
    "(SELECT content FROM read_text('/etc/passwd'))", "read_csv('/etc/passwd')", "getenv('HOME')",
    "current_setting('x')",
    "\"rationale\"; ATTACH '/tmp/x.db'", '"rationale" -- x', '"rationale" /* x */', "(SELECT 1)", "query('SELECT 1')",
    "\"rationale\" COLLATE x", "CAST(\"rationale\" AS INT)", "\"rationale\"::INT",
    "regexp_extract(\"rationale\", '(a+)+b')",
    "glob('/*')", "sum(\"rationale\")", "row_number() OVER ()", "list_transform([1], x -> x)", "?", "$1",
    "getvariable('x')",
    "COLUMNS('.*')", "*", "[1, 2]", "{'a': 1}", "INTERVAL 1 DAY", "random()", "now()", "rationale.x.y.z", "'a' || (((",
    "CASE", "", "''''", "'\\", "\x00", "EXISTS (SELECT 1)", "printf('%s', \"rationale\")", "TRY(\"rationale\")",
    "lower(" * 900 + '"rationale"' + ")" * 900, "(" * 3_000, "NOT " * 1_000 + '"a" = \'b\'', '"a" || ' * 600 + "'x'",
    "repeat(\"rationale\", 999999999)", "lpad(\"rationale\", 99999, 'x')", "left(\"rationale\", 99999999999999999999)",
    'left("rationale", -1)', 'substr("rationale", 0)', "export_database('x')", "load_extension('x')",
    "PIVOT cases ON 1",
    "unnest(['a'])", "nextval('x')", "\"rationale\" LIKE '%' ESCAPE 'xx'", "\"rationale\" ILIKE '%'", "1 = 1", "TRUE",
    "1e400",
)  # fmt: skip
AMPLIFY = '"rationale"'
for _ in range(9):
    AMPLIFY = f"replace({AMPLIFY}, 'e', '{'e' * 90}')"


def good(found: dict[str, list[list[str]]], rationale: str = "rationale") -> str:
    """A mapping that says of each column what it is."""
    lines = {name: "\n".join(f"      {head}: {head}" for head in rows[0]) for name, rows in found.items()}
    lines["decisions"] = lines["decisions"].replace("rationale: rationale", f"rationale: {rationale}")
    return GOOD.format(**lines)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def mapped(chance: random.Random, folder: Path) -> Case:
    """A mapping that is right, of a file with odd headings."""
    found = tables()
    odd = chance.choice(
        ("(a+)+$", 'say "why"', "it's", "{x}", "a.b.c", "%s", "c0", "source_row", "rowid", "*", "a;b", "SELECT",
        "é ü", "[0]",
         "x" * 300, "$1", "\\d", "rationale -- x", "source_file", "#row", "null", "1")
    )  # fmt: skip
    found["decisions"][0][6] = odd
    export = write_csv(folder, found)
    text = good(found | {"decisions": tables()["decisions"]}, "{heading: " + _quoted(odd) + "}")
    text = text.replace("[0]", "[0]")
    return Case("mapping", f"the heading {odd[:12]}", str(export), SAME, rows=counts(found), mapping=text)


def reaching(chance: random.Random, folder: Path) -> Case:
    """An expression that asks for what it may not have."""
    found = tables()
    text = chance.choice((*REACHING, AMPLIFY))
    where = chance.random() < 0.3
    mapping = good(found, "rationale" if where else "{expression: " + _quoted(text) + "}")
    if where:
        mapping = mapping.replace(
            "    files: decisions.csv\n", f"    files: decisions.csv\n    where: {_quoted(text)}\n"
        )
    return Case(
        "expression",
        text[:24],
        str(write_csv(folder, found)),
        EITHER,
        ("apping", "decisions"),
        mapping=mapping,
        status=2,
    )


def malformed(chance: random.Random, folder: Path) -> Case:
    """YAML that is none, that is a bomb, or that says the wrong things."""
    found = tables()
    plain = good(found)
    aliases = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
    texts = (
        "", "x", "[]", "tables:", "tables: {}", "tables: []", "tables: {cases: }", aliases + plain, "&a [*a]",
        plain + plain,
        "a: &a {b: *a}", "[" * 20_000, "{a: " * 5_000, "tables: !!python/object/apply:os.system ['touch x']\n",
        "%YAML 9.9\n---\n" + plain, plain + "\n---\n" + plain, "\x00" + plain, "\ufeff" + plain, "\t" + plain,
        plain.replace("cases.csv", "../../../../etc/passwd"), plain.replace("cases.csv", "*" * 400 + ".csv"),
        plain.replace("cases.csv", "/etc/passwd"), plain.replace("files: cases.csv", "files: 42"),
        plain.replace("files: cases.csv", "files: {a: b}"), plain.replace("    columns:", "    colums:", 1),
        plain.replace("case_id: case_id", "case_id: {constant: x, empty: true}", 1), plain.replace("case_id: case_id",
        "case_id:", 1),
        plain.replace("case_id: case_id", "case_id: {compose: '{case_id:99}{#row}{#each}'}", 1),
        plain.replace("case_id: case_id", "case_id: {compose: '" + "{case_id:99}" * 300 + "'}", 1),
        plain.replace("opened_on: opened_on", "opened_on: {first: opened_on, date_format: '" + "dd" * 500 + "'}"),
        plain.replace("opened_on: opened_on", "opened_on: {first: opened_on, date_format: 'yyyy(a+)+$mm'}"),
        plain.replace("    files: cases.csv", "    files: cases.csv\n    one_record_per: nothing"),
        plain.replace("    files: cases.csv", "    files: cases.csv\n    split: {column: hold_reason, by: ''}"),
        "sources: {a: {files: cases.csv, header_rows: 1-999999999999}}\n" + plain.replace("files: cases.csv",
        "from: a"),
        "sources: {a: {files: cases.csv, header_rows: 0}}\n" + plain.replace("files: cases.csv", "from: a"),
        "sources: {a: {files: cases.csv, delimiter: ab}}\n" + plain.replace("files: cases.csv", "from: a"),
        "sources: {a: {files: cases.csv, encoding: utf-7}}\n" + plain.replace("files: cases.csv", "from: a"),
        "sources: {a: {files: cases.csv, encoding: 'zip\\n'}}\n" + plain.replace("files: cases.csv", "from: a"),
        "sources: {a: {files: cases.csv, encoding: utf-16}}\n" + plain.replace("files: cases.csv", "from: a"),
        "sources: {a: {files: '*.csv', pick: all}}\n" + plain.replace("files: cases.csv", "from: a"),
        plain.replace("case_id: case_id",
        f"case_id: {{first: case_id, translate: {{{NAME[:3]}: y}}, otherwise: keep}}", 1),
        plain + "x" * 1_000_000 + ": y\n", "date_format: [yyyy, '']\n" + plain, "? [a]\n: b\n", "tables: {1: 2}",
        "1: 2",
        "tables: {cases: {files: cases.csv, columns: {case_id: " + "[" * 300 + "a" + "]" * 300 + "}}}",
        "tables: {cases: {files: cases.csv, columns: {case_id: 99999999999999999999999999999999999999999}}}",
    )  # fmt: skip
    place = chance.randrange(len(texts))
    export = write_csv(folder, found)
    return Case("mapping", f"text {place}", str(export), EITHER, ("apping", "cases"), mapping=texts[place], status=2)


def bent(chance: random.Random, folder: Path) -> Case:
    """A mapping with pieces of it changed."""
    found = tables()
    text = list(good(found, "{expression: 'CASE WHEN \"case_id\" IS NULL THEN ''x'' ELSE \"rationale\" END'}"))
    for _ in range(chance.choice((1, 1, 3, 9))):
        place = chance.randrange(len(text))
        text[place : place + chance.choice((0, 1, 3))] = chance.choice(
            ("", ":", " ", "\n", "'", '"', "{", "[", "&a ", "*a", "\t", "(", "#")
        )
    names = ("apping", "cases", "decisions", "export")
    return Case("mapping", "bent", str(write_csv(folder, found)), EITHER, names, mapping="".join(text), status=2)
