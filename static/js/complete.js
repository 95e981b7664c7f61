// Completes what is typed into the fields marked `data-complete`: a WAI-ARIA combobox with a listbox that pops up. The mark
// lists the kinds to offer ("actor:person post"). A marked field fills itself; the search field, marked "", leads to the page.
const PAUSE = 120;
const SHORTEST = 2;

function combobox(input, number) {
  const kinds = input.dataset.complete.split(" ").filter(Boolean).map((kind) => `&kind=${encodeURIComponent(kind)}`).join("");
  const list = Object.assign(document.createElement("ul"), { id: `completions-${number}`, className: "completions", hidden: true });
  const live = Object.assign(document.createElement("span"), { className: "vh" });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels?.[0]?.textContent.trim() || "Suggestions");
  live.setAttribute("role", "status");
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(name, value);
  input.after(list, live);
  let found = [];
  let at = -1;
  let waiting, asking;

  function close() {
    clearTimeout(waiting);
    asking?.abort();
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(place) {
    list.children[at]?.removeAttribute("aria-selected");
    at = (place + found.length + 1) % (found.length + 1);
    if (at === found.length) at = -1;
    const option = list.children[at];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function choose(place) {
    const { address, slug } = found[place];
    close();
    if (!input.dataset.complete) location.assign(address);
    else input.value = slug;
  }

  function show() {
    list.replaceChildren(...found.map(({ label, detail }, place) => {
      const option = Object.assign(document.createElement("li"), { id: `${list.id}-${place}` });
      option.setAttribute("role", "option");
      option.append(Object.assign(document.createElement("b"), { textContent: label, dir: "auto" }), Object.assign(document.createElement("span"), { textContent: detail, dir: "auto" }));
      option.addEventListener("click", () => choose(place));
      return option;
    }));
    at = -1;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
    live.textContent = found.length ? `${found.length} suggestions` : "";
  }

  async function ask() {
    asking = new AbortController();
    const answer = fetch(`/complete/?q=${encodeURIComponent(input.value)}${kinds}`, { signal: asking.signal });
    found = await answer.then((response) => (response.ok ? response.json() : {})).then((said) => said.completions ?? [], () => null);
    if (found && document.activeElement === input) show();
  }
}
