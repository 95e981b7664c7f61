// Words selected in a text of the record become the passage of the new remark, with the words around them, which tell one
// occurrence from another.
const AROUND = 60;
const form = document.querySelector("#new-remark");

// The numbers of remarks stand in the text, and are no part of it.
function wordsOf(range) {
  const copy = range.cloneContents();
  copy.querySelectorAll('.cite[href^="#remark-"]').forEach((number) => number.remove());
  return copy.textContent;
}

function within(text, from, to) {
  const range = document.createRange();
  range.selectNodeContents(text);
  if (from) range.setStart(from.endContainer, from.endOffset);
  if (to) range.setEnd(to.startContainer, to.startOffset);
  return wordsOf(range);
}

function pick() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const { startContainer: start, endContainer: end } = range;
  const text = (start.parentElement ?? start).closest?.("[data-text]");
  if (!text || !text.contains(end)) return;
  form.elements.quote.value = wordsOf(range).trim();
  form.elements.prefix.value = within(text, null, range).slice(-AROUND);
  form.elements.suffix.value = within(text, range, null).slice(0, AROUND);
  if (form.elements.field) form.elements.field.value = text.dataset.text;
}

if (form?.elements.quote) {
  document.addEventListener("selectionchange", pick);
  // What is typed by hand has other words around it.
  form.elements.quote.addEventListener("input", () => ["prefix", "suffix"].forEach((name) => (form.elements[name].value = "")));
}
