"""The page that every HTML report stands on: one shell, one stylesheet, nothing fetched from elsewhere.

It prints on Letter. The footer's line stands at the end of the page on a screen, and at the foot of each sheet on paper
with "page x of y", so that a single sheet still says which day's law it tells.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from wellfounded.report.markup import Child, Markup, element, fragment


@cache
def stylesheet() -> str:
    """Return the stylesheet shared by all pages."""
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def page(
    title: str,
    body: Markup,
    *,
    footer: str,
    header: Child = None,
    language: str = "en",
    style: str = "",
    script: str = "",
    policy: str | None = None,
) -> str:
    """Write a whole HTML page.

    Args:
        title: the title, as text.
        body: the content of the page's main part, made with `wellfounded.report.markup`.
        footer: one line of text that says as of which day, library and program the page was written.
        header: content of the masthead after the name (navigation); none for a report.
        language: the language of the page, as in `lang`.
        style: more CSS, after the shared stylesheet.
        script: a plain script that stands in the page; everything must be readable without it.
        policy: the content security policy; by default the page may fetch nothing and run only its own script.
    """
    head = [
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=standalone_policy(script))
        if policy is None
        else element("meta", http_equiv="Content-Security-Policy", content=policy)
        if policy
        else None,
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        element("style", Markup(f"{stylesheet()}{style}{running_foot(footer)}")),
    ]
    parts = [
        element("a", "Skip to the answer", class_="skip", href="#main"),
        element("header", element("b", "wellfounded"), header, class_="masthead"),
        element("main", body, id="main"),
        element("footer", element("p", footer), class_="foot"),
        element("script", Markup(script)) if script else None,
    ]
    html = element("html", element("head", head), "\n", element("body", _lines(parts)), lang=language)
    return f"<!DOCTYPE html>\n{html}\n"


def _lines(parts: list[Markup | None]) -> Markup:
    return fragment(*(fragment(part, "\n") for part in parts if part))


def standalone_policy(script: str = "") -> str:
    """Return a policy under which a page fetches nothing and runs only the script it was written with."""
    allowed = ""
    if script:
        seal = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        allowed = f"script-src 'sha256-{seal}'; "
    return f"default-src 'none'; {allowed}style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


def running_foot(line: str) -> str:
    """Write the CSS that sets a line and the page number at the foot of each printed sheet."""
    return (
        f"\n@page{{@bottom-left{{content:{_css_text(line)};font:8pt/1.3 sans-serif;color:#5b6168;width:82%;"
        "vertical-align:top;padding-top:5pt;border-top:.5pt solid #c9c4b5}"
        '@bottom-right{content:"page " counter(page) " of " counter(pages);font:8pt/1.3 sans-serif;color:#5b6168;'
        "vertical-align:top;padding-top:5pt;border-top:.5pt solid #c9c4b5}}\n"
    )


def _css_text(text: str) -> str:
    """Write text as a CSS string: everything but letters, digits and plain spaces as a code, so nothing can end it."""
    return '"' + "".join(sign if sign.isalnum() or sign == " " else f"\\{ord(sign):06x} " for sign in text) + '"'


def answer_line(sentence: str) -> Markup:
    """Write the one sentence that answers."""
    return element("p", sentence, class_="lede")


def section(heading: str, *children: Child, id: str | None = None) -> Markup:
    """Write a section under a heading."""
    return element("section", element("h2", heading), *children, id=id)


def plain_table(
    headings: list[str],
    rows: list[list[Child]],
    *,
    caption: str = "",
    classes: str = "",
    foot: str = "",
    kinds: Mapping[int, str] | None = None,
) -> Markup:
    """Write a table whose first column heads its rows; it scrolls by itself where the page is narrow.

    Args:
        headings: the columns' names.
        rows: the cells of each row; strings are text.
        caption: what the table tells, shown above it.
        classes: more CSS classes.
        foot: a remark under the table.
        kinds: the CSS class of the cells of a column, by its place.
    """
    kind = kinds or {}
    written = [
        element(
            "tr",
            [
                element("th", cell, scope="row") if at == 0 else element("td", cell, class_=kind.get(at))
                for at, cell in enumerate(row)
            ],
        )
        for row in rows
    ]
    table = element(
        "table",
        element("caption", caption) if caption else None,
        element(
            "thead",
            element(
                "tr",
                [element("th", heading, scope="col", class_=kind.get(at)) for at, heading in enumerate(headings)],
            ),
        ),
        element("tbody", [fragment("\n", row) for row in written]),
        class_=f"plain {classes}".strip(),
    )
    named = caption or headings[0]
    wide = element("div", table, class_="wide", role="region", aria_label=named, tabindex=0)
    return fragment(wide, element("p", foot, class_="remark") if foot else None)
