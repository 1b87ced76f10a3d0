"""Reading the rulebook: strict, so that a rule which could hide something does not load."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path

import yaml
from sqlglot import exp

from checks import yaml_files
from checks.errors import PolicyError
from checks.facts.views import View, views
from checks.intake.tables import declared
from checks.policy import settings as catalogue
from checks.policy.clauses import register
from checks.rules.examples import read_examples
from checks.rules.model import Blank, Rule
from checks.rules.predicates import families, parse

REQUIRED = {
    "id", "title", "clauses", "headline", "severity", "certainty", "judges", "applies_to", "breach", "blank",
    "remedy", "why", "examples",
}  # fmt: skip
OPTIONAL = {"conflict", "undecided", "waiting", "counted", "severity_instead", "shows", "needs", "only_with"}
SEVERITIES = ("critical", "warning", "info")
CERTAINTIES = ("fact", "review")
HEADLINES = (
    "missing_rationale", "overdue_retention", "unsegregated_third_party", "unauthorised_disclosure", "other",
)  # fmt: skip
SETTINGS_FILE = "settings.yml"  # in an organisation's own folder: no chapter, but the values it runs with
ID = re.compile(r"[A-Z]{3}-[0-9]{2}")
NAMED = ("breach", "conflict", "undecided", "counted")
MEANING = re.compile(r"(undecided|breach|not raised|out of scope)(?: \(([\w<>]+)\))?(?:, (.+))?")


@cache
def rulebook() -> Mapping[str, Rule]:
    """The rules that ship with the product, by id, in the order of the chapters."""
    folder = resources.files(__package__)
    chapters = yaml_files.read(folder.joinpath("rulebook.yml").read_text("utf-8"))
    rules: dict[str, Rule] = {}
    for chapter in chapters:
        _add(rules, read_chapter(Path(str(folder.joinpath("chapters", chapter)))))
    return rules


def with_own(folder: Path | None) -> Mapping[str, Rule]:
    """The rulebook and, after it, the chapters of an organisation's own folder (all but its settings)."""
    rules = dict(rulebook())
    if folder is not None:
        found = chapters(folder)
        if not found and not (folder / SETTINGS_FILE).is_file():
            raise PolicyError(f"Folder {folder} holds no rule chapter (*.yml). Check the path.")
        for chapter in found:
            _add(rules, read_chapter(chapter))
    return rules


def chapters(folder: Path) -> list[Path]:
    """The chapter files of an organisation's own folder."""
    return sorted(path for path in folder.glob("*.yml") if path.name != SETTINGS_FILE)


def _add(rules: dict[str, Rule], more: list[Rule]) -> None:
    for rule in more:
        if rule.id in rules:
            raise PolicyError(
                f"{rule.chapter}: rule {rule.id} is already in {rules[rule.id].chapter}. Give it its own id."
            )
        rules[rule.id] = rule


def read_chapter(path: Path) -> list[Rule]:
    """The rules of one chapter file. PolicyError naming the file, the rule and the repair."""
    try:
        entries = yaml_files.read(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        raise PolicyError(f"Rule chapter {path.name} cannot be read. Save it as UTF-8 text.") from None
    except (yaml.YAMLError, ValueError) as error:  # a date that does not exist is a ValueError
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}" if mark else ""
        raise PolicyError(f"Rule chapter {path.name}{where} is not YAML. Check its colons and quotes.") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise PolicyError(f"Rule chapter {path.name} must be a list of rules, each beginning '- id:'.")
    return [_rule(entry, path.name) for entry in entries]


def _rule(entry: Mapping[str, object], chapter: str) -> Rule:
    place = f"{chapter} rule {entry.get('id', '(no id)')}"
    _check_keys(entry, place)
    view = views()[str(entry["judges"])]
    written = {part: _predicates(entry.get(part) or {}, view, f"{place} {part}") for part in NAMED}
    named = {
        part: {
            name: tree
            for cause, whole in causes.items()
            for name, tree in families(cause, whole, view, f"{place} {part} {cause}").items()
        }
        for part, causes in written.items()
    }
    applies_to = parse(str(entry["applies_to"]), view, f"{place} applies_to")
    waiting = parse(str(entry["waiting"]), view, f"{place} waiting") if entry.get("waiting") else None
    instead = _severity_instead(entry.get("severity_instead"), view, place)
    predicates = [("applies_to", applies_to), *((f"breach {c}", tree) for c, tree in named["breach"].items())]
    predicates += [
        (f"{part} {c}", tree) for part in ("conflict", "undecided", "counted") for c, tree in named[part].items()
    ]
    predicates += [("waiting", waiting)] if waiting is not None else []
    predicates += [("severity_instead", instead[0])] if instead else []
    rule = Rule(
        id=str(entry["id"]),
        title=str(entry["title"]),
        clauses=tuple(entry["clauses"]),  # type: ignore[arg-type]
        headline=str(entry["headline"]),
        severity=str(entry["severity"]),
        severity_instead=instead,
        certainty=str(entry["certainty"]),
        only_with=_switch(entry.get("only_with"), place),
        judges=view.name,
        applies_to=applies_to,
        breach=named["breach"],
        conflict=named["conflict"],
        undecided=named["undecided"],
        waiting=waiting,
        needs=_tables(entry.get("needs") or (), place),
        counted=named["counted"],
        shows=tuple(entry.get("shows") or ()),  # type: ignore[arg-type]
        blank=_blanks(entry["blank"] or {}, place),
        remedy=str(entry["remedy"]),
        why=str(entry["why"]),
        examples=read_examples(str(entry["examples"]), view, place),
        chapter=chapter,
        written=written["breach"],
        predicates=tuple(predicates),
    )
    _check_names(rule, place)
    return rule


