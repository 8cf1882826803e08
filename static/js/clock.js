// A clock that counts down what the server says is left. The end is the server's: this only shows it.
const A_SECOND_MS = 1000;

class RunningClock extends HTMLElement {
  #timer = 0;

  connectedCallback() {
    const end = performance.now() + Number(this.dataset.left) * A_SECOND_MS;
    this.#timer = setInterval(() => this.#show(Math.max(Math.ceil((end - performance.now()) / A_SECOND_MS), 0)), A_SECOND_MS / 4);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
  }

  #show(left) {
    if (this.textContent === String(left)) return;
    this.textContent = left;
    if (left > 0) return;
    clearInterval(this.#timer);
    document.getElementById("status").textContent = "Time is up. Finish the sentence and go on.";
  }
}

customElements.define("running-clock", RunningClock);
