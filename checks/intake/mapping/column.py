"""Where one canonical column comes from, as a mapping says it."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, model_validator

from checks.intake.mapping import dates


def listed(given: object) -> object:
    """A bare word as a list of one."""
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
    written = listed(given)
    if not isinstance(written, list) or not written or not all(isinstance(form, str) for form in written):
        raise ValueError(dates.WRONG)
    dates.parse_all(written)
    return written


Word = Annotated[str, Field(min_length=1)]
SOME = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}
Some = Annotated[tuple[Word, ...], BeforeValidator(listed), Field(min_length=1), WithJsonSchema(SOME)]
Formats = Annotated[tuple[str, ...], BeforeValidator(_formats), WithJsonSchema(SOME)]
HeaderRows = Annotated[
    tuple[int, ...],
    BeforeValidator(_rows),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": "^[0-9]+(-[0-9]+)?$"}]}),
]


class Model(BaseModel):
    """A part of a mapping: it knows its keys and no others, and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class ColumnSource(Model):
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
