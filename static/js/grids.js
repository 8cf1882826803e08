// A grid is filled in like a spreadsheet: arrows move from cell to cell, and a pasted table spreads out over the cells.
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

const cellsOf = (grid) => [...grid.rows].map((row) => [...row.querySelectorAll("input")]);

function placeOf(cells, input) {
  const row = cells.findIndex((each) => each.includes(input));
  return [row, cells[row].indexOf(input)];
}

// Left and right leave a cell only from its ends, so that one can still move within a number.
const isInside = (input, step) =>
  step < 0 ? input.selectionEnd > 0 : step > 0 ? input.selectionStart < input.value.length : false;

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
  next.focus();
  next.select();
});

document.addEventListener("paste", (event) => {
  const grid = event.target.closest?.("[data-grid]");
  const text = event.clipboardData?.getData("text").trim() ?? "";
  if (!grid || !/[\t\n; ]/.test(text)) return;
  event.preventDefault();
  const cells = cellsOf(grid);
  const [top, left] = placeOf(cells, event.target);
  text.split(/[;\n]/).forEach((line, i) => {
    const parts = line.includes("\t") ? line.split("\t") : line.trim().replace(/^\[+|\]+,?$/g, "").split(/\s*,\s*|\s+/);
    parts.forEach((part, j) => {
      const cell = cells[top + i]?.[left + j];
      if (cell) cell.value = part.trim();
    });
  });
});
