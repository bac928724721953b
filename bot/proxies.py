"""Which proxy leads to an address: HTTPS_PROXY and HTTP_PROXY say so, and NO_PROXY says to which none does.

aiohttp can look there itself, but then also takes passwords from a .netrc, which nobody asked for.
"""

from functools import cache
from ipaddress import ip_address
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass


def for_address(url: str) -> str | None:
    """None: straight there. ValueError for a proxy that does not speak HTTP; it quotes no password."""
    parts = urlsplit(url)
    return _leads_to(parts.scheme, parts.hostname or "", parts.netloc.rpartition("@")[2])


@cache
def _leads_to(scheme: str, host: str, host_and_port: str) -> str | None:
    proxy = getproxies().get(scheme)
    is_here = scheme == "http" and _is_here(host)
    if not proxy or is_here or proxy_bypass(host_and_port):
        return None
    proxy = proxy if "://" in proxy else f"http://{proxy}"
    if urlsplit(proxy).scheme not in ("http", "https"):
        raise ValueError(f"{scheme.upper()}_PROXY has to be an address like http://proxy:3128")
    return proxy


def _is_here(host: str) -> bool:
    """The demo, and a Bot API server on this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
