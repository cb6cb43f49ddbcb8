// A list one walks with J, K (or the arrows) and opens with Enter. The cursor stays on the same item when the list changes.
import { bind } from '$/app/keys';

export class ListCursor<T> {
  #id = $state<string | null>(null);
  constructor(
    private readonly items: () => T[],
    private readonly idOf: (item: T) => string,
    private readonly open: (item: T) => void,
  ) {
    $effect(() => bind({ j: () => this.move(1), k: () => this.move(-1), arrowdown: () => this.move(1), arrowup: () => this.move(-1), enter: () => this.enter() }));
  }

  get index(): number {
    const found = this.items().findIndex((item) => this.idOf(item) === this.#id);
    return found < 0 ? 0 : found;
  }
  get current(): T | undefined {
    return this.items()[this.index];
  }
  is(item: T): boolean {
    return this.current !== undefined && this.idOf(this.current) === this.idOf(item);
  }
  point(item: T) {
    this.#id = this.idOf(item);
  }
  // From outside the list, by an address: it may stand far down.
  pointTo(id: string) {
    this.#id = id;
    this.#show();
  }
  move(by: number) {
    const items = this.items();
    const next = items[Math.max(0, Math.min(items.length - 1, this.index + by))];
    if (!next) return;
    this.point(next);
    this.#show();
  }
  #show() {
    requestAnimationFrame(() => document.querySelector('[data-cursor="true"]')?.scrollIntoView({ block: 'nearest' }));
  }
  enter() {
    if (this.current !== undefined) this.open(this.current);
  }
}
