// Keeps what is typed into a form of the desk until it is saved, offers it again after a crash, and warns before it is left.
import { forget, keep, keyOf, read, sent } from "./kept.js";

const PAUSE = 800;
const UNKEPT = ["csrfmiddlewaretoken", "opened", "sought"], OTHERS = ["file", "submit", "button", "fieldset"], TICKS = ["checkbox", "radio"];
const form = document.querySelector("form[data-unsaved]");
const banner = document.querySelector("[data-offer]");
const key = form && keyOf(form.dataset.unsaved, location.pathname);
const began = form && fields(sentWith);
let waiting, offered = null, leaving = false;

// As [name, value], ticks as "+on" or "-on"; of all fields but files.
function fields(valueOf) {
  return [...form.elements].flatMap((one) => (!one.name || UNKEPT.includes(one.name) || OTHERS.includes(one.type) ? [] : [[one.name, valueOf(one)]]));
}

const typed = (one) => (TICKS.includes(one.type) ? `${one.checked ? "+" : "-"}${one.value}` : one.value);

// What the server had put there: a browser may have filled in more by itself.
function sentWith(one) {
  if (TICKS.includes(one.type)) return `${one.defaultChecked ? "+" : "-"}${one.value}`;
  if (one.options) return ([...one.options].find((option) => option.defaultSelected) ?? one.options[0])?.value ?? "";
  return one.defaultValue;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
const length = (given) => given.map(([, value]) => value).join("").length;
const changed = () => form.hasAttribute("data-refused") || !same(fields(typed), began);

function store() {
  waiting = clearTimeout(waiting);
  if (changed()) keep(key, { at: Date.now(), opened: form.elements.opened.value, fields: fields(typed), earlier: offered });
  else if (!offered) forget(key);
}

function inWords(kept) {
  const at = new Date(kept.at), clock = { hour: "2-digit", minute: "2-digit" };
  const when = at.toLocaleString("en-GB", at.toDateString() === new Date().toDateString() ? clock : { day: "numeric", month: "short", ...clock });
  const here = new Set(began.map(String)), differ = kept.fields.filter((one) => !here.has(String(one))).length;
  const more = length(kept.fields) - length(began);
  const size = more ? `${Math.abs(more)} characters ${more > 0 ? "more" : "fewer"} than below` : "as long as what is below";
  const older = kept.opened === form.elements.opened.value ? "" : " The record was saved since then: compare first.";
  return `You have unsaved text from ${when}: ${differ === 1 ? "one field differs" : `${differ} fields differ`}, ${size}.${older}`;
}

// Rows that are not there yet are asked for first.
function takeBack(kept) {
  const values = {};
  kept.fields.forEach(([name, value]) => (values[name] ??= []).push(value));
  form.querySelectorAll("[data-rows]").forEach((rows) => {
    const total = `${rows.dataset.rows}-TOTAL_FORMS`, add = rows.querySelector(':scope > div > button[name="add"]');
    for (let more = Number(values[total]?.[0] ?? 0) - Number(form.elements[total].value); more > 0; more -= 1) add.click();
  });
  [...form.elements].forEach((one) => {
    const value = OTHERS.includes(one.type) ? undefined : values[one.name]?.shift();
    if (value === undefined) return;
    Object.assign(one, TICKS.includes(one.type) ? { checked: value.startsWith("+") } : { value });
  });
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

function offer(kept) {
  offered = kept;
  banner.hidden = !kept;
  kept ? (banner.querySelector("p").textContent = inWords(kept)) : store();
}

if (form) {
  const kept = read(key);
  if (kept && !form.hasAttribute("data-refused") && !same(kept.fields, began)) offer(kept);
  banner.addEventListener("click", ({ target: { dataset } }) => {
    if (dataset.answer === "take") takeBack(offered);
    if (dataset.answer) offer(dataset.answer === "take" ? null : offered.earlier);
  });
  ["input", "change", "row-added"].forEach((name) => form.addEventListener(name, () => { clearTimeout(waiting); waiting = setTimeout(store, PAUSE); }));
  form.addEventListener("submit", () => { leaving = true; store(); sent(key); });
  addEventListener("pagehide", () => waiting && store());
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("beforeunload", (event) => !leaving && changed() && event.preventDefault());
}
