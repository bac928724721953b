"""What lies ready in deploy/ is what its own programs accept, and as closed as it says."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.debian import certificates, programs
from tests.operations.owner import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMPOSE = sorted((DEPLOY / "container").glob("compose.*.yaml"))
CONTAINERFILE = (DEPLOY / "container" / "Containerfile").read_text(encoding="utf-8")
INSTALLED = "/opt/mantelzorg-bot/.venv/bin/mantelzorg-bot"


def succeeds(*command: object) -> str:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.mark.nightly
def test_systemd_accepts_every_unit(tmp_path: Path) -> None:
    analyze = programs.needs("systemd-analyze", "systemd")
    stub = tmp_path / "mantelzorg-bot"
    stub.write_text("#!/bin/sh\n")
    stub.chmod(0o755)
    for file in (*UNITS, *(DEPLOY / "systemd").glob("*.timer")):
        (tmp_path / file.name).write_text(file.read_text(encoding="utf-8").replace(INSTALLED, str(stub)))
    units = [*tmp_path.glob("*.service"), *tmp_path.glob("*.timer")]
    assert len(units) == 3
    assert "mantelzorg" not in succeeds(analyze, "verify", "--recursive-errors=yes", *units)
    (calendar,) = re.findall(r"OnCalendar=(.*)", (DEPLOY / "systemd" / "mantelzorg-bot-backup.timer").read_text())
    assert "Next elapse" in succeeds(analyze, "calendar", calendar)


@pytest.mark.nightly
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_rates_every_service_as_closed(unit: Path) -> None:
    analyze = programs.needs("systemd-analyze", "systemd")
    rated = succeeds(analyze, "security", "--no-pager", "--offline=true", "--threshold=20", unit)
    assert float(re.findall(r"Overall exposure level for .*: ([\d.]+)", rated)[0]) <= 2.0


@pytest.mark.nightly
def test_the_user_that_the_services_run_as_is_made() -> None:
    said = succeeds(
        programs.needs("systemd-sysusers", "systemd"), "--dry-run", DEPLOY / "systemd" / "mantelzorg-bot.sysusers"
    )
    assert "mantelzorg-bot" in said


def test_the_services_start_at_boot_as_somebody_with_one_folder_and_credentials() -> None:
    service = (DEPLOY / "systemd" / "mantelzorg-bot.service").read_text(encoding="utf-8")
    for line in (
        "WantedBy=multi-user.target",
        "User=mantelzorg-bot",
        "StateDirectory=mantelzorg-bot",
        "LoadCredential=bot_token:",
        "Environment=SECRETS_DIR=%d",
        "RestartPreventExitStatus=2",
    ):
        assert line in service


class Installed:
    """The command of the service, in a folder that stands for the machine."""

    def __init__(self, folder: Path, user: str, ours: Path = DEPLOY / "systemd" / "mantelzorg-bot") -> None:
        name = ours.name
        self.etc, self.state = folder / "etc" / name, folder / "var" / "lib" / name
        program, stubs = folder / "opt" / "mantelzorg-bot" / ".venv" / "bin" / "mantelzorg-bot", folder / "stubs"
        for one in (self.etc, self.state, program.parent, stubs):
            one.mkdir(parents=True)
        _program(program, 'env; pwd; printf "<%s>" "$@"')
        _program(stubs / "id", f"echo {user}")
        _program(stubs / "runuser", '[ "$1 $2 $3" = "-u NAME --" ] && shift 3 && exec "$@"'.replace("NAME", name))
        self._command, text = folder / name, ours.read_text(encoding="utf-8")
        _program(self._command, re.sub(r"(?<= )/(?=etc)|(?<==)/(?=opt|var|etc)", f"{folder}/", text))
        self._path = f"{stubs}:/usr/bin:/bin"

    def types(self, *words: str) -> subprocess.CompletedProcess[str]:
        around = {"PATH": self._path, "HOME": "/root"}
        return subprocess.run([self._command, *words], env=around, capture_output=True, text=True, check=False)


def _program(path: Path, does: str) -> None:
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)


def test_the_command_of_the_service_has_its_user_folder_settings_and_secrets(tmp_path: Path) -> None:
    installed = Installed(tmp_path, user="0")
    (installed.etc / "settings").write_text("PROGRAMME_FILE=/srv/ons.toml\nALARM_COMMAND='/usr/bin/meld nu'\n")
    said = installed.types("invite", "--role", "with spaces").stdout.splitlines()
    wanted = {"PROGRAMME_FILE": "/srv/ons.toml", "ALARM_COMMAND": "/usr/bin/meld nu", "SECRETS_DIR": str(installed.etc)}
    wanted |= {"STATE_DIR": str(installed.state), "HOME": str(installed.state), "CALLED_AS": "mantelzorg-bot"}
    assert {f"{name}={value}" for name, value in wanted.items()} <= set(said)
    assert said[-2:] == [str(installed.state), "<invite><--role><with spaces>"]
    service = (DEPLOY / "systemd" / "mantelzorg-bot.service").read_text(encoding="utf-8")
    for same in ("EnvironmentFile=-/etc/mantelzorg-bot/settings", "WorkingDirectory=/var/lib/mantelzorg-bot"):
        assert same in service


def test_a_second_programme_has_everything_but_the_program_of_its_own(tmp_path: Path) -> None:
    """As operations has it, and its messages name its own command."""
    (tmp_path / "deploy").symlink_to(DEPLOY)
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sh\n(mkdir second\n.*?)```", text, re.DOTALL)
    subprocess.run(["/bin/sh", "-eu", "-c", block], cwd=tmp_path, check=True)
    made = {file.name: file.read_text() for file in (tmp_path / "second").iterdir()}
    assert made.keys() == {file.name.replace("mantelzorg", "second") for file in (DEPLOY / "systemd").iterdir()}
    assert not re.findall(r"^(?!.*/opt/).*mantelzorg-bot.*$", "\n".join(made.values()), re.MULTILINE)
    installed = Installed(tmp_path / "machine", user="0", ours=tmp_path / "second" / "second-bot")
    said = installed.types("status").stdout.splitlines()
    assert {f"STATE_DIR={installed.state}", f"SECRETS_DIR={installed.etc}", "CALLED_AS=second-bot"} <= set(said)


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("A=postgresql://bot@db/bot?sslmode=verify-full&sslrootcert=/etc/ca.crt", None),
        ("A=/usr/bin/meld nu", None),
        ('A="two words"', "two words"),
        ("A='$(touch run) `touch run`'", "$(touch run) `touch run`"),
        ("A=$(touch run); touch run", None),
        ("A=ends in blanks \t\r", "ends in blanks"),
        ("A=", ""),
        ("touch run", ""),
        ("# A=1", ""),
    ],
)
def test_settings_are_read_as_systemd_reads_them_and_never_run(line: str, value: str | None, tmp_path: Path) -> None:
    """A shell sets nothing for what stands before an &: `setup` would begin a second database in the state folder."""
    installed = Installed(tmp_path, user="0")
    (installed.etc / "settings").write_text(f"B=1\n{line}\nC=2")
    done = installed.types("status")
    said = dict(one.partition("=")[::2] for one in done.stdout.splitlines())
    wanted = line.removeprefix("A=") if value is None else value
    assert (said.get("A", ""), said["B"], said["C"], done.stderr) == (wanted, "1", "2", "")
    assert not list(tmp_path.rglob("run"))


def test_what_root_reads_only_root_writes() -> None:
    """Or whoever takes the service over is root at the next command that root types."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    (folder,) = re.findall(r"^install -d (.*) /etc/mantelzorg-bot\b", text, re.MULTILINE)
    assert folder == "-g mantelzorg-bot -m 750"


