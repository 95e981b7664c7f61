// Picks a passage from a document's archived text: below each field of a document that has a field for its quote beside it
// stands the text, and the words selected in it (Alt+Q from the keyboard, or at letting go of the mouse) fill quote, prefix, suffix.
import { made } from "./elements.js";
const AROUND = 30;
const collapsed = (text) => text.replace(/\s+/g, " ").trim();

function occurrences(text, quote) {
  let number = 0;
  for (let at = text.indexOf(quote); at >= 0 && quote; at = text.indexOf(quote, at + 1)) number += 1;
  return number;
}

function picking(group) {
  const field = (name) => group.querySelector(`[name$="-${name}"], [name="${name}"]`);
  const [chosen, quote, prefix, suffix] = ["document", "quote", "prefix", "suffix"].map(field);
  if (!chosen || !quote || group.dataset.picking) return;
  group.dataset.picking = "on";
  // Read-only, so that the keyboard has a caret in it and selects as everywhere.
  const text = made("textarea", { className: "archive pick", readOnly: true, rows: 8, hidden: true, ariaLabel: "Archived text: select the words that carry this record, and press Alt and Q" });
  const how = made("p", { className: "fine", hidden: true, textContent: "Select the words in the archived text that carry this record; from the keyboard, Alt and Q picks them." });
  const told = made("p", { className: "fine", hidden: true, role: "status" });
  quote.before(how, text);
  quote.after(told);

  function tell() {
    const words = collapsed(quote.value), number = occurrences(collapsed(text.value), words);
    const place = number === 1 ? "found once in the text" : number ? `it occurs ${number} times: the words before and after tell which` : "not found in the archived text";
    told.hidden = !(words && text.value);
    told.textContent = `${words.split(" ").length} words picked, ${place}.`;
  }

  // Whole words, whatever of them is selected.
  function pick() {
    const { value } = text;
    let { selectionStart: start, selectionEnd: end } = text;
    if (!value.slice(start, end).trim()) return;
    start += value.slice(start, end).search(/\S/);
    end -= value.slice(start, end).match(/\s*$/)[0].length;
    start -= value.slice(0, start).match(/\S*$/)[0].length;
    end += value.slice(end).match(/^\S*/)[0].length;
    const before = value.slice(Math.max(0, start - AROUND), start), after = value.slice(end, end + AROUND);
    quote.value = value.slice(start, end);
    if (prefix) prefix.value = collapsed(start > AROUND ? before.replace(/^\S*\s/, "") : before);
    if (suffix) suffix.value = collapsed(end + AROUND < value.length ? after.replace(/\s\S*$/, "") : after);
    quote.dispatchEvent(new Event("change", { bubbles: true }));
    tell();
  }

  async function load() {
    const asked = new URLSearchParams({ document: chosen.value });
    const said = chosen.value.trim() ? await fetch(`/desk/reads/text/?${asked}`).then((answer) => answer.ok && answer.json()).catch(() => null) : null;
    Object.assign(text, { value: said?.text ?? "", lang: said?.language ?? "", dir: "auto", hidden: !said?.text });
    how.hidden = text.hidden;
    chosen.dispatchEvent(new CustomEvent("day", { bubbles: true, detail: said?.day ?? "" }));
    tell();
    if (said?.problem && said.title) Object.assign(told, { textContent: said.problem, hidden: false });
  }

  chosen.addEventListener("change", load);
  text.addEventListener("mouseup", pick);
  text.addEventListener("keydown", (event) => {
    if (!event.altKey || event.code !== "KeyQ") return;
    event.preventDefault();
    pick();
    quote.focus();
  });
  quote.addEventListener("input", tell);
  if (chosen.value) load();
}

const GROUPS = ".entry-row, [data-quote]";
document.querySelectorAll(GROUPS).forEach(picking);
addEventListener("row-added", ({ target }) => picking(target));
// Dates of the form are said from the day of its first document, else of the first that has one.
addEventListener("day", ({ detail, target }) => {
  const first = target.form?.querySelector('[name="source-document"], [name$="-document"]');
  for (const near of detail ? target.form.querySelectorAll("[data-said-date]") : []) {
    if (target === first || !near.dataset.saidDate) near.dispatchEvent(new CustomEvent("near", { detail }));
  }
});
