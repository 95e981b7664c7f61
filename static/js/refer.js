// Behind `[[`, `![[` or `[[^` in a text marked `data-refer` a list completes what is typed to records, beneath the caret.
import { placeOf } from "./caret.js";
import { listbox } from "./listbox.js";
import { type } from "./typing.js";

const PAUSE = 120, SHORTEST = 2, LONGEST = 80;
const OPEN = /\[\[(\^?)([^[\]|\n]*)$/;
const openers = new WeakMap();

// The reference in which the caret stands, as far as it is typed.
function opened({ value, selectionStart, selectionEnd }) {
  const found = selectionStart === selectionEnd && OPEN.exec(value.slice(Math.max(0, selectionStart - LONGEST), selectionStart));
  return found && { start: selectionStart - found[2].length, typed: found[2].trim(), source: !!found[1] };
}

// Looks again whether the caret stands in a reference, for who has put it there.
export function refer(field) {
  openers.get(field)?.();
}

function completing(field) {
  const offer = listbox(field, "Records", "records. Arrow keys choose, Enter sets the link.");
  // `left` is where a reference begins whose list was closed by Escape.
  let waiting, asking, left;

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    offer.show([]);
  }

  function hang({ start }) {
    const place = placeOf(field, start);
    offer.list.style.insetBlockStart = `${field.offsetTop + Math.min(place.top + place.height, field.clientHeight)}px`;
    offer.list.style.insetInlineStart = `${Math.max(0, Math.min(place.left, field.clientWidth - offer.list.offsetWidth))}px`;
  }

  async function ask(place) {
    const mine = (asking = new AbortController()).signal;
    const asked = new URLSearchParams([["q", place.typed], ...(place.source ? [["kind", "document"]] : [])]);
    const said = await fetch(`/complete/?${asked}`, { signal: mine }).then((answer) => answer.ok && answer.json()).catch(() => null);
    if (mine.aborted || document.activeElement !== field) return;
    offer.show(said ? said.completions : []);
    hang(place);
  }

  function look() {
    const place = opened(field);
    close();
    if (place && place.start !== left && place.typed.length >= SHORTEST) waiting = setTimeout(ask, PAUSE, place);
    if (!place) left = undefined;
  }

  // What stands behind the caret may be the words of the link already, or its end.
  function choose(row) {
    const place = opened(field), caret = field.selectionStart;
    const rest = /^(?:\|[^[\]|\n]*)?\]\]/.exec(field.value.slice(caret))?.[0] ?? "";
    if (place) type(field, row.address.slice(1, -1) + (rest || "]]"), place.start, caret + rest.length);
    close();
  }

  function escape() {
    left = opened(field)?.start;
    close();
  }

  const KEYS = { ArrowDown: () => offer.move(1), ArrowUp: () => offer.move(-1), Escape: escape };
  openers.set(field, look);
  field.addEventListener("input", look);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const act = ["Enter", "Tab"].includes(event.key) ? () => choose(offer.chosen()) : KEYS[event.key];
    if (event.isComposing || !offer.chosen() || !act) return;
    event.preventDefault();
    act();
  });
  offer.list.addEventListener("click", ({ target }) => choose(offer.under(target)));
}

document.querySelectorAll("textarea[data-refer]").forEach(completing);
