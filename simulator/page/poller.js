import { pause } from "./pause.js";

// A browser opens six connections to one host. Four may wait here, so that taps and downloads always get through.
const LANES = 4;
const PATIENT = 20;
const BRISK = 0.5;
const REST = 2000;

/**
 * Keeps every phone up to date. Up to four phones each wait for their own news; with more, the phone in hand keeps
 * a patient lane of its own, besides those four, and the others take turns.
 */
export class Poller {
  #watches = new Map();
  #held = null;

  constructor(connection) {
    this.connection = connection;
    document.addEventListener("visibilitychange", () => this.#visibilityChanged());
  }

  watch(phone) {
    this.#watches.set(phone, { phone, version: null, askedAt: 0, urgent: false, request: null });
    if (this.#watches.size > LANES) this.#interruptAll();
    this.#fill();
  }

  unwatch(phone) {
    this.#watches.get(phone)?.request?.abort();
    this.#watches.delete(phone);
    this.#fill();
  }

  hold(phone) {
    if (this.#held === phone) return;
    if (this.#watches.size > LANES) this.#watches.get(this.#held)?.request?.abort();
    this.#held = phone;
  }

  /** Asks again at once: something was just done, and a question asked before it knows nothing of it. */
  hurry(phone) {
    const watch = this.#watches.get(phone);
    if (!watch) return;
    watch.urgent = true;
    watch.request?.abort();
    this.#fill();
  }

  #visibilityChanged() {
    // Two tabs would otherwise share, and exhaust, the same six connections.
    if (document.hidden) this.#interruptAll();
    else this.#fill();
  }

  #interruptAll() {
    for (const watch of this.#watches.values()) watch.request?.abort();
  }

  #fill() {
    if (document.hidden) return;
    let free = LANES - [...this.#watches.values()].filter((watch) => watch.request).length;
    for (const watch of this.#queue()) {
      if (free <= 0 && !watch.urgent && watch.phone !== this.#held) break;
      free -= 1;
      this.#ask(watch);
    }
  }

  #queue() {
    const rank = (watch) => (watch.urgent ? 2 : 0) + (watch.phone === this.#held ? 1 : 0);
    const waiting = [...this.#watches.values()].filter((watch) => !watch.request);
    return waiting.sort((a, b) => rank(b) - rank(a) || a.askedAt - b.askedAt);
  }

  #patience(watch) {
    if (watch.version === null || watch.urgent) return 0;
    return this.#watches.size <= LANES || watch.phone === this.#held ? PATIENT : BRISK;
  }

  async #ask(watch) {
    const wait = this.#patience(watch);
    Object.assign(watch, { request: new AbortController(), urgent: false, askedAt: performance.now() });
    try {
      const chat = await watch.phone.line.chat(watch.version ?? 0, wait, watch.request.signal);
      watch.version = chat.version;
      watch.phone.show(chat);
      this.connection.works();
    } catch (error) {
      if (error.name !== "AbortError") await this.#rest(watch);
    }
    watch.request = null;
    this.#fill();
  }

  /** A simulator that comes back may have begun anew, so nothing of its old version counts. */
  async #rest(watch) {
    this.connection.failed();
    watch.version = null;
    await pause(REST);
  }
}
