// The bar of marks above a text, its keys, and the buttons that put a reference into it.
import { refer } from "./refer.js";
import { block, lines, type } from "./typing.js";

// The mark around the selected words, or taken away where it is there.
function around(field, mark) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const words = value.slice(start, end);
  const marked = value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark;
  if (marked) type(field, words, start - mark.length, end + mark.length);
  else type(field, mark + words + mark);
  const first = marked ? start - mark.length : start + mark.length;
  field.setSelectionRange(first, first + words.length);
}

// The mark before each line, or taken away where all have it.
function before(field, mark) {
  const [start, end] = lines(field);
  const each = field.value.slice(start, end).split("\n");
  const text = each.every((line) => line.startsWith(mark)) ? each.map((line) => line.slice(mark.length)) : each.map((line) => mark + line);
  type(field, text.join("\n"), start, end);
}

// With words selected they become those of the link, and what is looked for.
function link(field) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const words = value.slice(start, end).replace(/[[\]|\n]+/g, " ").trim();
  type(field, words ? `[[${words}|${words}]]` : "[[]]");
  field.setSelectionRange(start + 2 + words.length, start + 2 + words.length);
  refer(field);
}

const begin = (field, text) => (type(field, text, field.selectionEnd), refer(field));
const MARKS = {
  strong: (field) => around(field, "**"),
  emphasis: (field) => around(field, "*"),
  heading: (field) => before(field, "## "),
  list: (field) => before(field, "- "),
  quotation: (field) => before(field, "> "),
  link,
  card: (field) => (block(field, "![["), refer(field)),
  source: (field) => begin(field, "[[^"),
};
const KEYS = { b: "strong", i: "emphasis", k: "link" };

document.querySelectorAll("[data-marks]").forEach((bar) => {
  const field = document.getElementById(bar.dataset.marks);
  const buttons = [...bar.querySelectorAll("button")];
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  bar.addEventListener("click", ({ target }) => MARKS[target.closest("button")?.dataset.mark]?.(field));
  // One stop for Tab; the arrows go from button to button (WAI-ARIA, toolbar).
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = buttons.indexOf(document.activeElement);
    const next = buttons[(at + step + buttons.length) % buttons.length];
    buttons.forEach((one) => { one.tabIndex = one === next ? 0 : -1; });
    next.focus();
    event.preventDefault();
  });
  field.addEventListener("keydown", (event) => {
    const mark = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && KEYS[event.key.toLowerCase()];
    if (!mark) return;
    event.preventDefault();
    MARKS[mark](field);
  });
  // The buttons beside the records at hand, which come and go.
  document.addEventListener("click", ({ target }) => {
    const mark = target.closest?.("[data-insert]")?.dataset.insert;
    if (mark) mark.startsWith("!") ? block(field, mark) : type(field, mark, field.selectionEnd);
  });
});
