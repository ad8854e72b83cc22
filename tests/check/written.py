"""Documents written for the tests."""

import io
import zipfile
from datetime import date

from wellfounded.check.checking import check_document
from wellfounded.check.document import Document
from wellfounded.forum import Forum

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELS = (
    '<?xml version="1.0" encoding="UTF-8"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
)


def checked(text, material, *, on=date(2025, 11, 3), forum=Forum("ij", "ca4"), dated=None, blocks=()):  # noqa: B008
    return check_document(Document("written", "text", text, blocks=blocks), material, on=on, forum=forum, dated=dated)


def paragraph(*runs, style=""):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    inside = "".join(
        run if run.startswith("<") else f'<w:r><w:t xml:space="preserve">{run}</w:t></w:r>' for run in runs
    )
    return f"<w:p>{properties}{inside}</w:p>"


def docx(*paragraphs, more=None, rels="", body=None, types=TYPES):
    """Write a small Word document."""
    inside = body if body is not None else "".join(paragraphs)
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": RELS.format(inside=""),
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{inside}</w:body></w:document>',
        "word/_rels/document.xml.rels": RELS.format(inside=rels),
        **(more or {}),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return target.getvalue()


def footnotes(*texts):
    notes = "".join(f'<w:footnote w:id="{at}">{paragraph(text)}</w:footnote>' for at, text in enumerate(texts, 1))
    return f'<?xml version="1.0"?><w:footnotes xmlns:w="{WORD}">{notes}</w:footnotes>'


def pdf(*pages):
    """Write a small PDF file with a text layer; an empty string makes a page without one."""
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""]
    kids = []
    for lines in pages:
        content = (
            "BT /F1 11 Tf 72 720 Td 14 TL "
            + " ".join(f"({_escaped(line)}) Tj T*" for line in lines.split("\n"))
            + " ET"
        )
        stream = content if lines else ""
        objects.append(f"<</Length {len(stream.encode('cp1252'))}>>\nstream\n{stream}\nendstream")
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {len(objects)} 0 R"
            "/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>"
    out, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\n"
    trailer += f"startxref\n{len(out)}\n%%EOF\n"
    return out + trailer.encode()


def _escaped(line):
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
