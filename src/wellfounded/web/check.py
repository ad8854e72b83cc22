"""Check: a brief, a decision or an article against the law; findings beside the text. The file is kept nowhere."""

from __future__ import annotations

from pathlib import PurePath

from markupsafe import Markup
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response

from wellfounded.errors import UnreadableFile
from wellfounded.store.clock import today
from wellfounded.web.asking import day_written, forum_asked, law_of
from wellfounded.web.pages import render


def page(request: Request) -> Response:
    """Ask for a file."""
    return render(request, "check.html", on=min(today(), law_of(request).confirmed_through), found=None)


def check(request: Request, form: FormData) -> Response:
    """Check a file and show its text with the findings beside it."""
    from wellfounded.check.checking import check_document  # the application starts without what checks documents
    from wellfounded.check.material import load_material
    from wellfounded.check.reading import DocumentReader, format_of_content
    from wellfounded.report.check_page import check_body

    library = law_of(request)
    name, content = uploaded(form, "file")
    on = day_written(form, "on") or min(today(), library.confirmed_through)
    with DocumentReader() as reader:
        document = reader.read_content(name, format_of_content(name, content), content)
    found = check_document(document, load_material(library), on=on, forum=forum_asked(form), dated=None)
    return render(request, "check.html", on=on, found=Markup(str(check_body(found))))


def uploaded(form: FormData, field: str) -> tuple[str, bytes]:
    """Return the name and content of a file sent with a form.

    Raises:
        UnreadableFile: if none was.
    """
    file = form.get(field)
    if not isinstance(file, UploadFile) or not file.filename:
        raise UnreadableFile("No file was chosen.", remedy="Choose a file, and send the form again.")
    file.file.seek(0)
    return PurePath(file.filename.replace("\\", "/")).name[:200] or "file", file.file.read()
