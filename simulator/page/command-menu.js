import { Disclosure } from "./disclosure.js";
import { el, icon } from "./dom.js";

function entry({ command, description }) {
  return el("button", { type: "button", "data-command": `/${command}`, "data-testid": `command-${command}` },
    el("span", { dir: "auto" }, description),
    el("span", { class: "command-name" }, `/${command}`));
}

/** The bot's commands, as Telegram lists them behind its Menu button. */
export class CommandMenu {
  #shown = "";

  constructor() {
    this.panel = el("div", { class: "panel command-panel" });
    this.button = el("button", { type: "button", class: "menu-button", "data-testid": "menu" }, icon("list"), "Menu");
    new Disclosure(this.button, this.panel);
  }

  update(commands) {
    const signature = JSON.stringify(commands);
    if (signature === this.#shown) return;
    this.#shown = signature;
    this.button.hidden = commands.length === 0;
    this.panel.replaceChildren(...commands.map(entry));
  }
}
