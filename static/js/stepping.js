// Arrow keys step the number in a box, and a pointer on a chart moves the slider below it.
// Each only sets a field of the form: what is drawn comes from the server.
const PLOT = { left: 84, right: 24, width: 640 }; // of the drawing, in its own units

function put(input, value) {
  if (input.value === value) return;
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

const clamp = (value, least, most) => Math.max(least, Math.min(most, value));

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (!target.matches?.("[data-step]") || !["ArrowUp", "ArrowDown"].includes(key)) return;
  event.preventDefault();
  const { step, least, most } = target.dataset;
  const next = Number(target.value) + (key === "ArrowUp" ? 1 : -1) * Number(step);
  if (Number.isNaN(next)) return;
  put(target, String(Number(clamp(next, Number(least), Number(most)).toFixed(6))));
});

function follow(event) {
  const chart = event.target.closest?.("[data-slides]");
  const slider = chart?.parentElement.querySelector('[type="range"]');
  if (!slider) return;
  const box = chart.querySelector("svg").getBoundingClientRect();
  const scale = PLOT.width / box.width;
  const share = ((event.clientX - box.left) * scale - PLOT.left) / (PLOT.width - PLOT.left - PLOT.right);
  put(slider, String(clamp(Math.round(share * Number(slider.max)) + 1, 1, Number(slider.max))));
}

let dragging = false;
document.addEventListener("pointerdown", (event) => {
  dragging = Boolean(event.target.closest?.("[data-slides]"));
  if (dragging) follow(event);
});
document.addEventListener("pointermove", (event) => { if (dragging) follow(event); });
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { dragging = false; });
