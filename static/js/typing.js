// Writes into a text field as if it were typed there, so that the browser's own undo takes it back.
export function type(field, text, start = field.selectionStart, end = field.selectionEnd) {
  field.focus();
  field.setSelectionRange(start, end);
  if (document.execCommand(text ? "insertText" : "delete", false, text)) return;
  field.setRangeText(text, start, end, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

// Where the lines begin and end that the selection touches.
export function lines({ value, selectionStart, selectionEnd }) {
  const end = value.indexOf("\n", Math.max(selectionStart, selectionEnd - 1));
  return [value.lastIndexOf("\n", selectionStart - 1) + 1, end < 0 ? value.length : end];
}

// A block of its own at the selection: blank lines before and after it, unless they are there.
export function block(field, text) {
  const [before, after] = [field.value.slice(0, field.selectionStart), field.value.slice(field.selectionEnd)];
  const lead = !before || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const rest = !after || after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
  type(field, lead + text + rest);
  const caret = field.selectionEnd - rest.length;
  field.setSelectionRange(caret, caret);
}
