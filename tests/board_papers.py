"""Months' counts made by hand, and the board papers made of them. No engine runs here."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from bs4 import BeautifulSoup

from checks.output.board.facts import facts
from checks.output.board.paper import Paper, Said
from checks.output.board.register import Register
from checks.output.board.shown import Shown
from checks.output.suppression import profile
from checks.output.suppression.profiles import Profile
from checks.results import aggregates
from checks.results.aggregates import Aggregates, RecordCounts, RuleCounts, ThemeCounts
from checks.results.audit import HEADLINES
from checks.runs import board

SAID = Said("Head of quality", "Committee members", "1")
SERVICES = ("iss", "refuge", "youth")
FIRST = next(iter(HEADLINES))
SECTIONS = ("brief", "trends", "matters", "doing", "untested", "reading")

Places = Mapping[str, tuple[int, int]]  # by service: records judged, and of these in breach


def month(
    name: str,
    places: Mapping[str, Places] | Places | None = None,
    records: Sequence[tuple[str, str, str, int]] = (("critical", "persisting", "past_due", 40),),
    *,
    status: str = "failed",
    reason: str = "",
    before: tuple[str, int] = ("", 0),
    until: str = "",
) -> Aggregates:
    """The counts of a month. ``places`` is by headline, or for all four.

    ``records`` are severities, states, standings and how many; ``status`` and ``reason`` those of the first headline's
    rule; ``before`` the month compared with, and how many records had something open then.
    """
    given = places or {"iss": (300, 60), "refuge": (200, 30), "youth": (100, 20)}
    by_headline = given if set(given) <= set(HEADLINES) else dict.fromkeys(HEADLINES, given)
    return Aggregates(
        month=name,
        as_of=f"{name}-28",
        pack="combined",
        pack_title="All five policies together",
        settings="0" * 64,
        versions={"policy-audit": "0"},
        compared_with=before[0],
        open_before=before[1],
        days={"critical": 7, "warning": 28},
        roles=("line_manager",),
        exceptions={},
        rules=tuple(_rule(headline, status, reason) for headline in HEADLINES),
        themes=tuple(
            ThemeCounts(theme=headline, service=service, judged=judged, breach=breach)
            for headline, of in by_headline.items()
            for service, (judged, breach) in of.items()  # type: ignore[attr-defined]
        ),
        records=tuple(
            RecordCounts(severity=severity, state=state, standing=standing, until=until, records=many)
            for severity, state, standing, many in records
        ),
    )


def _rule(headline: str, status: str, reason: str) -> RuleCounts:
    first = headline == FIRST
    return RuleCounts(
        rule_id=f"R-{headline[:4]}", title=f"Rule of {HEADLINES[headline]}", headline=headline, severity="critical",
        status=status if first else "failed", reason=reason if first else "",
        in_scope=9, complies=0, breach=9, conflict=0, undecided=0,
    )  # fmt: skip


def registers(months: Sequence[Aggregates], chosen: Profile | None = None) -> dict[str, Register]:
    """A paper for each of the months, one after the other."""
    known: dict[str, Register] = {}
    counts: dict[str, Aggregates] = {}
    for one in months:
        counts[one.month] = one
        known[one.month] = board.publish(counts, one.month, known, chosen or profile())
    return known


def paper(months: Sequence[Aggregates], chosen: Profile | None = None, *, once: bool = False) -> Paper:
    """The paper of the last month, each of the others having had its own; with ``once`` it is the first of all."""
    last = months[-1]
    if once:
        made = board.publish({one.month: one for one in months}, last.month, {}, chosen or profile())
        return Paper(Shown(made.published), facts(last), SAID)
    known = registers(months, chosen)
    earlier = [known[name].published for name in sorted(known) if name != last.month]
    return Paper(Shown(known[last.month].published, earlier), facts(last), SAID)


def html(made: Paper) -> str:
    """Every section of a paper, pictures included."""
    return "".join(getattr(made, name).html for name in SECTIONS)


def words(made: Paper) -> str:
    """What a reader of the page reads or hears: its text, and its alternative texts."""
    page = BeautifulSoup(html(made), "html.parser")
    return " ".join([page.get_text(" "), *(str(image["alt"]) for image in page.find_all("img"))])


def keep(months: Sequence[Aggregates], reports: Path) -> Path:
    """Write the months' counts as their audits would; the folder of reports."""
    for one in months:
        aggregates.write(one, reports / one.month / "results")
    return reports
