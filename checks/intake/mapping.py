"""A mapping: how an export that somebody else designed becomes canonical tables.

One YAML file says, for each canonical table, which files feed it and where each column comes from.
Everything in it is checked before a record is read; ``mapped`` turns it into queries.
"""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from importlib import resources
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from checks import yaml_files
from checks.errors import PolicyError
from checks.intake.tables import declared

ISO = "yyyy-mm-dd"
# Each word of a date format: the mark it is read by, and the digits it stands for.
DATE_WORDS = {
    "yyyy": ("%Y", r"\d{4}"),
    "yy": ("%y", r"\d{2}"),
    "mm": ("%m", r"\d{1,2}"),
    "dd": ("%d", r"\d{1,2}"),
    "hh": ("%H", r"\d{1,2}"),
    "mi": ("%M", r"\d{2}"),
    "ss": ("%S", r"\d{2}"),
}
DATE_WORD = re.compile("|".join(DATE_WORDS))


def _checked_format(given: str | None) -> str | None:
    """A date format of known words, each once, with a year, a month and a day."""
    if given is not None:
        words = DATE_WORD.findall(given)
        rest = DATE_WORD.sub("", given)
        dated = {"mm", "dd"} <= set(words) and len({"yyyy", "yy"} & set(words)) == 1
        if not dated or len(words) != len(set(words)) or re.search("[A-Za-z%]", rest.replace("T", "")):
            raise ValueError("write a date format with yyyy, mm, dd and, for times, hh, mi and ss, such as dd/mm/yyyy")
    return given


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

    _date_format = field_validator("date_format")(_checked_format)

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
    date_format: str = ISO
    tables: dict[str, TableSource]

    _date_format = field_validator("date_format")(_checked_format)


# By how deep in the file their keys stand.
LEVELS: dict[int, type[BaseModel]] = {1: Mapping, 3: TableSource, 5: ColumnSource}


def shipped() -> dict[str, Path]:
    """The mappings that come with the product, by name."""
    folder = Path(str(resources.files(__package__).joinpath("mappings")))
    return {path.stem: path for path in sorted(folder.glob("*.yml"))}


def load(given: str | Path) -> Mapping:
    """A mapping file, or a shipped one by its name. PolicyError naming the key and the nearest names."""
    path = shipped().get(str(given), Path(given))
    try:
        mapping = Mapping.model_validate(yaml_files.read(path.read_text("utf-8-sig")))
    except FileNotFoundError:
        raise PolicyError(f"There is no mapping file {path}. The shipped ones are: {', '.join(shipped())}.") from None
    except ValidationError as error:
        raise PolicyError(f"Mapping {path} {_fault(error)}") from None
    except (OSError, UnicodeDecodeError):
        raise PolicyError(f"Mapping {path} cannot be read. Save it as UTF-8 text.") from None
    except (yaml.YAMLError, ValueError) as error:  # a ValueError is a date that is not one
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}" if mark else ""
        raise PolicyError(f"Mapping {path}{where} is not YAML. Check its colons and indentation.") from None
    _check_names(mapping, path)
    return mapping


def _fault(error: ValidationError) -> str:
    """The first fault in words; a key nobody knows explains the one that is then missing, so it goes first."""
    faults = sorted(error.errors(), key=lambda fault: fault["type"] != "extra_forbidden")
    loc = [str(part) for part in faults[0]["loc"]]
    if faults[0]["type"] == "extra_forbidden":
        place = f"at {'.'.join(loc[:-1])}" if loc[1:] else "at the top"
        model = LEVELS.get(len(loc))
        return f"{place}: there is no key '{loc[-1]}'.{near(loc[-1], model.model_fields if model else ())}"
    said = faults[0]["msg"].removeprefix("Value error, ")
    quoted = " Put it in quotation marks." if faults[0]["type"] == "string_type" else ""
    return f"at {'.'.join(loc) or 'the top'}: {said[:1].lower()}{said[1:]}.{quoted}"


def _check_names(mapping: Mapping, path: Path) -> None:
    if not mapping.tables:
        raise PolicyError(f"Mapping {path} maps no table. List at least one under 'tables'.")
    for table, source in mapping.tables.items():
        if table not in declared():
            raise PolicyError(f"Mapping {path}: there is no table '{table}'.{near(table, declared())}")
        if not source.columns:
            raise PolicyError(f"Mapping {path}: table {table} maps no column. List at least one under 'columns'.")
        for column in source.columns:
            if column not in declared()[table].columns:
                known = declared()[table].columns
                raise PolicyError(f"Mapping {path}: table {table} has no column '{column}'.{near(column, known)}")


def near(word: str, known: Iterable[str]) -> str:
    """The nearest of the known names, as a question to add to a sentence."""
    found = get_close_matches(word, list(known), n=2)
    return f" Did you mean {' or '.join(found)}?" if found else ""
