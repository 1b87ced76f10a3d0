"""The rows of a part as views, step by step: its pieces as one, with joined columns, without those left out, made more.

Afterwards ``Rows.text`` writes any heading as a column of the last view, ``made``.
"""

from collections.abc import Sequence

import duckdb

from checks.errors import ExportError
from checks.intake.conversions import literal, name, trimmed
from checks.intake.mapped.formats import Formats
from checks.intake.mapped.headings import Aliases, PartRead, find, key, references
from checks.intake.mapping import expressions
from checks.intake.raws import Raw

FIRST = 5


class Rows:
    """One part's rows. ``own`` are its pieces' texts, ``whole`` has the joined columns too."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, part: PartRead) -> None:
        self.part = part
        self._connection = connection
        self._views: list[str] = []
        self._names: dict[Aliases, str] = {}
        self._homes: dict[Aliases, tuple[str, str]] = {}  # the view and column that hold a heading's texts alone
        plain = [aliases for aliases in references(part.spec) if not self._joined(aliases)]
        for place, aliases in enumerate(plain):
            self._names[key(aliases)] = f"s{place}"
        self.own = self._view("own", _union(part.raws, plain, "s", part))
        self._homes = {key(aliases): (self.own, f"s{place}") for place, aliases in enumerate(plain)}
        self.whole = self._join() if part.spec.join else self.own
        self.made = self.whole

    def text(self, aliases: str | Aliases) -> str:
        """A heading's text as SQL over ``whole`` and what is made of it."""
        return self._names[key(aliases)]

    def home(self, aliases: str | Aliases) -> tuple[str, str]:
        """The view and the column that hold a heading's texts as they were read, before anything is done to them."""
        return self._homes[key(aliases)]

    def kept(self, formats: Formats) -> str:
        """The condition that ``where`` puts, as SQL over ``whole``; ``true`` without one."""
        if self.part.spec.where is None:
            return "true"
        return expressions.parse(self.part.spec.where, expressions.TRUTH).sql(self.binder(formats))

    def binder(self, formats: Formats) -> expressions.Binder:
        """How an expression writes this part's headings."""
        return expressions.Binder(lambda h: trimmed(self.text(h)), lambda h: formats.iso(h))

    def make(self, formats: Formats, dated: Sequence[str]) -> None:
        """Leave out and multiply the rows, as the mapping says; ``dated`` are the date variables of ``each``."""
        spec = self.part.spec
        columns = f"SELECT * FROM {self.whole} WHERE {self.kept(formats)}"
        each = ", 0 AS each_no" if not spec.each else ""
        item = ", 0 AS item_no" if not spec.split else ""
        query = f"SELECT *{each}{item} FROM ({columns})"
        if spec.each:
            query = self._each(query, formats, dated)
        if spec.split:
            query = self._split(query)
        self.made = self._view("made", query)

    def drop(self) -> None:
        """Take the views away again."""
        for view in reversed(self._views):
            self._connection.execute(f"DROP VIEW IF EXISTS {view}")

    def variable(self, each: str) -> str:
        """The text of a variable of ``each``, as SQL over ``made``."""
        return f"v{self.part.spec.variables.index(each)}"

    def _view(self, step: str, query: str) -> str:
        """Give a query a name; one of plain rows stays as it is, since a view for each piece would cost the most."""
        if self.part.spec.plain:
            return f"({query})"
        view = f"mapped_{self.part.place}_{step}"
        self._connection.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS {query}")
        self._views.append(view)
        return view

    def _joined(self, aliases: Aliases) -> bool:
        return len(aliases) == 1 and self.part.join_of(aliases[0]) is not None

    def _join(self) -> str:
        """``own`` with the columns of each join beside it, in the order in which the mapping lists them."""
        part, tables, shown = self.part, f"{self.own} AS own", "own.*"
        for place, (join_name, join) in enumerate(part.spec.join.items()):
            wanted = [a for a in references(part.spec) if self._joined(a) and part.join_of(a[0])[0] == join_name]  # type: ignore[index]
            theirs: list[Aliases] = [(part.join_of(aliases[0])[1],) for aliases in wanted]  # type: ignore[index]
            keys: list[Aliases] = [(column,) for column in join.on.values()]
            raws = part.joined[join_name]
            view = self._view(f"join_{place}", _union(raws, [*keys, *theirs], "t", part))
            self._check_single(view, raws, list(join.on.values()), join_name)
            pairs = zip(join.on, range(len(keys)), strict=True)
            on = " AND ".join(f"{trimmed(self._place(ours))} = {trimmed(f'j{place}.t{at}')}" for ours, at in pairs)
            tables += f" LEFT JOIN {view} AS j{place} ON {on}"
            for at, aliases in enumerate(wanted, len(keys)):
                self._names[key(aliases)] = f"j{place}_{at}"
                self._homes[key(aliases)] = (view, f"t{at}")
                shown += f", j{place}.t{at} AS j{place}_{at}"
        return self._view("whole", f"SELECT {shown} FROM {tables}")

    def _place(self, heading: str) -> str:
        """A heading within the query that joins: that of an earlier join is not beside ours yet."""
        found = self._names.get(key(heading))
        if found is None:
            raise ExportError(
                f"The mapping joins by {heading}, which comes from a join further down. List that join before it."
            )
        return f"own.{found}" if found.startswith("s") else found.replace("_", ".t", 1)

    def _check_single(self, view: str, raws: Sequence[Raw], headings: Sequence[str], join_name: str) -> None:
        """ExportError, naming rows, when a key stands more than once among the rows that are joined."""
        keys = ", ".join(trimmed(f"t{place}") for place in range(len(headings)))
        filled = " AND ".join(f"{trimmed(f't{place}')} IS NOT NULL" for place in range(len(headings)))
        found = self._connection.execute(
            f"SELECT list(source_file || ' row ' || source_row ORDER BY file_place, source_row) FROM {view} "
            f"WHERE {filled} GROUP BY {keys} HAVING count(*) > 1 ORDER BY min(file_place), min(source_row) LIMIT 1"
        ).fetchone()
        if found:
            same, places = " and ".join(headings), " and ".join(found[0][:FIRST])
            raise ExportError(
                f"{raws[0].file} has the same {same} in several rows (such as {places}), so join {join_name} of the "
                "mapping cannot tell which is meant. Remove the repeats."
            )

    def _each(self, query: str, formats: Formats, dated: Sequence[str]) -> str:
        spec = self.part.spec
        sets = []
        for number, columns in enumerate(spec.each, 1):
            texts = {f"v{place}": trimmed(self.text(columns[each])) for place, each in enumerate(spec.variables)}
            days = {f"d{spec.variables.index(each)}": formats.iso(columns[each], of=each) for each in dated}
            values = ", ".join(f"{field} := {text}" for field, text in {**texts, **days}.items())
            sets.append(f"struct_pack(each_no := {number}, {values})")
        filled = " OR ".join(f"each_set.v{place} IS NOT NULL" for place in range(len(spec.variables)))
        return (
            "SELECT * EXCLUDE (each_set), unnest(each_set) FROM "
            f"(SELECT *, unnest([{', '.join(sets)}]) AS each_set FROM ({query})) WHERE {filled}"
        )

    def _split(self, query: str) -> str:
        split = self.part.spec.split
        assert split is not None
        cell = self.variable(split.each) if split.each is not None else self.text(split.column or "")
        items = f"list_transform(string_split({cell}, {literal(split.by)}), lambda item: {trimmed('item')})"
        return (
            "SELECT * EXCLUDE (items), unnest(items) AS item, unnest(range(1, len(items) + 1)) AS item_no FROM "
            f"(SELECT *, list_filter({items}, lambda item: item IS NOT NULL) AS items FROM ({query}))"
        )


def _union(raws: Sequence[Raw], headings: Sequence[Aliases], prefix: str, part: PartRead) -> str:
    """The texts under these headings of every piece, as columns ``<prefix>0`` and so on."""
    queries = []
    for place, raw in enumerate(raws):
        found = [find(raw, aliases, part, headings) for aliases in headings]
        texts = "".join(f", c{column} AS {prefix}{number}" for number, column in enumerate(found))
        queries.append(
            f"SELECT {literal(raw.file)} AS source_file, {place} AS file_place, source_row{texts} "
            f"FROM {name(raw.relation)}"
        )
    return " UNION ALL ".join(queries)
