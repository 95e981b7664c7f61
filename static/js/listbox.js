// A list of what may be meant, beneath a text field that keeps the focus (WAI-ARIA, listbox): shown, marked, emptied.
let number = 0;

function made(name, properties, attributes = {}) {
  const one = Object.assign(document.createElement(name), properties);
  Object.entries(attributes).forEach((named) => one.setAttribute(...named));
  return one;
}

export function listbox(field, label, hint) {
  number += 1;
  const list = made("ul", { id: `records-${number}`, className: "completions", hidden: true }, { role: "listbox", "aria-label": label });
  const told = made("span", { className: "vh" }, { role: "status" });
  let rows = [], at = -1;

  function mark(place) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = place;
    if (at < 0) return field.removeAttribute("aria-activedescendant");
    list.children[at].setAttribute("aria-selected", "true");
    list.children[at].scrollIntoView({ block: "nearest" });
    return field.setAttribute("aria-activedescendant", list.children[at].id);
  }

  function show(found) {
    rows = found;
    list.replaceChildren(...rows.map(({ label: name, detail }, place) => {
      const option = made("li", { id: `${list.id}-${place}` }, { role: "option", "aria-selected": "false" });
      option.append(made("b", { textContent: name, dir: "auto" }), made("span", { textContent: detail, dir: "auto" }));
      return option;
    }));
    list.hidden = !rows.length;
    told.textContent = rows.length ? `${rows.length} ${hint}` : "";
    mark(rows.length ? 0 : -1);
  }

  Object.entries({ "aria-autocomplete": "list", "aria-controls": list.id, "aria-haspopup": "listbox" }).forEach((one) => field.setAttribute(...one));
  field.after(list, told);
  // A press must not take the focus from the field: the click that follows it chooses.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  return {
    list,
    show,
    move: (step) => mark((at + step + rows.length) % rows.length),
    chosen: () => rows[at],
    under: (target) => rows[[...list.children].indexOf(target.closest("[role=option]"))],
  };
}
