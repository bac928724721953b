import { clockTime, moment } from "./dates.js";
import { el, icon } from "./dom.js";
import { richText } from "./entities.js";
import { safeAddress } from "./links.js";

const OTHER_KINDS = {
  sticker: "Sticker", voice: "Spraakbericht", location: "Locatie", contact: "Contact", other: "Bijlage",
};

function photo({ url }) {
  const image = el("img", { src: url, alt: "Afbeelding bij dit bericht", loading: "lazy" });
  return el("a", { class: "photo", href: url, target: "_blank", rel: "noopener", title: "Groot bekijken" }, image);
}

function file({ url, file_name: name }) {
  const label = el("span", { class: "file-name" }, name ?? "Document");
  const what = el("span", { class: "file-text" }, label, el("small", {}, "Downloaden"));
  return el("a", { class: "document", href: url, download: name ?? "" }, icon("document"), what);
}

function content(message) {
  // Like Telegram itself: of a deep link only the command is shown, not the token behind it.
  if (message.from === "person" && message.text?.startsWith("/start ")) return richText("/start", []);
  if (message.text) return richText(message.text, message.entities);
  return message.kind in OTHER_KINDS && el("em", { class: "text" }, OTHER_KINDS[message.kind]);
}

function meta(message) {
  const at = moment(message.date);
  return el("span", { class: "meta" },
    message.protected && icon("lock", "niet door te sturen"),
    message.silent && icon("silent", "zonder geluid"),
    message.edit_date && "bewerkt ",
    el("time", { datetime: at.toISOString() }, clockTime(at)));
}

function bubble(message) {
  return el("div", { class: "bubble", dir: "auto" },
    message.photo && photo(message.photo),
    message.document && file(message.document),
    content(message),
    meta(message));
}

function button({ label, data, url }) {
  const looks = { class: "key", dir: "auto" };
  if (url === undefined) return el("button", { ...looks, type: "button", "data-callback": data }, label);
  const href = safeAddress(url);
  return el("a", { ...looks, href, target: "_blank", rel: "noopener noreferrer" }, label, icon("out"));
}

function keyboard(rows) {
  return el("div", { class: "keyboard" },
    ...rows.map((row) => el("div", { class: "button-row", "data-testid": "button-row" }, ...row.map(button))));
}

export function messageElement(message) {
  const sender = message.from === "bot" ? "de bot" : "deze telefoon";
  return el("article", {
    class: `message from-${message.from}`,
    tabindex: -1,
    "data-testid": "message",
    "data-message-id": message.message_id,
    "data-from": message.from,
    "aria-label": `Bericht van ${sender}`,
  }, bubble(message), message.buttons?.length > 0 && keyboard(message.buttons));
}
