import { el } from "./dom.js";
import { avatar } from "./phone.js";

/** Small portraits to go from phone to phone when they don't all fit on the screen; a dot means news. */
export class Switcher {
  #tabs = new Map();

  constructor(element, track) {
    Object.assign(this, { element, track });
    const moved = (entries) => entries.forEach((entry) => this.#moved(entry));
    this.seen = new IntersectionObserver(moved, { root: track, threshold: 0.6 });
    new ResizeObserver(() => this.fit()).observe(track);
  }

  add(phone) {
    const tab = this.#tab(phone);
    this.#tabs.set(phone, tab);
    this.element.append(tab);
    this.seen.observe(phone.element);
    this.fit();
  }

  #tab(phone) {
    const { id, first_name: name } = phone.person;
    return el("button", { type: "button", "data-testid": `tab-${id}`, onclick: () => this.goTo(phone) },
      avatar(phone),
      el("span", { class: "tab-name", dir: "auto" }, name),
      el("span", { class: "visually-hidden unread-text" }));
  }

  remove(phone) {
    this.seen.unobserve(phone.element);
    this.#tabs.get(phone)?.remove();
    this.#tabs.delete(phone);
    this.fit();
  }

  news(phone) {
    const tab = this.#tabs.get(phone);
    if (tab.getAttribute("aria-current") !== "true") this.#unread(tab, true);
  }

  goTo(phone) {
    phone.element.scrollIntoView({ inline: "center", block: "nearest" });
  }

  fit() {
    this.element.hidden = this.#tabs.size < 2 || this.track.scrollWidth <= this.track.clientWidth + 1;
  }

  #moved({ target, isIntersecting }) {
    const tab = [...this.#tabs].find(([phone]) => phone.element === target)?.[1];
    if (!tab) return;
    tab.setAttribute("aria-current", isIntersecting);
    if (!isIntersecting) return;
    this.#unread(tab, false);
    tab.scrollIntoView({ inline: "nearest", block: "nearest" });
  }

  #unread(tab, unread) {
    tab.classList.toggle("unread", unread);
    tab.querySelector(".unread-text").textContent = unread ? "nieuw bericht" : "";
  }
}
