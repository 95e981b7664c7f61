// Asks, after a moment, what readers will see of the visit as it stands now, and of what the editor is to be warned.
const PAUSE = 500;
const form = document.querySelector("form.entry");
const record = form?.dataset.record ?? "";
let waiting, asking;

async function ask() {
  asking?.abort();
  asking = new AbortController();
  const address = `/desk/reads/visit/${record ? `?visit=${record}` : ""}`;
  const answer = await fetch(address, { method: "POST", body: new FormData(form), signal: asking.signal }).catch(() => null);
  if (!answer?.ok) return;
  const told = await answer.json();
  for (const part of document.querySelectorAll("[data-reads]")) {
    const html = told[part.dataset.reads];
    // Written anew only where it says something else: it is read out.
    if (html !== undefined && part.dataset.said !== html) part.innerHTML = part.dataset.said = html;
  }
}

// What is asked of a record that is new opens where one is named as new.
function open({ target }) {
  const more = form.querySelector(`details[data-of-new="${CSS.escape(target.name ?? "")}"]`);
  if (more && target.value.trim().toLowerCase().startsWith("new:")) more.open = true;
}

form?.addEventListener("change", (event) => {
  open(event);
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
});
