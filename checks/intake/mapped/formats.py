"""The date format of each heading: as the mapping says, or as its values tell."""

from collections.abc import Callable, Sequence

import duckdb

from checks.errors import ExportError
from checks.intake.mapped.headings import Aliases, PartRead, key
from checks.intake.mapping import dates, telling
from checks.intake.mapping.dates import Format
from checks.intake.mapping.model import parsed
from checks.intake.tables import declared

DATED = ("date", "datetime")
VARIABLE = "each "  # before a variable of ``each``, where it stands among headings
ISO_ONLY: tuple[Format, ...] = ()


class Formats:
    """The formats of one part's dates. ``noted`` keeps, by canonical column, those read and whether they were told."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        part: PartRead,
        text: Callable[[str | Aliases], str],
        home: Callable[[str | Aliases], tuple[str, str]],
    ) -> None:
        self._connection, self._part = connection, part
        self._text, self._home = text, home
        self._default = part.mapping.formats if part.mapping is not None else ISO_ONLY
        self._told: dict[tuple[str, str], tuple[Format, ...]] = {}
        self._said = self._named()
        self.noted: dict[str, tuple[tuple[Format, ...], bool]] = {}

    def iso(self, heading: str | Aliases, said: Sequence[str] | None = None, of: str = "", column: str = "") -> str:
        """A heading's date as ISO, as SQL; ``said`` are the formats of the column it is read for.

        ``of`` is the variable of ``each`` that it stands for, ``column`` the canonical column it is noted for.
        """
        formats = parsed(tuple(said)) if said else self._said.get(key(VARIABLE + of if of else heading), self._default)
        told = formats is None
        if formats is None:
            formats = self.tell(*self._home(heading), self._where(heading))
        self.note(column or of, formats, told)
        return dates.iso(self._text(heading), formats)

    def of_text(self, text: str, rows: str, column: str, said: Sequence[str] | None) -> str:
        """The date of a text that the mapping makes of several, as ISO."""
        formats = parsed(tuple(said)) if said else self._default
        told = formats is None
        if formats is None:
            what = f"{self._part.file} (what the mapping makes {self._part.table}.{column} of)"
            formats = self.tell(rows, text, what)
        self.note(column, formats, told)
        return dates.iso(text, formats)

    def tell(self, rows: str, text: str, what: str) -> tuple[Format, ...]:
        """The formats told from the values. ExportError where they cannot be."""
        if (rows, text) not in self._told:
            found = self._connection.execute(telling.shapes(text, rows)).fetchall()
            told = telling.tell(str(shape) for (shape,) in found)
            if told.doubt:
                raise ExportError(f"{what}: {told.doubt}. Say date_format in the mapping.")
            self._told[rows, text] = told.formats
        return self._told[rows, text]

    def _where(self, heading: str | Aliases) -> str:
        """The file and the column that a heading is, for a message."""
        joined = self._part.join_of(heading) if isinstance(heading, str) else self._part.join_of(heading[0])
        if joined is not None:
            return f"{self._part.joined[joined[0]][0].file} column {joined[1]}"
        return f"{self._part.file} column {heading if isinstance(heading, str) else ' or '.join(heading)}"

    def note(self, column: str, formats: tuple[Format, ...], told: bool) -> None:
        """Keep what a column, or a variable of ``each``, was read by; several headings may be read for one."""
        before, _ = self.noted.get(column, ((), told))
        self.noted[column] = (tuple(dict.fromkeys([*before, *formats])), told)

    def described(self, column: str, variable: str | None) -> str:
        """The formats of a column in words."""
        formats, told = self.noted.get(variable or column, ((), False))
        named = ", ".join(form.written for form in formats if form.written.lower() != dates.ISO)
        return f"{named} ({'told from the values' if told else 'as the mapping says'})" if named else ""

    def _named(self) -> dict[Aliases, tuple[Format, ...]]:
        """The formats that columns say, by the heading or the variable they read, for whatever else reads it."""
        found: dict[Aliases, tuple[Format, ...]] = {}
        columns = declared()[self._part.table].columns
        for name, spec in self._part.spec.columns.items():
            formats = parsed(spec.date_format)
            if formats is None or columns[name].type not in DATED:
                continue
            named = spec.heading or spec.first or spec.last
            for heading in [*([named] if named else []), *((h,) for h in spec.first_filled or ())]:
                found.setdefault(key(heading), formats)
            if spec.each is not None:
                found.setdefault(key(VARIABLE + spec.each), formats)
        return found
