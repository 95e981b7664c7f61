// A list of what may be meant, beneath a text field that keeps the focus (WAI-ARIA, listbox): shown, marked, emptied.
import { endow, made, option } from "./elements.js";

let number = 0;

// `hint` stands behind the number of rows, for who hears it. Where `free`, the arrows pass a place at which no row is marked.
export function listbox(field, label, hint, free = false) {
  const list = made("ul", { id: `listbox-${++number}`, className: "completions", hidden: true }, { role: "listbox", "aria-label": label });
  const told = made("span", { className: "vh" }, { role: "status" });
  const first = free ? -1 : 0;
  let rows = [], at = -1;

  function mark(place) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = place;
    if (at < 0) return field.removeAttribute("aria-activedescendant");
    endow(list.children[at], { "aria-selected": "true" }).scrollIntoView({ block: "nearest" });
    return field.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function show(found, place = first) {
    rows = found;
    list.replaceChildren(...rows.map((row, index) => option(row, `${list.id}-${index}`)));
    list.hidden = !rows.length;
    told.textContent = rows.length ? `${rows.length} ${hint}` : "";
    mark(Math.min(place, rows.length - 1));
  }

  endow(field, { "aria-autocomplete": "list", "aria-controls": list.id, "aria-haspopup": "listbox" });
  field.after(list, told);
  // A press must not take the focus from the field: the click that follows it chooses.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  return {
    list,
    show,
    move: (step) => mark(((at - first + step + rows.length - first) % (rows.length - first)) + first),
    chosen: () => rows[at],
    under: (target) => rows[[...list.children].indexOf(target.closest("[role=option]"))],
  };
}
