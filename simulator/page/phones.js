import { Line } from "./api.js";
import { Phone } from "./phone.js";

const GLOW = 1600;

/** The row of phones: one for each pinned person who was not closed on this page. */
export class Phones {
  #open = new Map();
  #closed = new Set();
  #numbers = new Map();

  constructor(element, { poller, switcher, toast, invited }) {
    Object.assign(this, { element, poller, switcher, toast, invited });
  }

  get count() {
    return this.#open.size;
  }

  show(people, bot) {
    const wanted = people.filter((person) => person.pinned && !this.#closed.has(person.id));
    const names = new Map(wanted.map((person) => [person.id, person.first_name]));
    for (const [id, phone] of this.#open) if (names.get(id) !== phone.person.first_name) this.#remove(phone);
    for (const person of wanted) if (!this.#open.has(person.id)) this.#add(person, bot);
  }

  bringForward(personId) {
    const phone = this.#open.get(personId);
    if (!phone) return;
    this.switcher.goTo(phone);
    phone.focus();
  }

  #add(person, bot) {
    const line = new Line(person.id, bot.username);
    const phone = new Phone(person, bot, line, this.#numberOf(person), this.#hooks());
    phone.element.addEventListener("pointerdown", () => this.poller.hold(phone));
    phone.element.addEventListener("focusin", () => this.poller.hold(phone));
    this.#open.set(person.id, phone);
    this.element.append(phone.element);
    this.switcher.add(phone);
    this.poller.watch(phone);
  }

  #remove(phone) {
    this.poller.unwatch(phone);
    this.switcher.remove(phone);
    phone.element.remove();
    this.#open.delete(phone.person.id);
  }

  /** A person keeps the same colour while the page is open. */
  #numberOf({ id }) {
    if (!this.#numbers.has(id)) this.#numbers.set(id, this.#numbers.size);
    return this.#numbers.get(id);
  }

  #hooks() {
    return {
      acted: (phone) => this.poller.hurry(phone),
      closed: (phone) => this.#close(phone),
      news: (phone) => this.#news(phone),
      invited: (payload) => this.invited(payload),
    };
  }

  #news(phone) {
    this.switcher.news(phone);
    phone.element.classList.add("has-news");
    setTimeout(() => phone.element.classList.remove("has-news"), GLOW);
  }

  #close(phone) {
    const { person, bot } = phone;
    this.#closed.add(person.id);
    this.#remove(phone);
    const undo = { label: "Terugzetten", run: () => this.#reopen(person, bot) };
    this.toast.say(`De telefoon van ${person.first_name} is gesloten.`, undo);
  }

  #reopen(person, bot) {
    this.#closed.delete(person.id);
    this.#add(person, bot);
    this.bringForward(person.id);
  }
}
