"""Verdicts on citations, their standing, and statements about rulings, on briefs written for the purpose.

The errors are real ones, met in briefs and reports; the sentences around them are not.
"""

from datetime import date

import pytest

from tests.check.written import checked
from wellfounded.check.citation_finding import VERDICTS
from wellfounded.check.good_law import GoodLaw
from wellfounded.forum import Forum
from wellfounded.report.check import check_json


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Matter of Kasinga, 21 I&N Dec. 357, 365-66 (BIA 1996) (en banc)", "exists"),
        ("Matter of R-A-, 22 I&N Dec. 906 (BIA 1999; A.G. 2001)", "exists"),
        ("A-B- III, 28 I&N Dec. at 309", "exists"),
        ("Interim Decision #3929", "exists"),
        ("INA § 208(b)(1), 8 U.S.C. § 1158(b)(1)", "exists"),
        ("Jaco v. Garland, 24 F.4th 395 (5th Cir. 2021)", "exists"),
        ("Matter of Mogharrabi, 19 I&N Dec. 211 (BIA 1987)", "name_differs"),
        ("Matter of K-E-S-G-, 29 I&N Dec. 245 (BIA 2025)", "name_differs"),
        ("Matter of A-R-C-G-, 26 I&N Dec. 388 (BIA 2016)", "year_differs"),
        ("Matter of L-E-A-, 27 I&N Dec. 581 (A.G. 2018)", "year_differs"),
        ("Matter of A-B-, 27 I&N Dec. 316 (A.G. June 10, 2018)", "year_differs"),
        ("Matter of Kasinga, 21 I&N Dec. 357 (A.G. 1996)", "body_differs"),
        ("Jaco v. Garland, 24 F.4th 395 (9th Cir. 2021)", "body_differs"),
        ("Matter of A-B-, 27 I&N Dec. 316, 400 (A.G. 2018)", "pin_outside_range"),
        ("Matter of A-R-C-G-, 26 I&N Dec. 388, 338 (BIA 2014)", "pin_outside_range"),
        ("INS v. Cardoza-Fonseca, 480 U.S. 421, 341 (1987)", "pin_outside_range"),
        ("Matter of A-R-C-G-, 26 I&N Dec. 338 (BIA 2014)", "known_misprint"),
        ("Matter of L-E-A-, 27 I&N Dec. 40 (BIA 2018)", "known_misprint"),
        ("Matter of Fox, 28 I&N Dec. 202 (BIA 2020)", "no_such_page"),
        ("Matter of Fox, 31 I&N Dec. 115 (BIA 2019)", "impossible"),
        ("Matter of Fox, 27 I&N Dec. 900 (BIA 2008)", "impossible"),
        ("Matter of Fox, 28 I&N Dec. 900 (BIA 2031)", "impossible"),
        ("Fox v. Garland, 24 F.4th 3 (5th Cir. 2015)", "impossible"),
        ("INA § 208(b), 8 U.S.C. § 1159(b)", "parallel_differs"),
        ("as A-B- held", "ambiguous"),
        ("Matter of Fox, 12 I&N Dec. 345 (BIA 1967)", "outside_coverage"),
        ("Fox v. Garland, 99 F.4th 9999 (2d Cir. 2024)", "outside_coverage"),
        ("J-J-S-, AXXX-XXX-789 (BIA Dec. 20, 2020)", "outside_coverage"),
        ("Cal. Penal Code, 132 Harv. L. Rev. 803", "outside_coverage"),
    ],
    ids=lambda value: value[:60],
)
def test_a_citation_gets_its_verdict(material, text, verdict):
    found = [cited.finding for cited in checked(text, material).citations]

    assert verdict in {finding.verdict for finding in found}
    assert all(finding.verdict in VERDICTS and finding.reason for finding in found)
    if verdict == "exists":
        assert {finding.verdict for finding in found} == {"exists"}


def test_what_is_not_in_the_index_is_never_said_not_to_exist(material):
    (cited,) = checked("Matter of Fox, 12 I&N Dec. 345 (BIA 1967)", material).citations

    assert "not complete" in cited.finding.reason
    assert cited.to_mend is False


