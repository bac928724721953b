import { day, moment } from "./dates.js";
import { el } from "./dom.js";
import { messageElement } from "./message.js";

const NEAR = 60;

/** Puts exactly these nodes in the container, moving only what is out of place. */
function arrange(container, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...container.children]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (container.children[index] !== node) container.insertBefore(node, container.children[index] ?? null);
  });
}

/** The messages of one chat: each element lives as long as its message stays the same. */
export class Conversation {
  #drawn = new Map();
  #days = new Map();
  #atEnd = true;

  constructor(label, language) {
    this.list = el("div", { class: "message-list" });
    this.element = el("div", {
      class: "messages", "data-testid": "messages", role: "log", "aria-label": label, lang: language, tabindex: 0,
    }, this.list);
    this.element.addEventListener("scroll", () => this.#noteScroll(), { passive: true });
    const sizes = new ResizeObserver(() => this.#atEnd && this.toEnd());
    sizes.observe(this.list);
    sizes.observe(this.element);
  }

  show(messages) {
    // What was there already when the page opened is not read aloud.
    this.element.setAttribute("aria-live", this.#drawn.size ? "polite" : "off");
    const focused = this.#focusedMessage();
    arrange(this.list, this.#nodes(messages));
    this.#forgetAbsent(messages);
    if (focused) this.#restoreFocus(focused);
  }

  /** Where the newest message can be read from its beginning: a tall one starts at the top. */
  #end() {
    const { scrollHeight, clientHeight } = this.element;
    return Math.min(scrollHeight - clientHeight, this.list.lastElementChild?.offsetTop ?? 0);
  }

  toEnd() {
    this.#atEnd = true;
    this.element.scrollTop = this.#end();
  }

  #noteScroll() {
    this.#atEnd = this.#end() - this.element.scrollTop < NEAR;
  }

  #nodes(messages) {
    const nodes = [];
    let today = null;
    for (const message of messages) {
      const on = day(moment(message.date));
      if (on !== today) nodes.push(this.#daySeparator(on));
      nodes.push(this.#draw(message));
      today = on;
    }
    return nodes;
  }

  #daySeparator(on) {
    if (!this.#days.has(on)) this.#days.set(on, el("h3", { class: "day" }, el("span", {}, on)));
    return this.#days.get(on);
  }

  #draw(message) {
    const signature = JSON.stringify(message);
    const known = this.#drawn.get(message.message_id);
    if (known?.signature === signature) return known.element;
    const element = messageElement(message);
    element.classList.toggle("fresh", !known);
    this.#drawn.set(message.message_id, { signature, element });
    return element;
  }

  #forgetAbsent(messages) {
    const present = new Set(messages.map((message) => message.message_id));
    for (const id of this.#drawn.keys()) if (!present.has(id)) this.#drawn.delete(id);
  }

  #focusedMessage() {
    const active = document.activeElement;
    return this.list.contains(active) ? active.closest(".message")?.dataset.messageId : null;
  }

  /**
   * Somebody on a keyboard who taps an answer stays in that message, just before the buttons of the next question:
   * on the first of them a second Enter would choose an answer nobody has read.
   */
  #restoreFocus(messageId) {
    if (this.list.contains(document.activeElement)) return;
    const message = this.list.querySelector(`[data-message-id="${messageId}"]`);
    (message ?? this.element).focus({ preventScroll: true });
  }
}
