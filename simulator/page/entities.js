import { el } from "./dom.js";
import { safeAddress } from "./links.js";

const PLAIN_TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const ADDRESSES = {
  text_link: (entity) => entity.url,
  url: (entity, covered) => covered,
  email: (entity, covered) => `mailto:${covered}`,
  phone_number: (entity, covered) => `tel:${covered.replace(/[^+\d]/g, "")}`,
};

function link(address) {
  const href = safeAddress(address);
  return href ? el("a", { href, target: "_blank", rel: "noopener noreferrer" }) : el("span");
}

function spoiler() {
  const label = "Verborgen tekst. Tik om te lezen.";
  return el("span", { class: "spoiler", role: "button", tabindex: 0, "aria-label": label });
}

function command(covered) {
  return el("button", { type: "button", class: "command", "data-command": covered });
}

function wrapping(entity, covered) {
  if (entity.type in ADDRESSES) return link(ADDRESSES[entity.type](entity, covered));
  if (entity.type === "bot_command") return command(covered);
  if (entity.type === "spoiler") return spoiler();
  return el(PLAIN_TAGS[entity.type] ?? "span");
}

function lineBreakAfter(entity, text, end) {
  return BLOCKS.has(entity.type) && text[end] === "\n" ? 1 : 0;
}

/** Consumes from `queue` the entities that start before `to`; one that starts inside another becomes its child. */
function fill(parent, text, queue, from, to) {
  let at = from;
  while (queue.length && queue[0].offset < to) {
    const entity = queue.shift();
    const start = Math.max(entity.offset, at);
    const end = Math.min(entity.offset + entity.length, to);
    if (end <= start) continue;
    const node = wrapping(entity, text.slice(start, end));
    fill(node, text, queue, start, end);
    parent.append(text.slice(at, start), node);
    at = end + lineBreakAfter(entity, text, end);
  }
  parent.append(text.slice(at, to));
  return parent;
}

/** Telegram counts offsets in UTF-16 units, as JavaScript does. */
export function richText(text, entities) {
  const queue = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return fill(el("span", { class: "text" }), text, queue, 0, text.length);
}

export function reveal(spoilerNode) {
  spoilerNode.classList.add("revealed");
  for (const name of ["role", "tabindex", "aria-label"]) spoilerNode.removeAttribute(name);
}
