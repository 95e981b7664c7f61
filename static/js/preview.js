// Keeps what stands beside a text that is being written up with it: its preview, its checks, and the records at hand.
const PAUSE = 400;
const text = document.getElementById("id_body");
const form = text?.form;
const pair = document.querySelector(".pair");
let waiting, asking;

// Without the files: nothing of them is shown, and they may be large.
function typed() {
  const given = new FormData(form);
  [...given].forEach(([name, value]) => value instanceof File && given.delete(name));
  return given;
}

async function refresh() {
  asking?.abort();
  const mine = (asking = new AbortController()).signal;
  const answer = await fetch("/desk/preview/", { method: "POST", body: typed(), signal: mine }).catch(() => null);
  if (mine.aborted) return;
  const there = answer?.ok && !answer.redirected;
  pair.toggleAttribute("data-stale", !there);
  if (!there) return;
  const made = document.createElement("template");
  made.innerHTML = await answer.text();
  made.content.querySelectorAll("[data-live]").forEach((one) => {
    const here = document.querySelector(`[data-live="${one.dataset.live}"]`);
    if (here && here.innerHTML !== one.innerHTML) here.innerHTML = one.innerHTML;
  });
}

function later(event) {
  if (event.target.type === "file") return;
  clearTimeout(waiting);
  waiting = setTimeout(refresh, PAUSE);
}

function show(which) {
  pair.dataset.shown = which;
  document.querySelectorAll("[data-show]").forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.show === which)));
}

if (form) {
  document.documentElement.classList.add("scripts");
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("click", (event) => {
    const { target } = event;
    if (target.dataset?.show) show(target.dataset.show);
    if (target.name !== "preview") return;
    event.preventDefault();
    clearTimeout(waiting);
    refresh();
    if (target.value !== "hand") show("preview");
  });
  document.getElementById("sought").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    refresh();
  });
  // A thing to look at leads to its sentence.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-start]");
    const field = link && document.querySelector(link.hash);
    if (!field) return;
    event.preventDefault();
    show("text");
    field.focus();
    // A selection that is collapsed first is scrolled to where it stands.
    field.setSelectionRange(Number(link.dataset.start), Number(link.dataset.start));
    field.blur();
    field.focus();
    field.setSelectionRange(Number(link.dataset.start), Number(link.dataset.end));
  });
}
