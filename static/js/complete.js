// Completes what is typed into fields marked `data-complete`, as a WAI-ARIA combobox whose listbox pops up. The mark lists
// the kinds offered ("actor:person post"), and choosing fills the field. Unmarked kinds, in the search field, lead to the page.
import { endow } from "./elements.js";
import { filling } from "./filling.js";
import { listbox } from "./listbox.js";

const PAUSE = 120, SHORTEST = 2;

export function complete(input) {
  // Where files are served under names with their marks, a module that imports this one brings it a second time.
  if (input.getAttribute("role") === "combobox") return;
  const offer = listbox(input, "Suggestions", "suggestions", true);
  const kinds = input.dataset.complete.split(" ").filter(Boolean).map((kind) => ["kind", kind]);
  const field = filling(input);
  // `early` while an answer is awaited: the arrows down that were pressed before it, and whether Enter after them.
  let waiting, asking, early = null;

  function show(rows) {
    const { arrows, entered } = early ?? { arrows: 0 };
    early = null;
    offer.show(rows, arrows - 1);
    endow(input, { "aria-expanded": String(rows.length > 0) });
    if (entered) offer.chosen() ? choose(offer.chosen()) : input.form?.requestSubmit();
  }

  function settle(then) {
    clearTimeout(waiting);
    asking?.abort();
    early = then ? { arrows: 0, entered: false } : null;
    if (then) waiting = setTimeout(then, PAUSE);
    else show([]);
  }

  function choose(row) {
    if (kinds.length) field.put(field.written(row));
    else location.assign(row.address);
    settle();
  }

  async function ask() {
    const asked = new URLSearchParams([["q", field.typed()], ...kinds]);
    const mine = (asking = new AbortController()).signal;
    const said = await fetch(`/complete/?${asked}`, { signal: mine }).then((answer) => answer.ok && answer.json()).catch(() => null);
    if (document.activeElement === input && !mine.aborted) show(field.offered(said ? said.completions : [], field.typed()));
  }

  endow(input, { role: "combobox", "aria-expanded": "false" });
  input.addEventListener("input", () => settle(field.typed().length >= SHORTEST && ask));
  input.addEventListener("keydown", (event) => {
    const enter = event.key === "Enter";
    if (early && !event.isComposing && (event.key === "ArrowDown" || (enter && early.arrows))) {
      early = { arrows: early.arrows + !enter, entered: enter };
      return event.preventDefault();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = offer.chosen() && (enter || (event.key === "Tab" && kinds.length));
    if (event.isComposing || offer.list.hidden || !(step || chosen || event.key === "Escape")) return undefined;
    if (event.key !== "Tab") event.preventDefault();
    if (step) return offer.move(step);
    return chosen ? choose(offer.chosen()) : settle();
  });
  input.addEventListener("blur", () => settle());
  offer.list.addEventListener("click", ({ target }) => choose(offer.under(target)));
}

document.querySelectorAll("input[data-complete]").forEach((input) => complete(input));
