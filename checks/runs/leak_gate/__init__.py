"""The leak gate: nothing meant for the board is published that holds anything of a person in the export.

The run alone has both the export and the finished files. It makes a ``Gate`` of the export and hands it the final
bytes of every file; what comes back without an error may be published. ``docs/leak-gate.md`` says what is found.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from checks.errors import LeakError
from checks.intake import mapping as mappings
from checks.output import final_bytes
from checks.output.final_bytes import Passage, Unreadable, joined
from checks.runs.leak_gate import export as exported
from checks.runs.leak_gate import ours
from checks.runs.leak_gate.needles import BORN, ID, INITIALS, KINDS, NAME, Needles
from checks.runs.leak_gate.normal import LETTERS_ONLY, normal
from checks.runs.leak_gate.search import Hit, Searcher

__all__ = ["Gate", "LeakError", "Searched", "gate"]

NOT_PUBLISHED = "so nothing was published"


@dataclass(frozen=True)
class Searched:
    """What the gate searched: how many files, for what, and what it could not look into."""

    files: int
    sentence: str
    unread: Sequence[str]


@dataclass(frozen=True, repr=False)
class Gate:
    """The needles of one export, and what a paper may say although a needle is in it.

    ``own_texts`` are the words of the policy rather than of the export, such as a pack's title and an organisation's
    own rules; ``own_days`` are the days the paper itself is about, such as the one the audit speaks for.
    """

    needles: Needles
    own_texts: Sequence[str] = ()
    own_days: frozenset[date] = frozenset()

    def __call__(self, files: Mapping[str, bytes]) -> Searched:
        """Search the final bytes of every file, given by name. Raises LeakError unless all of them may be published."""
        self._check_needles()
        if not files:
            raise LeakError(f"There is no file for the board to search, {NOT_PUBLISHED}.")
        found, unread = dict[tuple[str, str], str](), list[str]()
        for number, (name, data) in enumerate(files.items(), 1):
            called = name if not self._hits([Passage("", name)]) else f"File {number} of {len(files)}"
            try:
                contents = final_bytes.read(name, data)
            except Unreadable as why:
                raise LeakError(f"{called} cannot be searched ({why}), {NOT_PUBLISHED}.") from None
            unread += [f"{called}: {what}" for what in contents.unread]
            for kind, place in self._hits(contents.passages).items():
                found[called, kind] = place
        self._refuse(found)
        return Searched(len(files), self.needles.sentence, unread)

    def _check_needles(self) -> None:
        if not any(self.needles.counts.get(kind) for kind in (NAME, ID)):
            raise LeakError(
                f"The export has no names and no ids that could be searched for, {NOT_PUBLISHED}. "
                f"{self.needles.sentence} Check the export, or its mapping."
            )

    def _refuse(self, found: Mapping[tuple[str, str], str]) -> None:
        """Raise LeakError for the first of each kind in each file, by place."""
        if found:
            told = [f"{called} holds {kind} from the export ({place})" for (called, kind), place in found.items()]
            more = f", and {len(told) - 3} more like it" if len(told) > 3 else ""
            raise LeakError(
                f"{'; '.join(told[:3])}{more}, {NOT_PUBLISHED}. Take it out of what the paper is made from and run "
                "again; the text itself is not shown here."
            )

    def _hits(self, passages: Iterable[Passage]) -> dict[str, str]:
        """The place of the first hit of each kind that the product's own words do not account for."""
        first: dict[str, str] = {}
        for passage in passages:
            for kind, key in set(self._searcher.search(passage.text, passage.manner)):
                if kind not in first and not self._is_ours((kind, key)):
                    first[kind] = self._place(passage, (kind, key))
        return {kind: first[kind] for kind in KINDS if kind in first}

    def _place(self, passage: Passage, hit: Hit) -> str:
        """The smallest part of a passage that holds the hit by itself, looked for in ever smaller halves."""
        parts = passage.parts
        while len(parts) > 1:
            half = len(parts) // 2
            first = hit in self._searcher.search(joined(parts[:half]), passage.manner)
            parts = parts[:half] if first else parts[half:]
        alone = parts and hit in self._searcher.search(parts[0].text, passage.manner)
        return parts[0].place if alone else passage.place

    def _is_ours(self, hit: Hit) -> bool:
        kind, key = hit
        if kind == BORN:
            return date.fromisoformat(key) in self.own_days or hit in self._ours
        return hit in self._ours or (kind == INITIALS and key in self._short)

    @cached_property
    def _searcher(self) -> Searcher:
        return Searcher(self.needles)

    @cached_property
    def _ours(self) -> frozenset[Hit]:
        return frozenset(hit for text in self._own() for hit in self._searcher.search(text, "said"))

    @cached_property
    def _short(self) -> frozenset[str]:
        """The short words and abbreviations of the product's own texts: in capitals they look like initials."""
        return frozenset(word for text in self._own() for word in LETTERS_ONLY.findall(normal(text)) if len(word) < 5)

    def _own(self) -> Iterator[str]:
        yield from ours.texts()
        yield from self.own_texts


def gate(
    export: str,
    as_of: date,
    mapping: mappings.Mapping | None = None,
    *,
    own_texts: Sequence[str] = (),
    own_days: Iterable[date] = (),
) -> Gate:
    """The gate for what is made from an export. Raises ExportError where the export cannot be read."""
    return Gate(exported.needles(export, as_of, mapping), tuple(own_texts), frozenset({as_of, *own_days}))
