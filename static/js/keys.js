// Ctrl+S presses the button that saves; Alt and the letter in `data-key` press others.
addEventListener("keydown", (event) => {
  const saving = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s";
  const key = saving ? "s" : event.altKey && !event.ctrlKey && event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : "";
  const button = key && (saving || key !== "s") && document.querySelector(`button[data-key="${key}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