def _check_keys(entry: Mapping[str, object], place: str) -> None:
    for key in entry:
        if key not in REQUIRED | OPTIONAL:
            raise PolicyError(f"{place}: there is no key '{key}'.{_near(str(key), REQUIRED | OPTIONAL)}")
    missing = sorted(REQUIRED - set(entry))
    if missing:
        raise PolicyError(f"{place}: {', '.join(missing)} must be given.")
    choices = {"headline": HEADLINES, "severity": SEVERITIES, "certainty": CERTAINTIES, "judges": tuple(views())}
    for key, allowed in choices.items():
        if entry[key] not in allowed:
            raise PolicyError(f"{place}: {key} is one of {', '.join(allowed)}.{_near(str(entry[key]), allowed)}")
    if not ID.fullmatch(str(entry["id"])):
        raise PolicyError(f"{place}: an id is three capitals and two digits, such as OWN-01.")
    for clause in entry["clauses"]:  # type: ignore[attr-defined]
        if clause not in register():
            raise PolicyError(f"{place}: there is no clause '{clause}'.{_near(str(clause), register())}")


def _predicates(given: object, view: View, place: str) -> dict[str, exp.Expr]:
    if not isinstance(given, Mapping):
        raise PolicyError(f"{place}: write one 'name: predicate' a line.")
    return {str(cause): parse(str(text), view, f"{place} {cause}") for cause, text in given.items()}


def _severity_instead(given: object, view: View, place: str) -> tuple[exp.Expr, str] | None:
    if given is None:
        return None
    if not isinstance(given, Mapping) or set(given) != {"when", "setting"}:
        raise PolicyError(f"{place} severity_instead: give 'when' and 'setting'.")
    return parse(str(given["when"]), view, f"{place} severity_instead"), catalogue.find(str(given["setting"])).name


def _switch(given: object, place: str) -> str:
    if given is None:
        return ""
    setting = catalogue.find(str(given))
    if setting.kind != "yes_no":
        raise PolicyError(f"{place} only_with: setting {setting.name} is not a yes or no.")
    return setting.name


def _tables(given: object, place: str) -> tuple[str, ...]:
    names = tuple(str(name) for name in given) if isinstance(given, (list, tuple)) else (str(given),)
    for name in names:
        if name not in declared():
            raise PolicyError(f"{place} needs: there is no table '{name}'.{_near(name, declared())}")
    return names


def _blanks(given: object, place: str) -> dict[str, Blank]:
    if not isinstance(given, Mapping):
        raise PolicyError(f"{place} blank: write one 'column: meaning' a line.")
    blanks: dict[str, Blank] = {}
    for column, meaning in given.items():
        match = MEANING.fullmatch(str(meaning))
        if not match:
            raise PolicyError(
                f"{place} blank {column}: begin with undecided, breach (cause), not raised or out of scope."
            )
        blanks[str(column)] = Blank(match[1], match[2] or "", match[3] or "")
    return blanks


def _check_names(rule: Rule, place: str) -> None:
    """Every nullable column has its meaning, every name refers to something."""
    nullable = {column for column in rule.columns if rule.view.facts[column].blank}
    for column in sorted(nullable - set(rule.blank)):
        raise PolicyError(f"{place}: it reads {column}, which may be blank. Say under 'blank' what that means.")
    for column in sorted(set(rule.blank) - nullable):
        raise PolicyError(
            f"{place}: 'blank' names {column}, which the rule does not read or is never blank. Remove it."
        )
    for column, blank in rule.blank.items():
        if blank.by and blank.by not in {*rule.breach, *rule.written, *rule.undecided}:
            raise PolicyError(f"{place} blank {column}: there is no cause '{blank.by}'.{_near(blank.by, rule.breach)}")
        if blank.kind == "breach" and not blank.by:
            raise PolicyError(f"{place} blank {column}: name the cause that asks for it, as breach (cause).")
    for cause in rule.conflict:
        if cause not in rule.breach:
            raise PolicyError(f"{place} conflict: there is no cause '{cause}'.{_near(cause, rule.breach)}")
    for column in rule.shows:
        if column not in rule.view.facts:
            raise PolicyError(f"{place} shows: there is no column '{column}'.{_near(column, rule.view.facts)}")


def _near(word: str, known: object) -> str:
    near = get_close_matches(word, list(known), n=2)  # type: ignore[call-overload]
    return f" Did you mean {' or '.join(near)}?" if near else ""
