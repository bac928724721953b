import { Composer } from "./composer.js";
import { Conversation } from "./conversation.js";
import { el } from "./dom.js";
import { reveal } from "./entities.js";
import { startPayload } from "./links.js";
import { Notices } from "./notices.js";
import { PhoneMenu } from "./phone-menu.js";
import { Taps } from "./taps.js";

const COLOURS = 6;

function initials(name) {
  const words = name.trim().split(/\s+/).filter((word) => /\p{L}/u.test(word));
  return words.slice(0, 2).map((word) => [...word.replace(/^\P{L}+/u, "")][0]).join("").toUpperCase() || "?";
}

export function avatar({ person, number }) {
  return el("span", { class: `avatar avatar-${number % COLOURS}`, "aria-hidden": "true" }, initials(person.first_name));
}

/** One person's phone, open on the chat with the bot. */
export class Phone {
  #messages = [];
  #blocked = false;
  #newest = null;
  #commands = [];

  /** `number`: how many phones came before. `hooks`: acted(phone), closed(phone), news(phone), invited(payload). */
  constructor(person, bot, line, number, hooks) {
    Object.assign(this, { person, bot, line, number, hooks });
    this.taps = new Taps();
    this.notices = new Notices();
    this.conversation = new Conversation(`Gesprek van ${person.first_name}`, person.language_code);
    this.menu = new PhoneMenu(person.first_name, this.#menuChoices());
    this.composer = new Composer(person.first_name, this.#composerActions());
    this.element = this.#build();
    this.element.addEventListener("click", (event) => this.#clicked(event));
    this.element.addEventListener("keydown", (event) => this.#pressed(event));
    this.#draw();
  }

  show(chat) {
    this.#messages = chat.messages.filter((message) => !message.deleted);
    this.#commands = chat.commands;
    this.#blocked = chat.blocked;
    this.taps.settle(chat.spinning);
    this.#draw();
    this.notices.show(chat.notices);
    this.#noteNews();
  }

  /** Not on the text field: that would bring up the keyboard on a real phone. */
  focus() {
    this.conversation.element.focus({ preventScroll: true });
  }

  #build() {
    const { id, first_name: name } = this.person;
    return el("section", { class: "phone", "data-testid": `phone-${id}`, "aria-label": `Telefoon van ${name}` },
      el("header", { class: "phone-head" }, avatar(this), this.#names(), this.menu.button),
      this.menu.panel, ...this.notices.elements,
      this.conversation.element, this.#welcome(), this.composer.element);
  }

  #welcome() {
    const start = () => this.#act(() => this.line.start());
    return el("div", { class: "welcome" },
      el("strong", {}, this.bot.name), "Tik op Start om te beginnen.",
      el("button", { type: "button", class: "big start", "data-testid": "start", onclick: start }, "Start"));
  }

  #names() {
    return el("div", { class: "names" },
      el("h2", { dir: "auto" }, this.person.first_name), el("p", {}, "in gesprek met ", el("bdi", {}, this.bot.name)));
  }

  #menuChoices() {
    return {
      block: () => this.#toggleBlock(),
      edit: () => this.composer.edit(this.#lastOwn()),
      send: (kind) => this.#act(() => this.line.send(kind)),
      close: () => this.hooks.closed(this),
    };
  }

  #composerActions() {
    return {
      unblock: () => this.#toggleBlock(),
      say: (text, replyTo) => this.#act(() => this.line.say(text, replyTo)),
      edit: (messageId, text) => this.#act(() => this.line.edit(messageId, text)),
      attach: (file) => this.#act(() => this.line.sendFile(file)),
    };
  }

  #draw() {
    const messages = this.#messages;
    this.conversation.show(messages);
    this.taps.mark(this.element);
    this.composer.update({ messages, commands: this.#commands, blocked: this.#blocked });
    this.menu.update({ blocked: this.#blocked, editable: Boolean(this.#lastOwn()) });
    this.element.classList.toggle("is-new", messages.length === 0);
  }

  #noteNews() {
    const last = this.#messages.at(-1);
    const known = this.#newest;
    this.#newest = last?.message_id ?? 0;
    if (!last || last.message_id <= known) return;
    this.conversation.toEnd();
    if (known !== null && last.from === "bot") this.hooks.news(this);
  }

  #lastOwn() {
    return this.#messages.findLast((message) => message.from === "person" && message.kind === "text");
  }

  /** Does something as this person, and tells on the phone itself when it did not work. */
  async #act(doing) {
    try {
      await doing();
      return true;
    } catch (error) {
      this.notices.say(`Dat lukte niet: ${error.message}`);
      return false;
    } finally {
      this.hooks.acted(this);
    }
  }

  #toggleBlock() {
    return this.#act(() => (this.#blocked ? this.line.unblock() : this.line.block()));
  }

  async #tap(messageId, data) {
    const key = Taps.key(messageId, data);
    if (this.taps.isPending(key)) return;
    this.taps.begin(key);
    this.taps.mark(this.element);
    await this.#act(async () => {
      const answer = await this.line.tap(messageId, data).catch((error) => this.#tapFailed(key, error));
      this.taps.sent(key, answer.callback_query_id);
    });
  }

  #tapFailed(key, error) {
    this.taps.cancel(key);
    this.taps.mark(this.element);
    throw error;
  }

  #clicked(event) {
    const target = event.target.closest("[data-callback], [data-command], a[href], .spoiler[role]");
    if (!target) return;
    if (target.matches(".spoiler")) reveal(target);
    else if (target.matches("a")) this.#followed(event, target.href);
    else if (target.dataset.command) this.#act(() => this.line.say(target.dataset.command));
    else this.#tap(Number(target.closest(".message").dataset.messageId), target.dataset.callback);
  }

  /** A deep link to this bot must not leave for the real Telegram. */
  #followed(event, address) {
    const payload = startPayload(address, this.bot.username);
    if (payload === null) return;
    event.preventDefault();
    this.hooks.invited(payload);
  }

  #pressed(event) {
    const hidden = event.target.matches(".spoiler[role]");
    if (!hidden || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    reveal(event.target);
  }
}
