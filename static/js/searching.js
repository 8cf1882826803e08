// The search over the page: opened by its link in the head, gone through with the arrow keys, closed with Escape.
const dialog = document.getElementById("searching"); // not on the page of the search, which has the box itself
const box = document.querySelector("[data-search]");
const opener = document.querySelector("[data-opens=search]");
const place = box?.closest("dialog, main");

const opensElsewhere = (event) => event.ctrlKey || event.metaKey || event.shiftKey;

function open(event) {
  if (opensElsewhere(event)) return;
  event.preventDefault();
  if (!dialog?.open) dialog?.showModal();
  box.select();
  box.focus();
}

// From the box down to the first hit and back; at either end the keys do what they do elsewhere.
function step(event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const stops = [box, ...place.querySelectorAll(".hits a")];
  const next = stops[stops.indexOf(event.target) + by];
  if (!by || !next || !stops.includes(event.target)) return;
  event.preventDefault();
  next.focus();
}

if (box && opener) {
  opener.addEventListener("click", open);
  place.addEventListener("keydown", step);
}

// A browser would first empty the box; and a hit on this very page loads nothing that would close the dialog.
dialog?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  event.preventDefault();
  dialog.close();
});
dialog?.addEventListener("click", (event) => {
  if (event.target === dialog || (event.target.closest("a") && !opensElsewhere(event))) dialog.close();
});
