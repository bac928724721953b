/** Which buttons spin: those tapped and not yet answered by the bot. */
export class Taps {
  #pending = new Map();

  static key(messageId, data) {
    return `${messageId} ${data}`;
  }

  isPending(key) {
    return this.#pending.has(key);
  }

  begin(key) {
    this.#pending.set(key, null);
  }

  sent(key, callbackId) {
    this.#pending.set(key, callbackId);
  }

  cancel(key) {
    this.#pending.delete(key);
  }

  /** `spinning` must come from a question asked after the taps were sent: absence means answered. */
  settle(spinning) {
    const open = new Set(spinning);
    for (const [key, callbackId] of this.#pending) {
      if (callbackId !== null && !open.has(callbackId)) this.#pending.delete(key);
    }
  }

  mark(root) {
    for (const button of root.querySelectorAll("[data-callback]")) {
      const { messageId } = button.closest("[data-message-id]").dataset;
      button.setAttribute("aria-busy", this.isPending(Taps.key(messageId, button.dataset.callback)));
    }
  }
}
