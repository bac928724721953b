"""What lies ready for Prometheus and Grafana fits the figures that this bot really gives."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from simulator.clock import Clock
from simulator.phone import Telegram
from tests.running_bot import on_sqlite, start_bot

DEPLOY = Path(__file__).parents[2] / "deploy"
RULES, TRIED = (DEPLOY / "prometheus" / name for name in ("alerts.yml", "alerts_test.yml"))
DASHBOARD = DEPLOY / "grafana" / "dashboard.json"
PROMTOOL = shutil.which("promtool")
#: What Prometheus itself adds, and what /metrics gives of the process.
FIGURE = re.compile(r"\b(?:bot|process)_[a-z_]+\b")
LABELLED = re.compile(r"\b((?:bot|process)_[a-z_]+)\{([^}]*)\}")


def expressions(file: Path) -> list[str]:
    """What is asked of Prometheus: each `expr`, also of several lines, and each panel's and variable's query."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".json":
        document = json.loads(text)
        asked = [target["expr"] for panel in document["panels"] for target in panel["targets"]]
        return asked + [str(one["query"]) for one in document["templating"]["list"]]
    return re.findall(r"expr: (?:>-)?(.*?)\n        ?(?:for|labels):?", text, re.DOTALL) or []


async def samples(client: aiohttp.ClientSession) -> dict[str, set[str]]:
    """The names of all figures that /metrics gives, with the names of their labels."""
    async with client.get("/metrics") as answer:
        families = list(text_string_to_metric_families(await answer.text()))
    found: dict[str, set[str]] = {}
    for family in families:
        suffixes = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum")}.get(family.type, ("",))
        found |= {f"{family.name}{suffix}": set() for suffix in suffixes}
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found


@on_sqlite
@pytest.mark.parametrize("file", [RULES, DASHBOARD], ids=lambda file: file.name)
async def test_they_ask_for_figures_and_labels_that_exist(
    telegram: Telegram,
    clock: Clock,
    database_url: str,
    behind_webhook: dict[str, str],
    client: aiohttp.ClientSession,
    file: Path,
) -> None:
    async with start_bot(telegram, clock, database_url, **behind_webhook) as running_bot:
        await running_bot.registers(await telegram.person("Anneke"), "caregiver")
        running_bot.wiring.process_metrics.ticked({})
        there = await samples(client)
    asked = expressions(file)
    assert len(asked) >= 14
    assert {name for one in asked for name in FIGURE.findall(one)} - there.keys() == set()
    labels = [
        (name, label)
        for one in asked
        for name, inside in LABELLED.findall(one)
        for label in re.findall(r"(\w+)[=!]", inside)
    ]
    assert [pair for pair in labels if pair[1] not in there[pair[0]] | {"instance", "job"}] == []


def test_every_alert_says_what_it_is_and_is_tried() -> None:
    alerts = set(re.findall(r"alert: (\w+)", RULES.read_text(encoding="utf-8")))
    assert alerts == set(re.findall(r"alertname: (\w+)", TRIED.read_text(encoding="utf-8")))
    text = RULES.read_text(encoding="utf-8")
    assert len(alerts) == text.count("severity: ") == text.count("summary: ") == text.count("description: ")


def test_a_panel_has_its_own_place() -> None:
    panels = json.loads(DASHBOARD.read_text(encoding="utf-8"))["panels"]
    assert len({panel["id"] for panel in panels}) == len({str(panel["gridPos"]) for panel in panels}) == len(panels)


def promtool_says_that_they_are_right() -> None:
    assert PROMTOOL, "promtool is not installed: it comes with Debian's package prometheus"
    for words in (["check", "rules", RULES.name], ["test", "rules", TRIED.name]):
        done = subprocess.run([PROMTOOL, *words], cwd=RULES.parent, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed; `make nightly` asks for it")
def test_promtool_finds_nothing_wrong_and_trouble_rings() -> None:
    promtool_says_that_they_are_right()


@pytest.mark.nightly
def test_promtool_is_there_in_the_night_and_finds_nothing_wrong() -> None:
    promtool_says_that_they_are_right()
