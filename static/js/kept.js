// What was typed into the forms of the desk and not saved, kept in this browser: by who typed, and the address of the form.
const BEGIN = "unsaved:";
const OLDEST = 14 * 24 * 3600 * 1000;

export const keyOf = (who, path) => `${BEGIN}${who}:${path}`;
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(BEGIN));

export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

// A browser that is full, or keeps nothing, keeps nothing: the form works all the same.
export function keep(key, value) {
  if ("leaving" in document.body.dataset) return;
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    localStorage.removeItem(key);
  }
}

export const forget = (key) => localStorage.removeItem(key);

// The form that this tab has sent away: its text is forgotten where the next page says that it was saved.
export const sent = (key) => sessionStorage.setItem("sent", key);

function arrive() {
  const key = sessionStorage.getItem("sent");
  sessionStorage.removeItem("sent");
  if (key && document.querySelector(".messages > .success")) forget(key);
}

// What is old and what is another's is forgotten, and all of it at signing out.
export function tidy(who) {
  arrive();
  keys().forEach((key) => {
    const one = read(key);
    if (!one || !key.startsWith(`${BEGIN}${who}:`) || Date.now() - one.at > OLDEST) forget(key);
  });
  document.querySelector('form[action="/sign-out/"]')?.addEventListener("submit", () => {
    keys().forEach(forget);
    document.body.dataset.leaving = "";
  });
  // Who was warned of what is unsaved, and stayed, types on.
  addEventListener("input", () => { delete document.body.dataset.leaving; }, { capture: true });
}

// Once on every page of somebody who has signed in.
if (document.body.dataset.who) tidy(document.body.dataset.who);
