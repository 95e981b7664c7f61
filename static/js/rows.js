// "Add" puts a blank row there at once; without this, the server sends the form back with one more.
import { complete } from "./complete.js";

document.querySelectorAll("[data-rows]").forEach((rows) => {
  const total = rows.querySelector(`[name="${rows.dataset.rows}-TOTAL_FORMS"]`);
  const blank = rows.querySelector(":scope > template");
  const button = rows.querySelector(':scope > div > button[name="add"]');
  if (!total || !blank || !button) return;
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const number = Number(total.value);
    const made = document.createElement("template");
    made.innerHTML = blank.innerHTML.replaceAll("__prefix__", String(number));
    const row = made.content.firstElementChild;
    blank.before(row);
    total.value = String(number + 1);
    row.setAttribute("aria-label", `${row.getAttribute("aria-label")} ${number + 1}`);
    row.querySelectorAll("input[data-complete]").forEach((input) => complete(input));
    row.dispatchEvent(new CustomEvent("row-added", { bubbles: true }));
    row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
  });
});
