// The figures of the lab: a window is dragged or played, an own picture is made small.
// Each of them only sets a field of the form: what is drawn comes from the server.
import "./copying.js";
import "./saving.js";

const STEP_MS = 700;
const PICTURE_SIDE = 28;
const LEVELS = 15; // of grey, a hexadecimal digit each
const still = matchMedia("(prefers-reduced-motion: reduce)");

const slider = () => document.querySelector('[name="at"]');
const clamp = (value, last) => Math.max(0, Math.min(last, value));

export function put(input, value) {
  if (Number(input.value) === value) return;
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

// Up and down move by a row of the output, where a slider would move by one.
document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (!target.matches?.("[data-row]") || !["ArrowUp", "ArrowDown"].includes(key)) return;
  event.preventDefault();
  const to = Number(target.value) + (key === "ArrowDown" ? 1 : -1) * Number(target.dataset.row);
  if (to >= 0 && to <= Number(target.max)) put(target, to);
});

// In the input the window's middle follows the pointer, in the output the cell is the window's own.
const FIRST_CELL = { x: 2, y: 26 };
const SIZES = { input: [34, 34], output: [34, 50] };

function windowUnder(event) {
  const piece = event.target.closest?.("[data-piece]");
  const kind = piece && Object.keys(SIZES).find((name) => piece.dataset.piece.startsWith(name));
  if (!kind) return null;
  const stage = piece.closest("[data-stage]").dataset;
  const [strides, counts, spans] = [stage.stride, stage.output, stage.span].map((text) => text.split(" ").map(Number));
  const box = piece.getBoundingClientRect();
  const scale = piece.viewBox.baseVal.width / box.width;
  const cells = [
    ((event.clientY - box.top) * scale - FIRST_CELL.y) / SIZES[kind][0],
    ((event.clientX - box.left) * scale - FIRST_CELL.x) / SIZES[kind][1],
  ];
  const [row, column] = cells.map((cell, axis) => {
    const at = kind === "output" ? Math.floor(cell) : Math.round((cell - spans[axis] / 2) / strides[axis]);
    return clamp(at, counts[axis] - 1);
  });
  return row * counts[1] + column;
}

let dragging = false;
document.addEventListener("pointerdown", (event) => {
  const at = windowUnder(event);
  if (at === null) return;
  event.preventDefault();
  dragging = true;
  put(slider(), at);
});
document.addEventListener("pointermove", (event) => {
  const at = dragging ? windowUnder(event) : null;
  if (at !== null) put(slider(), at);
});
for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { dragging = false; });

let playing = 0;
function stop() {
  clearInterval(playing);
  playing = 0;
  label();
}

function label() {
  const button = document.querySelector("[data-plays]");
  if (!button) return;
  button.hidden = still.matches;
  button.textContent = playing ? "Pause" : "Play";
  button.setAttribute("aria-pressed", String(playing !== 0));
}

function next() {
  const input = slider();
  if (!input || still.matches) return stop();
  put(input, (Number(input.value) + 1) % (Number(input.max) + 1));
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-plays]")) {
    if (playing) return stop();
    playing = setInterval(next, STEP_MS);
    label();
  }
});
still.addEventListener("change", stop);

// The middle square of a picture, small and grey; the file itself never leaves the browser.
async function shrink(file) {
  const bitmap = await createImageBitmap(file);
  const side = Math.min(bitmap.width, bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = PICTURE_SIDE;
  canvas.height = PICTURE_SIDE;
  const paper = canvas.getContext("2d");
  paper.imageSmoothingQuality = "high";
  paper.drawImage(bitmap, (bitmap.width - side) / 2, (bitmap.height - side) / 2, side, side, 0, 0, PICTURE_SIDE, PICTURE_SIDE);
  const { data } = paper.getImageData(0, 0, PICTURE_SIDE, PICTURE_SIDE);
  return Array.from({ length: PICTURE_SIDE ** 2 }, (_, i) => {
    const [red, green, blue] = data.subarray(4 * i, 4 * i + 3);
    return Math.round(((0.299 * red + 0.587 * green + 0.114 * blue) / 255) * LEVELS).toString(16);
  }).join("");
}

document.addEventListener("change", async ({ target }) => {
  if (!target.matches('[data-pixels] input[type="file"]') || !target.files.length) return;
  const form = target.form;
  try {
    form.elements.pixels.value = await shrink(target.files[0]);
    target.setCustomValidity("");
  } catch {
    target.setCustomValidity("This file is no picture that the browser can open.");
    target.reportValidity();
    return;
  }
  document.getElementById("picture-own").checked = true;
  form.dispatchEvent(new Event("change", { bubbles: true }));
});

// Who types numbers of their own wants them used.
document.addEventListener("input", ({ target }) => {
  const choice = target.dataset?.checks && document.getElementById(target.dataset.checks);
  if (choice) choice.checked = true;
});

function show() {
  for (const hidden of document.querySelectorAll("[data-pixels]")) hidden.hidden = false;
  label();
}

document.addEventListener("htmx:after:swap", show);
show();
