"""Files of every kind with a text planted somewhere in them, for the leak gate to find."""

import base64
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from html import escape
from urllib.parse import quote

import pytest
import xlsxwriter
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, NameObject, RectangleObject, StreamObject, TextStringObject

try:
    from weasyprint import HTML
except OSError:
    pytest.skip("Pango is not on this machine: make pango installs it", allow_module_level=True)

Planted = tuple[str, bytes]  # a file's name and its bytes


def page(body: str, head: str = "", name: str = "paper.html") -> Planted:
    return name, f'<!doctype html><html lang="en-GB"><head>{head}</head><body>{body}</body></html>'.encode()


def svg(inside: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'


def uri(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def png(chunk: bytes, body: bytes, after: bytes = b"") -> bytes:
    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    dot = part(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + part(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + dot + part(chunk, body) + part(b"IEND", b"") + after


def _escaped(said: str) -> list[str]:
    return [f"\\{ord(character):x} " for character in said]


HTML_PLACES: dict[str, Callable[[str], Planted]] = {
    "text": lambda said: page(f"<p>Seen by {escape(said)} once.</p>"),
    "a table's cell": lambda said: page(f"<table><tr><td>4</td><td>{escape(said)}</td></tr></table>"),
    "alt text": lambda said: page(f'<img alt="{escape(said)}" src="data:,">'),
    "a label": lambda said: page(f'<p aria-label="{escape(said)}">4</p>'),
    "a title": lambda said: page("", f"<title>{escape(said)}</title>"),
    "a meta tag": lambda said: page("", f'<meta name="author" content="{escape(said)}">'),
    "a comment": lambda said: page(f"<!-- {said} -->"),
    "a style": lambda said: page("", f"<style>p::after {{ content: '{said}' }}</style>"),
    "a style's escapes": lambda said: page("", f"<style>p::after {{ content: '{''.join(_escaped(said))}' }}</style>"),
    "a script": lambda said: page(f"<script>const who = {json.dumps(said)}</script>"),
    "entities": lambda said: page(f"<p>{''.join(f'&#{ord(c)};' for c in said)}</p>"),
    "entities of entities": lambda said: page(f"<p>{''.join(f'&amp;#{ord(c)};' for c in said)}</p>"),
    "a link": lambda said: page(f'<a href="?of={quote(said)}">more</a>'),
    "a picture's text": lambda said: page(f'<img alt="" src="{_svg_uri(f"<text>{escape(said)}</text>")}">'),
    "a picture's title": lambda said: page(f'<img alt="" src="{_svg_uri(f"<title>{escape(said)}</title>")}">'),
    "a picture's comment": lambda said: page(f'<img alt="" src="{_svg_uri(f"<!-- {said} -->")}">'),
    "a picture in percent signs": lambda said: page(
        f"""<img alt="" src="data:image/svg+xml,{quote(svg(f"<text>{escape(said)}</text>"))}">"""
    ),
    "a picture in a style": lambda said: page(
        "", f"<style>p {{ background: url({_svg_uri(f'<text>{escape(said)}</text>')}) }}</style>"
    ),
    "a picture in the page": lambda said: page(svg(f"<text><tspan>{escape(said)}</tspan></text>")),
    "a PNG's text": lambda said: page(
        f'<img alt="" src="{uri("image/png", png(b"tEXt", b"Author" + bytes(1) + said.encode("latin-1", "ignore")))}">'
    ),
    "a page in a page": lambda said: page(f'<iframe srcdoc="{escape(escape(said))}"></iframe>'),
    "base64": lambda said: page(f'<p data-state="{base64.b64encode(said.encode()).decode()}"></p>'),
}


def _svg_uri(inside: str) -> str:
    return uri("image/svg+xml", svg(inside).encode())


@cache
def pdf(body: str = "<p>One paper.</p>", head: str = "<title>Paper</title>") -> bytes:
    written = HTML(string=f'<html lang="en"><head>{head}</head><body>{body}</body></html>').write_pdf(
        pdf_variant="pdf/ua-1"
    )
    assert written is not None
    return bytes(written)


def rewritten(change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf())))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _object_nothing_refers_to(writer: PdfWriter, said: str) -> None:
    writer._add_object(TextStringObject(said))


def _page_string(writer: PdfWriter, said: str) -> None:
    writer.pages[0][NameObject("/PieceInfo")] = ArrayObject([TextStringObject(said)])


def _stream(writer: PdfWriter, said: str) -> None:
    stream = StreamObject()
    stream.set_data(said.encode())
    writer._add_object(stream.flate_encode())


def _annotation(writer: PdfWriter, said: str) -> None:
    writer.add_annotation(0, FreeText(text=said, rect=RectangleObject((0, 0, 9, 9))))


def _revised(said: str) -> bytes:
    """A text that was taken out of the file by adding to it, which leaves the old bytes where they were."""
    packed = zlib.compress(f"BT ({said}) Tj ET".encode("latin-1", "ignore"))
    return pdf() + b"\n9 0 obj <</Length 9>> stream\n" + packed + b"\nendstream endobj\n"


PDF_PLACES: dict[str, Callable[[str], Planted]] = {
    "text": lambda said: ("paper.pdf", pdf(f"<p>Seen by {escape(said)} once.</p>")),
    "the second page": lambda said: ("paper.pdf", pdf(f"<p>1</p><p style='break-before: page'>{escape(said)}</p>")),
    "the title": lambda said: ("paper.pdf", pdf(head=f"<title>{escape(said)}</title>")),
    "a heading": lambda said: ("paper.pdf", pdf(f"<h1>{escape(said)}</h1>")),
    "alt text": lambda said: ("paper.pdf", pdf(f'<img alt="{escape(said)}" src="{_svg_uri("<g/>")}">')),
    "a link": lambda said: ("paper.pdf", pdf(f'<a href="https://example.org/?of={quote(said)}">more</a>')),
    "a detail": lambda said: ("paper.pdf", rewritten(lambda writer: writer.add_metadata({"/Subject": said}))),
    "an outline": lambda said: (
        "paper.pdf",
        rewritten(lambda writer: writer.add_outline_item(title=said, page_number=0)),
    ),
    "an attachment": lambda said: ("paper.pdf", rewritten(lambda w: w.add_attachment("notes.txt", said.encode()))),
    "an attachment's name": lambda said: ("paper.pdf", rewritten(lambda w: w.add_attachment(f"{said}.txt", b"1"))),
    "a note": lambda said: ("paper.pdf", rewritten(lambda writer: _annotation(writer, said))),
    "a page's own string": lambda said: ("paper.pdf", rewritten(lambda writer: _page_string(writer, said))),
    "an object nothing refers to": lambda said: (
        "paper.pdf",
        rewritten(lambda writer: _object_nothing_refers_to(writer, said)),
    ),
    "a packed stream": lambda said: ("paper.pdf", rewritten(lambda writer: _stream(writer, said))),
    "what was taken out": lambda said: ("paper.pdf", _revised(said)),
}


def workbook(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet("Counts").write(0, 0, "Theme")
    fill(book)
    book.close()
    return out.getvalue()


def _hidden_sheet(book: xlsxwriter.Workbook, said: str) -> None:
    sheet = book.add_worksheet("More")
    sheet.write_string(3, 3, said)
    sheet.very_hidden()


def _rich(book: xlsxwriter.Workbook, said: str) -> None:
    bold = book.add_format({"bold": True})
    book.worksheets()[0].write_rich_string(2, 0, said[:7], bold, said[7:])


WORKBOOK_PLACES: dict[str, Callable[[str], Planted]] = {
    "a cell": lambda said: _book(lambda book: book.worksheets()[0].write_string(2, 2, said)),
    "a cell in two styles": lambda said: _book(lambda book: _rich(book, said)),
    "a comment": lambda said: _book(lambda book: book.worksheets()[0].write_comment(1, 1, said)),
    "a hidden sheet": lambda said: _book(lambda book: _hidden_sheet(book, said)),
    "a defined name": lambda said: _book(lambda book: book.define_name("Who", f'="{said}"')),
    "its details": lambda said: _book(lambda book: book.set_properties({"author": said})),
    "its own details": lambda said: _book(lambda book: book.set_custom_property("For", said)),
    "a chart's title": lambda said: _book(lambda book: _chart(book, said)),
    "a footer": lambda said: _book(lambda book: book.worksheets()[0].set_footer(said)),
}


def _chart(book: xlsxwriter.Workbook, said: str) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Counts!$A$1:$A$2"})
    chart.set_title({"name": said})
    book.worksheets()[0].insert_chart("C3", chart)


def _book(fill: Callable[[xlsxwriter.Workbook], object]) -> Planted:
    return "figures.xlsx", workbook(fill)


def notebook(output: dict[str, object], metadata: dict[str, object] | None = None) -> Planted:
    cell = {
        "cell_type": "code", "source": ["1 + 1"], "metadata": {}, "execution_count": 1,
        "outputs": [{"output_type": "display_data", "data": output, "metadata": {}}],
    }  # fmt: skip
    entry = {"cells": [cell], "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 5}
    return "paper.ipynb", json.dumps(entry).encode()


def zipped(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, data)
    return out.getvalue()


OTHER_PLACES: dict[str, Callable[[str], Planted]] = {
    "a file's name": lambda said: page("<p>4</p>", name=f"paper-{said.replace(' ', '-')}.html"),
    "a CSV": lambda said: ("published.csv", f"theme,count\nretention,4\n{said},1\n".encode()),
    "a JSON's value": lambda said: ("published.json", json.dumps({"themes": [{"of": said}]}).encode()),
    "a JSON's key": lambda said: ("published.json", json.dumps({"themes": {said: 4}}).encode()),
    "a log": lambda said: ("run.log", f"INFO read\nERROR in {said}\n".encode()),
    "text in UTF-16": lambda said: ("notes.txt", said.encode("utf-16")),
    "a notebook's output": lambda said: notebook({"text/plain": [said]}),
    "a notebook's page": lambda said: notebook({"text/html": [f"<p>{said[:7]}<b>{said[7:]}</b></p>"]}),
    "a notebook's picture": lambda said: notebook(
        {"image/png": base64.b64encode(png(b"zTXt", b"Title\0\0" + zlib.compress(said.encode("latin-1", "ignore"))))
         .decode()}
    ),
    "a notebook's details": lambda said: notebook({"text/plain": ["4"]}, {"authors": [{"name": said}]}),
    "an SVG": lambda said: ("chart.svg", svg(f"<desc>{escape(said)}</desc>").encode()),
    "a PNG": lambda said: ("chart.png", png(b"iTXt", b"Title\0\0\0\0\0" + said.encode())),
    "after a PNG": lambda said: ("chart.png", png(b"tEXt", b"a\0b", said.encode())),
    "a file in a zip": lambda said: ("papers.zip", zipped("notes.txt", said.encode())),
    "a name in a zip": lambda said: ("papers.zip", zipped(f"{said}.txt", b"4")),
}  # fmt: skip

PLACES: dict[str, Callable[[str], Planted]] = {
    **{f"a page: {place}": make for place, make in HTML_PLACES.items()},
    **{f"a PDF: {place}": make for place, make in PDF_PLACES.items()},
    **{f"a workbook: {place}": make for place, make in WORKBOOK_PLACES.items()},
    **OTHER_PLACES,
}
