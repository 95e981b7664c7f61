// "/" puts the cursor into the search field, unless the reader is typing somewhere.
const typing = "input, textarea, select, [contenteditable]";

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(typing)) return;
  const field = document.querySelector("[role=search] [type=search]");
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
});
