"""Loading the library: from the form it was kept in, or from its pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wellfounded.errors import SeveralErrors
from wellfounded.law import library_cache as cache
from wellfounded.law.folder import digest, files_of, read_folder
from wellfounded.law.library import Library
from wellfounded.shipped import material_folder


def load_library(folder: Path | None = None) -> Library:
    """Load the library of law.

    Args:
        folder: the folder of its pages; the product's own if left out.
    Raises:
        SeveralErrors: everything wrong with its pages, with file and line.
    """
    place = str(folder or material_folder("authorities"))
    signs = files_of(place)
    kept = cache.kept_library(cache.remembered_fingerprint(place, signs))
    if kept is not None:
        return kept
    files = read_folder(place)
    fingerprint = digest(files, form=cache.FORM)
    library = cache.kept_library(fingerprint)
    if library is None:
        library = _read(files, fingerprint)
        cache.keep_library(library, fingerprint)
    cache.remember_fingerprint(place, signs, fingerprint)
    return library


def _read(files: Mapping[str, bytes], fingerprint: str) -> Library:
    from wellfounded.law.reading import read_library  # what reads pages is loaded only when pages must be read

    library, errors = read_library(files, fingerprint=fingerprint)
    if errors:
        raise SeveralErrors(errors)
    return library
