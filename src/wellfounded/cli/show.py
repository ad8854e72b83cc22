"""Giving an answer as a document or as JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from wellfounded.cli.options import format_of, give, json_text

if TYPE_CHECKING:
    from wellfounded.report.document import Document


def show(options: Namespace, document: Callable[[], Document], keys: Callable[[], Any]) -> None:
    """Give an answer in the format asked; only what that format needs is worked out."""
    form = format_of(options)
    if form == "json":
        give(json_text(keys()), options)
    elif form == "html":
        from wellfounded.report.as_html import as_html

        give(as_html(document()), options)
    elif form == "markdown":
        from wellfounded.report.as_markdown import as_markdown

        give(as_markdown(document()), options)
    else:
        from wellfounded.report.as_text import as_text
        from wellfounded.report.terminal import Ink, ink

        give(as_text(document(), Ink() if options.out else ink()), options)
