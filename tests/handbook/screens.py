"""Pictures for the handbook: phones of the demo, on a day that is always the same, in a real browser."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from unittest.mock import patch

from PIL import Image
from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

from bot.demo import stage as stages
from bot.demo.jumps import all_said
from bot.demo.show import opened as opened_demo
from bot.demo.stage import Stage
from tests.checks.named_tests import ROOT
from tests.reports.looks import opened

FOLDER = ROOT / "docs" / "handleiding"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
#: Between two rounds; nothing on the phones tells when the pictures were really taken.
DAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PATIENCE_MS = 60_000
WIDE_ENOUGH: ViewportSize = {"width": 1840, "height": 760}
#: What changes while we look: the time of day, a notice, the border of a phone with news.
STEADY = "time, #toast { visibility: hidden } .phone { border-color: #ccc !important; transition: none !important }"
#: Until it stays there for ten frames: the page moves to what is new by itself. What stands above it goes: its height
#: has a fraction, on which depends between which pixels every letter lies.
TO_THE_TOP = """message => {
    for (let above = message; (above = above.previousElementSibling);) above.style.display = "none";
    const before = message.getBoundingClientRect().top;
    message.scrollIntoView({ block: "start", behavior: "instant" });
    const stayed = Math.abs(message.getBoundingClientRect().top - before) < 1;
    message.frames = stayed ? (message.frames ?? 0) + 1 : 0;
    return message.frames >= 10;
}"""
CORRIE, ANNEKE = "Corrie (coördinator)", "Anneke (mantelzorger)"


async def taken() -> dict[str, bytes]:
    """By name each picture, as a PNG."""
    async with _camera() as camera:
        shots = {"uitnodigen": await camera.after(CORRIE, "/uitnodigen", "Wie wilt u uitnodigen")}
        shots["samenvatting"] = await camera.after(CORRIE, "/samenvatting", "Gemiddeld")
        await camera.taps(CORRIE, "Opmerkingen")
        shots["opmerkingen"] = await camera.shot(CORRIE, "U ziet alleen wat mensen met u delen")
        await camera.after(CORRIE, "/ervaring", "ervaringskaart")
        await camera.taps(CORRIE, "Soep en een praatje (voorbeeld)")
        shots["ervaring"] = await camera.shot(CORRIE, "Wat leverde het op?")
        shots["ronde"] = await camera.after(CORRIE, "/ronde", "Zwolle: de rondes")
        await camera.page.get_by_test_id("jump-next-check-in").click()
        await camera.shot(ANNEKE, "Hoe zorg ik voor mijn naaste samen met beroepskrachten?")
        await camera.taps(ANNEKE, "Goed")  # above the first question stands a greeting, which is not always the same
        shots["check-in"] = await camera.shot(ANNEKE, "Hoe houd ik het zorgen voor mijn naaste vol?")
        return shots


def as_kept(picture: bytes) -> Image.Image:
    """In few colours, for it lies in the repository and in every file that is sent."""
    return opened(picture).quantize(48)


@asynccontextmanager
async def _camera() -> AsyncIterator["_Camera"]:
    with patch.object(stages, "between_rounds", lambda _programme, _now: DAY):
        async with opened_demo(0, lambda _said: None) as stage, async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = await browser.new_page(viewport=WIDE_ENOUGH, color_scheme="light", bypass_csp=True)
            page.set_default_timeout(PATIENCE_MS)
            expect.set_options(timeout=PATIENCE_MS)
            await page.goto(stage.url)
            await page.add_style_tag(content=STEADY)
            yield _Camera(stage, page)
            await browser.close()


class _Camera:
    """Looks at the phones of the demo's page, when all is said that there was to say."""

    def __init__(self, stage: Stage, page: Page) -> None:
        self._stage = stage
        self.page = page

    async def after(self, name: str, says: str, shows: str) -> bytes:
        phone = self._phone(name)
        await phone.get_by_test_id("input").fill(says)
        await phone.get_by_test_id("send").click()
        return await self.shot(name, shows)

    async def taps(self, name: str, label: str) -> None:
        await self._phone(name).get_by_role("button", name=label, exact=True).last.click()

    async def shot(self, name: str, shows: str) -> bytes:
        """The phone, with the message that shows this at the top."""
        phone = self._phone(name)
        message = phone.get_by_test_id("message").filter(has_text=shows).last
        await expect(message).to_be_visible()
        await self._all_has_come(phone)
        await self.page.mouse.move(1, 1)  # no button looks as if it were touched
        await self.page.wait_for_function(TO_THE_TOP, arg=await message.element_handle())
        return await phone.screenshot(animations="disabled")

    async def _all_has_come(self, phone: Locator) -> None:
        await all_said(self._stage.wiring.database)
        number = (await phone.get_attribute("data-testid") or "").removeprefix("phone-")
        known = await self._stage.telegram.person("", id=int(number))
        await expect(phone.get_by_test_id("message")).to_have_count(len(await known.messages()))

    def _phone(self, name: str) -> Locator:
        return self.page.get_by_role("region", name=f"Telefoon van {name}")
