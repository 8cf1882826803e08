// A grid is filled in like a spreadsheet: arrows move from cell to cell, and a pasted table spreads out over the cells.
// Tab and Enter do what they do in any form: the next cell, and sending it.
import { say } from "./answering.js";

const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const BETWEEN_ROWS = /[;\n]|\]\s*,?\s*(?=\[)/; // 1 2; 3 4, lines, [[1, 2], [3, 4]]
const BETWEEN_CELLS = /\s*,\s*|\s+/;
const SEVERAL = /[\t\n; ]|\[.*,/;

const cellsOf = (grid) => [...grid.rows].map((row) => [...row.querySelectorAll("input")]);

function placeOf(cells, input) {
  const row = cells.findIndex((each) => each.includes(input));
  return [row, cells[row].indexOf(input)];
}

// Left and right leave a cell only from its ends, so that one can still move within a number.
const isInside = (input, step) =>
  step < 0 ? input.selectionEnd > 0 : step > 0 ? input.selectionStart < input.value.length : false;

function goTo(cell) {
  cell.focus();
  cell.select();
}

document.addEventListener("keydown", (event) => {
  const grid = event.target.closest?.("[data-grid]");
  const step = STEPS[event.key];
  if (!grid || !step || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const isSelected = event.target.selectionEnd - event.target.selectionStart === event.target.value.length;
  if (!isSelected && isInside(event.target, step[1])) return;
  const cells = cellsOf(grid);
  const [row, column] = placeOf(cells, event.target);
  const next = cells[row + step[0]]?.[column + step[1]];
  if (!next) return;
  event.preventDefault();
  goTo(next);
});

function tableIn(text) {
  return text.split(BETWEEN_ROWS).map((line) => {
    if (line.includes("\t")) return line.replace("\r", "").split("\t");
    return line.trim().replace(/^\[+\s*|\s*\]+,?$/g, "").split(BETWEEN_CELLS);
  });
}

// A table that does not fit is left alone and said so: nothing of it is dropped in silence.
document.addEventListener("paste", (event) => {
  const grid = event.target.closest?.("[data-grid]");
  const text = (event.clipboardData?.getData("text") ?? "").replace(/^[ \r\n]+|[ \r\n]+$/g, "");
  if (!grid || !SEVERAL.test(text)) return;
  event.preventDefault();
  const cells = cellsOf(grid);
  const [top, left] = placeOf(cells, event.target);
  const table = tableIn(text);
  const rows = table.length;
  const columns = Math.max(...table.map((row) => row.length));
  if (top + rows > cells.length || left + columns > cells[0].length) {
    say(`What you pasted is ${rows} × ${columns} cells, and from here there is room for ${cells.length - top} × ${cells[0].length - left}.`);
    return;
  }
  table.forEach((row, i) => row.forEach((part, j) => { cells[top + i][left + j].value = part.trim(); }));
  goTo(cells[top + rows - 1][left + table.at(-1).length - 1]);
});
