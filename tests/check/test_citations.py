"""Citations as they are written, and what they point to."""

import csv
import html
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wellfounded.citation import canonical_forms, find_citations, same_caption
from wellfounded.citation.index import load_index
from wellfounded.citation.resolve import resolve_citations

INDEX = load_index()
KINDS_OF_TABLE = {"case_then_fr": ["case", "fr"]}


def targets(text, *, by=None):
    return [found.target for found in resolve_citations(find_citations(text), INDEX, by=by) if found.target]


def meant(text):
    """The target of a row, or what a known misprint stands for, or nothing if the volume does not exist."""
    found = []
    for resolution in resolve_citations(find_citations(text), INDEX):
        citation = resolution.citation
        misprint = INDEX.misprint(citation.canonical, citation.name, citation.years[0] if citation.years else None)
        if citation.volume and citation.reporter == "I&N Dec." and citation.volume > INDEX.last_volume:
            continue
        found.append(misprint.meant if misprint else resolution.target)
    return "; ".join(target for target in found if target)


def test_every_form_of_the_table_means_what_it_says(shared):
    with shared("data/corpus/citation-forms.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    wrong = [
        (row["form"], meant(html.unescape(row["form"])), row["canonical"])
        for row in rows
        if meant(html.unescape(row["form"])) != row["canonical"]
    ]

    assert len(rows) >= 36
    assert wrong == []


def test_the_parts_of_every_form_of_the_table_are_read(shared):
    with shared("data/corpus/citation-forms.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        found = find_citations(html.unescape(row["form"]))
        kinds = KINDS_OF_TABLE.get(row["kind"], [row["kind"]])
        pinpoints = [citation.pinpoint for citation in found if citation.kind not in ("ina", "usc", "cfr")]
        assert [citation.kind for citation in found][: len(kinds)] == kinds, row["form"]
        assert not row["pin"] or row["pin"] in pinpoints, row["form"]
        assert "; ".join(map(str, (year for citation in found for year in citation.years))) == row["year"], row["form"]
        bodies = [body for citation in found for body in citation.bodies]
        assert not row["body_or_court"] or "; ".join(bodies) == row["body_or_court"], row["form"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8 U.S.C. §§ 1158-59", ("8 U.S.C. § 1158", "8 U.S.C. § 1159")),
        ("8 U.S.C. § 1158(a)(2)(B), (D)", ("8 U.S.C. § 1158(a)(2)(B)", "8 U.S.C. § 1158(a)(2)(D)")),
        (
            "8 C.F.R. §§ 1208.16(c), .17, .18(a)",
            ("8 C.F.R. § 1208.16(c)", "8 C.F.R. § 1208.17", "8 C.F.R. § 1208.18(a)"),
        ),
        ("8 CFR part 208", ("8 C.F.R. Part 208",)),
        ("8 C.F.R. § 1003.2(c)(2) (2024)", ("8 C.F.R. § 1003.2(c)(2)",)),
        ("Immigration and Nationality Act (INA) § 240A(b)", ("8 U.S.C. § 1229b(b)",)),
        ("sections 101(a)(42)(A) or 243(h) of the Act", ("8 U.S.C. § 1101(a)(42)(A)", "8 U.S.C. § 1253(h)")),
        ("Section\n243(h)(1) of the Immigration and Nationality Act", ("8 U.S.C. § 1253(h)(1)",)),
        ("28 U.S.C. § 2342; 8 U.S.C. § 1252(a)(1)", ("28 U.S.C. § 2342", "8 U.S.C. § 1252(a)(1)")),
        ("Pub. L. No. 104-208, 110 Stat. 3009-546", ("Pub. L. No. 104-208", "110 Stat. 3009-546")),
        ("Refugee Act of 1980, § 203(e), 94 Stat. 107. The INA differs.", ("94 Stat. 107",)),
        ("IIRIRA § 304 amended INA § 240", ("8 U.S.C. § 1229a",)),
        ("2012 WL 6700588", ("2012 WL 6700588",)),
        ("nothing is cited here, 27 times over", ()),
        ("He waited 8 years and paid $27.", ()),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_sections_and_pages_are_read_as_written(text, expected):
    assert canonical_forms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("28 I&N Dec. at 202", "28 I&N Dec. 199"),
        ("28 I&N Dec. at 309", "28 I&N Dec. 307"),
        ("27 I. & N. Dec. at 320", "27 I&N Dec. 316"),
    ],
)
def test_a_page_alone_points_to_the_decision_that_runs_there(text, expected):
    assert targets(text) == [expected]


