"""Text within text: data URIs, percent signs, entities, escapes, base64."""

import base64
import binascii
import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote, unquote_to_bytes

DATA_URI = re.compile(r"""data:(?P<kind>[\w.+-]+/[\w.+-]+)?(?P<more>(?:;[\w=.+-]+)*),(?P<data>[^\s"'<>()\\]*)""", re.I)
WHOLE_URI = re.compile(r"\s*data:(?P<kind>[\w.+-]+/[\w.+-]+)?(?P<more>(?:;[\w=.+-]+)*),(?P<data>.*)", re.I | re.S)
ESCAPE = re.compile(r"\\(?:u\{?([0-9a-fA-F]{1,6})\}?|x([0-9a-fA-F]{2})|([0-9a-fA-F]{1,6})\s?)")
BASE64 = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{12,}={0,2}(?![A-Za-z0-9+/_=-])")
PRINTABLE = 0.9  # of the characters, for a decoded text to be one


def data_uris(text: str) -> tuple[str, list[tuple[str, bytes]]]:
    """A text without the data URIs in it, and what each of those holds, with its media type."""
    whole = WHOLE_URI.fullmatch(text)
    if whole is not None:
        return "", [_held(whole)]
    found = [_held(match) for match in DATA_URI.finditer(text)]
    return DATA_URI.sub(" ", text), found


def _held(match: re.Match[str]) -> tuple[str, bytes]:
    data = unquote_to_bytes(match["data"])
    if ";base64" in match["more"].lower():
        data = _from_base64(re.sub(rb"\s", b"", data)) or b""
    return (match["kind"] or "text/plain").lower(), data


def decoded(text: str) -> Iterator[str]:
    """What a text says when it is decoded in each of the ways in which text is written within text."""
    ways: tuple[tuple[str, Callable[[str], str]], ...] = (("%", unquote), ("&", html.unescape), ("\\", _unescaped))
    for mark, way in ways:
        if mark in text:
            other = way(text)
            if other != text:
                yield other
    yield from _hidden_in_base64(text)


def _unescaped(text: str) -> str:
    """The escapes of CSS, JavaScript and JSON as the characters they stand for."""

    def character(match: re.Match[str]) -> str:
        number = int(next(filter(None, match.groups())), 16)
        return chr(number) if number < 0x110000 else " "

    return ESCAPE.sub(character, text)


def _hidden_in_base64(text: str) -> Iterator[str]:
    for match in BASE64.finditer(text):
        data = _from_base64(match.group().encode("ascii"))
        if data:
            try:
                said = data.decode("utf-8")
            except UnicodeDecodeError:
                continue
            if sum(character.isprintable() or character.isspace() for character in said) >= PRINTABLE * len(said):
                yield said


def _from_base64(data: bytes) -> bytes | None:
    plain = data.replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
    try:
        return base64.b64decode(plain + b"=" * (-len(plain) % 4))
    except (binascii.Error, ValueError):
        return None
