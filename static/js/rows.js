// A table grows and shrinks by rows. The server has drawn all it may need; those that are not in use yet are hidden.

const rowsOf = (box) => [...box.querySelectorAll("tbody tr")];
const cellsOf = (row) => [...row.querySelectorAll("input, select")];
const isSpare = (row) => row.classList.contains("is-spare");

function add(box) {
  const next = rowsOf(box).find(isSpare);
  if (!next) return;
  next.classList.remove("is-spare");
  cellsOf(next)[0].focus();
}

// What stands below moves up, and the last row is put away, unless the table needs it.
function remove(box, row) {
  const rows = rowsOf(box);
  const shown = rows.filter((each) => !isSpare(each));
  const place = shown.indexOf(row);
  shown.slice(place).forEach((each, step) => {
    const below = shown[place + step + 1];
    cellsOf(each).forEach((cell, column) => { cell.value = below ? cellsOf(below)[column].value : ""; });
  });
  if (shown.length > Math.max(Number(box.dataset.rows), 1)) shown.at(-1).classList.add("is-spare");
  const next = shown[Math.min(place, rowsOf(box).filter((each) => !isSpare(each)).length - 1)];
  next.querySelector("[data-removes=row]").focus();
}

document.addEventListener("click", (event) => {
  const box = event.target.closest?.("[data-rows]");
  if (!box) return;
  if (event.target.matches("[data-adds=row]")) add(box);
  if (event.target.matches("[data-removes=row]")) remove(box, event.target.closest("tr"));
});
