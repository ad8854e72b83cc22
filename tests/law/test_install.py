"""The law arrives as a signed file, verified before anything changes."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from wellfounded.errors import WellfoundedError
from wellfounded.law.install import UntrustedUpdate, install, new_publisher, pack, trust
from wellfounded.law.installed import current_folder, earlier_folder
from wellfounded.law.loading import load_library
from wellfounded.shipped import material_folder

PAGE = "attorney-general/2025-09-02-matter-of-s-s-f-m.md"


@pytest.fixture(scope="session")
def updates(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes, bytes]:
    """Two updates by one publisher: the product's own law, and a law whose one page has other words."""
    private, public = new_publisher()
    folder = tmp_path_factory.mktemp("law") / "authorities"
    shutil.copytree(material_folder("authorities"), folder)
    first = pack(folder, private)
    page = folder / PAGE
    page.write_text(page.read_text(encoding="utf-8") + "\nOther words.\n", encoding="utf-8")
    return public, first, pack(folder, private)


def test_an_update_is_installed_and_the_version_before_is_kept(
    updates: tuple[str, bytes, bytes], tmp_path: Path
) -> None:
    public, first, second = updates
    trust(public, tmp_path)

    assert current_folder(tmp_path) is None
    assert install(first, tmp_path).changed
    kept = current_folder(tmp_path)
    assert earlier_folder(tmp_path) == material_folder("authorities")
    assert install(second, tmp_path).changed
    assert earlier_folder(tmp_path) == kept
    assert not install(second, tmp_path).changed
    current = current_folder(tmp_path)
    assert current is not None
    assert "Other words." in (current / PAGE).read_text(encoding="utf-8")
    assert load_library(current).authorities.keys() == load_library(kept).authorities.keys()


def test_an_update_altered_in_any_place_changes_nothing(updates: tuple[str, bytes, bytes], tmp_path: Path) -> None:
    public, first, _ = updates
    trust(public, tmp_path)
    draw = random.Random(13)
    for _ in range(200):
        at = draw.randrange(len(first))
        altered = first[:at] + bytes([first[at] ^ (1 << draw.randrange(8))]) + first[at + 1 :]
        with pytest.raises(UntrustedUpdate):
            install(altered, tmp_path)
    for cut in (0, 10, 100, len(first) // 2, len(first) - 1):
        with pytest.raises(UntrustedUpdate):
            install(first[:cut], tmp_path)
    assert [path.suffix for path in tmp_path.iterdir()] == [".publisher"]


def test_only_a_trusted_publisher_counts(updates: tuple[str, bytes, bytes], tmp_path: Path) -> None:
    with pytest.raises(UntrustedUpdate, match="No publisher"):
        install(updates[1], tmp_path)
    trust(new_publisher()[1], tmp_path)
    with pytest.raises(UntrustedUpdate, match="not signed"):
        install(updates[1], tmp_path)
    assert current_folder(tmp_path) is None


def test_a_signed_update_with_broken_pages_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    private, public = new_publisher()
    trust(public, tmp_path / "place")
    folder = tmp_path / "authorities"
    shutil.copytree(material_folder("authorities"), folder)
    page = folder / PAGE
    page.write_text(page.read_text(encoding="utf-8").replace('id = "', 'id = "no such "', 1), encoding="utf-8")
    monkeypatch.setattr("wellfounded.law.install.load_library", lambda folder=None: None)
    update = pack(folder, private)
    monkeypatch.undo()

    with pytest.raises(WellfoundedError):
        install(update, tmp_path / "place")
    assert current_folder(tmp_path / "place") is None
    assert [path.suffix for path in (tmp_path / "place").iterdir()] == [".publisher"]


@pytest.mark.parametrize("name", ["../escape.md", "/absolute.md", "run.py", "a/../../b.toml"])
def test_an_update_never_writes_outside_its_folder(tmp_path: Path, name: str) -> None:
    import base64
    import io
    import tarfile

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from wellfounded.law.install import FORM

    private, public = new_publisher()
    trust(public, tmp_path / "place")
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as archive:
        member = tarfile.TarInfo(name)
        member.size = 1
        archive.addfile(member, io.BytesIO(b"x"))
    payload = written.getvalue()
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(private))
    update = FORM + base64.b64encode(key.sign(FORM + payload)) + b"\n" + payload

    with pytest.raises(UntrustedUpdate, match="not a page"):
        install(update, tmp_path / "place")
    assert [path.name for path in tmp_path.iterdir()] == ["place"]


def test_the_same_pages_and_key_give_the_same_update(tmp_path: Path) -> None:
    private, _ = new_publisher()

    assert pack(material_folder("authorities"), private) == pack(material_folder("authorities"), private)