def test_a_decision_made_after_the_document_is_impossible(material):
    text = "Matter of A-B-, 28 I&N Dec. 307 (A.G. 2021)"

    assert checked(text, material, dated=date(2018, 7, 1)).citations[0].finding.verdict == "impossible"
    assert checked(text, material, dated=date(2021, 7, 1)).citations[0].finding.verdict == "exists"


def test_a_document_that_cites_later_law_is_not_taken_to_be_of_the_day_asked(material):
    text = "Matter of A-B-, 28 I&N Dec. 307 (A.G. 2021); Matter of L-E-A-, 28 I&N Dec. 304 (A.G. 2021)"

    assert {cited.finding.verdict for cited in checked(text, material, on=date(2018, 6, 12)).citations} == {"exists"}


@pytest.mark.parametrize(
    ("on", "word", "stands"),
    [
        (date(2018, 6, 10), "good-law", True),
        (date(2018, 6, 11), "overruled", False),
        (date(2021, 6, 16), "reinstated", True),
        (date(2025, 9, 2), "overruled", False),
    ],
)
def test_good_law_is_that_of_the_day(material, on, word, stands):
    text = "Matter of A-R-C-G-, 26 I&N Dec. 388 (BIA 2014)"
    (cited,) = checked(text, material, on=on).citations

    assert cited.standing is not None
    assert (cited.standing.status.word, cited.standing.status.stands) == (word, stands)


def test_a_wrong_page_does_not_hide_that_the_named_decision_is_overruled(material):
    text = "Under Matter of A-R-C-G-, 26 I&N Dec. 399 (BIA 2014), the group is cognizable."
    (cited,) = checked(text, material).citations

    assert cited.finding.verdict == "name_differs"
    assert cited.standing is not None
    assert cited.standing.status.word == "overruled"
    assert cited.falls_untold


def test_the_standing_of_the_decision_on_the_page_is_not_that_of_another_name(material):
    """The page is A-R-C-G-'s own, the name is not: nothing is said of the standing of what was not named."""
    (cited,) = checked("Under Matter of Mogharrabi, 26 I&N Dec. 388 (BIA 2014), this holds.", material).citations

    assert cited.finding.verdict == "name_differs"
    assert cited.standing is None


def test_the_status_on_the_documents_own_day_is_told_where_it_differs(material):
    text = "Matter of A-R-C-G-, 26 I&N Dec. 388 (BIA 2014)."
    (cited,) = checked(text, material, on=date(2025, 11, 3), dated=date(2023, 1, 5)).citations
    keys = check_json(checked(text, material, dated=date(2023, 1, 5)))["citations"][0]

    assert cited.standing.then.word == "reinstated"
    assert keys["status"] == "overruled"
    assert keys["status_when_written"] == "reinstated"
    assert keys["displaced_by"][0] == {"authority": "matter-of-s-s-f-m", "on": "2025-09-02"}


def test_a_case_cited_for_a_point_it_does_not_speak_to_is_shown(material):
    text = "Acquiescence of an official by willful blindness is enough. INS v. Cardoza-Fonseca, 480 U.S. 421 (1987)."
    (cited,) = checked(text, material).citations

    assert cited.standing.issue == "cat.acquiescence"
    assert cited.standing.issue_named is False


def test_a_case_without_a_page_has_no_standing_and_says_so(material):
    """Dent v. Holder concerns access to the file; cited for acquiescence, it is outside what the library can judge."""
    text = "Acquiescence includes willful blindness. Dent v. Holder, 627 F.3d 365 (9th Cir. 2010)."
    (cited,) = checked(text, material).citations

    assert cited.finding.verdict == "outside_coverage"
    assert cited.standing is None


