// One thing on the screen that comes from the node: fetched at once, again when its topics change (many changes in a row are one
// fetch), and kept, marked old, while the node does not answer. Made during a component's initialisation.
import { untrack } from 'svelte';
import { live } from '$/app/live.svelte';
import { ApiError } from './client';
import type { Topic } from './types';

const settleMs = 150;

export class Query<T> {
  data = $state.raw<T | undefined>(undefined);
  error = $state.raw<ApiError | null>(null);
  loading = $state(true);
  #turn = 0;
  #fetch: () => Promise<T>;

  // `key` is what the answer depends on; when it changes the old answer is dropped before the new one is there.
  constructor(key: () => unknown, fetch: () => Promise<T>, topics: Topic[]) {
    this.#fetch = fetch;
    let shown: string | undefined;
    $effect(() => {
      const next = JSON.stringify(key());
      topics.forEach((topic) => live.versions[topic]);
      if (next !== shown) {
        if (shown !== undefined) this.data = undefined;
        shown = next;
        untrack(() => void this.refetch());
        return;
      }
      const timer = setTimeout(() => void this.refetch(), settleMs);
      return () => clearTimeout(timer);
    });
  }

  // The newest request wins, whatever order the answers come in.
  async refetch(): Promise<void> {
    const turn = ++this.#turn;
    this.loading = true;
    try {
      const data = await this.#fetch();
      if (turn !== this.#turn) return;
      this.data = data;
      this.error = null;
    } catch (e) {
      if (turn !== this.#turn) return;
      this.error = asApiError(e);
    }
    this.loading = false;
  }
}

export function asApiError(e: unknown): ApiError {
  if (e instanceof ApiError) return e;
  const detail = e instanceof Error ? e.message : String(e);
  return new ApiError(0, 'console.fault', { ja: `画面の不具合：${detail}`, en: `A fault in the console: ${detail}` });
}
