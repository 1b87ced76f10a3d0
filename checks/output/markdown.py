"""The Markdown of the rule pages as accessible HTML: headings, paragraphs, lists, tables and code, all escaped.

The pages are made by this project and use no more than that. Every table gets a caption and scoped headers.
"""

import re
from collections import Counter
from html import escape
from itertools import groupby

_MARKS = ((re.compile(r"`([^`]+)`"), r"<code>\1</code>"), (re.compile(r"\*([^*\s][^*]*)\*"), r"<em>\1</em>"))
_CELLS = re.compile(r"(?<!\\)\|")


def html(markdown: str, level: int, name: str) -> str:
    """The HTML; headings start at ``level`` for ``##``, and ``name`` makes each table's caption its own."""
    heading, parts = "", []
    captions: Counter[str] = Counter()
    for kind, lines in _blocks(markdown):
        if kind == "heading":
            depth, _, said = lines[0].partition(" ")
            heading = said
            parts.append(f"<h{level + len(depth) - 2}>{_inline(said)}</h{level + len(depth) - 2}>")
        elif kind == "table":
            caption = f"{name}: {heading[:1].lower()}{heading[1:]}"
            captions[caption] += 1
            again = f" ({captions[caption]})" if captions[caption] > 1 else ""
            parts.append(_table(lines, caption + again))
        elif kind == "list":
            parts.append(f"<ul>{''.join(f'<li>{_inline(line[2:])}</li>' for line in lines)}</ul>")
        elif kind == "code":
            label = escape(f"{name}: {heading}", quote=True)
            said = escape("\n".join(lines))
            parts.append(f'<div class="scroll" role="region" tabindex="0" aria-label="{label}"><pre>{said}</pre></div>')
        else:
            parts.append(f"<p>{_inline(' '.join(lines))}</p>")
    return "".join(parts)


def _blocks(markdown: str) -> list[tuple[str, list[str]]]:
    """Runs of lines of one kind; the fence of a code block switches all kinds off."""
    told: list[tuple[str, str]] = []
    fenced = False
    for line in markdown.splitlines():
        if line.startswith("```"):
            fenced = not fenced
            told.append(("fence", ""))
        else:
            told.append(("code" if fenced else _kind(line), line))
    return [
        (kind, [line for _, line in lines])
        for kind, lines in groupby(told, key=lambda pair: pair[0])
        if kind not in ("fence", "blank")
    ]


def _kind(line: str) -> str:
    for start, kind in (("#", "heading"), ("|", "table"), ("- ", "list")):
        if line.startswith(start):
            return kind
    return "text" if line.strip() else "blank"


def _inline(text: str) -> str:
    said = escape(text)
    for mark, html_mark in _MARKS:
        said = mark.sub(html_mark, said)
    return said


def _table(lines: list[str], caption: str) -> str:
    head, _, *body = [_row(line) for line in lines]
    heads = "".join(f'<th scope="col">{_inline(cell)}</th>' for cell in head)
    rows = "".join(
        f'<tr><th scope="row">{_inline(row[0])}</th>{"".join(f"<td>{_inline(cell)}</td>" for cell in row[1:])}</tr>'
        for row in body
    )
    said = escape(caption, quote=True)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{said}"><table><caption>{said}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(line: str) -> list[str]:
    return [cell.strip().replace("\\|", "|") for cell in _CELLS.split(line.strip())[1:-1]]
