"""The demo's page in a real browser: register, answer, move time, and ask for the summary."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, Route, ViewportSize, async_playwright, expect

from bot.demo.show import opened
from bot.demo.stage import Stage
from tests.spreadsheets import dutch, xlsx

SCREENSHOTS = Path(__file__).parents[2] / "build" / "screenshots"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PATIENCE_MS = 30_000
#: For four phones beside each other.
WIDE_ENOUGH: ViewportSize = {"width": 1840, "height": 1000}

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
    pytest.mark.slow,
]


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    async with opened(0, lambda _said: None) as stage:
        yield stage


@pytest.fixture
async def page(stage: Stage) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(viewport=WIDE_ENOUGH)
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        await page.goto(stage.url)
        yield page
        await browser.close()


def _phone(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=f"Telefoon van {name}")


async def _taps(phone: Locator, label: str) -> None:
    await phone.get_by_role("button", name=label, exact=True).last.click()


async def _photograph(page: Page, name: str) -> None:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    await page.screenshot(path=SCREENSHOTS / f"{name}.png", animations="disabled")


async def test_main_job_on_the_page(page: Page) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    corrie = _phone(page, "Corrie (coördinator)")
    await expect(corrie).to_contain_text("Gemiddeld")
    await _photograph(page, "demo-begins")

    els = await _registers(page, "Els")
    await page.get_by_test_id("jump-next-check-in").click()
    await _answers(els)
    await _photograph(page, "demo-answered")

    await corrie.get_by_test_id("input").fill("/summary")
    await corrie.get_by_test_id("send").click()
    summary = corrie.get_by_test_id("message").last
    await expect(summary).to_contain_text("Nu open")
    await expect(summary).to_contain_text("Gemiddeld")
    await expect(page.get_by_test_id("toast")).to_be_hidden()
    await summary.evaluate("message => message.scrollIntoView({ block: 'start' })")
    await _photograph(page, "demo-summary")
    assert complaints == []


async def _registers(page: Page, name: str) -> Locator:
    """Somebody new comes in through the dialog, and takes part."""
    await page.get_by_test_id("add-phone").click()
    await page.get_by_test_id("door-group").select_option(label="Zwolle")
    await page.get_by_test_id("door-label").select_option(label="Mantelzorger")
    await page.get_by_test_id("door-name").fill(name)
    await _photograph(page, "demo-adds-a-phone")
    await page.get_by_test_id("door-add").click()
    phone = _phone(page, name)
    await _taps(phone, "Ja, ik doe mee (16 of ouder)")
    await expect(phone).to_contain_text("Uw eerste check-in komt op")
    return phone


async def _answers(caregiver: Locator) -> None:
    for question, label in {
        "Hoe zorg ik voor mijn naaste samen met beroepskrachten?": "Goed",
        "Hoe houd ik het zorgen voor mijn naaste vol?": "Met moeite",
        "Hoe geef ik op een goede manier zorg en ondersteuning aan mijn naaste?": "Meestal",
        "Wilt u er iets over vertellen?": "Overslaan",
    }.items():
        await expect(caregiver).to_contain_text(question)
        await _taps(caregiver, label)
    await expect(caregiver).to_contain_text("Dank u wel.")


#: Whatever of the page's own buttons is not wholly on the screen.
OFF_SCREEN = """() => [...document.querySelectorAll(".topbar button")].filter((button) => {
  const { left, right, top, bottom } = button.getBoundingClientRect();
  return left < 0 || right > innerWidth || top < 0 || bottom > innerHeight;
}).map((button) => button.textContent)"""
#: Words on buttons that go on in the next line.
BROKEN = """() => [...document.querySelectorAll(".key, .control, .choice span")].flatMap((button) => {
  const texts = document.createTreeWalker(button, NodeFilter.SHOW_TEXT), broken = [];
  while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/\\S+/g)) {
    const range = document.createRange();
    range.setStart(texts.currentNode, word.index);
    range.setEnd(texts.currentNode, word.index + word[0].length);
    if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word[0]);
  }
  return broken;
})"""


@pytest.mark.parametrize(("width", "height"), [(390, 844), (820, 1180), (640, 512), (320, 640)])
async def test_on_a_small_screen_everything_is_there_and_no_word_is_broken(page: Page, width: int, height: int) -> None:
    await page.set_viewport_size({"width": width, "height": height})
    anneke = _phone(page, "Anneke (mantelzorger)")
    await anneke.get_by_test_id("input").fill("/tijd")
    await anneke.get_by_test_id("send").click()
    await expect(anneke).to_contain_text("donderdag")
    await page.evaluate("scrollTo(0, 0)")  # on its side the page scrolls
    assert (await page.evaluate(OFF_SCREEN), await page.evaluate(BROKEN)) == ([], [])


async def test_with_letters_twice_as_large_the_page_does_not_go_sideways(page: Page) -> None:
    await page.set_viewport_size({"width": 320, "height": 640})
    await page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert await page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0


async def test_after_a_key_was_pressed_a_second_enter_chooses_nothing(page: Page) -> None:
    await page.get_by_test_id("jump-next-check-in").click()
    anneke = _phone(page, "Anneke (mantelzorger)")
    await expect(anneke).to_contain_text("Hoe zorg ik voor mijn naaste samen met beroepskrachten?")
    await anneke.get_by_role("button", name="Goed", exact=True).last.focus()
    await page.keyboard.press("Enter")
    await expect(anneke).to_contain_text("Hoe houd ik het zorgen voor mijn naaste vol?")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")  # the first answer of the next question is one step away
    await expect(anneke.locator(".key:focus")).to_have_text("Bijna niet meer")


async def test_nobody_is_let_in_before_the_page_knows_the_doors(page: Page) -> None:
    """Who was quick pressed a button that did nothing."""
    doors_are_told = asyncio.Event()

    async def late(route: Route) -> None:
        await doors_are_told.wait()
        await route.continue_()

    await page.route("**/doors", late)
    await page.reload()
    button = page.get_by_test_id("add-phone")
    await expect(button).to_be_disabled()
    doors_are_told.set()
    await button.click()
    await expect(page.get_by_test_id("door-name")).to_be_visible()


async def test_a_phone_speaks_any_of_the_languages(page: Page, stage: Stage) -> None:
    await page.get_by_test_id("add-phone").click()
    languages = stage.wiring.programme.languages
    assert [await page.get_by_test_id(f"door-language-{language}").count() for language in languages] == [1] * 6
    await page.get_by_test_id("door-language-ar").check(force=True)
    await page.get_by_test_id("door-name").fill("Samira")
    await page.get_by_test_id("door-add").click()
    await expect(_phone(page, "Samira")).to_contain_text("أهلًا بكم")


async def test_a_file_is_sent_from_the_page(page: Page) -> None:
    corrie = _phone(page, "Corrie (coördinator)")
    await expect(corrie).to_contain_text("Gemiddeld")
    await corrie.get_by_test_id("input").fill("/import")
    await corrie.get_by_test_id("send").click()
    await expect(corrie).to_contain_text("import.xlsx")
    async with page.expect_file_chooser() as chooser:
        await corrie.get_by_test_id("attach").click()
    content = xlsx(dutch([("", "", "Volhouden", "Wat helpt in de winter? (voorbeeld)")]))
    await (await chooser.value).set_files({"name": "import.xlsx", "mimeType": "application/x-xlsx", "buffer": content})
    await expect(corrie).to_contain_text("Nieuwe ontwerpvraag: “Wat helpt in de winter? (voorbeeld)”")
    await _photograph(page, "demo-imports")
    await _taps(corrie, "Doorvoeren")
    await expect(corrie).to_contain_text("Gelukt.")
