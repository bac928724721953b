"""Which proxy leads to an address: HTTPS_PROXY, HTTP_PROXY and ALL_PROXY say so, and NO_PROXY says to which none does.

aiohttp can look there itself, but then also takes passwords from a .netrc, which nobody asked for; and neither it nor
Python knows ALL_PROXY, a network in NO_PROXY, or what stands in .env.
"""

import os
from functools import lru_cache
from ipaddress import ip_address, ip_network
from urllib.parse import urlsplit

from dotenv import dotenv_values

from bot import env_file
from bot.state_folder import settings_file

NAMES = frozenset({"HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"})
_PORTS = {"https": 443, "http": 80}


class UnusableProxy(Exception):
    """The message names the setting, and quotes nothing of it: it may hold a password."""


def for_address(url: str) -> str | None:
    """None: straight there. UnusableProxy for a proxy that does not speak HTTP, or is no address."""
    parts = urlsplit(url)
    return _leads_to(parts.scheme, parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0))


@lru_cache(maxsize=256)  # asked for every request; by host, for each poll has another address
def _leads_to(scheme: str, host: str, port: int) -> str | None:
    given = _given()
    is_here = scheme == "http" and _is_here(host)
    name = next((one for one in (f"{scheme.upper()}_PROXY", "ALL_PROXY") if given.get(one)), None)
    if name is None or is_here or _is_excepted(host, port, given.get("NO_PROXY", "")):
        return None
    return _usable(name, given[name])


def _given() -> dict[str, str]:
    """By name in capitals. The environment goes before .env, and small letters before capitals, as for curl."""
    from_file = dotenv_values(settings_file(), encoding=env_file.encoding())
    everything = {**from_file, **dict(sorted(os.environ.items()))}
    return {name.upper(): (value or "").strip() for name, value in everything.items() if name.upper() in NAMES}


def _usable(name: str, proxy: str) -> str:
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    try:
        parts = urlsplit(proxy)
        is_address = parts.scheme in _PORTS and parts.hostname and (parts.port or not parts.netloc.endswith(":"))
    except ValueError:
        is_address = False
    if not is_address or parts.path.strip("/") or parts.query or parts.fragment:
        raise UnusableProxy(
            f"{name} is wrong: expected an address like http://user:password@proxy:3128, of a proxy that speaks HTTP;"
            " in a password write @ as %40, : as %3A, / as %2F, # as %23, ? as %3F and % as %25"
        )
    return proxy


def _is_excepted(host: str, port: int, no_proxy: str) -> bool:
    """Whether an entry names the host, a domain above it, its network, or everything; commas or blanks between."""
    return any(_is_meant(entry.lower(), host, port) for entry in no_proxy.replace(",", " ").split())


def _is_meant(entry: str, host: str, port: int) -> bool:
    try:
        return ip_address(host) in ip_network(entry.strip("[]"), strict=False)
    except ValueError:
        name, _, only = entry.rpartition(":") if entry.rpartition(":")[2].isdecimal() else (entry, "", "")
    name = name.strip("[]").removeprefix("*").strip(".")
    is_host = entry == "*" or (bool(name) and f".{host.rstrip('.')}".endswith(f".{name}"))
    return is_host and only in ("", str(port))


def _is_here(host: str) -> bool:
    """The demo, and a Bot API server on this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
