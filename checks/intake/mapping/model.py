"""What a mapping file says, as models; ``docs/mapping.md`` explains every key.

Short forms become long ones on the way in: a bare word is a list of one, a bare heading is ``heading``. Whether the
names and codes in it are real is asked by ``checking``.
"""

from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    WithJsonSchema,
    field_validator,
    model_validator,
)

from checks.intake.mapping import dates
from checks.intake.pieces import Options


def _listed(given: object) -> object:
    return [given] if isinstance(given, str) else given


def _rows(given: object) -> object:
    """``3`` and ``3-4`` as the numbers they name."""
    first, dash, last = str(given).strip().partition("-")
    if not first.strip().isdigit() or (dash and not last.strip().isdigit()):
        raise ValueError("write header_rows as one row's number, or as two, such as 3-4")
    rows = range(int(first), int(last or first) + 1)
    if not rows or rows[0] < 1 or len(rows) > 5:
        raise ValueError("header_rows are one to five rows, counted from 1")
    return tuple(rows)


def _formats(given: object) -> object:
    listed = _listed(given)
    if not isinstance(listed, list) or not listed or not all(isinstance(form, str) for form in listed):
        raise ValueError(dates.WRONG)
    dates.parse_all(listed)
    return listed


Word = Annotated[str, Field(min_length=1)]
_SOME = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
Some = Annotated[tuple[Word, ...], BeforeValidator(_listed), Field(min_length=1), WithJsonSchema(_SOME)]
Formats = Annotated[tuple[str, ...], BeforeValidator(_formats), WithJsonSchema(_SOME)]
HeaderRows = Annotated[
    tuple[int, ...],
    BeforeValidator(_rows),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^[0-9]+(-[0-9]+)?$"}]}),
]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class ColumnSource(_Model):
    """Where one canonical column comes from: exactly one origin, and what is done to its value."""

    heading: Some | None = None
    """A heading of the file, or its aliases. A bare heading in place of all these keys says the same."""
    first: Some | None = None
    """A heading; where several rows become one record, of the first row."""
    last: Some | None = None
    """A heading; where several rows become one record, of the last row."""
    constant: Word | None = None
    """A value for every record."""
    empty: bool = False
    """Write true where the organisation keeps no such column, and says so."""
    each: Word | None = None
    """A variable of the table's each."""
    item: bool = False
    """Write true for the item of the table's split."""
    joined: Some | None = None
    """Several headings whose texts make one; blanks are left out."""
    with_: str | None = Field(default=None, alias="with")
    """What stands between joined texts; a space if it is left out."""
    first_filled: Some | None = None
    """Several headings, of which the first that is not blank counts."""
    compose: Word | None = None
    """A text with {Heading}s, blank if any of them is; {Ref:6} pads with zeros; {#row}, {#each} and {#item} count."""
    expression: Word | None = None
    """A simple SQL expression over headings in double quotation marks."""
    ticks: dict[Word, Some] = Field(default_factory=dict)
    """For a list of codes: each code with the heading, or headings, under which it is ticked."""
    translate: dict[str, str] = Field(default_factory=dict)
    """The file's values and what each means. Values are matched without regard to case; "" is the blank."""
    otherwise: str | None = None
    """The answer for a value that translate does not list: a code, keep or blank."""
    separator: Word | None = None
    """What stands between the items of a list of codes or ids."""
    blank_when: dict[Word, Some] = Field(default_factory=dict)
    """Headings, each with the values at which this column is blank."""
    date_format: Formats | None = None
    """How this date is written, such as dd/mm/yyyy; several may be listed."""

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: object) -> object:
        return {"heading": given} if isinstance(given, (str, list)) else given

    @model_validator(mode="after")
    def _one_origin(self) -> "ColumnSource":
        if len(self.origins) != 1:
            raise ValueError(f"give exactly one of {', '.join(ORIGINS[:-1])} or {ORIGINS[-1]}")
        if self.with_ is not None and self.joined is None:
            raise ValueError("'with' says what stands between joined headings; give joined")
        if self.translate and self.otherwise is None:
            raise ValueError("translate needs otherwise: the answer for values it does not list, or keep, or blank")
        if self.otherwise is not None and not self.translate:
            raise ValueError("otherwise answers what translate does not list; give translate")
        return self

    @property
    def origins(self) -> list[str]:
        """The keys of the origins that are given; a valid one has one."""
        return [origin for origin in ORIGINS if getattr(self, origin) not in (None, False, {})]

    @property
    def origin(self) -> str:
        """The key of its origin."""
        return self.origins[0]


ORIGINS = (
    "heading", "first", "last", "constant", "empty", "each", "item", "joined", "first_filled", "compose",
    "expression", "ticks",
)  # fmt: skip


class Source(_Model):
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

    @property
    def options(self) -> Options:
        """What a reader is told."""
        given = self.header_rows, self.delimiter, self.encoding, self.repeated_header, self.merged_cells
        return Options(*given)


class Join(_Model):
    """Columns of another source, at most one of its rows for each of ours. ``on`` is ours: theirs."""

    from_: Word = Field(alias="from")
    """The name of a source."""
    on: dict[Word, Word] = Field(min_length=1)
    """Our heading: their heading. Both must be the same for a row to be joined."""


class Split(_Model):
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


class Part(_Model):
    """Rows of one source, and the records they become."""

    from_: Word | None = Field(default=None, alias="from")
    """The name of a source."""
    files: Annotated[tuple[Word, ...], BeforeValidator(_listed), WithJsonSchema(_SOME)] | None = None
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


class Mapping(_Model):
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
