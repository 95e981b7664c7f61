// A small card about the record behind a link: after a moment's hovering, or on keyboard focus.
const FOLDERS = "actors|posts|tenures|relations|documents|briefings|visits|meetings|events|claims|assertions|commitments";
const RECORD = new RegExp(`^/(?:${FOLDERS})/[^/]+/$`);
const PAUSE = 350;
const cards = new Map();
const pop = Object.assign(document.createElement("div"), { id: "peek", className: "pop" });
pop.setAttribute("role", "tooltip");
let link = null;
let opening, closing;

function recordLink(target) {
  const found = target.closest?.("main a[href]");
  const elsewhere = found && found.origin === location.origin && found.pathname !== location.pathname;
  return elsewhere && RECORD.test(found.pathname) ? found : null;
}

// The fragment of an address, fetched once; "" where there is none to show.
function card(path) {
  if (!cards.has(path)) {
    const answer = fetch(`${path}card/`).then((response) => (response.ok && !response.redirected ? response.text() : ""));
    cards.set(path, answer.catch(() => ""));
  }
  return cards.get(path);
}

function place() {
  const at = link.getBoundingClientRect();
  const room = document.documentElement.clientWidth - pop.offsetWidth - 16;
  const below = at.bottom + pop.offsetHeight + 8 < innerHeight || at.top < pop.offsetHeight + 8;
  pop.style.left = `${scrollX + Math.max(16, Math.min(at.left, room))}px`;
  pop.style.top = `${scrollY + (below ? at.bottom + 4 : at.top - pop.offsetHeight - 4)}px`;
}

async function open(wanted) {
  const html = await card(wanted.pathname);
  if (wanted !== link || !html) return;
  pop.innerHTML = html;
  document.body.append(pop);
  pop.classList.add("open");
  place();
  link.setAttribute("aria-describedby", pop.id);
}

function close() {
  clearTimeout(opening);
  clearTimeout(closing);
  link?.removeAttribute("aria-describedby");
  link = null;
  pop.classList.remove("open");
  pop.remove();
}

function approach(target) {
  const found = recordLink(target);
  if (!found) return;
  clearTimeout(closing);
  clearTimeout(opening);
  if (found === link && pop.isConnected) return;
  close();
  link = found;
  opening = setTimeout(open, PAUSE, found);
}

// The card stays while the pointer is on its way to it or over it (WCAG 2.2, 1.4.13).
function leave(event) {
  if (!link || (event.type === "pointerout" && link.contains(event.relatedTarget))) return;
  clearTimeout(opening);
  clearTimeout(closing);
  closing = setTimeout(close, PAUSE / 2);
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType === "touch") return;
  if (pop.contains(event.target)) clearTimeout(closing);
  else approach(event.target);
});
document.addEventListener("pointerout", leave);
document.addEventListener("focusin", (event) => event.target.matches?.(":focus-visible") && approach(event.target));
document.addEventListener("focusout", leave);
document.addEventListener("keydown", (event) => event.key === "Escape" && close());
