"""The records made so far, the findings they must lead to, and the near misses that must lead to none."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import yaml

from sample_data.generator.calendar import DAY
from sample_data.generator.names import Names

DECLARED = Path(__file__).resolve().parents[2] / "checks" / "intake" / "tables.yml"

PREFIX = {
    "people": "P", "staff": "S", "decisions": "DEC", "disclosures": "DIS", "consents": "CON", "agencies": "AG",
    "authorisations": "AUT", "documents": "DOC", "disposal_log": "DSP", "access_grants": "GRA", "access_log": "LOG",
    "subject_access_requests": "SAR", "safeguarding_concerns": "SAF", "safe_contacts": "SC", "contacts": "CT",
    "information_requests": "REQ", "notices": "NOT", "referrals": "REF", "programme_events": "EV",
    "joint_working": "JW", "file_movements": "MOV", "sharing_agreements": "AGR", "training": "TR",
    "applicants": "APP", "committee_papers": "PAP", "incidents": "INC", "policy_register": "POL",
    "attestations": "ATT", "storage_locations": "LOC",
}  # fmt: skip

# The packs by letter, and the packs that judge each rule.
PACKS = {
    "D": "derbyshire", "W": "women-dvpp", "H": "hampshire", "M": "manchester", "V": "coventry", "C": "combined",
}  # fmt: skip
JUDGED_IN = {
    "RAT-01": "DHMVC", "RAT-02": "DWHMVC", "RAT-03": "MVC", "RAT-04": "DHMVC", "RAT-05": "DMC", "RAT-06": "DHMVC",
    "RAT-07": "DWHMVC", "RAT-08": "HMC", "RAT-09": "DHMVC",
    "CON-01": "DWHMVC", "CON-02": "DWHMVC", "CON-03": "WMVC", "CON-04": "WC", "CON-05": "WHMC", "CON-06": "DHMVC",
    "CON-07": "HC",
    "AUT-01": "DHMC", "AUT-02": "DHMC", "AUT-03": "WC", "AUT-04": "DWHMVC", "AUT-05": "WHC", "AUT-06": "WC",
    "DIS-01": "WC", "DIS-02": "DWHMVC", "DIS-03": "WC", "DIS-04": "DHMVC", "DIS-05": "DWHMVC", "DIS-06": "DHMVC",
    "DIS-07": "MVC", "DIS-08": "MVC", "DIS-09": "MC", "DIS-10": "WMC", "DIS-11": "WC",
    "SAF-01": "DWHMC", "SAF-02": "WC", "SAF-03": "WC", "SAF-04": "WC",
    "TRN-01": "DWHMVC", "TRN-02": "DHMVC", "TRN-03": "WC", "TRN-04": "VC", "TRN-05": "WC", "TRN-06": "WC",
    "TRN-07": "HC",
    "TPS-01": "WC", "TPS-02": "WHC", "TPS-03": "WC", "TPS-04": "WC",
    "RET-01": "WMC", "RET-02": "DWC", "RET-03": "MC", "RET-04": "MC", "RET-05": "WMC", "RET-06": "WC",
    "RET-07": "HC",
    "SCN-01": "DC", "SCN-02": "DMC",
    "STO-01": "DWHMC", "STO-02": "WMC", "STO-03": "WC",
    "ACC-01": "DWHMC", "ACC-02": "DMC", "ACC-03": "WC",
    "REC-01": "WHC", "REC-02": "HC", "REC-03": "WMC", "REC-04": "WC", "REC-05": "HC",
    "CLA-01": "WHC",
    "PAR-01": "WC", "PAR-02": "WC", "PAR-03": "WC", "PAR-04": "DWC",
    "STF-01": "WMC", "STF-02": "DWMC", "STF-03": "WC", "STF-04": "WHMC",
    "BRD-01": "WC", "BRD-02": "WC",
    "GOV-01": "DWHMVC", "GOV-02": "DWHMVC",
}  # fmt: skip


@dataclass(frozen=True)
class Expected:
    """One line of an answer key, or (outcome `near`) a record that must not be found by the rule."""

    pack: str
    rule_id: str
    outcome: str
    record_id: str
    cause: str


class World:
    """Tables as lists of rows, each row a dict with every canonical column."""

    def __init__(self, seed: int, as_of: dt.date) -> None:
        declared = yaml.safe_load(DECLARED.read_text(encoding="utf-8"))
        self.columns = {table: list(about["columns"]) for table, about in declared.items()}
        self.tables: dict[str, list[dict]] = {table: [] for table in declared}
        self.seed, self.as_of, self.names = seed, as_of, Names(seed)
        self.rng = random.Random(f"{seed}:world")
        self.taken: set[str] = set()
        self.worded: Counter[str] = Counter()
        self.left_out: set[tuple[str, str]] = set()
        self.expected: list[Expected] = []
        self.senior: dict = {}
        self.managers: dict[str, dict] = {}
        self.teams: dict[str, list[dict]] = {}
        self.leavers: dict[str, dict] = {}
        self.admins: list[dict] = []
        self.committee: list[dict] = []
        self.agencies: list[dict] = []
        self.places: dict[str, str] = {}
        self.cases: list = []
        self.hosts: list = []
        self.files: dict[str, list] = {}
        self.planted: set[str] = set()
        self.untouched: set[str] = set()
        self.male: set[str] = set()

    def start(self, part: str) -> None:
        """Give a part its own stream of chances, so that a new part leaves the others as they were."""
        self.rng = random.Random(f"{self.seed}:{part}")

    def add(self, table: str, **values: object) -> dict:
        """A new row, with an id of its own unless one is given."""
        row = dict.fromkeys(self.columns[table], "")
        key = self.columns[table][0]
        if table in PREFIX and key not in values:
            values[key] = self.new_id(PREFIX[table])
        unknown = set(values) - set(row)
        if unknown:
            raise KeyError(f"{table} has no column {sorted(unknown)}")
        row.update(values)
        self.tables[table].append(row)
        return row

    def new_id(self, prefix: str, low: int = 10000, high: int = 99999) -> str:
        """An id not used yet; numbers say nothing of who was planted."""
        if prefix in ("S", "AG"):
            low, high = 100, 999
        while True:
            made = f"{prefix}-{self.rng.randint(low, high)}"
            if made not in self.taken:
                self.taken.add(made)
                return made

    def ago(self, days: int) -> dt.date:
        """The day that many days before the run date."""
        return self.as_of - days * DAY

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def pick(self, items: list | tuple | str) -> object:
        return self.rng.choice(items)

    def worded_twice(self, text: str) -> bool:
        """Count a reason, and say whether it has been used twice before: stock reasons are for the stories alone."""
        self.worded[" ".join(text.lower().split())] += 1
        return self.worded[" ".join(text.lower().split())] > 2

    def leave_out(self, part: str, owner: dict) -> None:
        """Keep an everyday part away from a case or a worker, whose story makes its own or has none.

        A part is named as the table it fills, or `looked_after`, `encouraged`, `dvpp_form`,
        `report_explained`.
        """
        self.left_out.add((part, str(next(iter(owner.values())))))

    def has(self, part: str, owner: dict) -> bool:
        """Whether the everyday part is to be made for a case or a worker."""
        return (part, str(next(iter(owner.values())))) not in self.left_out

    def breach(self, rule_id: str, row: dict | str, cause: str, packs: str = "") -> None:
        """State a breach; without packs, in every pack that judges the rule."""
        self._expect(rule_id, "breach", row, cause, packs)

    def conflict(self, rule_id: str, row: dict | str, cause: str, packs: str = "") -> None:
        self._expect(rule_id, "conflict", row, cause, packs)

    def undecided(self, rule_id: str, row: dict | str, cause: str = "", packs: str = "") -> None:
        self._expect(rule_id, "undecided", row, cause, packs)

    def near(self, rule_id: str, row: dict | str, note: str, packs: str = "") -> None:
        """State that a record lies just on the right side of a rule."""
        self._expect(rule_id, "near", row, note, packs)

    def _expect(self, rule_id: str, outcome: str, row: dict | str, cause: str, packs: str) -> None:
        record_id = row if isinstance(row, str) else str(next(iter(row.values())))
        for letter in packs or JUDGED_IN[rule_id]:
            if letter not in JUDGED_IN[rule_id]:
                raise ValueError(f"{rule_id} is not judged in {PACKS[letter]}")
            if outcome != "near":
                cause = ";".join(sorted(cause.split(";")))
            self.expected.append(Expected(PACKS[letter], rule_id, outcome, record_id, cause))
