"""`/namens`: what can be done for somebody without Telegram, besides filling in."""

from rules.payloads.payload import Payload, payload


@payload("proxy", subject="proxy_id")
class ProxyCard(Payload):
    """What there is to choose. screen: "", or what was chosen: the page's language, or whether all of it goes."""

    proxy_id: int
    screen: str = ""


@payload("proxy_page", subject="code_id")
class ProxyPage(Payload):
    """A page to hand over, with this code, in the language that is read; its digits are made when it is said."""

    code_id: int
    proxy_id: int
    reads: str


@payload("proxy_file", subject="proxy_id")
class ProxyFile(Payload):
    """What was filled in for them, as a page to read."""

    proxy_id: int
