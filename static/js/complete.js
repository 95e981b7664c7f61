// Completes what is typed into fields marked `data-complete`, as a WAI-ARIA combobox whose listbox pops up. The mark lists
// the kinds offered ("actor:person post"), and choosing fills the field. Unmarked kinds, in the search field, lead to the page.
import { endow, made, option } from "./elements.js";
import { filling } from "./filling.js";

const PAUSE = 120, SHORTEST = 2;
let number = 0;

export function complete(input) {
  // Where files are served under names with their marks, a module that imports this one brings it a second time.
  if (input.getAttribute("role") === "combobox") return;
  const list = made("ul", { id: `completions-${++number}`, className: "completions", hidden: true }, { role: "listbox", "aria-label": "Suggestions" });
  const told = made("span", { className: "vh" }, { role: "status" });
  const kinds = input.dataset.complete.split(" ").filter(Boolean).map((kind) => ["kind", kind]);
  const field = filling(input);
  // `early` while an answer is awaited: the arrows down that were pressed before it, and whether Enter after them.
  let found = [], at = -1, waiting, asking, early = null;

  function mark(place) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = place;
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    endow(list.children[at], { "aria-selected": "true" }).scrollIntoView({ block: "nearest" });
    return input.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function show(rows) {
    const { arrows, entered } = early ?? { arrows: 0 };
    [found, early] = [rows, null];
    list.replaceChildren(...rows.map((row, place) => option(row, `${list.id}-${place}`)));
    input.setAttribute("aria-expanded", String(!(list.hidden = !rows.length)));
    told.textContent = rows.length ? `${rows.length} suggestions` : "";
    mark(Math.min(arrows, rows.length) - 1);
    if (entered) at < 0 ? input.form?.requestSubmit() : choose(rows[at]);
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

  endow(input, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });
  input.after(list, told);
  input.addEventListener("input", () => settle(field.typed().length >= SHORTEST && ask));
  input.addEventListener("keydown", (event) => {
    const enter = event.key === "Enter";
    if (early && !event.isComposing && (event.key === "ArrowDown" || (enter && early.arrows))) {
      early = { arrows: early.arrows + !enter, entered: enter };
      return event.preventDefault();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = at >= 0 && (enter || (event.key === "Tab" && kinds.length));
    if (event.isComposing || !found.length || !(step || chosen || event.key === "Escape")) return undefined;
    if (event.key !== "Tab") event.preventDefault();
    if (step) return mark(((at + step + 1 + found.length + 1) % (found.length + 1)) - 1);
    return chosen ? choose(found[at]) : settle();
  });
  input.addEventListener("blur", () => settle());
  // A press must not take the focus from the field: the click that follows it chooses.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => choose(found[[...list.children].indexOf(target.closest("[role=option]"))]));
}

document.querySelectorAll("input[data-complete]").forEach((input) => complete(input));