@pytest.mark.parametrize(
    ("text", "on", "verdict", "says"),
    [
        ("A-B- II vacated A-B- I.", date(2022, 1, 5), "false", "A-B- III"),
        ("A-B- III vacated A-B- I.", date(2022, 1, 5), "true", "2021-06-16"),
        ("A-B- I was vacated by A-B- III.", date(2025, 9, 1), "true", "2021-06-16"),
        ("A-B- I was vacated by A-B- III.", date(2025, 9, 3), "imprecise", "stands again"),
        ("A-B- I remains vacated.", date(2025, 9, 3), "imprecise", "stands again"),
        ("A-B- I remains vacated.", date(2022, 1, 5), "true", "2021-06-16"),
        (
            "Matter of A-R-C-G-, 26 I&N Dec. 388 (BIA 2014), was vacated in 2018.",
            date(2019, 1, 5),
            "imprecise",
            "overrules",
        ),
        (
            "Matter of A-R-C-G-, 26 I&N Dec. 388 (BIA 2014), was overruled in 2018.",
            date(2019, 1, 5),
            "true",
            "2018-06-11",
        ),
        ("The notice of appeal to the Board must be filed within 10 days.", date(2026, 4, 1), "false", "30 days"),
        ("The notice of appeal to the Board must be filed within 30 days.", date(2026, 4, 1), "true", "30 days"),
        (
            "Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018), was decided on March 7, 2018.",
            date(2019, 1, 5),
            "false",
            "2018-06-11",
        ),
        (
            "Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018), was decided on June 11, 2018.",
            date(2019, 1, 5),
            "true",
            "2018-06-11",
        ),
        ("A-B- I barred anyone fleeing domestic violence from asylum.", date(2019, 1, 5), "false", "Generally"),
        (
            "A-B- I said that claims of domestic violence generally do not qualify for asylum.",
            date(2019, 1, 5),
            "true",
            "320",
        ),
    ],
    ids=lambda value: str(value)[:70],
)
def test_a_statement_about_a_ruling_is_compared_with_the_record(material, text, on, verdict, says):
    found = checked(text, material, on=on).statements

    assert [finding.verdict for finding in found] == [verdict]
    assert says in found[0].reason


@pytest.mark.parametrize(
    "text",
    [
        "The court did not overrule A-R-C-G- at all.",
        "Counsel asked the Board to overrule Matter of A-R-C-G-, 26 I&N Dec. 388 (BIA 2014).",
        "Whether A-B- III could vacate A-B- I was debated.",
        "The judge affirmed that the respondent was credible.",
        "The appeal was filed within 10 days of the fair.",
        "He restored the old house in 2018.",
    ],
)
def test_what_the_grammar_does_not_understand_is_left_alone(material, text):
    assert checked(text, material).statements == ()


def test_a_quotation_follows_its_citation(material):
    words = "a group of persons all of whom share a common, immutable characteristic"
    text = f"The test is “{words}.” Matter of Acosta, 19 I&N Dec. 211, 250 (BIA 1985)."
    (finding,) = checked(text, material).quotations

    assert finding.attributed_to == "matter-of-acosta"
    assert finding.verdict == "right_words_wrong_pin"
    assert finding.pinpoint == "233-34"


def test_few_words_are_accepted_only_with_the_passage_cited(material):
    alone = checked("The word is “generally” here.", material)
    cited = checked("Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018), says “generally” at 320.", material)

    assert alone.quotations[0].verdict == "too_short"
    assert cited.quotations[0].verdict == "verbatim"


def test_an_invented_quotation_of_a_text_that_is_not_held_names_what_to_obtain(material):
    text = "“Nothing of this kind was ever written by the Board.” Matter of Kasinga, 21 I&N Dec. 357 (BIA 1996)."
    (finding,) = checked(text, material).quotations

    assert finding.verdict == "text_not_held"
    assert "21 I&N Dec. 357" in finding.reason


def test_every_question_of_standing_is_asked_once(material, library):
    law = GoodLaw(library, on=date(2025, 1, 1), forum=Forum("ij"), dated=None)
    found = checked("In re Kasinga, 21 I&N Dec. 357 (BIA 1996). Id. at 365. Id. at 366.", material).citations
    first = [law.standing(cited.finding, "") for cited in found]

    assert first[0].status is first[1].status is first[2].status


def test_an_ordinal_tells_decisions_of_one_name_apart_even_if_only_one_is_cited_in_full(material):
    text = "Matter of A-B-, 27 I&N Dec. 316 (A.G. 2018). A-B- III vacated A-B- I and A-B- II. A-B- II, supra, at 200."
    check = checked(text, material, on=date(2022, 1, 5))

    assert [cited.finding.authority.id for cited in check.citations[:4]] == [
        "matter-of-a-b-i",
        "matter-of-a-b-iii",
        "matter-of-a-b-i",
        "matter-of-a-b-ii",
    ]
    assert check.citations[4].finding.resolution.target != "27 I&N Dec. 316"
    assert [finding.verdict for finding in check.statements] == ["true"]


