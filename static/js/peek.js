// A small card about the record behind a link: after a moment's hovering, or on keyboard focus.
const FOLDERS = "actors|posts|tenures|relations|documents|briefings|visits|meetings|events|claims|assertions|commitments";
const RECORD = new RegExp(`^/(?:${FOLDERS})/[^/]+/$`);
const PAUSE = 350;
const cards = new Map();
const pop = Object.assign(document.createElement("div"), { id: "peek", className: "pop open", role: "tooltip" });
let link, opening, closing, pointed;

// A link of a drawing has but its address as it is written, a path of this site.
const pathOf = (found) => found.pathname ?? found.href.baseVal;
function recordLink(target) {
  const found = target.closest?.("main a[href]");
  const elsewhere = found && (found.origin ?? location.origin) === location.origin && pathOf(found) !== location.pathname;
  return elsewhere && RECORD.test(pathOf(found)) ? found : null;
}

// The fragment of an address, fetched once; "" where there is none to show.
function card(path) {
  if (!cards.has(path)) {
    const answer = fetch(`${path}card/`).then((response) => (response.ok && !response.redirected ? response.text() : ""));
    cards.set(path, answer.catch(() => ""));
  }
  return cards.get(path);
}

// The card of a drawing's mark, which may be as wide as the page, stands where the pointer is, and beside its strokes.
function place() {
  const at = link.getBoundingClientRect();
  const drawn = link.ownerSVGElement;
  const left = drawn && pointed ? Math.max(at.left, Math.min(pointed - 16, at.right)) : at.left;
  const gap = drawn ? 12 : 4;
  const room = document.documentElement.clientWidth - pop.offsetWidth - 16;
  const below = at.bottom + pop.offsetHeight + 2 * gap < innerHeight || at.top < pop.offsetHeight + 2 * gap;
  pop.style.left = `${scrollX + Math.max(16, Math.min(left, room))}px`;
  pop.style.top = `${scrollY + (below ? at.bottom + gap : at.top - pop.offsetHeight - gap)}px`;
}

async function open(wanted) {
  const html = await card(pathOf(wanted));
  if (wanted !== link || !html) return;
  // The browser's own hint would lie over the card.
  wanted.ariaLabel = wanted.querySelector("title")?.textContent ?? wanted.ariaLabel;
  wanted.querySelector("title")?.remove();
  pop.innerHTML = html;
  document.body.append(pop);
  place();
  link.setAttribute("aria-describedby", pop.id);
}

function close() {
  [opening, closing].forEach(clearTimeout);
  link?.removeAttribute("aria-describedby");
  link = null;
  pop.remove();
}

function approach(target, x = 0) {
  const found = recordLink(target);
  if (!found) return;
  [opening, closing].forEach(clearTimeout);
  if (found === link && pop.isConnected) return;
  close();
  [link, pointed] = [found, x];
  opening = setTimeout(open, PAUSE, found);
}

// The card stays while the pointer is on its way to it or over it (WCAG 2.2, 1.4.13).
function leave(event) {
  if (!link || (event.type === "pointerout" && link.contains(event.relatedTarget))) return;
  [opening, closing].forEach(clearTimeout);
  closing = setTimeout(close, PAUSE / 2);
}

document.addEventListener("pointerover", (event) => {
  if (pop.contains(event.target)) clearTimeout(closing);
  else if (event.pointerType !== "touch") approach(event.target, event.clientX);
});
document.addEventListener("focusin", (event) => event.target.matches?.(":focus-visible") && approach(event.target));
["pointerout", "focusout"].forEach((name) => document.addEventListener(name, leave));
document.addEventListener("keydown", (event) => event.key === "Escape" && close());
