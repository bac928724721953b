function move(panel, step) {
  const items = [...panel.querySelectorAll("button")];
  const at = items.indexOf(document.activeElement);
  items[(at + step + items.length) % items.length]?.focus();
}

/** A button that opens a panel of buttons; Escape, a choice or a tap elsewhere closes it. */
export class Disclosure {
  constructor(button, panel) {
    this.button = button;
    this.panel = panel;
    this.#open(false);
    button.addEventListener("click", () => this.#open(panel.hidden));
    panel.addEventListener("click", () => this.#open(false));
    panel.addEventListener("keydown", (event) => this.#steer(event));
    button.addEventListener("keydown", (event) => this.#steer(event));
    document.addEventListener("pointerdown", (event) => this.#closeUnlessWithin(event.target));
  }

  #open(open) {
    this.panel.hidden = !open;
    this.button.setAttribute("aria-expanded", open);
  }

  #closeUnlessWithin(target) {
    if (!this.panel.contains(target) && !this.button.contains(target)) this.#open(false);
  }

  #steer(event) {
    if (this.panel.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) move(this.panel, step);
    else if (event.key === "Escape") this.#leave();
    else return;
    event.preventDefault();
  }

  #leave() {
    this.#open(false);
    this.button.focus();
  }
}
