"""A mapping: how an export that somebody else designed becomes canonical tables.

One YAML file says, for each canonical table, which files feed it and where each column comes from.
Everything in it is checked before a record is read.
"""

from difflib import get_close_matches
from importlib import resources
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from checks.errors import ExportError, PolicyError
from checks.intake.conversions import literal, name
from checks.intake.tables import Column, Table, declared

DATE_WORDS = (("yyyy", "%Y"), ("yy", "%y"), ("mm", "%m"), ("dd", "%d"), ("hh", "%H"), ("mi", "%M"), ("ss", "%S"))


class ColumnSource(BaseModel):
    """Where one canonical column comes from; in YAML a bare name means ``first``."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    first: str | None = None  # the source column, of the first record where several become one
    last: str | None = None  # the same, of the last record
    constant: str | None = None
    empty: bool = False  # the organisation keeps no such column, and says so
    translate: dict[str, str] = Field(default_factory=dict)
    otherwise: str | None = None  # the answer for a value that translate does not list
    blank_when: dict[str, str] = Field(default_factory=dict)
    date_format: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _short_form(cls, given: object) -> object:
        return {"first": given} if isinstance(given, str) else given

    @model_validator(mode="after")
    def _one_origin(self) -> "ColumnSource":
        origins = [self.first is not None, self.last is not None, self.constant is not None, self.empty]
        if sum(origins) != 1:
            raise ValueError("give exactly one of a source column, last, constant or empty")
        return self

    @property
    def columns(self) -> list[str]:
        """The source columns this one reads."""
        origin = [column for column in (self.first, self.last) if column is not None]
        return [*origin, *self.blank_when]


class TableSource(BaseModel):
    """What feeds one canonical table."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    files: list[str] = Field(min_length=1)
    columns: dict[str, ColumnSource]
    one_record_per: str | None = None  # source rows that share this column become one record
    ordered_by: str | None = None  # a date: which of them is first and which last

    @property
    def source_columns(self) -> set[str]:
        """Every source column the table reads."""
        own = {column for source in self.columns.values() for column in source.columns}
        return own | {column for column in (self.one_record_per, self.ordered_by) if column}


