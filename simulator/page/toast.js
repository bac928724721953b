import { el } from "./dom.js";

const SHOWN_FOR = 5000;

/** One sentence for the whole page, with at most one thing to do about it. */
export class Toast {
  #timer = 0;

  constructor(element) {
    this.element = element;
  }

  say(text, action = null) {
    const button = action && el("button", { type: "button", onclick: () => this.#do(action) }, action.label);
    this.element.replaceChildren(el("span", {}, text), ...(button ? [button] : []));
    this.element.classList.add("visible");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#hide(), SHOWN_FOR);
  }

  #do(action) {
    this.#hide();
    action.run();
  }

  #hide() {
    this.element.classList.remove("visible");
  }
}