def test_id_points_only_to_the_citation_just_before():
    text = "Matter of Kasinga, 21 I&N Dec. 357 (BIA 1996). Id. at 365. INS v. Stevic, 467 U.S. 407 (1984). Id. at 429."

    assert targets(text) == ["21 I&N Dec. 357", "21 I&N Dec. 357", "467 U.S. 407", "467 U.S. 407"]


def test_a_citation_that_was_not_understood_breaks_the_chain():
    found = resolve_citations(find_citations("467 U.S. 407 (1984). See 132 Harv. L. Rev. 803. Id. at 805."), INDEX)

    assert found[-1].citation.kind == "id"
    assert found[-1].target == ""
    assert "breaks the chain" in found[-1].reason


def test_a_year_does_not_leak_from_the_next_citation():
    found = find_citations("INS v. Cardoza-Fonseca, 480 U.S. 421, 431. See 85 Fed. Reg. 80274 (Dec. 11, 2020).")

    assert [citation.years for citation in found] == [(), (2020,)]
    assert found[1].day == date(2020, 12, 11)


def test_a_number_in_the_sentence_is_not_a_pinpoint():
    (found,) = find_citations("In 27 I&N Dec. 316, 20 respondents were named.")

    assert found.pinpoint == ""


def test_a_name_alone_means_the_decision_cited_above():
    text = "Matter of A-B-, 28 I&N Dec. 307 (A.G. 2021) followed. In A-B-, the Attorney General vacated two decisions."

    assert targets(text) == ["28 I&N Dec. 307", "28 I&N Dec. 307"]


def test_a_name_alone_with_several_decisions_is_ambiguous():
    (found,) = resolve_citations(find_citations("as A-B- held"), INDEX)

    assert found.target == ""
    assert {decision.cite for decision in found.candidates} == {"27 I&N Dec. 316", "28 I&N Dec. 199", "28 I&N Dec. 307"}


def test_a_name_alone_does_not_point_to_a_decision_made_after_the_document():
    assert targets("“Matter of A-B-,” a case", by=date(2018, 6, 12)) == ["27 I&N Dec. 316"]


def test_an_ordinal_tells_decisions_of_one_name_apart():
    assert targets("A-B- II and A-B- III") == ["28 I&N Dec. 199", "28 I&N Dec. 307"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Matter of M–E–V–G–", "M-E-V-G-", True),
        ("A-R-C-G-", "A-R-C-G- et al.", True),
        ("Matter of S-O-G-", "S-O-G- & F-D-B-", True),
        ("In re C. Morgan", "Morgan", True),
        ("Matter of A-B-", "Matter of A-R-C-G-", False),
        ("INS v. Stevic", "I.N.S. v. Stevic", True),
        ("Dent v. Holder", "Dong v. Holder", False),
    ],
)
def test_captions_are_compared_by_the_party(one, other, same):
    assert same_caption(one, other) is same


@pytest.mark.parametrize("decision", INDEX.decisions, ids=lambda decision: decision.cite)
def test_every_citation_of_the_index_reads_back_to_itself(decision):
    (found,) = resolve_citations(find_citations(decision.caption), INDEX)

    assert found.decision == decision
    assert same_caption(found.citation.name, decision.name)


@given(st.text(alphabet=st.sampled_from("0123456789 §.,;()-–&INADecUSCFRdMatterofvIdsupra\n"), max_size=200))
def test_any_text_is_read_without_error_and_every_citation_stands_where_it_says(text):
    found = find_citations(text)

    assert all(text[citation.start : citation.end] == citation.text for citation in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    resolve_citations(found, INDEX)
