// A button that saves a drawing as a PNG: the browser paints the SVG that the link beside it would download.
const PNG_SCALE = 2;
const KEPT_FOR_MS = 1000;

async function save(address) {
  const image = new Image();
  image.src = address;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * PNG_SCALE;
  canvas.height = image.naturalHeight * PNG_SCALE;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const link = document.createElement("a");
  link.download = `${new URL(image.src).pathname.split("/").at(-1).replace(".svg", "")}.png`;
  link.href = URL.createObjectURL(await new Promise((made) => { canvas.toBlob(made, "image/png"); }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_FOR_MS);
}

function show() {
  for (const button of document.querySelectorAll("[data-png]")) button.hidden = false;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-png]");
  if (button) save(button.dataset.png);
});
document.addEventListener("htmx:after:swap", show);
show();
