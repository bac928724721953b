const SAFE = new Set(["http:", "https:", "mailto:", "tel:", "tg:"]);

function parsed(text) {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function lenient(text) {
  return parsed(text) ?? parsed(`https://${text}`);
}

/** The address to link to, or null where following it could run code. */
export function safeAddress(text) {
  const url = lenient(text);
  return url && SAFE.has(url.protocol) ? url.href : null;
}

function startOf(url, username) {
  const wanted = username.toLowerCase();
  const byPath = /^(www\.)?t(elegram)?\.me$/.test(url.hostname) && url.pathname.slice(1).toLowerCase() === wanted;
  const byScheme = url.protocol === "tg:" && url.searchParams.get("domain")?.toLowerCase() === wanted;
  return byPath || byScheme ? url.searchParams.get("start") : null;
}

/** The payload in a deep link to this bot, null when it is some other address. */
export function startPayload(address, username) {
  const url = lenient(address);
  return url && startOf(url, username);
}
