// Cases by words, asked of the node a moment after the last key. The newest question wins, whatever order the answers come in.
import { api, type ApiError } from '$/api/client';
import { asApiError } from '$/api/query.svelte';
import type { CaseRef } from '$/api/types';
import { session } from './session.svelte';

const settleMs = 150;

export class Finder {
  words = $state('');
  found = $state.raw<{ cases: CaseRef[]; more: boolean } | null>(null);
  error = $state.raw<ApiError | null>(null);
  #turn = 0;

  // `shared`: only of what the partner holds something.
  constructor(shared: () => boolean) {
    $effect(() => {
      const asked = this.words.trim();
      const only = shared();
      const mine = ++this.#turn;
      if (!asked) {
        this.found = this.error = null;
        return;
      }
      const timer = setTimeout(async () => {
        try {
          const answer = await api.search(session.scope, asked, only);
          if (mine === this.#turn) [this.found, this.error] = [answer, null];
        } catch (e) {
          if (mine === this.#turn) [this.found, this.error] = [null, asApiError(e)];
        }
      }, settleMs);
      return () => clearTimeout(timer);
    });
  }
}
