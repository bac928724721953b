import { Line, simulator } from "./api.js";
import { el } from "./dom.js";
import { startPayload } from "./links.js";

const OWN_LINK = "";

const field = (id) => document.getElementById(id);
const option = (value, label) => el("option", { value }, label);

/** The dialog that brings a new person in: through one of the host's doors, or by hand with a link of your own. */
export class AddPhone {
  #doors = null;
  #bot = null;

  constructor(added) {
    this.added = added;
    this.dialog = field("add-dialog");
    field("add-phone").addEventListener("click", () => this.#open());
    field("door-cancel").addEventListener("click", () => this.dialog.close());
    field("door-group").addEventListener("change", () => this.#groupChosen());
    this.form = this.dialog.querySelector("form");
    this.form.addEventListener("submit", (event) => this.#submitted(event));
    this.form.addEventListener("input", () => this.#complain(""));
  }

  setDoors(doors) {
    if (JSON.stringify(doors) === JSON.stringify(this.#doors)) return;
    this.#doors = doors;
    const groups = [...new Set(doors.map((door) => door.group))];
    const byLink = option(OWN_LINK, "Zelf een link invullen");
    field("door-group").replaceChildren(...groups.map((group) => option(group, group)), byLink);
    field("door-fields").hidden = doors.length === 0;
    this.#groupChosen();
  }

  setBot(bot) {
    this.#bot = bot;
  }

  openWith(payload) {
    this.form.reset();
    field("door-group").value = OWN_LINK;
    field("door-link").value = `https://t.me/${this.#bot.username}?start=${payload}`;
    this.#groupChosen();
    this.#show();
  }

  #open() {
    this.form.reset();
    this.#groupChosen();
    this.#show();
  }

  #show() {
    this.#complain("");
    this.dialog.showModal();
    field(this.#byLink() ? "door-name" : "door-group").focus();
  }

  #byLink() {
    return field("door-group").value === OWN_LINK;
  }

  #groupChosen() {
    const group = field("door-group").value;
    const doors = this.#doors.filter((door) => door.group === group);
    field("door-label").replaceChildren(...doors.map((door) => option(door.key, door.label)));
    field("door-label-field").hidden = this.#byLink();
    field("door-link-field").hidden = !this.#byLink();
  }

  #complain(text) {
    field("door-problem").textContent = text;
  }

  async #submitted(event) {
    event.preventDefault();
    if (!field("door-name").value.trim()) return this.#nameMissing();
    field("door-add").disabled = true;
    try {
      const person = await this.#enter();
      this.dialog.close();
      await this.added(person);
    } catch (error) {
      this.#complain(`Toevoegen lukte niet: ${error.message}`);
    } finally {
      field("door-add").disabled = false;
    }
  }

  #nameMissing() {
    this.#complain("Vul een voornaam in.");
    field("door-name").focus();
  }

  #person() {
    const language = this.dialog.querySelector("input[name=language]:checked").value;
    return { first_name: field("door-name").value.trim(), language_code: language };
  }

  #enter() {
    if (this.#byLink()) return this.#enterByLink();
    return simulator.enter(field("door-label").value, this.#person(), this.#bot.username);
  }

  async #enterByLink() {
    const payload = this.#payload();
    const person = await simulator.addPerson({ ...this.#person(), pinned: true });
    if (payload) await new Line(person.id, this.#bot.username).start(payload);
    return person;
  }

  #payload() {
    const typed = field("door-link").value.trim();
    const payload = /^[\w-]*$/.test(typed) ? typed : startPayload(typed, this.#bot.username);
    if (payload === null) throw new Error("dit is geen startlink van deze bot.");
    return payload;
  }
}
