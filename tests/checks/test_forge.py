"""What the forge is told agrees with the project."""

import json
import tomllib
from typing import Any

import yaml

from tests.checks.named_tests import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CI: dict[str, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))["jobs"][
    "ci"
]


def test_the_oldest_python_we_promise_is_tried_and_newer_ones() -> None:
    tried = CI["strategy"]["matrix"]["python"]
    assert PROJECT["requires-python"] == f">={tried[0]}"
    assert {"3.11", "3.12", "3.13"} <= set(tried)


def test_the_forge_runs_what_must_pass_before_work_lands() -> None:
    assert CI["steps"][-1] == {"run": ".ci/run"}
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100


def test_the_update_bot_keeps_the_bounds_of_the_project() -> None:
    rules = json.loads((ROOT / ".github" / "renovate.json").read_text(encoding="utf-8"))["packageRules"]
    bounds = {rule["matchPackageNames"][0]: rule["allowedVersions"] for rule in rules if "allowedVersions" in rule}
    promised = (requirement.partition(",") for requirement in PROJECT["dependencies"])
    assert bounds == {first.partition(">=")[0].partition("[")[0]: bound for first, _, bound in promised if bound}
