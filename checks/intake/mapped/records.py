"""From the pieces of an export to the records of one canonical table, still as text, every row accounted for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from checks.errors import ExportError
from checks.intake.accounts import Account
from checks.intake.conversions import moment, name, trimmed
from checks.intake.mapped.formats import DATED, Formats
from checks.intake.mapped.headings import Aliases, PartRead, key
from checks.intake.mapped.rows import Rows
from checks.intake.mapped.texts import NULL, Texts
from checks.intake.mapping import ColumnSource, TableSource
from checks.intake.shifted import Feed, Feeds
from checks.intake.tables import Table

# What a record is ordered by, and told from others by, until it is whole.
PLACE = ("part_no", "file_place", "source_row", "each_no", "item_no")
RECORDS = "mapped_records"
UNLISTED = "__unlisted"
NO_RECORDS = "SELECT '' AS source_file, 0 AS source_row WHERE false"  # the texts of a table that nothing feeds


@dataclass(frozen=True)
class Made:
    """The records of a table, as texts in the view ``texts``, which shows ``query``.

    ``columns`` are those that are there, ``formats`` the date formats of each in words. ``account`` gives the
    accounts, given how many records were loaded; it must be called before ``drop``.
    """

    query: str
    columns: Sequence[str]
    formats: Mapping[str, str]
    unlisted: Sequence[str]
    feeds: Sequence[Feeds]  # what each heading is read as
    account: Callable[[int], Sequence[Account]]
    drop: Callable[[], None]


def make(
    connection: duckdb.DuckDBPyConnection, table: Table, source: TableSource, parts: Sequence[PartRead], details: bool
) -> Made:
    """Leave a table's records in the view ``texts``, with ``source_file`` and ``source_row``.

    ``details`` adds, for each translated column, whether its value was unlisted. Raises ExportError for a heading
    that is not there, dates that cannot be told, and keys that repeat where they are joined by.
    """
    made = [_Part(connection, table, part, details) for part in parts]
    columns = [column for column in table.columns if any(column in part.texts for part in made)]
    whole = not (len(made) == 1 and parts[0].spec.plain and not source.one_record_per_key)
    shown = [*columns, *(column + UNLISTED for column in columns)] if details else columns
    query = " UNION ALL ".join(part.query(shown, columns) for part in made)
    if whole:
        kept = f"SELECT * FROM ({query}){_one_per_key(table) if source.one_record_per_key else ''}"
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {RECORDS} AS {kept} ORDER BY {', '.join(PLACE)}")
    view = f"SELECT * EXCLUDE (part_no, file_place, each_no, item_no) FROM {RECORDS if whole else f'({query})'}"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW texts AS {view}")

    def account(loaded: int) -> Sequence[Account]:
        return _checked(table, list(_accounts(connection, table, made, whole)), loaded)

    def drop() -> None:
        for part in made:
            part.rows.drop()
        if whole:
            connection.execute(f"DROP TABLE {RECORDS}")

    formats = {column: _formats(made, column) for column in columns}
    unlisted = [column for column in columns if any(part.unlisted.get(column) for part in made)]
    feeds = [part.feeds() for part in made]
    return Made(view, columns, formats, unlisted, feeds, account, drop)


def _formats(parts: Sequence["_Part"], column: str) -> str:
    return "; ".join(filter(None, dict.fromkeys(part.described(column) for part in parts)))


class _Part:
    """One part of a table, ready to be asked for its records."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, table: Table, part: PartRead, details: bool) -> None:
        self.part, self.table, self._connection = part, table, connection
        self.rows = Rows(connection, part)
        self._formats = Formats(connection, part, self.rows.text, self.rows.home)
        columns = part.spec.columns
        dated = {spec.each for column, spec in columns.items() if spec.each and table.columns[column].type in DATED}
        self.rows.make(self._formats, [each for each in part.spec.variables if each in dated])
        self._texts = texts = Texts(self.rows, self._formats)
        self.texts = {column: texts.column(table.columns[column], spec) for column, spec in columns.items()}
        self.unlisted = (
            {column: texts.unlisted(table.columns[column], spec) for column, spec in columns.items()} if details else {}
        )

    @property
    def kept(self) -> str:
        """The condition of ``where``, over ``rows.whole``."""
        return self.rows.kept(self._formats)

    def described(self, column: str) -> str:
        spec = self.part.spec.columns.get(column)
        return self._formats.described(column, spec.each) if spec is not None else ""

    def feeds(self) -> Feeds:
        """What the headings of the part's own pieces are read as, each by itself."""
        found: dict[Aliases, list[Feed]] = {}
        for column, spec in self.part.spec.columns.items():
            named = spec.heading or spec.first or spec.last
            if named and self.rows.home(named)[0] == self.rows.own:
                declared = self.table.columns[column]
                text = self._texts.column(declared, spec.model_copy(update={"blank_when": {}}))
                found.setdefault(key(named), []).append(Feed(declared, self.rows.text(named), text))
        return Feeds(self.part, found)

    def query(self, shown: Sequence[str], columns: Sequence[str]) -> str:
        """The part's records with these columns, blank where it has none of the name."""
        everything = {**self.texts, **{column + UNLISTED: sql for column, sql in self.unlisted.items() if sql}}
        if self.part.spec.one_record_per:
            return self._grouped(everything, shown)
        texts = "".join(f", {everything.get(column, _nothing(column))} AS {name(column)}" for column in shown)
        return f"SELECT {self.part.place} AS part_no, {_after_first(PLACE)}, source_file{texts} FROM {self.rows.made}"

    def _grouped(self, everything: Mapping[str, str], shown: Sequence[str]) -> str:
        """One record for each key: a row without one stands for itself, one without a date is never first or last."""
        spec = self.part.spec
        keys = [trimmed(self.rows.text(heading)) for heading in spec.one_record_per or ()]
        alone = " OR ".join(f"({key}) IS NULL" for key in keys)
        itself = "concat_ws('/', file_place, source_row, each_no, item_no)"
        group = ", ".join([*keys, f"CASE WHEN {alone} THEN {itself} END"])
        day = self._day()
        order = ("record_date {0} NULLS LAST, file_place {0}, source_row {0}, each_no {0}, item_no {0}").format
        texts = "".join(f", {everything.get(column, _nothing(column))} AS {name(column)}" for column in shown)
        picked = "".join(f", max({name(c)}) FILTER (WHERE {self._which(c)} = 1) AS {name(c)}" for c in shown)
        first = ", ".join(f"max({at}) FILTER (WHERE from_first = 1) AS {at}" for at in (*PLACE[1:], "source_file"))
        row = f"{_after_first(PLACE)}, source_file, row({group}) AS record_group, {day} AS record_date{texts}"
        return (
            f"SELECT {self.part.place} AS part_no, {first}{picked} FROM (SELECT *, "
            f"row_number() OVER (PARTITION BY record_group ORDER BY {order('ASC')}) AS from_first, "
            f"row_number() OVER (PARTITION BY record_group ORDER BY {order('DESC')}) AS from_last "
            f"FROM (SELECT {row} FROM {self.rows.made})) GROUP BY record_group"
        )

    def _day(self) -> str:
        """The date that rows are ordered by. ExportError where the column has values and none of them is one."""
        heading = self.part.spec.ordered_by
        if heading is None:
            return "CAST(NULL AS TIMESTAMP)"
        day = moment(self._formats.iso(heading))
        held = f"SELECT count({trimmed(self.rows.text(heading))}), count({day}) FROM {self.rows.made}"
        filled, dates = self._connection.execute(held).fetchone() or (0, 0)
        if filled and not dates:
            raise ExportError(
                f"{self.part.file} column {heading} orders the rows of {self.table.name}, and none of its values is a "
                "date. Name a date there, or say its date_format in the mapping."
            )
        return day

    def _which(self, column: str) -> str:
        spec: ColumnSource | None = self.part.spec.columns.get(column.removesuffix(UNLISTED))
        return "from_last" if spec is not None and self.part.spec.from_last(spec) else "from_first"


