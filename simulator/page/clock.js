import { dayAndTime, moment } from "./dates.js";

/** The simulator's date and time, as the people on the phones would read it. */
export class Clock {
  constructor(element) {
    this.element = element;
  }

  show(now) {
    const at = moment(now);
    this.element.dateTime = at.toISOString();
    this.element.textContent = dayAndTime(at);
  }
}
