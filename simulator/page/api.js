class Refused extends Error {}
class Unreachable extends Error {}

async function reason(response) {
  const body = await response.json().catch(() => ({}));
  return body.error ?? body.description ?? `${response.status} ${response.statusText}`;
}

function noAnswer(error) {
  throw error.name === "AbortError" ? error : new Unreachable("er is geen verbinding met de simulator.");
}

async function call(path, options = {}) {
  const response = await fetch(`/control/${path}`, { cache: "no-store", ...options }).catch(noAnswer);
  if (!response.ok) throw new Refused(await reason(response));
  return response.json();
}

function post(path, body = {}) {
  const headers = { "Content-Type": "application/json" };
  return call(path, { method: "POST", headers, body: JSON.stringify(body) });
}

function inBase64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.split(",")[1] ?? "");
    reader.onerror = () => reject(new Error("het bestand is niet te lezen."));
    reader.readAsDataURL(file);
  });
}

export const simulator = {
  bots: () => call("bots"),
  people: () => call("people"),
  time: () => call("time"),
  jumps: () => call("jumps"),
  doors: () => call("doors"),
  jump: (key) => post(`jumps/${encodeURIComponent(key)}`),
  enter: (key, person, bot) => post(`doors/${encodeURIComponent(key)}`, { bot, ...person }),
  addPerson: (person) => post("people", person),
};

/** Everything one person can do with one bot. */
export class Line {
  constructor(personId, bot) {
    this.path = `people/${personId}`;
    this.bot = bot;
  }

  chat(after, wait, signal) {
    const query = new URLSearchParams({ bot: this.bot, after, wait });
    return call(`${this.path}/chat?${query}`, { signal });
  }

  #do(action, body = {}) {
    return post(`${this.path}/${action}`, { bot: this.bot, ...body });
  }

  start(payload) {
    return this.#do("start", payload ? { payload } : {});
  }

  say(text, replyTo = null) {
    return this.#do("text", { text, reply_to: replyTo });
  }

  tap(messageId, data) {
    return this.#do("tap", { message_id: messageId, data });
  }

  edit(messageId, text) {
    return this.#do("edit", { message_id: messageId, text });
  }

  send(kind) {
    return this.#do("media", { kind });
  }

  async sendFile(file) {
    const content = { content_base64: await inBase64(file), file_name: file.name, mime_type: file.type || null };
    return this.#do("media", { kind: "document", ...content });
  }

  block() {
    return this.#do("block");
  }

  unblock() {
    return this.#do("unblock");
  }
}
