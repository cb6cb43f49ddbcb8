// What every page shows: the charter, alerts, links, what waits, the release desk. Fetched once for the shell, filtered for joint
// view, and handed to the pages through context.
import { getContext, setContext, untrack } from 'svelte';
import { api } from '$/api/client';
import { Query } from '$/api/query.svelte';
import type { Alert, CaseRef, Charter, DeskItem, Links, Procedure, Today } from '$/api/types';
import { Details } from './details.svelte';
import { heldByPartner, jointAlerts, jointCases, jointToday } from './joint';
import { prefs } from './prefs.svelte';
import { session } from './session.svelte';

const key = Symbol('shared');

export class Shared {
  readonly charterQuery = new Query<Charter>(() => session.scope.context, () => api.charter(session.scope), []);
  readonly todayQuery = new Query<Today>(() => session.scope, () => api.today(session.scope), ['cases', 'alerts', 'desk']);
  readonly alertsQuery = new Query(() => session.scope, () => api.alerts(session.scope), ['alerts']);
  readonly linksQuery = new Query<Links>(() => session.scope, () => api.links(session.scope), ['links', 'cases']);
  readonly deskQuery = new Query<{ items: DeskItem[] }>(
    () => session.scope,
    // Only who may release is shown the desk.
    async () => (session.me?.release_authority ? api.desk(session.scope) : { items: [] }),
    ['desk'],
  );
  readonly casesQuery = new Query<{ cases: CaseRef[] }>(() => session.scope, () => api.cases(session.scope), ['cases', 'desk']);
  readonly details = new Details();

  constructor() {
    $effect(() => {
      JSON.stringify(session.scope);
      untrack(() => this.details.clear());
    });
    $effect(() => {
      const cases = this.casesQuery.data?.cases;
      if (cases && prefs.joint) this.details.want(cases.filter((c) => c.opened_by === session.own), session.scope);
    });
  }

  // Cases of ours of which no partner is known to hold anything: in joint view they do not exist.
  readonly #hidden = $derived.by(() => {
    const own = (this.casesQuery.data?.cases ?? []).filter((c) => c.opened_by === session.own);
    return new Set(own.filter((c) => !this.#held(c)).map((c) => c.id));
  });
  #held(c: CaseRef): boolean {
    const detail = this.details.known.get(c.id);
    return detail !== undefined && heldByPartner(detail, session.own);
  }

  get charter(): Charter | undefined {
    return this.charterQuery.data;
  }
  get cases(): CaseRef[] | undefined {
    const cases = this.casesQuery.data?.cases;
    return cases && prefs.joint ? jointCases(cases, session.own, this.#hidden) : cases;
  }
  get today(): Today | undefined {
    const today = this.todayQuery.data;
    if (!today || !prefs.joint) return today;
    return this.casesQuery.data ? jointToday(today, session.own, this.#hidden) : undefined;
  }
  get alerts(): Alert[] {
    const alerts = this.alertsQuery.data?.alerts ?? [];
    return prefs.joint ? jointAlerts(alerts, session.own) : alerts;
  }
  // How many wait for this seat: what only a partner can move is shown, not counted.
  get waiting(): number {
    return this.today?.items.filter((i) => i.why !== 'partner').length ?? 0;
  }

  procedure(id: string): Procedure | undefined {
    return this.charter?.procedures.find((p) => p.id === id);
  }
  party(id: string) {
    return this.charter?.parties.find((p) => p.id === id);
  }
}

export const provideShared = (): Shared => setContext(key, new Shared());
export const shared = (): Shared => getContext<Shared>(key);
