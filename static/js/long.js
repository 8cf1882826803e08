// A form whose answer takes long: its lines of progress are shown as they come, and a button stops it.
// Without this script the form is sent as it is, and the page comes when all is done.
let running = null;

const part = (form, name) => form.querySelector(`[data-long=${name}]`);

function show(form, isRunning, words) {
  part(form, "begin").disabled = isRunning;
  part(form, "cancel").hidden = !isRunning;
  part(form, "said").textContent = words;
}

function take(form, line) {
  const { said, board, refused } = JSON.parse(line);
  if (board === undefined) return show(form, refused === undefined, said ?? refused);
  const place = document.getElementById("board");
  place.outerHTML = board;
  const fresh = document.getElementById("board");
  window.htmx.process(fresh);
  document.dispatchEvent(new CustomEvent("htmx:after:swap"));
  fresh.focus({ preventScroll: true });
}

async function run(form) {
  running?.abort();
  running = new AbortController();
  const { signal } = running;
  show(form, true, "Begun.");
  try {
    const query = new URLSearchParams(new FormData(form));
    const answer = await fetch(`${form.dataset.stream}?${query}`, { signal });
    if (!answer.ok) return show(form, false, "The server refused it.");
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      const lines = (rest + next.value).split("\n");
      rest = lines.pop();
      for (const line of lines) take(form, line);
    }
  } catch {
    show(form, false, signal.aborted ? "Stopped." : "The connection broke.");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-stream]");
  if (!form) return;
  event.preventDefault();
  run(form);
});
document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-long=cancel]")) running?.abort();
});
document.addEventListener("htmx:before:request", () => running?.abort());
