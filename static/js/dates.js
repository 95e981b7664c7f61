// Says below a field marked `data-said-date` how the date in it is read, while it is typed. The mark holds the day from which
// a relative date is said.
import { made } from "./elements.js";

const PAUSE = 250;

function read(input) {
  const told = input.parentElement.querySelector(".read");
  let waiting, asking;
  if (!told) return;

  function show(said) {
    const line = made("p", { className: said.problem ? "fine" : "" });
    if (said.problem) line.textContent = said.problem;
    else line.append("Read as ", made("b", { textContent: said.words }));
    if (said.edtf && said.edtf !== said.words) line.append("; stored as ", made("code", { textContent: said.edtf }));
    const note = said.note ? [made("p", { className: "fine", textContent: `${said.note[0].toUpperCase()}${said.note.slice(1)}.` })] : [];
    told.replaceChildren(line, ...note);
    told.hidden = !(said.edtf || said.problem);
  }

  async function ask() {
    asking?.abort();
    const { signal } = (asking = new AbortController());
    const asked = new URLSearchParams({ text: input.value, near: input.dataset.saidDate });
    const said = await fetch(`/desk/reads/date/?${asked}`, { signal }).then((answer) => answer.ok && answer.json()).catch(() => null);
    if (said && !signal.aborted) show(said);
  }

  const later = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE);
  };
  input.addEventListener("input", later);
  // The day of the source has become known (quote.js): what was typed may now mean something.
  input.addEventListener("near", ({ detail }) => {
    input.dataset.saidDate = detail;
    if (input.value.trim()) later();
  });
}

const all = (root) => root.querySelectorAll("input[data-said-date]").forEach(read);
all(document);
addEventListener("row-added", ({ target }) => all(target));
