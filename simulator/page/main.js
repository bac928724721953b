import { AddPhone } from "./add-phone.js";
import { simulator } from "./api.js";
import { Clock } from "./clock.js";
import { Connection } from "./connection.js";
import { Jumps } from "./jumps.js";
import { pause } from "./pause.js";
import { Phones } from "./phones.js";
import { Poller } from "./poller.js";
import { Switcher } from "./switcher.js";
import { Toast } from "./toast.js";

const BETWEEN_LOOKS = 3000;

const part = (id) => document.getElementById(id);
const connection = new Connection(part("connection"));
const toast = new Toast(part("toast"));
const clock = new Clock(part("clock"));
const jumps = new Jumps(part("jumps"), clock, toast);
const addPhone = new AddPhone(personAdded);
const phones = new Phones(part("phones"), {
  poller: new Poller(connection),
  switcher: new Switcher(part("switcher"), part("phones")),
  toast,
  invited: (payload) => addPhone.openWith(payload),
});

function chosen(bots) {
  const wanted = new URLSearchParams(location.search).get("bot");
  return bots.find((bot) => bot.username === wanted) ?? bots[0];
}

function explainEmptiness(bot) {
  part("empty").hidden = phones.count > 0;
  part("add-phone").disabled = !bot;
  part("empty").textContent = bot
    ? "Er is nog geen telefoon. Kies “Telefoon toevoegen” om te beginnen."
    : "Er is nog geen bot aangemeld bij deze simulator. Zodra dat zo is, kunt u beginnen.";
}

async function look() {
  const { now } = await simulator.time();
  const bot = chosen(await simulator.bots());
  const people = await simulator.people();
  jumps.show(await simulator.jumps());
  addPhone.setDoors(await simulator.doors());
  clock.show(now);
  addPhone.setBot(bot);
  if (bot) phones.show(people, bot);
  explainEmptiness(bot);
}

async function personAdded(person) {
  await look();
  phones.bringForward(person.id);
}

async function keepLooking() {
  for (;;) {
    await look().then(() => connection.works(), () => connection.failed());
    await pause(BETWEEN_LOOKS);
  }
}

keepLooking();
