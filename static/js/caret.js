// Where in a text area the caret stands, in pixels from its corner: the text up to it is laid out once more, unseen.
import { made } from "./elements.js";

const SAME = ["font", "letterSpacing", "wordSpacing", "textIndent", "tabSize", "direction", "padding", "border", "boxSizing"];

export function placeOf(field, at) {
  const style = getComputedStyle(field);
  const mirror = made("div");
  SAME.forEach((name) => { mirror.style[name] = style[name]; });
  Object.assign(mirror.style, {
    position: "absolute", insetBlockStart: "0", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word",
    inlineSize: `${field.clientWidth + parseFloat(style.borderLeftWidth) + parseFloat(style.borderRightWidth)}px`,
  });
  const mark = made("span", { textContent: "\u200b" });
  mirror.append(field.value.slice(0, at), mark);
  document.body.append(mirror);
  const place = { left: mark.offsetLeft, top: mark.offsetTop - field.scrollTop, height: mark.offsetHeight };
  mirror.remove();
  return place;
}
