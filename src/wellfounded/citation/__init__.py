"""Citations: parse, normalise, pinpoint. A grammar for the closed world of immigration law."""

from wellfounded.citation.find import canonical_forms, find_citations
from wellfounded.citation.forms import KINDS, Citation, PageRange
from wellfounded.citation.names import caption_key, same_caption
from wellfounded.citation.pinpoint import pages_of

__all__ = [
    "KINDS",
    "Citation",
    "PageRange",
    "canonical_forms",
    "caption_key",
    "find_citations",
    "pages_of",
    "same_caption",
]
