import { el } from "./dom.js";

const SHOWN_FOR = 3500;

/** What floats over one phone: the bot's short answers to taps, and what went wrong. */
export class Notices {
  #seen = null;
  #timer = 0;

  constructor() {
    this.toast = el("div", { class: "notice", role: "status", "data-testid": "notice", dir: "auto" });
    this.text = el("p", { dir: "auto" });
    this.confirm = el("button", { type: "button", class: "control primary", onclick: () => this.#closeAlert() }, "OK");
    this.alert = this.#buildAlert();
    this.alert.addEventListener("keydown", (event) => event.key === "Escape" && this.#closeAlert());
    this.elements = [this.toast, this.alert];
  }

  #buildAlert() {
    const naming = { role: "alertdialog", "aria-label": "Melding van de bot", "data-testid": "alert" };
    return el("div", { class: "alert", hidden: true, ...naming },
      el("div", { class: "alert-card" }, this.text, this.confirm));
  }

  /** Answers that were there before the page was opened have been read already. */
  show(notices) {
    const fresh = this.#seen ? notices.filter((notice) => !this.#seen.has(notice.callback_query_id)) : [];
    this.#seen = new Set(notices.map((notice) => notice.callback_query_id));
    for (const notice of fresh) if (notice.text) this.#present(notice);
  }

  say(text) {
    this.toast.textContent = text;
    this.toast.classList.add("visible");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.toast.classList.remove("visible"), SHOWN_FOR);
  }

  #present({ text, alert }) {
    if (!alert) return this.say(text);
    this.text.textContent = text;
    this.returnTo = document.activeElement;
    this.alert.hidden = false;
    this.confirm.focus({ preventScroll: true });
  }

  #closeAlert() {
    this.alert.hidden = true;
    this.returnTo.focus({ preventScroll: true });
  }
}
