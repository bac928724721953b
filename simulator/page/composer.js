import { CommandMenu } from "./command-menu.js";
import { el, icon } from "./dom.js";

const TALLEST = 132;

/** The question the bot put with a forced reply, unless the person has written since or closed it. */
function openQuestion(messages, dismissed) {
  const last = messages.findLast((message) => message.from === "person" || message.force_reply);
  return last?.from === "bot" && last.message_id !== dismissed ? last : null;
}

function excerpt(text) {
  return text.length > 90 ? `${text.slice(0, 90)}…` : text;
}

/** Where a person types: an answer to the bot's question, a new message, or a correction of the last one. */
export class Composer {
  #question = null;
  #editing = null;
  #dismissed = null;

  /** `actions`: unblock(), say(text, replyTo), edit(messageId, text), attach(file), each resolving to whether it worked. */
  constructor(name, actions) {
    this.actions = actions;
    this.menu = new CommandMenu();
    this.input = el("textarea", {
      rows: 1, dir: "auto", "data-testid": "input", "aria-label": `Bericht van ${name}`, enterkeyhint: "send",
      onkeydown: (event) => this.#key(event), oninput: () => this.#grow(),
    });
    this.element = el("div", { class: "composer" }, this.#bar(), this.#row(), this.#unblock(), this.menu.panel);
  }

  update({ messages, commands, blocked }) {
    this.menu.update(commands);
    this.#question = openQuestion(messages, this.#dismissed);
    this.element.classList.toggle("blocked", blocked);
    this.#drawBar();
  }

  edit(message) {
    this.#editing = message;
    this.#fill(message.text);
    this.#drawBar();
    this.input.focus();
  }

  #bar() {
    this.barTitle = el("strong");
    this.barText = el("span", { dir: "auto" });
    this.barIcon = el("span", { class: "bar-icon" });
    const closing = { type: "button", class: "round", "aria-label": "Sluiten", onclick: () => this.#dismiss() };
    const text = el("span", { class: "bar-text" }, this.barTitle, this.barText);
    const attributes = { class: "reply-bar", "data-testid": "reply-bar", hidden: true };
    this.bar = el("div", attributes, this.barIcon, text, el("button", closing, icon("close")));
    return this.bar;
  }

  #row() {
    const sending = { type: "submit", class: "send", "data-testid": "send", "aria-label": "Versturen" };
    const submit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    const send = el("button", sending, icon("send"));
    return el("form", { class: "row", onsubmit: submit }, this.menu.button, this.input, ...this.#attach(), send);
  }

  #attach() {
    const chosen = ({ target }) => {
      if (target.files[0]) this.actions.attach(target.files[0]);
      target.value = "";
    };
    const input = el("input", { type: "file", hidden: true, "data-testid": "file", onchange: chosen });
    const attributes = { type: "button", class: "attach", "data-testid": "attach", "aria-label": "Bestand sturen" };
    return [input, el("button", { ...attributes, onclick: () => input.click() }, icon("attach"))];
  }

  #unblock() {
    const attributes = { type: "button", class: "big unblock", "data-testid": "unblock" };
    return el("button", { ...attributes, onclick: () => this.actions.unblock() }, "Bot deblokkeren");
  }

  #drawBar() {
    const about = this.#editing ?? this.#question;
    this.bar.hidden = !about;
    this.input.placeholder = this.#question?.force_reply.placeholder || "Bericht";
    if (!about) return;
    this.barTitle.textContent = this.#editing ? "Bericht bewerken" : "Antwoord op";
    this.barText.textContent = excerpt(about.text);
    this.barIcon.replaceChildren(icon(this.#editing ? "edit" : "reply"));
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.bar.hidden) return this.#dismiss();
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.#submit();
  }

  #dismiss() {
    if (this.#editing) this.#fill("");
    else this.#dismissed = this.#question?.message_id;
    this.#editing = null;
    this.#question = null;
    this.#drawBar();
    this.input.focus();
  }

  /** The field empties at once, and gets its text back if it could not be sent. */
  async #submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const editing = this.#editing;
    this.#editing = null;
    this.#fill("");
    const sent = editing
      ? this.actions.edit(editing.message_id, text)
      : this.actions.say(text, this.#question?.message_id);
    this.#drawBar();
    if (!(await sent) && !this.input.value) this.#fill(text);
  }

  #fill(text) {
    this.input.value = text;
    this.#grow();
  }

  #grow() {
    const { style } = this.input;
    style.height = "auto";
    const border = this.input.offsetHeight - this.input.clientHeight;
    style.height = `${Math.min(this.input.scrollHeight + border, TALLEST)}px`;
  }
}
