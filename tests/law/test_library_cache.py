"""A kept library is used only if nothing about it can be doubted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.law.small_library import VOCABULARY, holding, legal_test, page, treatment
from wellfounded.errors import SeveralErrors
from wellfounded.law import library_cache
from wellfounded.law.library import Library
from wellfounded.law.loading import load_library

PAGES = dict(
    [
        page("matter-of-referral", "board", "2005-08-18", holding("process.ag-referral")),
        page("matter-of-first", "board", "2014-08-26", holding("psg.family"), aliases='["26 I&N Dec. 388"]'),
        page(
            "matter-of-second",
            "attorney-general",
            "2018-06-11",
            holding("psg.family"),
            treatment("overrules", "matter-of-first", "2018-06-11"),
            legal_test("t", "not group.family-based or group.distinct", "2018-06-11", stages='["ij"]'),
        ),
    ]
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    top = tmp_path / "authorities"
    for name, text in {**VOCABULARY, **PAGES}.items():
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(text, encoding="utf-8")
    return top


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache" / "wellfounded").glob("law-*.json"))


def same(first: Library, second: Library) -> bool:
    return (
        dict(first.authorities) == dict(second.authorities)
        and first.standing == second.standing
        and all(
            dict(getattr(first.vocabulary, table)) == dict(getattr(second.vocabulary, table))
            for table in ("issues", "bodies", "treatments", "elements", "findings", "facts", "holidays")
        )
    )


def test_a_library_kept_and_opened_again_is_the_same(folder: Path, tmp_path: Path) -> None:
    read = load_library(folder)
    assert len(kept(tmp_path)) == 1
    opened = load_library(folder)

    assert same(read, opened)
    assert opened.authority("26 I&N Dec. 388").id == "matter-of-first"
    assert [by.id for by, _ in opened.treatments_of("matter-of-first")] == ["matter-of-second"]
    assert opened.tests_of("psg.family") == read.tests_of("psg.family")
    assert opened.holdings_on("psg.family") == read.holdings_on("psg.family")


def test_an_edited_page_is_read_again(folder: Path, tmp_path: Path) -> None:
    load_library(folder)
    path = folder / "board" / "matter-of-first.md"
    path.write_text(path.read_text().replace("Held so.", "Held otherwise."))

    assert load_library(folder).authorities["matter-of-first"].holdings[0].says == "Held otherwise."


@pytest.mark.parametrize(
    "damage", [b"", b"{}", b"0" * 64 + b"\n[]", b"\xff\xfe"], ids=["empty", "other", "seal", "noise"]
)
def test_a_broken_file_is_never_trusted(folder: Path, tmp_path: Path, damage: bytes) -> None:
    read = load_library(folder)
    (file,) = kept(tmp_path)
    file.write_bytes(damage)

    assert same(load_library(folder), read)


def test_every_single_flipped_byte_is_noticed(folder: Path, tmp_path: Path) -> None:
    load_library(folder)
    (file,) = kept(tmp_path)
    whole = file.read_bytes()
    fingerprint = file.stem.removeprefix("law-")
    for at in range(0, len(whole), max(1, len(whole) // 200)):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert library_cache.kept_library(fingerprint) is None
    file.write_bytes(whole)
    assert library_cache.kept_library(fingerprint) is not None


def test_a_library_with_errors_is_neither_used_nor_kept(folder: Path, tmp_path: Path) -> None:
    path = folder / "board" / "matter-of-first.md"
    path.write_text(path.read_text().replace('"psg.family"', '"psg.familly"'))

    with pytest.raises(SeveralErrors, match=r"board/matter-of-first\.md, line"):
        load_library(folder)
    assert kept(tmp_path) == []


def test_without_a_place_to_keep_it_a_library_is_simply_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)

    assert len(load_library(folder).authorities) == 3


def test_a_page_that_only_looks_unchanged_is_read_again(folder: Path) -> None:
    """Same size, same time of writing: the time of change and the file number still differ."""
    load_library(folder)
    load_library(folder)
    path = folder / "board" / "matter-of-first.md"
    before = path.stat()
    path.write_text(path.read_text().replace("Held so.", "Held no."))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size

    assert load_library(folder).authorities["matter-of-first"].holdings[0].says == "Held no."


def test_a_removed_page_is_missed_at_once(folder: Path) -> None:
    load_library(folder)
    (folder / "attorney-general" / "matter-of-second.md").unlink()

    assert set(load_library(folder).authorities) == {"matter-of-first", "matter-of-referral"}
