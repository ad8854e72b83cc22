"""The official texts you hold, with which `check` compares quotations: add, list, and what is missing."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from wellfounded.cli.options import add_library, format_of, give, json_text, library_of


def configure(parser: ArgumentParser) -> None:
    """Add the ways to keep texts."""
    actions = parser.add_subparsers(title="actions", metavar="ACTION")
    add = actions.add_parser("add", help="add the official text of an authority from a file", allow_abbrev=False)
    add.add_argument("file", metavar="FILE", help="a DOCX, PDF, HTML, Markdown or text file")
    add.add_argument("--authority", required=True, metavar="ID", help='an id, name or citation ("27 I&N Dec. 316")')
    add.add_argument(
        "--zone", metavar="ZONE", help="headnote, body, footnote or dissent (default: headnotes are set apart)"
    )
    add.add_argument(
        "--excerpt", action="store_true", help="the file is not the whole text; what it lacks proves nothing"
    )
    _common(add)
    add.set_defaults(run=_add)
    shown = actions.add_parser("list", help="list the texts held", allow_abbrev=False)
    _common(shown)
    shown.set_defaults(run=_list)
    missing = actions.add_parser(
        "missing", help="list the texts a document or the library would need", allow_abbrev=False
    )
    missing.add_argument("file", metavar="FILE", nargs="?", help="a document; the whole library if left out")
    _common(missing)
    missing.set_defaults(run=_missing)


def _common(parser: ArgumentParser) -> None:
    parser.add_argument("--texts", metavar="DIR", help="the folder of the texts (default: your own, see docs/check.md)")
    add_library(parser)
    parser.add_argument("--format", choices=("text", "json"), default=None, help="how to answer (default: text)")
    parser.add_argument("--out", metavar="FILE", help="write the answer to a file instead")


def folder_of(options: Namespace) -> Path:
    """Return the folder of texts an option names, or the user's own."""
    from wellfounded.check.texts import default_folder

    return Path(options.texts) if options.texts else default_folder()


def _add(options: Namespace) -> int:
    from wellfounded.check.reading import DocumentReader, file_content
    from wellfounded.check.texts import contents_of, file_of, texts_from, zone_named
    from wellfounded.cli.options import write_whole

    zone, library = zone_named(options.zone), library_of(options)
    authority = library.authority(options.authority)
    path = Path(options.file)
    with DocumentReader() as reader:
        format, content = file_content(path)
        parts = reader.parts(path.name, format, content)
    texts = texts_from(parts, authority, zone=zone, whole=not options.excerpt, file=path.name)
    folder = folder_of(options)
    folder.mkdir(parents=True, exist_ok=True)
    for text in texts:
        write_whole(file_of(folder, text), contents_of(text))
    rows = [_row(text, authority.cite) for text in texts]
    unread = [{"where": where, "why": why} for where, why in parts.get("unread", ())]
    _give(
        options,
        {"added": rows, "unread": unread},
        [*_lines(rows), *(f"Unread: {row['where']}: {row['why']}" for row in unread)],
    )
    return 0


def _row(text: Any, cite: str) -> dict[str, Any]:
    return {
        "authority": text.authority,
        "citation": cite,
        "zone": text.zone,
        "whole": text.whole,
        "words": len(text.text.split()),
        "pages": [number for _, number in text.pages],
        "file": text.file,
    }


def _lines(rows: list[dict[str, Any]]) -> list[str]:
    lines = []
    for row in rows:
        pages = f", pages {row['pages'][0]} to {row['pages'][-1]}" if row["pages"] else ""
        whole = "whole" if row["whole"] else "excerpt"
        lines.append(f"{row['authority']}  {row['zone']}, {whole}, {row['words']:,} words{pages}  ({row['file']})")
    return lines


def _list(options: Namespace) -> int:
    from wellfounded.check.texts import stored_texts

    library, folder = library_of(options), folder_of(options)
    rows = []
    for text in stored_texts(folder):
        authority = library.authorities.get(text.authority)
        rows.append(_row(text, authority.cite if authority else ""))
    empty = [f"No texts are held in {folder}. Add one: wellfounded texts add FILE --authority ID"]
    _give(options, {"folder": str(folder), "texts": rows}, _lines(rows) or empty)
    return 0


def _missing(options: Namespace) -> int:
    from wellfounded.check.texts import missing_texts, stored_texts

    library = library_of(options)
    wanted = _cited(options, library) if options.file else ()
    found = (
        [] if options.file and not wanted else missing_texts(library, stored_texts(folder_of(options)), wanted=wanted)
    )
    rows = [
        {"authority": found_.id, "name": found_.name, "citation": found_.cite, "official": found_.official}
        for found_ in found
    ]
    lines = [
        f"{row['authority']}  {row['name']}, {row['citation']}"
        + (f"\n    {row['official']}" if row["official"] else "")
        for row in rows
    ]
    _give(options, {"missing": rows}, lines or ["No text is missing."])
    return 0


def _cited(options: Namespace, library: Any) -> list[str]:
    """List the authorities a document cites, in its order."""
    from wellfounded.check.material import load_material
    from wellfounded.check.reading import DocumentReader
    from wellfounded.citation.find import find_citations
    from wellfounded.citation.resolve import resolve_citations

    material = load_material(library)
    with DocumentReader() as reader:
        document = reader.read(Path(options.file))
    found = []
    for resolution in resolve_citations(find_citations(document.text), material.index, by=document.dated):
        authority = (
            material.authority_of(resolution.target, citation=resolution.citation) if resolution.target else None
        )
        if authority is not None:
            found.append(authority.id)
    return list(dict.fromkeys(found))


def _give(options: Namespace, keys: dict[str, Any], lines: list[str]) -> None:
    give(json_text(keys) if format_of(options) == "json" else "\n".join(lines) + "\n", options)
