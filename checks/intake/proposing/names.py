"""How alike a heading and the names of a canonical column are, as numbers between 0 and 1.

Headings are split into words (``dtOpened``, ``CLIENT_REF``, ``Date of referral``), abbreviations written out and
words of the same meaning made one; what two names share is weighed, rare words more than common ones. ``aliases.yml``
holds the words.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from checks import yaml_files
from checks.intake.tables import Table, declared

Scores = NDArray[np.float64]
NEAR = 86.0  # of 100: two words that differ by a slip of the pen
SHORT = 4  # a shorter word is only like itself
CUT = 0.8  # how far an abbreviation nobody wrote down counts
OWN, ANYWHERE, WITH_NOUN = 1.0, 0.97, 0.95  # how sure the kinds of names are
COMMON = frozenset(
    {"date", "time", "id", "kind"}
)  # alone they name a table's own date, key or kind, as _own_names says
BREAKS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z]{2})(?=\d)|(?<=\d)(?=[A-Za-z]{2})")
INITIALS = re.compile(r"\b(?:[A-Za-z]\.){2,}[A-Za-z]?\b")  # D.O.B.
NUMBER_SIGN = re.compile(r"#|№|\bN[º°]")
ASIDE = re.compile(r"\([^()]*\)|\[[^][]*\]")  # "Client reference (e.g. AB-12)"


@dataclass(frozen=True)
class Words:
    """``aliases.yml`` as read."""

    same: Mapping[str, str]
    written: Mapping[str, tuple[str, ...]]
    akin: Mapping[str, Mapping[str, float]]
    idle: frozenset[str]
    tables: Mapping[str, Mapping[str, Sequence[str]]]
    columns: Mapping[str, Sequence[str]]
    codes: Mapping[str, Sequence[str]]


@cache
def words() -> Words:
    """The dictionary of the field's words."""
    entry = yaml_files.read(resources.files(__package__).joinpath("aliases.yml").read_text("utf-8"))
    return Words(
        {word: group[0] for group in reversed(entry["same"]) for word in group},
        {short: tuple(long.split()) for short, long in entry["written"].items()},
        entry["akin"],
        frozenset(entry["idle"]),
        entry["tables"],
        entry["columns"],
        entry["codes"],
    )


def split(heading: str) -> list[str]:
    """A heading's words in lower case, as they are written."""
    plain = INITIALS.sub(lambda found: found[0].replace(".", ""), re.sub(r"['’]", "", heading))
    parts = re.split(r"[^A-Za-z0-9]+", NUMBER_SIGN.sub(" number ", plain))
    return [word.lower() for part in parts for word in BREAKS.split(part) if word]


@cache
def meant(heading: str) -> tuple[str, ...]:
    """A heading's words as ``aliases.yml`` understands them, each once, idle ones left out unless all are."""
    found: list[str] = []
    for word in split(heading):
        found += [part for whole in words().written.get(word, (word,)) for part in _apart(whole)]
    if len(found) > 1 and found[-1] in ("on", "at"):
        found[-1] = "date"
    kept = [word for word in found if word not in words().idle and word not in ("on", "at")] or found
    return tuple(dict.fromkeys(_standing(word) for word in kept))


def _standing(word: str) -> str:
    same = words().same
    if word in same:
        return same[word]
    bare = word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    return same.get(bare, bare)


def _apart(word: str) -> list[str]:
    """A word written together (``caseref``) as the known words it is made of, or as it is."""
    known = _vocabulary()
    if len(word) < 6 or word in known or _standing(word) in known:
        return [word]
    for place in range(len(word) - 2, 2, -1):
        first, rest = word[:place], word[place:]
        if first in known and (rest in known or rest in words().written):
            return [first, *words().written.get(rest, (rest,))]
    return [word]


@cache
def _vocabulary() -> frozenset[str]:
    said = [name for names in words().columns.values() for name in names]
    said += [name for table in words().tables.values() for name in (*table["called"], *table["noun"])]
    own = [column for table in declared().values() for column in table.columns]
    found = {word for name in [*said, *own] for word in split(name) if len(word) > 2}
    return frozenset(found | set(words().same))


@dataclass(frozen=True)
class Known:
    """Every name of every target, as words: which target it names, and how sure a name it is."""

    targets: Sequence[str]
    phrases: Sequence[tuple[str, ...]]
    owners: Sequence[int]
    trust: Sequence[float]


@cache
def column_names() -> Known:
    """The names of every canonical column, ``table.column`` being the target."""
    named: list[tuple[str, tuple[str, ...], float]] = []
    for table in declared().values():
        nouns = [meant(noun) for noun in words().tables[table.name]["noun"]]
        for column in table.columns:
            own = _own_names(table, column)
            told = {meant(name): OWN for name in words().columns.get(f"{table.name}.{column}", ())}
            general = {meant(name): ANYWHERE for name in words().columns.get(column, ())}
            told, general = ({k: v for k, v in said.items() if set(k) - COMMON} for said in (told, general))
            phrases = {**general, **own, **told}
            # What points to another table is not called after this one: a case's number in a referral is no "referral".
            points = column not in table.key and (table.columns[column].finds or table.columns[column].finds_by)
            prefixes = [] if points else nouns
            more = {(*noun, *(w for w in phrase if w not in noun)) for noun in prefixes for phrase in phrases}
            named += [(f"{table.name}.{column}", phrase, trust) for phrase, trust in phrases.items()]
            named += [(f"{table.name}.{column}", phrase, WITH_NOUN) for phrase in more - set(phrases)]
    return _known(named)


