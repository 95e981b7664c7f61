// Says once a minute that this record is open here, and who else has it open.
const EVERY = 60_000;
const said = document.querySelector("[data-presence]");
const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;

async function tell() {
  if (document.visibilityState !== "visible") return;
  const answer = await fetch(said.dataset.presence, { method: "POST", headers: { "X-CSRFToken": token } }).catch(() => null);
  if (!answer?.ok) return;
  const { others } = await answer.json();
  said.textContent = others.length ? `Also editing this now: ${others.join(", ")}.` : "";
}

if (said && token) setInterval(tell, EVERY);
