"""The shell of all pages: well-formed, self-contained, and deaf to what a text contains."""

import base64
import hashlib
import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as some

from wellfounded.report.markup import Markup, element, escape, fragment
from wellfounded.report.page import page, plain_table, section

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><script>alert(1)</script>",
    "'; } @import url(//x.example); {",
    "\\22 ; } body { display:none",
    "javascript:alert(1)",
    "&lt;already&gt;",
    "tab\tand\x00nul\x1bescape",
]


def tree(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(html.removeprefix("<!DOCTYPE html>\n"))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_text_never_becomes_markup(payload: str) -> None:
    body = fragment(section(payload, element("p", payload, title=payload)), plain_table([payload], [[payload]]))
    root = tree(page(payload, body, footer=payload))

    assert root.findall(".//script") == []
    assert root.findall(".//img") == []
    assert payload.replace("\x00", "\ufffd").replace("\x1b", "\ufffd") in "".join(root.find(".//p[@title]").itertext())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_the_line_at_the_foot_of_a_sheet_cannot_end_its_css_string(payload: str) -> None:
    style = tree(page("t", Markup(""), footer=payload)).find(".//style").text

    inside = re.search(r'@bottom-left\{content:"([^"]*)"', style).group(1)
    assert re.fullmatch(r"(?:[^\W_]| |\\[0-9a-f]{6} )*", inside)


def test_a_page_fetches_nothing_and_runs_only_its_own_script() -> None:
    script = "document.title = 'x';"
    html = page("t", element("p", "x"), footer="f", script=script)
    policy = tree(html).find(".//meta[@http-equiv]").get("content")

    seal = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'")
    assert f"'sha256-{seal}'" in policy
    assert not re.search(r"(?:src|href)=\"(?!#|data:)|url\(|@import", html)


def test_the_same_page_is_the_same_bytes() -> None:
    assert page("t", element("p", "x"), footer="f") == page("t", element("p", "x"), footer="f")


@given(some.text())
def test_escaped_text_reads_back_as_itself(text: str) -> None:
    written = ElementTree.fromstring(f"<p>{escape(text)}</p>")

    readable = "".join(
        sign if sign in "\t\n" or (sign >= " " and not 0x7E < ord(sign) < 0xA0 and sign not in "\ufffe\uffff") else "?"
        for sign in text.replace("\r\n", "\n").replace("\r", "\n")
    )
    if len(readable) == len(text) and "?" not in readable and not re.search("[\ufdd0-\ufdef\ud800-\udfff]", text):
        assert "".join(written.itertext()) == readable


def test_a_table_names_its_columns_and_rows_for_screen_readers() -> None:
    table = ElementTree.fromstring(f"<div>{plain_table(['who', 'when'], [['A & B', '1']], caption='c')}</div>")

    assert [head.get("scope") for head in table.iter("th")] == ["col", "col", "row"]
    assert table.find(".//caption").text == "c"
