// Completes what is typed into fields marked `data-complete`, as a WAI-ARIA combobox whose listbox pops up. The mark lists
// the kinds offered ("actor:person post"), and choosing fills the field. Unmarked kinds, in the search field, lead to the page.
const PAUSE = 120, SHORTEST = 2;

function endow(element, attributes) {
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
const made = (name, properties, attributes = {}) => endow(Object.assign(document.createElement(name), properties), attributes);

function complete(input, number) {
  const list = made("ul", { id: `completions-${number}`, className: "completions", hidden: true }, { role: "listbox", "aria-label": "Suggestions" });
  const told = made("span", { className: "vh" }, { role: "status" });
  const kinds = input.dataset.complete.split(" ").filter(Boolean).map((kind) => ["kind", kind]);
  let found = [], at = -1, waiting, asking;

  function mark(place) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = place;
    if (at < 0) return input.removeAttribute("aria-activedescendant");
    endow(list.children[at], { "aria-selected": "true" }).scrollIntoView({ block: "nearest" });
    return input.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function show(rows) {
    found = rows;
    list.replaceChildren(...rows.map(({ label, detail }, place) => {
      const option = made("li", { id: `${list.id}-${place}` }, { role: "option", "aria-selected": "false" });
      option.append(made("b", { textContent: label, dir: "auto" }), made("span", { textContent: detail, dir: "auto" }));
      return option;
    }));
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    told.textContent = rows.length ? `${rows.length} suggestions` : "";
    mark(-1);
  }

  function settle(then) {
    clearTimeout(waiting);
    asking?.abort();
    if (then) waiting = setTimeout(then, PAUSE);
    else show([]);
  }

  function choose({ address, slug }) {
    if (kinds.length) input.value = slug;
    else location.assign(address);
    settle();
  }

  async function ask() {
    const asked = new URLSearchParams([["q", input.value], ...kinds]);
    asking = new AbortController();
    const answer = await fetch(`/complete/?${asked}`, { signal: asking.signal }).catch(() => null);
    const said = answer?.ok ? await answer.json().catch(() => null) : null;
    if (said && document.activeElement === input) show(said.completions);
  }

  endow(input, { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });
  input.after(list, told);
  input.addEventListener("input", () => settle(input.value.trim().length >= SHORTEST && ask));
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = at >= 0 && (event.key === "Enter" || (event.key === "Tab" && kinds.length));
    if (event.isComposing || !found.length || !(step || chosen || event.key === "Escape")) return;
    if (event.key !== "Tab") event.preventDefault();
    if (step) mark(((at + step + 1 + found.length + 1) % (found.length + 1)) - 1);
    else if (chosen) choose(found[at]);
    else settle();
  });
  input.addEventListener("blur", () => settle());
  // A press must not take the focus from the field: the click that follows it chooses.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => choose(found[[...list.children].indexOf(target.closest("[role=option]"))]));
}

document.querySelectorAll("input[data-complete]").forEach(complete);
