import { Disclosure } from "./disclosure.js";
import { el, icon } from "./dom.js";

const MEDIA = {
  sticker: "Sticker sturen",
  voice: "Spraakbericht sturen",
  photo: "Foto sturen",
  location: "Locatie sturen",
  document: "Document sturen",
};

function item(label, onclick, testid) {
  return el("button", { type: "button", onclick, "data-testid": testid }, label);
}

/** The ⋯ menu: what people do with a chat besides typing and tapping. */
export class PhoneMenu {
  constructor(name, choices) {
    this.block = item("Bot blokkeren", choices.block, "block");
    this.edit = item("Laatste bericht bewerken", choices.edit, "edit-last");
    const media = Object.entries(MEDIA).map(([kind, label]) => item(label, () => choices.send(kind), `send-${kind}`));
    const close = item("Telefoon sluiten", choices.close, "close-phone");
    this.panel = el("div", { class: "panel phone-panel" }, this.edit, ...media, el("hr"), this.block, close);
    const attributes = { type: "button", class: "round", "data-testid": "more", "aria-label": `Meer voor ${name}` };
    this.button = el("button", attributes, icon("more"));
    new Disclosure(this.button, this.panel);
  }

  update({ blocked, editable }) {
    this.block.textContent = blocked ? "Bot deblokkeren" : "Bot blokkeren";
    this.edit.disabled = !editable;
  }
}
