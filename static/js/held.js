// Offers the posts that the visitor held on the day, as soon as visitor or date are there, and fills what follows from the post.
import { made } from "./elements.js";

const form = document.querySelector("form.entry");
const [person, when, source] = ["participants-0-actor", "when", "source-document"].map((name) => form?.elements.namedItem(name));
const [state, level] = ["sending_state", "level"].map((name) => form?.elements.namedItem(name));
const held = form?.querySelector("[data-held]");
// What was filled in here, and may be replaced here.
const filled = new WeakMap();
let asked = "";

function fill(field, value) {
  if (!field || !value || (field.value && field.value !== filled.get(field))) return;
  filled.set(field, (field.value = String(value)));
}

function option(value, words, checked) {
  const label = made("label", { className: "choice" });
  const radio = made("input", { type: "radio", name: held.dataset.held, value, checked });
  label.append(radio, " ", made("span", { textContent: words, dir: "auto" }));
  return label;
}

function show({ posts, sure, state: own }) {
  const last = [...held.querySelectorAll("label:has([type=radio])")].filter(({ firstElementChild: { value } }) => value === "none" || (!value && !sure));
  const before = held.querySelector(":checked")?.value ?? "";
  const chosen = posts.some(({ ref }) => ref === before) || before === "none" ? before : sure;
  held.querySelectorAll("label:has([type=radio])").forEach((one) => one.remove());
  held.prepend(...posts.map(({ ref, words }) => option(ref, words, ref === chosen)), ...last.map((one) => option(one.firstElementChild.value, one.textContent.trim(), one.firstElementChild.value === chosen)));
  const post = posts.find(({ ref }) => ref === chosen);
  fill(state, post?.state || own);
  fill(level, post?.level);
  held.posts = posts;
}

async function look() {
  const query = new URLSearchParams({ actor: person.value, when: when.value, document: source?.value ?? "" }).toString();
  if (!person.value.trim() || query === asked) return;
  asked = query;
  const answer = await fetch(`/desk/reads/posts/?${query}`).catch(() => null);
  if (answer?.ok && query === asked) show(await answer.json());
}

if (held && person && when) {
  [person, when, source].forEach((field) => field?.addEventListener("change", look));
  held.addEventListener("change", ({ target }) => {
    const post = held.posts?.find(({ ref }) => ref === target.value);
    fill(state, post?.state);
    fill(level, post?.level);
  });
}
