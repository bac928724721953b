"""Everybody reads their own language; the central questions keep the Dutch they were written in."""

import shutil

import pytest
from playwright.async_api import async_playwright, expect

from simulator.phone import Telegram
from tests.running_bot import RunningBot, on_sqlite
from tests.stories.user import User

pytestmark = on_sqlite

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DUTCH = "Hoe zorg ik voor mijn naaste samen met beroepskrachten?"
#: What a whole check-in is tapped with, and what is seen: the central question, and the thanks.
WORDS = {
    "en": ("Yes, I will join", ["Good", "So-so", "Mostly", "Skip"], "How do I care for my loved one", "Thank you."),
    "tr": ("Evet, katılıyorum", ["İyi", "İdare eder", "Çoğunlukla", "Atla"], "Yakınıma uzmanlarla", "Teşekkür ederiz."),
    "pl": ("Tak, biorę udział", ["Dobrze", "Może być", "Zwykle tak", "Pomiń"], "Jak opiekuję się", "Dziękujemy."),
    "ar": ("نعم، أشارك", ["جيد", "لا بأس", "غالبًا", "تخطٍّ"], "كيف أرعى قريبي", "شكرًا لكم."),
    "uk": ("Так, беру участь", ["Добре", "Так собі", "Здебільшого", "Пропустити"], "Як я доглядаю", "Дякуємо."),
}


@pytest.mark.parametrize("language", WORDS)
async def test_a_whole_check_in_with_the_dutch_beneath_the_translation(
    running_bot: RunningBot, telegram: Telegram, language: str
) -> None:
    consent, taps, question, thanks = WORDS[language]
    user = User(running_bot, await telegram.person("Amina", language))
    await user.opens(await running_bot.invite("caregiver"))
    await user.taps(consent)
    await running_bot.opens_round()
    shown = await user.sees()
    translated, original = next(
        (line, beneath)
        for line, beneath in zip(shown.text.split("\n"), shown.text.split("\n")[1:], strict=False)
        if question in line
    )
    assert translated != original == DUTCH
    await running_bot.restart()
    assert thanks in (await user.taps(*taps)).text
    commands = [entity for entity in (await user.says("/help")).entities if entity["type"] == "bot_command"]
    assert len(commands) > 5  # and can be tapped
    answers = await running_bot.answers_of(user.phone)
    assert [answers[key].option for key in ("samen", "volhouden", "goed")] == ["4", "3", "4"]


async def test_in_dutch_the_question_stands_there_once(running_bot: RunningBot, anneke: User) -> None:
    await anneke.registers("caregiver")
    await running_bot.opens_round()
    assert (await anneke.sees()).text.count(DUTCH) == 1


async def test_a_language_is_chosen_by_its_own_name_and_plurals_are_right(
    running_bot: RunningBot, corrie: User
) -> None:
    await corrie.registers("coordinator")
    menu = await corrie.says("/taal")
    assert menu.labels == ["Nederlands", "English", "Türkçe", "Polski", "العربية", "Українська"]
    await corrie.taps("Polski")
    said = ((0, 1, "dostanie 1 osoba."), (1, 2, "dostaną 2 osoby."), (2, 5, "dostanie 5 osób."))
    for before, people, words in said:
        for _ in range(people - before):
            await User(running_bot, await running_bot.telegram.person("Iemand")).registers("caregiver")
        assert words in (await corrie.says("/round")).text


@pytest.mark.slow
@pytest.mark.over_http
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium")
async def test_on_the_page_arabic_runs_from_right_to_left(running_bot: RunningBot, telegram: Telegram) -> None:
    amina = User(running_bot, await telegram.person("Amina", "ar", pinned=True))
    await amina.opens(await running_bot.invite("caregiver"))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page()
        await page.goto(telegram.url)
        message = page.get_by_test_id("message").last
        await expect(message).to_contain_text("أهلًا بكم")
        for part in (message.locator(".bubble"), message.get_by_role("button").first):
            assert await part.evaluate("part => getComputedStyle(part).direction") == "rtl"
        await browser.close()