class Mapping(BaseModel):
    """A whole mapping file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    about: str = ""
    date_format: str = "yyyy-mm-dd"
    tables: dict[str, TableSource]


def shipped() -> dict[str, Path]:
    """The mappings that come with the product, by name."""
    folder = Path(str(resources.files(__package__).joinpath("mappings")))
    return {path.stem: path for path in sorted(folder.glob("*.yml"))}


def load(given: str | Path) -> Mapping:
    """A mapping file, or a shipped one by its name. PolicyError naming the key and the nearest names."""
    path = shipped().get(str(given), Path(given))
    try:
        entry = yaml.safe_load(path.read_text("utf-8-sig"))
        mapping = Mapping.model_validate(entry)
    except FileNotFoundError:
        raise PolicyError(f"There is no mapping file {path}. The shipped ones are: {', '.join(shipped())}.") from None
    except (OSError, UnicodeDecodeError):
        raise PolicyError(f"Mapping {path} cannot be read. Save it as UTF-8 text.") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}" if mark else ""
        raise PolicyError(f"Mapping {path}{where} is not YAML. Check its colons and indentation.") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the top"
        raise PolicyError(f"Mapping {path} at {place}: {first['msg']}.") from None
    _check_names(mapping, path)
    return mapping


def _check_names(mapping: Mapping, path: Path) -> None:
    for table, source in mapping.tables.items():
        if table not in declared():
            raise PolicyError(f"Mapping {path}: there is no table {table}.{_near(table, declared())}")
        for column in source.columns:
            if column not in declared()[table].columns:
                known = declared()[table].columns
                raise PolicyError(f"Mapping {path}: table {table} has no column {column}.{_near(column, known)}")


def _near(word: str, known: object) -> str:
    near = get_close_matches(word, list(known), n=2)  # type: ignore[call-overload]
    return f" Did you mean {' or '.join(near)}?" if near else ""


def identity(table: Table, columns: tuple[str, ...], file: str) -> TableSource:
    """The mapping of a canonical file: every declared column it has, under its own name."""
    present = {column.lower(): column for column in columns}
    kept = {column: ColumnSource(first=present[column]) for column in table.columns if column in present}
    return TableSource(files=[file], columns=kept)


def select(
    table: Table, source: TableSource, mapping: Mapping, files: list[tuple[str, str, tuple[str, ...]]]
) -> str:
    """One query of the table's records as canonical texts, with ``source_file`` and ``source_row``.

    ``files`` holds (file name, relation, its columns) of each file. Raises ExportError for a source
    column that a file does not have, with the nearest of those it has.
    """
    rows = " UNION ALL ".join(
        f"SELECT {literal(file)} AS source_file, {place} AS file_place, source_row, "
        + ", ".join(f"{_place(file, column, columns)} AS {name('s_' + column)}" for column in sorted(source.source_columns))
        + f" FROM {name(relation)}"
        for place, (file, relation, columns) in enumerate(files)
    )
    if source.one_record_per is None:
        texts = ", ".join(
            f"{_text(table.columns[column], spec, mapping)} AS {name(column)}" for column, spec in source.columns.items()
        )
        return f"SELECT source_file, source_row{', ' if texts else ''}{texts} FROM ({rows})"
    return _grouped(table, source, mapping, rows)


def _grouped(table: Table, source: TableSource, mapping: Mapping, rows: str) -> str:
    key = name(f"s_{source.one_record_per}")
    date = name(f"s_{source.ordered_by}") if source.ordered_by else "''"
    order = f"{_iso(date, mapping.date_format)}, file_place, source_row"
    group = f"coalesce(nullif(trim({key}), ''), source_file || '/' || source_row)"
    texts = ", ".join(
        f"max({_text(table.columns[column], spec, mapping)}) FILTER (WHERE {'from_last' if spec.last else 'from_first'} = 1) "
        f"AS {name(column)}"
        for column, spec in source.columns.items()
    )
    return (
        f"SELECT max(source_file) FILTER (WHERE from_first = 1) AS source_file, "
        f"max(source_row) FILTER (WHERE from_first = 1) AS source_row, {texts} FROM ("
        f"SELECT *, {group} AS record_group, "
        f"row_number() OVER (PARTITION BY {group} ORDER BY {order}) AS from_first, "
        f"row_number() OVER (PARTITION BY {group} ORDER BY {_iso(date, mapping.date_format)} DESC, "
        f"file_place DESC, source_row DESC) AS from_last FROM ({rows})) GROUP BY record_group"
    )


def _place(file: str, column: str, columns: tuple[str, ...]) -> str:
    lowered = [known.lower() for known in columns]
    if column.lower() not in lowered:
        raise ExportError(f"{file} has no column {column}, which the mapping reads.{_near(column, columns)}")
    return f"c{lowered.index(column.lower())}"


def _text(column: Column, spec: ColumnSource, mapping: Mapping) -> str:
    if spec.empty:
        return "CAST(NULL AS VARCHAR)"
    if spec.constant is not None:
        return literal(spec.constant)
    text = name(f"s_{spec.first if spec.first is not None else spec.last}")
    if column.type in ("date", "datetime"):
        text = _iso(text, spec.date_format or mapping.date_format)
    if spec.translate:
        arms = " ".join(f"WHEN {literal(old)} THEN {literal(new)}" for old, new in spec.translate.items())
        rest = literal(spec.otherwise) if spec.otherwise is not None else text
        text = f"CASE coalesce(trim({text}), '') {arms} ELSE {rest} END"
    for other, value in spec.blank_when.items():
        text = f"CASE WHEN coalesce(trim({name(f's_{other}')}), '') = {literal(value)} THEN NULL ELSE {text} END"
    return text


def _iso(text: str, date_format: str) -> str:
    """The text with its date written as ISO; a text that is no such date is left for the gate to report."""
    if date_format == "yyyy-mm-dd":
        return text
    pattern = date_format
    for word, mark in DATE_WORDS:
        pattern = pattern.replace(word, mark)
    shape = "'%Y-%m-%d %H:%M:%S'" if "%H" in pattern else "'%Y-%m-%d'"
    return f"coalesce(strftime(try_strptime(trim({text}), {literal(pattern)}), {shape}), {text})"
