"""HTML and SVG built from elements, so that no text reaches a page unescaped.

A plain string is always text. Only what `element` returns is markup, and what it writes is well-formed XML as well as
HTML, so that a page can be checked by any XML reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias


class Markup(str):
    """Text that is already markup."""

    __slots__ = ()


Child: TypeAlias = str | Markup | Iterable["Child"] | None
Attribute: TypeAlias = str | int | float | bool | None

_SIGNS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
_UNWRITABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]")
_VOID = frozenset(["area", "br", "col", "hr", "img", "input", "link", "meta", "wbr"])
_MAY_CLOSE_ITSELF = _VOID | {"circle", "line", "path", "polygon", "polyline", "rect", "use"}


def escape(text: str) -> Markup:
    """Turn text into markup that shows exactly that text.

    Example:
        >>> escape("<b> & 'c'")
        '&lt;b&gt; &amp; &#39;c&#39;'
    """
    return text if isinstance(text, Markup) else Markup(_UNWRITABLE.sub("\ufffd", text).translate(_SIGNS))


def element(name: str, /, *children: Child, **attributes: Attribute) -> Markup:
    """Write an element; strings among its children are text.

    In attribute names a trailing underscore is dropped and others become hyphens; False and None leave an attribute
    out, True writes its bare name.

    Example:
        >>> element("td", "A & B", class_="pin", colspan=2, hidden=None)
        '<td class="pin" colspan="2">A &amp; B</td>'
    """
    written = "".join(_attribute(key, value) for key, value in attributes.items())
    inside = fragment(*children)
    if not inside and name in _MAY_CLOSE_ITSELF:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{inside}</{name}>")


def fragment(*children: Child) -> Markup:
    """Write several children one after the other, without an element around them."""
    return Markup("".join(_written(child) for child in children))


def _written(child: Child) -> str:
    if child is None:
        return ""
    return escape(child) if isinstance(child, str) else fragment(*child)


def _attribute(key: str, value: Attribute) -> str:
    if value is None or value is False:
        return ""
    name = key.rstrip("_").replace("_", "-")
    if isinstance(value, float):
        value = number(value)
    return f' {name}="{name if value is True else escape(str(value))}"'


def number(value: float) -> str:
    """Write a length for a drawing: one decimal at most, the same on every machine.

    Example:
        >>> number(12.0), number(3.14159), number(-0.01)
        ('12', '3.1', '0')
    """
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text