@cache
def table_names() -> Known:
    """The names of every canonical table."""
    return _known(
        [
            (table, meant(name), OWN)
            for table, names in words().tables.items()
            for name in [*names["called"], *names["noun"], table]
        ]
    )


def _own_names(table: Table, column: str) -> dict[tuple[str, ...], float]:
    """The column's own name, and what its part in the table lets it be called."""
    found = {meant(column): OWN}
    bare = tuple(word for word in meant(column) if word not in ("date", "time"))
    if table.columns[column].type in ("date", "datetime") and bare:
        found.setdefault(bare, WITH_NOUN)  # "Opened" over a column of dates
    if column in table.key[:1]:
        found[("id",)] = ANYWHERE
    if column in table.event[:1]:
        found[("date",)] = ANYWHERE
    if column in ("kind", "event_type", "doc_type", "decision_type"):
        found[("kind",)] = ANYWHERE
    return found


def _known(named: Iterable[tuple[str, tuple[str, ...], float]]) -> Known:
    entries = [entry for entry in named if entry[1]]
    targets = list(dict.fromkeys(target for target, _, _ in entries))
    place = {target: number for number, target in enumerate(targets)}
    return Known(targets, [e[1] for e in entries], [place[e[0]] for e in entries], [e[2] for e in entries])


def alike(spoken: Sequence[tuple[str, ...]], known: Known) -> Scores:
    """How well each heading (a row; its words as ``meant`` gives them) names each target (a column)."""
    theirs = sorted({word for phrase in spoken for word in phrase})
    ours = sorted({word for phrase in known.phrases for word in phrase})
    if not theirs:
        return np.zeros((len(spoken), len(known.targets)))
    weights = _weights(known)
    like = _like(theirs, ours)
    ours_weight = np.array([weights[word] for word in ours])
    theirs_weight = np.array([weights.get(word, 1.0) for word in theirs])
    held = _incidence(spoken, theirs)
    named = _incidence(known.phrases, ours)
    shared = held @ (like * ours_weight) @ named.T
    size = (held @ theirs_weight)[:, None] + (named @ ours_weight)[None, :]
    score = np.minimum(2 * shared / np.maximum(size, 1e-9), 1.0) * np.array(known.trust)
    best = np.zeros((len(spoken), len(known.targets)))
    np.maximum.at(best.T, np.array(known.owners), score.T)
    return best


def _like(theirs: Sequence[str], ours: Sequence[str]) -> Scores:
    """How far each of their words is one of ours: the same, misspelt, akin, or cut short (``agrmt``, ``appr``)."""
    like: Scores = cdist(theirs, ours, scorer=fuzz.ratio) / 100.0
    long = np.array([len(word) >= SHORT for word in theirs])[:, None] & np.array([len(w) >= SHORT for w in ours])
    like[(like < NEAR / 100) | (~long & (like < 1))] = 0
    place = {word: number for number, word in enumerate(ours)}
    for row, word in enumerate(theirs):
        for other, akin in words().akin.get(word, {}).items():
            if other in place:
                like[row, place[other]] = max(akin, like[row, place[other]])
        if not like[row].any() and len(word) >= 3:
            like[row] = [CUT if _is_short_for(word, whole) else 0 for whole in ours]
    return like


def _is_short_for(word: str, whole: str) -> bool:
    """Whether a word abbreviates another: its beginning, or letters of it in order, no vowel after the first."""
    if len(whole) < len(word) + 2 or word[0] != whole[0]:
        return False
    if whole.startswith(word):
        return True
    rest = iter(whole)
    return not set(word[1:]) & set("aeiou") and all(letter in rest for letter in word)


def plainly(heading: str) -> tuple[str, ...]:
    """What a heading means without what stands in brackets, unless that is all there is."""
    return meant(ASIDE.sub(" ", heading)) or meant(heading)


def shared_prefix(headings: Sequence[str]) -> str:
    """The first word that many of a piece's headings begin with (``DISC_NO``, ``DISC_DT``), or nothing."""
    firsts = Counter(split(heading)[0] for heading in headings if len(split(heading)) > 1)
    word, times = firsts.most_common(1)[0] if firsts else ("", 0)
    return word if times >= max(3, 0.3 * len(headings)) else ""


def without(heading: str, prefix: str) -> tuple[str, ...]:
    """What a heading means without the prefix that its neighbours share."""
    found = split(heading)
    return meant(" ".join(found[1:])) if prefix and len(found) > 1 and found[0] == prefix else meant(heading)


def _incidence(phrases: Sequence[tuple[str, ...]], vocabulary: Sequence[str]) -> Scores:
    place = {word: number for number, word in enumerate(vocabulary)}
    found = np.zeros((len(phrases), len(vocabulary)))
    for row, phrase in enumerate(phrases):
        found[row, [place[word] for word in phrase]] = 1
    return found


@cache
def _spread() -> Mapping[str, int]:
    own = [meant(column) for table in declared().values() for column in table.columns]
    return Counter(word for phrase in own for word in set(phrase))


def _weights(known: Known) -> dict[str, float]:
    """A word that many columns have (date, id) tells little, as in inverse document frequency."""
    found = {word for phrase in known.phrases for word in phrase}
    return {word: 1 / (1 + 0.5 * math.log(max(_spread().get(word, 1), 1))) for word in found}
