// The figure of receptive fields: a click or a drag on the layers goes to a unit, a slider sets the object's size.
// Each of them only sets fields of the form: what is drawn comes from the server.
import { put } from "./lab.js";

const TOP = 28; // of the drawing, in its units
const PITCH = 40;

const named = (name) => document.querySelector(`[name="${name}"]`);
const clamp = (value, last) => Math.max(0, Math.min(last, value));

// The layer whose row is nearest, and in it the unit that looks nearest to where the pointer is.
function unitUnder(event) {
  const piece = event.target.closest?.('[data-piece="levels"]');
  if (!piece) return null;
  const box = piece.getBoundingClientRect();
  const unit = piece.viewBox.baseVal.width / box.width;
  const { levels, left, low, scale } = piece.dataset;
  const rows = levels.split(";").map((row) => row.split(" ").map(Number));
  const y = (event.clientY - box.top) * unit;
  const [layer, start, jump, size] = rows[clamp(Math.floor((y - TOP) / PITCH), rows.length - 1)];
  const pixel = ((event.clientX - box.left) * unit - Number(left)) / Number(scale) + Number(low);
  return { layer, size, column: clamp(Math.round((pixel - start) / jump), size - 1) };
}

function go({ layer, size, column }) {
  const [at, on] = [named("at"), named("on")];
  const before = Number(at.dataset.row);
  const row = on.value === String(layer) ? Math.floor(Number(at.value) / before) : Math.floor(size / 2);
  named("layer").value = layer;
  on.value = layer;
  at.max = size * size - 1;
  put(at, row * size + column);
}

let dragging = false;
document.addEventListener("pointerdown", (event) => {
  const unit = unitUnder(event);
  if (!unit) return;
  event.preventDefault();
  dragging = true;
  go(unit);
});
document.addEventListener("pointermove", (event) => {
  const unit = dragging ? unitUnder(event) : null;
  if (unit) go(unit);
});
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { dragging = false; });

document.addEventListener("input", ({ target }) => {
  const box = target.dataset?.sets && named(target.dataset.sets);
  if (box) put(box, target.value);
});
for (const slider of document.querySelectorAll("[data-helps]")) slider.hidden = false;