@pytest.mark.parametrize(
    "text",
    [
        "INA § 208; 8 U.S.C. § 1231(b)(3).",
        "See INA § 101(a)(42), 8 U.S.C. § 1101(a)(42); INA § 240, 8 U.S.C. § 1229a.",
    ],
)
def test_sections_on_either_side_of_a_semicolon_are_not_parallel(material, text):
    assert {cited.finding.verdict for cited in checked(text, material).citations} == {"exists"}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Dent v. Holder, 627 F.3d 365 (9th Cir. 2010). Id. at 371. Id. at 372.", "outside_coverage"),
        ("Matter of Fox, 28 I&N Dec. 203 (BIA 2020). Id. at 205.", "outside_coverage"),
        ("INS v. Cardoza-Fonseca, 480 U.S. 421 (1987). Id. at 440. Id. at 12.", "pin_outside_range"),
        ("INS v. Cardoza-Fonseca, 480 U.S. 421 (1987). Id. at 440.", "exists"),
    ],
)
def test_id_says_no_more_than_is_known_of_what_it_points_to(material, text, verdict):
    assert checked(text, material).citations[-1].finding.verdict == verdict


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Matter of Fox, 11 I&N Dec. 45 (BIA 1963)", date(2022, 1, 5)),
        ("Matter of Fox, 30 I&N Dec. 5 (BIA 2026)", date(2026, 8, 30)),
    ],
    ids=["volumes overlap in their years", "the next volume may have begun"],
)
def test_a_sample_of_a_volume_does_not_prove_that_a_citation_is_impossible(material, text, day):
    assert checked(text, material, on=day).citations[0].finding.verdict == "outside_coverage"


def test_the_next_volume_is_impossible_while_the_last_was_still_being_filled(material):
    text = "Matter of Fox, 30 I&N Dec. 5 (BIA 2025)"

    assert checked(text, material, on=date(2025, 11, 3)).citations[0].finding.verdict == "impossible"


def test_a_history_rightly_told_is_not_to_mend(material):
    told = (
        "Matter of A-R-C-G-, 26 I&N Dec. 388 (BIA 2014), overruled by Matter of S-S-F-M-, 29 I&N Dec. 207 (A.G. 2025)."
    )
    relied_on = "Under Matter of A-R-C-G-, 26 I&N Dec. 388 (BIA 2014), the group is cognizable."

    assert checked(told, material).to_mend == 0
    assert checked(relied_on, material).to_mend == 1


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("A-B- I overruled A-R-C-G-, and A-B- III vacated A-B- I.", "true"),
        ("A-B- I overruled A-R-C-G-.", "imprecise"),
        ("A-B- III reinstated A-B- I.", "false"),
    ],
)
def test_an_act_undone_is_rightly_told_together_with_what_undid_it(material, text, verdict):
    assert checked(text, material, on=date(2022, 1, 5)).statements[0].verdict == verdict


def test_where_something_was_vacated_is_not_what_was_vacated(material):
    assert not checked("The Board vacated in A-R-C-G- the judge's denial.", material).statements


def test_a_caption_does_not_reach_into_the_sentence_before(material):
    text = "The Board followed A-R-C-G-. In Grace v. Whitaker, 344 F. Supp. 3d 96 (D.D.C. 2018), A-B- I. Grace v. Barr"
    found = [cited.finding.citation.text for cited in checked(text, material).citations]

    assert found == ["A-R-C-G-", "Grace v. Whitaker, 344 F. Supp. 3d 96 (D.D.C. 2018)", "A-B- I", "Grace v. Barr"]


def test_two_decisions_named_with_and_are_two(material):
    text = "The Board in A-R-C-G- and M-E-V-G- spoke; so did Matter of Acosta and Matter of Kasinga."

    assert [cited.finding.resolution.target for cited in checked(text, material).citations] == [
        "26 I&N Dec. 388",
        "26 I&N Dec. 227",
        "19 I&N Dec. 211",
        "21 I&N Dec. 357",
    ]
