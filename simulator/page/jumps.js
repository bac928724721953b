import { simulator } from "./api.js";
import { dayAndTime, moment } from "./dates.js";
import { el, icon } from "./dom.js";

/** The host's buttons that move time; while one runs none can be pressed. */
export class Jumps {
  #shown = "";

  constructor(element, clock, toast) {
    Object.assign(this, { element, clock, toast });
  }

  show(jumps) {
    const signature = JSON.stringify(jumps);
    if (signature === this.#shown) return;
    this.#shown = signature;
    this.element.replaceChildren(...jumps.map((jump) => this.#button(jump)));
  }

  #button({ key, label }) {
    const attributes = { type: "button", class: "control", "data-testid": `jump-${key}` };
    const button = el("button", attributes, icon("forward"), label);
    button.addEventListener("click", () => this.#run(key, button));
    return button;
  }

  async #run(key, button) {
    this.#busy(button, true);
    try {
      const { now } = await simulator.jump(key);
      this.clock.show(now);
      this.toast.say(`Het is nu ${dayAndTime(moment(now))}.`);
    } catch (error) {
      this.toast.say(`De tijd is niet verzet: ${error.message}`);
    } finally {
      this.#busy(button, false);
    }
  }

  #busy(button, busy) {
    button.setAttribute("aria-busy", busy);
    for (const each of this.element.children) each.disabled = busy;
    if (!busy && document.activeElement === document.body) button.focus({ preventScroll: true });
  }
}
