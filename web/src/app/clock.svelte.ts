// The node's time, second by second: deadlines are the node's, not this machine's.
class Clock {
  #offset = 0;
  now = $state(Date.now());

  constructor() {
    if (typeof window !== 'undefined') setInterval(() => (this.now = Date.now() + this.#offset), 1000);
  }
  set(nodeNow: number) {
    this.#offset = nodeNow - Date.now();
    this.now = nodeNow;
  }
}

export const clock = new Clock();
