"""What a mapping file says, as models; ``docs/mapping.md`` explains every key.

Short forms become long ones on the way in: a bare word is a list of one, a bare heading is ``heading``. Whether the
names and codes in it are real is asked by ``checking``.
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PrivateAttr, WithJsonSchema, field_validator, model_validator

from checks.intake.mapping import dates
from checks.intake.mapping.column import SOME, ColumnSource, Formats, HeaderRows, Model, Some, Word, listed
from checks.intake.pieces import Options
from checks.intake.readers.encodings import known_encoding
from checks.intake.readers.layout import known_delimiter


class Source(Model):
    """A named way to read one file, or several that hold the same columns."""

    files: Some
    """Names or patterns with * and ?, matched without regard to case."""
    pick: Literal["only", "newest", "all"] = "only"
    """Of several files that match: only refuses, newest takes the latest by the date in its name, all reads all."""
    sheet: str = ""
    """Of a workbook; a pattern is allowed. Left out: the only sheet that holds anything."""
    header_rows: HeaderRows = ()
    """The row with the headings, or the rows, such as 3-4. Left out: the first that holds anything."""
    delimiter: str = ""
    """Of a CSV file, where it cannot be told."""
    encoding: str = ""
    """Of a CSV file, where it cannot be told."""
    repeated_header: Literal["refused", "left_out"] = "refused"
    """What happens to rows that repeat the headings."""
    merged_cells: Literal["refused", "filled"] = "refused"
    """What happens to cells that are merged over several records."""
    footer: Some | tuple[()] = ()
    """What the last rows begin with where they are no records, such as Total*. They are left out, and counted."""

    @field_validator("delimiter")
    @classmethod
    def _known_delimiter(cls, given: str) -> str:
        known = known_delimiter(given) if given else ""
        if known is None:
            raise ValueError("a delimiter is one character that stands between fields, such as ; or tab")
        return known

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, given: str) -> str:
        if given and known_encoding(given) is None:
            raise ValueError("there is no such encoding; write utf-8, utf-16 or windows-1252, for instance")
        return given

    @property
    def options(self) -> Options:
        """What a reader is told."""
        given = self.header_rows, self.delimiter, self.encoding, self.repeated_header, self.merged_cells, self.footer
        return Options(*given)


class Join(Model):
    """Columns of another source, at most one of its rows for each of ours. ``on`` is ours: theirs."""

    from_: Word = Field(alias="from")
    """The name of a source."""
    on: dict[Word, Word] = Field(min_length=1)
    """Our heading: their heading. Both must be the same for a row to be joined."""


class Split(Model):
    """One record for each item of a cell: that of a column, or of a variable of ``each``."""

    column: Word | None = None
    """The heading whose cells are split."""
    each: Word | None = None
    """Or the variable of each."""
    by: Word
    """What stands between the items."""

    @model_validator(mode="after")
    def _one_cell(self) -> "Split":
        if (self.column is None) == (self.each is None):
            raise ValueError("split the cell of a column, or of a variable of each")
        return self


class Part(Model):
    """Rows of one source, and the records they become."""

    from_: Word | None = Field(default=None, alias="from")
    """The name of a source."""
    files: Annotated[tuple[Word, ...], BeforeValidator(listed), WithJsonSchema(SOME)] | None = None
    """Files to read, in place of a source; they have the same headings."""
    where: Word | None = None
    """An expression; rows for which it does not hold are left out, and counted."""
    join: dict[Word, Join] = Field(default_factory=dict)
    """Columns of other sources, by a name: afterwards name.Heading is one of ours."""
    each: tuple[dict[Word, Word], ...] = ()
    """Sets of headings, each with the same variables: a row becomes a record for each set that is not blank."""
    split: Split | None = None
    """A cell whose items each become a record."""
    one_record_per: Some | None = None
    """A heading, or several: rows that share them become one record."""
    ordered_by: Word | None = None
    """The date by which one of these rows is first, and another last."""
    keep: Literal["first", "last"] = "first"
    """Which of these rows a bare heading means."""
    columns: dict[Word, ColumnSource] = Field(default_factory=dict)
    """The canonical columns, each with where it comes from."""

    @field_validator("files")
    @classmethod
    def _some_files(cls, given: tuple[str, ...] | None) -> tuple[str, ...] | None:
        if given is not None and not given:
            raise ValueError("name at least one file")
        return given

    @property
    def plain(self) -> bool:
        """Whether every row is one record by itself, made of this source alone."""
        return not (self.where or self.join or self.each or self.split or self.one_record_per)

    def from_last(self, spec: ColumnSource) -> bool:
        """Whether a column is the last row's where several become one record."""
        return spec.origin == "last" or (spec.origin != "first" and self.keep == "last")

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of ``each``."""
        return tuple(self.each[0]) if self.each else ()


class TableSource(Part):
    """What feeds one canonical table: one source, or several as parts."""

    parts: tuple[Part, ...] = ()
    """Several sources for one table, each written as a table is."""
    one_record_per_key: Literal["first"] | None = None
    """Write first to make records that share the table's key one: the first part's, or the first row's."""

    @property
    def all_parts(self) -> tuple[Part, ...]:
        """Its parts; a table without any is one itself."""
        return self.parts or (self,)


class Mapping(Model):
    """A whole mapping file."""

    about: str = ""
    """Whose export this is."""
    date_format: Formats | None = None
    """How dates are written unless a column says; left out: told from the values of each column."""
    sources: dict[Word, Source] = Field(default_factory=dict)
    """Named ways to read files."""
    tables: dict[Word, TableSource]
    """The canonical tables, each with what feeds it."""
    _lines: dict[tuple[str, str], int] = PrivateAttr(default_factory=dict)

    def line(self, table: str, heading: str) -> int | None:
        """The line of the file where a table's heading stands first; None where no file was read."""
        return self._lines.get((table, heading.strip().lower()))

    def note_lines(self, lines: dict[tuple[str, str], int]) -> None:
        """Keep the lines of the headings, by table and lower-cased heading."""
        self._lines.update(lines)

    @property
    def formats(self) -> tuple[dates.Format, ...] | None:
        """The formats of every date column that names none; None where they are told from the values."""
        return parsed(self.date_format)


def parsed(written: tuple[str, ...] | None) -> tuple[dates.Format, ...] | None:
    """Formats as written, read."""
    return None if written is None else dates.parse_all(written)
