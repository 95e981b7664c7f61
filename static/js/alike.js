// Tells, while an actor is entered, which of those on record it looks like: `data-alike` is the address that knows.
const PAUSE = 400;
const told = document.querySelector("[data-alike]");
const form = told?.closest("form");
let waiting, asking;

async function ask() {
  asking?.abort();
  const { signal } = (asking = new AbortController());
  const asked = new URLSearchParams({ name: form.elements.title.value, category: form.elements.category.value, state: form.elements.state.value });
  const said = await fetch(`${told.dataset.alike}?${asked}`, { signal }).then((answer) => answer.ok && answer.json()).catch(() => null);
  // Written anew only where it says something else: it is read out.
  if (said && !signal.aborted && told.dataset.said !== said.alike) told.innerHTML = told.dataset.said = said.alike;
}

form?.addEventListener("input", ({ target }) => {
  if (!["title", "category", "state"].includes(target.name)) return;
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
});
