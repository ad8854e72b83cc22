"""Check a brief, a decision or an article: citations, good law, quotations, statements about rulings."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from wellfounded.cli.options import (
    add_forum,
    add_library,
    add_output,
    day_of,
    format_of,
    forum_of,
    give,
    json_text,
    library_of,
    optional_day,
    write_whole,
)
from wellfounded.errors import WellfoundedError

if TYPE_CHECKING:
    from wellfounded.check.checking import Check
    from wellfounded.check.compare import Comparison

FORMATS = ("text", "json", "html", "markdown", "docx")


def configure(parser: ArgumentParser) -> None:
    """Add the options of a check."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="a DOCX, PDF, HTML, Markdown or text file")
    parser.add_argument("--on", required=True, metavar="DATE", help="the day whose law is asked")
    add_forum(parser)
    parser.add_argument("--dated", metavar="DATE", help="the documents' own day (default: found in each, else --on)")
    parser.add_argument("--compare", action="store_true", help="set several reports of one ruling side by side")
    parser.add_argument("--texts", metavar="DIR", help="the folder of the texts you hold (default: your own)")
    parser.add_argument(
        "--second-reader", action="store_true", help="also read with eyecite, and tell where it differs"
    )
    add_library(parser)
    add_output(parser, formats=FORMATS)
    parser.set_defaults(run=_run)


def _run(options: Namespace) -> int:
    checks = _checks(options)
    form = format_of(options)
    if options.compare:
        return _compare(options, checks, form)
    if form == "docx":
        _annotate(options, checks)
    elif form == "json":
        from wellfounded.report.check import check_json

        found = [_with_second(check_json(check), check, options) for check in checks]
        give(json_text(found[0] if len(found) == 1 else found), options)
    elif form == "html":
        _one(checks, form)
        from wellfounded.report.check_page import check_page

        give(check_page(checks[0]), options)
    else:
        give("\n".join(_written(check, form, options) for check in checks), options)
    return 1 if any(check.to_mend for check in checks) else 0


def _checks(options: Namespace) -> list[Check]:
    on, dated, forum = day_of(options.on), optional_day(options.dated, "--dated"), forum_of(options)
    from wellfounded.check.checking import check_document
    from wellfounded.check.material import load_material
    from wellfounded.check.reading import DocumentReader
    from wellfounded.check.texts import as_texts, stored_texts
    from wellfounded.cli.texts import folder_of

    with DocumentReader() as reader:
        documents = [reader.read(Path(file)) for file in options.files]
    library = library_of(options)
    material = load_material(library, added=tuple(as_texts(stored_texts(folder_of(options)), library)))
    return [check_document(document, material, on=on, forum=forum, dated=dated) for document in documents]


def _one(checks: list[Check], form: str) -> None:
    if len(checks) > 1:
        raise WellfoundedError(
            f"{len(checks)} documents were given, and --format {form} is for one.",
            where="--format",
            remedy="Check them one at a time, or use --compare to set them side by side.",
        )


def _written(check: Check, form: str, options: Namespace) -> str:
    from wellfounded.report.check import check_report

    report = check_report(check)
    if form == "markdown":
        from wellfounded.report.as_markdown import as_markdown

        return as_markdown(report)
    from wellfounded.report.as_text import as_text
    from wellfounded.report.terminal import Ink, ink

    text = as_text(report, Ink() if options.out else ink())
    return text + _second_lines(check, options)


def _second_lines(check: Check, options: Namespace) -> str:
    if not options.second_reader:
        return ""
    from wellfounded.check.second_reader import second_reading

    second = second_reading(check.document.text, [cited.finding.citation for cited in check.citations])
    lines = ["", "Second reader (eyecite)"]
    lines += [f"  only it reads: {found.text} ({check.document.where(found.start)})" for found in second.only_second]
    lines += [f"  it does not read: {found.text} ({check.document.where(found.start)})" for found in second.only_first]
    return "\n".join(lines if len(lines) > 2 else [*lines, "  reads the same citations by reporter"]) + "\n"


def _with_second(keys: dict[str, object], check: Check, options: Namespace) -> dict[str, object]:
    if not options.second_reader:
        return keys
    from wellfounded.check.second_reader import second_reading

    second = second_reading(check.document.text, [cited.finding.citation for cited in check.citations])
    keys["second_reader"] = {
        "only_second": [{"text": found.text, "span": [found.start, found.end]} for found in second.only_second],
        "only_first": [{"text": found.text, "span": [found.start, found.end]} for found in second.only_first],
    }
    return keys


def _annotate(options: Namespace, checks: list[Check]) -> None:
    """Write the Word document with comments beside its place; the document itself is never changed."""
    from wellfounded.check.reading import DocumentReader, file_content
    from wellfounded.report.check import check_comments

    _one(checks, "docx")
    path = Path(options.files[0])
    if checks[0].document.format != "docx":
        raise WellfoundedError(
            "Comments can be written only into a Word document.", where=path.name, remedy="Use --format html instead."
        )
    if not options.out or Path(options.out).resolve() == path.resolve():
        raise WellfoundedError(
            "No other file was named for the document with comments.",
            where="--out",
            remedy="Give --out FILE.docx; the document itself is never changed.",
        )
    _, content = file_content(path)
    with DocumentReader() as reader:
        written = reader.annotated(path.name, content, check_comments(checks[0]))
    write_whole(Path(options.out), written)
    print(f"Written: {options.out}", file=sys.stderr)


def _compare(options: Namespace, checks: list[Check], form: str) -> int:
    from wellfounded.check.compare import compare_reports

    if len(checks) < 2:
        raise WellfoundedError(
            "One document was given; side by side needs two or more.",
            where="--compare",
            remedy="Name the other reports.",
        )
    comparison = compare_reports(checks)
    give(_compared(comparison, form, options), options)
    told_wrongly = any(finding.verdict == "false" for topic in comparison.different for _, finding in topic.told)
    conflict = any(passage.relation == "conflict" for passage in comparison.shared)
    return 1 if told_wrongly or conflict or any(check.to_mend for check in checks) else 0


def _compared(comparison: Comparison, form: str, options: Namespace) -> str:
    from wellfounded.report import check_compare

    if form == "json":
        return json_text(check_compare.compare_json(comparison))
    if form == "html":
        return check_compare.compare_page(comparison)
    if form == "docx":
        raise WellfoundedError(
            "Reports side by side have no Word form.", where="--format", remedy="Use text, json or html."
        )
    report = check_compare.compare_report(comparison)
    if form == "markdown":
        from wellfounded.report.as_markdown import as_markdown

        return as_markdown(report)
    from wellfounded.report.as_text import as_text
    from wellfounded.report.terminal import Ink, ink

    return as_text(report, Ink() if options.out else ink())
