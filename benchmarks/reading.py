"""Compare reading a large CSV file as an audit does with DuckDB reading it as text into a table.

    python benchmarks/reading.py [--rows 5000000] [--repeats 5] [--kinds plain,dirty]

Each run has a process of its own, and the two take turns. The product counts every record and delimiter, checks
the encoding, the headings and the ends of the file, and must find as many records as were written.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
KINDS = {
    "plain": "UTF-8, a fifth of the notes with letters outside ASCII",
    "spreadsheet": "UTF-8 with a mark and CRLF, as Excel writes it",
    "dirty": "Windows-1252, a title above the headings, empty lines, three kinds of line end",
    "careless": "UTF-8 with quotation marks inside fields that are not quoted",
}
# An access log: ids, a date and time, codes, and for every second record a note that holds commas and quotation marks.
ROWS = """
    SELECT 'AL' || lpad(CAST(i AS VARCHAR), 8, '0') AS log_id, 'S' || lpad(CAST(hash(i, 1) % 400 AS VARCHAR), 4, '0')
        AS staff_id, 'C' || lpad(CAST(hash(i, 2) % 200000 AS VARCHAR), 6, '0') AS case_id,
        strftime(TIMESTAMP '2025-01-01' + to_seconds(CAST(hash(i, 3) % 30000000 AS BIGINT)), '%Y-%m-%dT%H:%M:%S') AS at,
        ['view', 'edit', 'print', 'export'][CAST(1 + hash(i, 4) % 4 AS INTEGER)] AS action,
        ['supervision', 'own_case', 'cover', NULL][CAST(1 + hash(i, 5) % 4 AS INTEGER)] AS reason,
        CASE WHEN hash(i, 6) % 2 = 0 THEN 'Opened the record of the visit, then the plan; see entry ' || i || ['', '',
            ' (asked for by Zoë)', ', marked "urgent"', ''][CAST(1 + hash(i, 7) % 5 AS INTEGER)] END AS note,
        ['yes', 'no'][CAST(1 + hash(i, 8) % 2 AS INTEGER)] AS flagged
    FROM range({rows}) t(i)
"""


def generate(rows: int, kind: str, path: Path) -> None:
    """Write the file; the same arguments give the same bytes."""
    import duckdb

    path.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        plain = Path(folder) / "plain.csv"
        duckdb.execute(f"COPY ({ROWS.format(rows=rows)}) TO '{plain}' (HEADER)")
        written = Path(folder) / "written.csv"
        with plain.open("rb") as source, written.open("wb") as target:
            target.write({"spreadsheet": b"\xef\xbb\xbf", "dirty": b"Access log\r\n\r\n"}.get(kind, b""))
            for place, lines in enumerate(iter(lambda: source.readlines(1 << 20), [])):
                target.write(_altered(b"".join(lines), kind, place))
        written.replace(path)


def _altered(text: bytes, kind: str, place: int) -> bytes:
    if kind == "spreadsheet":
        return text.replace(b"\n", b"\r\n")
    if kind == "dirty":
        return text.decode().encode("cp1252").replace(b"\n", (b"\r\n", b"\n", b"\r")[place % 3]) + b"\r\n\r\n"
    if kind == "careless":
        return text.replace(b"own_case", b'own "case"')
    return text


def by_duckdb(path: Path) -> int:
    """DuckDB alone; how many records it found."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"CREATE TABLE read AS SELECT * FROM read_csv('{path}', all_varchar = true)")
        return int(connection.execute("SELECT count(*) FROM read").fetchall()[0][0])


def by_product(path: Path, kind: str) -> int:
    """What an audit does to read the file; how many records it found."""
    import duckdb

    from checks.intake.pieces import Options, Piece
    from checks.intake.readers import reading

    options = Options(header_rows=(3,)) if kind == "dirty" else Options()
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        return reading.read(connection, Piece(path.name, "csv", path), "read", options).rows["record"]


def _child(who: str, kind: str, path: Path) -> None:
    import duckdb  # noqa: F401  the imports come before the clock starts

    from checks.intake.readers import reading  # noqa: F401

    started, used = time.perf_counter(), time.process_time()
    rows = by_duckdb(path) if who == "duckdb" else by_product(path, kind)
    seconds, processor = time.perf_counter() - started, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)
    print(json.dumps({"rows": rows, "seconds": seconds, "processor": processor, "peak": peak}))


def _run(who: str, kind: str, path: Path, rows: int) -> dict[str, float]:
    paths = os.pathsep.join(filter(None, [str(HERE.parent), os.environ.get("PYTHONPATH", "")]))
    ran = subprocess.run(
        [sys.executable, __file__, "--child", who, kind, str(path)],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": paths},
    )  # fmt: skip
    if ran.returncode:
        sys.exit(f"{who} failed:\n{ran.stderr[-3000:]}")
    figures: dict[str, float] = json.loads(ran.stdout)
    if figures["rows"] != rows:
        sys.exit(f"{who} found {figures['rows']:,} of {rows:,} records.")
    return figures


def _report(label: str, runs: list[dict[str, float]]) -> dict[str, float]:
    figures = {figure: statistics.median(run[figure] for run in runs) for figure in ("seconds", "processor", "peak")}
    seconds = f"{figures['seconds']:.2f} s ({figures['processor']:.2f} s of processor)"
    print(f"{label:<24}{seconds}, peak {figures['peak']:,.0f} MiB", flush=True)
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        who, kind, path = given.child
        _child(who, kind, Path(path))
        return
    files = {kind: HERE / "data" / f"reading-{kind}-{given.rows}.csv" for kind in ("plain", *given.kinds.split(","))}
    for kind, path in files.items():
        if not path.exists():
            generate(given.rows, kind, path)
    for kind in given.kinds.split(","):  # DuckDB reads the plain file always: it refuses or misreads some others
        hand, ours = [], []
        for _ in range(given.repeats):
            hand.append(_run("duckdb", "plain", files["plain"], given.rows))
            ours.append(_run("product", kind, files[kind], given.rows))
        print(f"{kind}: {KINDS[kind]}")
        alone, product = _report("  DuckDB alone, plain", hand), _report("  product", ours)
        print(f"  ratio of seconds {product['seconds'] / alone['seconds']:.2f}", end="")
        print(f", of processor seconds {product['processor'] / alone['processor']:.2f}")


if __name__ == "__main__":
    main()
