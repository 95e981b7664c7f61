// A link of a record that is dragged into a text marked `data-refer` becomes its card, beneath the line on which it is dropped.
import { block, type } from "./typing.js";

const RECORD = /^\/([a-z]+\/[a-z0-9][a-z0-9-]*)\/$/;
const CARD = /^!\[\[[a-z]+\/[a-z0-9-]+\]\]$/;
let dragged = "";

document.addEventListener("dragstart", ({ target, dataTransfer }) => {
  const link = (target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement)?.closest("main a[href]");
  const found = link?.origin === location.origin && RECORD.exec(link.pathname);
  dragged = found ? `![[${found[1]}]]` : "";
  if (!dragged) return;
  dataTransfer.clearData();
  dataTransfer.setData("text/plain", dragged);
  dataTransfer.effectAllowed = "copy";
});

// The browser itself drops the text where the pointer is; a card does not part a line.
document.addEventListener("input", ({ target, inputType }) => {
  if (inputType !== "insertFromDrop" || !dragged || !target.matches("textarea[data-refer]")) return;
  const card = dragged;
  dragged = "";
  const end = target.value.slice(0, target.selectionEnd).endsWith(card) ? target.selectionEnd : target.value.lastIndexOf(card) + card.length;
  const start = end - card.length;
  if (!CARD.test(target.value.slice(start, end))) return;
  type(target, "", start, end);
  const line = target.value.indexOf("\n", start);
  target.setSelectionRange(...Array(2).fill(line < 0 ? target.value.length : line));
  block(target, card);
});
document.addEventListener("dragend", () => { dragged = ""; });
