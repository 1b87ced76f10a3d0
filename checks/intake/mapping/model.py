"""What a mapping file says, as models; ``docs/mapping.md`` explains every key.

Short forms become long ones on the way in: a bare word is a list of one, a bare heading is ``heading``. Whether the
names and codes in it are real is asked by ``checking``.
"""

from typing import Annotated, Any, Literal

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


_SOME = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
Some = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1), WithJsonSchema(_SOME)]
Formats = Annotated[tuple[str, ...], BeforeValidator(_formats), WithJsonSchema(_SOME)]
HeaderRows = Annotated[
    tuple[int, ...],
    BeforeValidator(_rows),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^[0-9]+(-[0-9]+)?$"}]}),
]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class ColumnSource(_Model):
    """Where one canonical column comes from: exactly one origin, and what is done to its value."""

    heading: Some | None = None  # the heading, or its aliases; where several rows become one record, of the kept one
    first: Some | None = None  # the same, of the first of them
    last: Some | None = None  # the same, of the last of them
    constant: str | None = None
    empty: bool = False  # the organisation keeps no such column, and says so
    each: str | None = None  # a variable of the table's ``each``
    item: bool = False  # the item of the table's ``split``
    joined: Some | None = None  # several headings to one text, blanks left out ...
    with_: str | None = Field(default=None, alias="with")  # ... with this between them
    first_filled: Some | None = None
    compose: str | None = None
    expression: str | None = None
    ticks: dict[str, Some] = Field(default_factory=dict)  # code: the headings, of which one is ticked
    translate: dict[str, str | None] = Field(default_factory=dict)
    otherwise: str | None = None  # the answer for a value that translate does not list
    separator: str | None = Field(default=None, min_length=1)  # between the items of a list
    blank_when: dict[str, Some] = Field(default_factory=dict)
    date_format: Formats | None = None

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
    pick: Literal["only", "newest", "all"] = "only"
    sheet: str = ""
    header_rows: HeaderRows = ()
    delimiter: str = ""
    encoding: str = ""
    repeated_header: Literal["refused", "left_out"] = "refused"
    merged_cells: Literal["refused", "filled"] = "refused"

    @property
    def options(self) -> Options:
        """What a reader is told."""
        given = self.header_rows, self.delimiter, self.encoding, self.repeated_header, self.merged_cells
        return Options(*given)


class Join(_Model):
    """Columns of another source, at most one of its rows for each of ours. ``on`` is ours: theirs."""

    from_: str = Field(alias="from")
    on: dict[str, str] = Field(min_length=1)


class Split(_Model):
    """One record for each item of a cell: that of a column, or of a variable of ``each``."""

    column: str | None = None
    each: str | None = None
    by: str = Field(min_length=1)

    @model_validator(mode="after")
    def _one_cell(self) -> "Split":
        if (self.column is None) == (self.each is None):
            raise ValueError("split the cell of a column, or of a variable of each")
        return self


class Part(_Model):
    """Rows of one source, and the records they become."""

    from_: str | None = Field(default=None, alias="from")
    files: Annotated[tuple[str, ...], BeforeValidator(_listed), WithJsonSchema(_SOME)] | None = None
    where: str | None = None
    join: dict[str, Join] = Field(default_factory=dict)
    each: tuple[dict[str, str], ...] = ()
    split: Split | None = None
    one_record_per: Some | None = None
    ordered_by: str | None = None
    keep: Literal["first", "last"] = "first"
    columns: dict[str, ColumnSource] = Field(default_factory=dict)

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
    one_record_per_key: Literal["first"] | None = None

    @property
    def all_parts(self) -> tuple[Part, ...]:
        """Its parts; a table without any is one itself."""
        return self.parts or (self,)


class Mapping(_Model):
    """A whole mapping file."""

    about: str = ""
    date_format: Formats | None = None
    sources: dict[str, Source] = Field(default_factory=dict)
    tables: dict[str, TableSource]
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


def json_schema() -> dict[str, Any]:
    """The JSON Schema of a mapping's models, with the short forms; ``schema`` adds the canonical names."""
    return Mapping.model_json_schema(by_alias=True)
