// Details of cases, fetched once for each change of the case: for the map, which shows places, and for joint view, which must
// know what a partner holds. At most four requests at a time.
import { SvelteMap } from 'svelte/reactivity';
import { api, type Scope } from '$/api/client';
import type { CaseDetail, CaseRef } from '$/api/types';

const atOnce = 4;

export class Details {
  readonly known = new SvelteMap<string, CaseDetail>();
  #wanted: { ref: CaseRef; scope: Scope }[] = [];
  #asked = new Map<string, number>();
  #running = 0;

  want(refs: CaseRef[], scope: Scope) {
    for (const ref of refs) {
      if (this.#asked.get(ref.id) === ref.updated_ms) continue;
      this.#asked.set(ref.id, ref.updated_ms);
      this.#wanted.push({ ref, scope });
    }
    this.#next();
  }

  // Another seat or context sees other things.
  clear() {
    this.known.clear();
    this.#asked.clear();
    this.#wanted = [];
  }

  #next() {
    while (this.#running < atOnce && this.#wanted.length) {
      const { ref, scope } = this.#wanted.shift()!;
      this.#running++;
      api
        .case(scope, ref.id)
        .then(
          (detail) => {
            if (this.#asked.has(ref.id)) this.known.set(ref.id, detail);
          },
          () => this.#asked.delete(ref.id),
        )
        .finally(() => {
          this.#running--;
          this.#next();
        });
    }
  }
}
