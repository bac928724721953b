/** A quiet line under the top bar while the simulator cannot be reached. */
export class Connection {
  constructor(element) {
    this.element = element;
  }

  works() {
    this.element.hidden = true;
  }

  failed() {
    this.element.hidden = false;
  }
}
