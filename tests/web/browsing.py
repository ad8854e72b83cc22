"""A real Chromium that is watched, and what is asked of every page it shows."""

from __future__ import annotations

import os
import re
import shutil
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

AXE = Path(__file__).with_name("axe") / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHOTS = Path(__file__).parents[2] / "screenshots"
DESKTOP, ENLARGED, NARROW = 1280, 640, 320
EVIL = "evil.example"
FLAGS = ["--no-sandbox", "--disable-gpu", f"--host-resolver-rules=MAP {EVIL} 127.0.0.1"]


def chromium() -> str:
    """Find a Chromium; tests that need one are skipped with a reason where there is none."""
    found = os.environ.get("WELLFOUNDED_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        pytest.skip("no Chromium on this machine: tests in a real browser need one")
    return found


class Watched(NamedTuple):
    """What a browser did besides: every host it asked, every breach of the policy it told of."""

    hosts: set[str]
    breaches: list[str]

    def watch(self, context: Any) -> None:
        """Hear of every request of every window, and of every error and breach."""
        context.on("request", lambda asked: self.hosts.add(re.sub(r"^\w+://([^/:]*).*$", r"\1", asked.url)))
        context.on("console", lambda said: self.breaches.append(said.text) if "Content Security" in said.text else None)
        context.on("weberror", lambda error: self.breaches.append(str(error.error)))

    def is_clean(self) -> bool:
        """Say whether nothing was asked of another computer and no policy was breached."""
        return self.hosts <= {"127.0.0.1", "localhost"} and not self.breaches


@contextmanager
def one_browser() -> Iterator[Any]:
    """Run one browser, in which an evil name means this computer."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        try:
            yield opened
        finally:
            opened.close()


def violations(page: Any, *, beside: str = "") -> list[str]:
    """Ask axe what breaks WCAG A or AA on the page that is shown, its script being there already.

    Args:
        beside: parts that are left out, as a selector.
    """
    found = page.evaluate(
        """async ([levels, beside]) => (await axe.run(
            beside && document.querySelector(beside) ? {exclude: [beside]} : document,
            {runOnly: levels, resultTypes: ['violations'], preload: false, elementRef: false}
        )).violations.map(one => [one.id, one.nodes.slice(0, 3).map(node => node.html.slice(0, 120))])""",
        [LEVELS, beside],
    )
    return [f"{name}: {node}" for name, nodes in found for node in nodes]


LOST = """() => {
    const width = document.documentElement.clientWidth, lost = [];
    if (document.documentElement.scrollWidth > width) lost.push('the page scrolls sideways');
    for (const node of document.body.querySelectorAll('*')) {
        if (!node.getClientRects().length || node.closest('.wide *, figure *, .unseen, .skip, svg, option')) continue;
        const box = node.getBoundingClientRect(), style = getComputedStyle(node);
        const words = `<${node.tagName.toLowerCase()}> ${(node.textContent || node.name || '').trim().slice(0, 40)}`;
        if (box.width > 1 && (box.right > width + 1 || box.left < -1)) lost.push(`${words} is outside`);
        const hidden = way => ['hidden', 'clip'].includes(way);
        if (node.clientWidth && hidden(style.overflowX) && node.scrollWidth > node.clientWidth + 1
            || node.clientHeight && hidden(style.overflowY) && node.scrollHeight > node.clientHeight + 1)
            lost.push(`${words} is cut`);
    }
    return lost.slice(0, 5);
}"""
WORDS = "() => document.body.innerText.split(/\\s+/).filter(Boolean).sort().join(' ')"


def lost(page: Any) -> list[str]:
    """Say what a narrow or enlarged screen loses of the page that is shown.

    320 px is what a reader at 400 % sees of a screen of 1280 px; 640 px is the same at 200 %.
    """
    found, words = [], page.evaluate(WORDS)
    for width in (ENLARGED, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        found += [f"at {width} px {one}" for one in page.evaluate(LOST)]
        if page.evaluate(WORDS) != words:
            found.append(f"at {width} px not all words are shown")
    return found


def shoot(page: Any, name: str) -> None:
    """Keep a picture of a screen in an ignored folder, for people to look at."""
    SHOTS.mkdir(exist_ok=True)
    width, height = page.evaluate("() => [innerWidth, document.documentElement.scrollHeight]")
    asked = {
        "optimizeForSpeed": True,
        "captureBeyondViewport": True,
        "clip": {"x": 0, "y": 0, "width": width, "height": height, "scale": 1},
    }
    taken = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    (SHOTS / f"{name}.png").write_bytes(b64decode(taken["data"]))


def look(page: Any, name: str, language: str) -> list[str]:
    """Ask everything of the page that is shown: rules, narrow screens, and pictures to look at.

    A report's content is the same English in both languages: its rules are asked once. `WELLFOUNDED_SHOTS=all` takes
    pictures in both languages, wide, narrow and printed; else one of each screen is taken.
    """
    whole = os.environ.get("WELLFOUNDED_SHOTS") == "all"
    found = violations(page, beside="" if language == "en" else ".report")
    if whole or language == "en":
        shoot(page, f"{name}-{language}")
    found += lost(page)
    if whole:
        shoot(page, f"{name}-{language}-narrow")
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    if whole:
        page.pdf(path=str(SHOTS / f"{name}-{language}.pdf"), prefer_css_page_size=True, print_background=True)
    return found


SEND = """([path, fields]) => {
    const form = document.createElement('form');
    form.method = 'post'; form.action = path;
    const token = document.querySelector('input[name=token]').value;
    for (const [name, value] of Object.entries({token, ...fields})) {
        const field = document.createElement('input');
        field.type = 'hidden'; field.name = name; field.value = value; form.append(field);
    }
    document.body.append(form); form.submit();
}"""


def send(page: Any, path: str, fields: dict[str, str] | None = None) -> None:
    """Send a form from the page that is shown, and wait for the page that answers."""
    with page.expect_navigation():
        page.evaluate(SEND, [path, fields or {}])
