"""An update of the law in the application: installed from a signed file, and the cases it touches are named."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tests.web.conftest import Client
from wellfounded.law.install import new_publisher, pack, trust
from wellfounded.shipped import material_folder

PAGE = "attorney-general/2025-09-02-matter-of-s-s-f-m.md"


def test_today_names_the_cases_that_an_update_touches(client: Client, tmp_path: Path) -> None:
    """In the update, S-S-F-M- states no test on private disputes, so that another test governs there."""
    private, public = new_publisher()
    trust(public)
    folder = tmp_path / "authorities"
    shutil.copytree(material_folder("authorities"), folder)
    page = folder / PAGE
    words = page.read_text(encoding="utf-8")
    page.write_text(re.sub(r'```toml test\nid = "private.ssfm".*?```\n', "", words, flags=re.S), encoding="utf-8")
    update = pack(folder, private)

    refused = client.post("/law/install", files={"file": ("law.update", update[:-1] + b"?")})
    assert refused.status_code == 400
    assert client.desk.earlier is None
    answer = client.post("/law/install", files={"file": ("law.update", update)})
    today = client.get("/").text

    assert answer.status_code == 303
    assert "The update of the law is installed" in today
    assert re.search(r"It changes [12] of your 2 cases", today)
    assert client.desk.vault is not None
    assert client.desk.vault.log_lines()[-1].act == "law-installed"