def test_the_command_of_the_service_says_who_it_is_for(tmp_path: Path) -> None:
    done = Installed(tmp_path, user="1000").types("status")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "this is the command of the service: sudo mantelzorg-bot status\n"


def test_the_image_is_made_in_two_stages_and_runs_as_somebody_without_rights() -> None:
    assert len(re.findall(r"^FROM ", CONTAINERFILE, re.MULTILINE)) == 2
    assert re.findall(r"^USER (\S+)", CONTAINERFILE, re.MULTILINE) == ["10001"]
    assert "--require-hashes" in CONTAINERFILE
    assert "HEALTHCHECK" in CONTAINERFILE
    ignored = (ROOT / ".containerignore").read_text(encoding="utf-8").splitlines()
    assert {".env", ".git", "var"} <= set(ignored)
    assert (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() == ignored


@pytest.mark.parametrize("file", COMPOSE, ids=lambda file: file.name)
def test_what_is_composed_is_closed_and_names_only_what_there_is(file: Path) -> None:
    composed: dict[str, Any] = yaml.safe_load(file.read_text(encoding="utf-8"))
    for name, service in composed["services"].items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert set(service.get("secrets", ())) <= set(composed["secrets"]), name
        assert set(service.get("networks", ())) <= set(composed.get("networks", ())), name
        named = {volume.split(":")[0] for volume in service.get("volumes", ())}
        assert {volume for volume in named if not volume.startswith(".")} <= set(composed["volumes"]), name
        assert set(service.get("depends_on", ())) <= set(composed["services"]), name
        assert not any(secret in str(service["environment"]) for secret in ("BOT_TOKEN=", "PASSWORD=")), name


@pytest.mark.parametrize("file", COMPOSE, ids=lambda file: file.name)
def test_every_secret_is_made_where_it_is_read_by_who_reads_it(file: Path) -> None:
    """A file that is given to a container keeps its owner: 10001 is who the bot runs as, 999 PostgreSQL."""
    text = file.read_text(encoding="utf-8")
    composed: dict[str, Any] = yaml.safe_load(text)
    comments = "".join(re.findall(r"^# .*\n", text, re.MULTILINE))
    for name, secret in composed["secrets"].items():
        assert secret == {"file": f"secrets/{name}"}
        reader = "999" if name == "postgres_password" else "10001"
        (line,) = re.findall(rf"^#.*\b{name}\b.*install .*", comments, re.MULTILINE) or re.findall(
            rf"^# +install .*{name} .*", comments, re.MULTILINE
        )
        assert f"install -m 400 -o {reader} /dev/stdin deploy/container/secrets/" in line
    for service, one in composed["services"].items():
        read = set(one.get("secrets", ()))
        assert read <= {"postgres_password"} if service == "database" else "postgres_password" not in read
    for ignored in (".gitignore", ".containerignore"):
        assert "deploy/container/secrets" in (ROOT / ignored).read_text(encoding="utf-8")


def test_two_replicas_come_with_postgresql_and_a_proxy() -> None:
    composed = yaml.safe_load((DEPLOY / "container" / "compose.postgresql.yaml").read_text(encoding="utf-8"))
    assert composed["services"]["bot"]["deploy"]["replicas"] == 2
    assert {"database", "proxy", "backup"} <= set(composed["services"])
    assert not [name for name, one in composed["services"].items() if "ports" in one and name != "proxy"]


@pytest.mark.nightly
def test_nginx_accepts_its_file(tmp_path: Path) -> None:
    nginx = programs.needs("nginx", "nginx-light")
    made = certificates.make(tmp_path, "bot.example.org")
    succeeds(nginx, "-t", "-q", "-c", nginx_conf(tmp_path, made))


def nginx_conf(folder: Path, made: certificates.Certificates, **instead: str) -> Path:
    """A whole configuration with ours in it, for somebody who may write in this folder alone."""
    ours = (DEPLOY / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    live = "/etc/letsencrypt/live/bot.example.org"
    files = {f"{live}/fullchain.pem": str(made.server), f"{live}/privkey.pem": str(made.key)}
    for words, others in (files | instead).items():
        assert words in ours
        ours = ours.replace(words, others)
    kept = "".join(
        f"{kind}_temp_path {folder / kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = f"daemon off;\npid {folder / 'pid'};\nerror_log stderr crit;\nevents {{}}\nhttp {{\naccess_log off;\n"
    (folder / "nginx.conf").write_text(f"{whole}{kept}{ours}\n}}\n")
    return folder / "nginx.conf"


@pytest.mark.nightly
def test_caddy_accepts_its_file(tmp_path: Path) -> None:
    caddy = programs.needs("caddy", "caddy")
    ours = (DEPLOY / "proxy" / "Caddyfile").read_text(encoding="utf-8")
    if " v2.6" in f" {succeeds(caddy, 'version')}" or succeeds(caddy, "version").startswith("2.6"):
        ours = re.sub(r"request_buffers .*", "buffer_requests", ours)
    (tmp_path / "Caddyfile").write_text(ours)
    succeeds(caddy, "validate", "--adapter", "caddyfile", "--config", tmp_path / "Caddyfile")


def test_a_proxy_routes_by_what_says_that_a_process_is_alive() -> None:
    """What /readyz says is mostly the same of all: nobody would be left to take what comes in."""
    text = (DEPLOY / "proxy" / "Caddyfile").read_text(encoding="utf-8")
    assert re.findall(r"health_uri (\S+)", text) == ["/healthz"]


@pytest.mark.parametrize("file", ["Caddyfile", "nginx.conf"])
def test_a_proxy_passes_only_the_webhook_on(file: str) -> None:
    text = re.sub(r"#.*", "", (DEPLOY / "proxy" / file).read_text(encoding="utf-8"))
    assert len(re.findall(r"reverse_proxy|proxy_pass", text)) == 1
    assert re.findall(r"/telegram|404", text) == ["/telegram", "404"]