def _after_first(columns: Sequence[str]) -> str:
    return ", ".join(columns[1:])


def _nothing(column: str) -> str:
    return "false" if column.endswith(UNLISTED) else NULL


def _one_per_key(table: Table) -> str:
    """The first record of each key; those without a key all stay."""
    keys = [trimmed(name(column)) for column in table.key]
    blank = " OR ".join(f"({key}) IS NULL" for key in keys)
    return f" QUALIFY {blank} OR row_number() OVER (PARTITION BY {', '.join(keys)} ORDER BY {', '.join(PLACE)}) = 1"


def _accounts(
    connection: duckdb.DuckDBPyConnection, table: Table, parts: Sequence[_Part], whole: bool
) -> Iterator[Account]:
    """What became of the rows of each piece, counted step by step."""
    for part in parts:
        held = {place: raw.text.rows["record"] for place, raw in enumerate(part.part.raws)}
        used, made, records = held, held, held
        if whole:
            kept = f"SELECT file_place, count(*) FILTER (WHERE {part.kept}), count(*) FROM {part.rows.whole}"
            counted = connection.execute(f"{kept} GROUP BY file_place").fetchall()
            used = {place: kept for place, kept, _ in counted}
            _check_held(part, held, {place: seen for place, _, seen in counted})
            made = _by_piece(connection, part.rows.made, "true")
            records = _by_piece(connection, RECORDS, f"part_no = {part.part.place}")
        for place, raw in enumerate(part.part.raws):
            rows, after = held[place], made.get(place, 0)
            left_out, left = rows - used.get(place, 0), records.get(place, 0)
            below = raw.text.rows.get("footer", 0)
            yield Account(table.name, raw.file, rows + below, left_out + below, after, after - left, left)
        for raws in part.part.joined.values():
            for raw in raws:
                rows, below = raw.text.rows["record"], raw.text.rows.get("footer", 0)
                yield Account(table.name, raw.file, rows + below, below, 0, 0, 0, looked_up=rows)


def _by_piece(connection: duckdb.DuckDBPyConnection, relation: str, which: str) -> dict[int, int]:
    query = f"SELECT file_place, count(*) FROM {relation} WHERE {which} GROUP BY file_place"
    return {int(place): int(rows) for place, rows in connection.execute(query).fetchall()}


def _check_held(part: _Part, held: Mapping[int, int], seen: Mapping[int, int]) -> None:
    for place, raw in enumerate(part.part.raws):
        if held[place] != seen.get(place, 0):
            raise _mismatch(raw.file, held[place], seen.get(place, 0))


def _checked(table: Table, accounts: list[Account], loaded: int) -> Sequence[Account]:
    """The accounts, if they add up to what was loaded. ExportError where they do not."""
    expected = sum(account.records for account in accounts)
    files = " and ".join(dict.fromkeys(account.file for account in accounts if not account.looked_up)) or table.name
    if expected != loaded or any(account.merged < 0 or account.left_out < 0 for account in accounts):
        raise _mismatch(files, expected, loaded)
    return accounts


def _mismatch(files: str, there: int, read: int) -> ExportError:
    return ExportError(f"{files}: {there} records are there and {read} could be read. Export it again.")
