// What a completion is asked for, and what a choice puts in its place: all of the field or, where `data-several` names what
// stands between values, the one in which the caret is.
export function filling(input) {
  const { several, fill, new: mark } = input.dataset;

  function place() {
    if (!several) return [0, input.value.length];
    const caret = input.selectionStart ?? input.value.length;
    const end = input.value.indexOf(several, caret);
    return [input.value.lastIndexOf(several, caret - 1) + 1, end < 0 ? input.value.length : end];
  }

  return {
    typed: () => input.value.slice(...place()).trim(),
    written: (row) => (row.made || fill !== "ref" ? row.fill : `${several ? row.label.replaceAll(several, ",") : row.label} · ${row.ref}`),
    put(text) {
      const [start, end] = place();
      const lead = several && start ? " " : "";
      const after = several && end === input.value.length ? `${several} ` : "";
      input.setRangeText(lead + text + after, start, end, "end");
      input.dispatchEvent(new Event("change", { bubbles: true }));
    },
    // The last row offers to enter what is not there yet.
    offered: (rows, typed) => (mark && typed ? [...rows, { label: `New: “${typed}”`, detail: "Is entered with this, as a draft", fill: `${mark} ${typed}`, made: true }] : rows),
  };
}
