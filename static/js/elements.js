// Elements made with their properties and attributes.
export const endow = (element, attributes) => Object.entries(attributes).reduce((one, named) => (one.setAttribute(...named), one), element);
export const made = (name, properties, attributes = {}) => endow(Object.assign(document.createElement(name), properties), attributes);

// A suggestion of a listbox: what it is called, and what tells it from others of its name.
export function option({ label, detail }, id) {
  const row = made("li", { id }, { role: "option", "aria-selected": "false" });
  row.append(made("b", { textContent: label, dir: "auto" }), made("span", { textContent: detail, dir: "auto" }));
  return row;
}
