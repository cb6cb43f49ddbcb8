// Who sits here: the account, the seat and the context in use. When a session ends under a page, the page stays and asks for the
// password again above it, so that nothing typed is lost.
import { api, ApiError } from '$/api/client';
import type { Context, Me, MySeat } from '$/api/types';
import { clock } from './clock.svelte';
import { live } from './live.svelte';
import { prefs } from './prefs.svelte';
import { clearDrafts } from './drafts';

class Session {
  me = $state.raw<Me | null>(null);
  lost = $state(false);
  checked = $state(false);
  // The server could not be asked who we are; not the same as being signed out.
  unreachable = $state.raw<ApiError | null>(null);

  constructor() {
    api.onSessionLost = () => {
      if (this.me) this.lost = true;
    };
  }

  get seat(): MySeat | null {
    return this.me?.seats.find((s) => s.id === prefs.seat) ?? this.me?.seats[0] ?? null;
  }
  get context(): Context | null {
    const all = this.me?.contexts ?? [];
    return all.find((c) => c.id === prefs.context) ?? all.find((c) => c.id === this.me?.default_context) ?? all[0] ?? null;
  }
  get scope() {
    return { context: this.context?.id ?? '', seat: this.seat?.id ?? '' };
  }
  get own(): string {
    return this.me?.party.id ?? '';
  }

  async check() {
    try {
      this.#entered(await api.me());
      this.unreachable = null;
    } catch (e) {
      this.unreachable = e instanceof ApiError && e.uncertain ? e : null;
    }
    this.checked = true;
  }
  async signIn(account: string, password: string) {
    this.#entered(await api.signIn(account, password));
  }
  async signOut() {
    try {
      await api.signOut();
    } finally {
      clearDrafts();
      live.stop();
      this.me = null;
      this.lost = false;
    }
  }
  #entered(me: Me) {
    clock.set(me.now_ms);
    // Another person at this screen finds nothing of the one before.
    if (this.me && this.me.account !== me.account) clearDrafts();
    this.me = me;
    this.lost = false;
  }
}

export const session = new Session();
