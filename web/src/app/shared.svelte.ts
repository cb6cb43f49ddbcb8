// What every page shows: the charter, alerts, links, what waits, the release desk. Fetched once for the shell, filtered for joint
// view, and handed to the pages through context.
import { getContext, setContext } from 'svelte';
import { api } from '$/api/client';
import { Query } from '$/api/query.svelte';
import type { Alert, CaseRef, Charter, Desk, Library, Links, Procedure, Today } from '$/api/types';
import { entriesOf, type Entry } from '$/features/library/sections';
import { jointAlerts, jointRef, jointToday } from './joint';
import { prefs } from './prefs.svelte';
import { session } from './session.svelte';

const key = Symbol('shared');

export class Shared {
  readonly charterQuery = new Query<Charter>(() => session.scope.context, () => api.charter(session.scope), []);
  readonly libraryQuery = new Query<Library>(() => '', () => api.library(), []);
  readonly todayQuery = new Query<Today>(() => session.scope, () => api.today(session.scope), ['cases', 'alerts', 'desk']);
  readonly alertsQuery = new Query(() => session.scope, () => api.alerts(session.scope), ['alerts']);
  readonly linksQuery = new Query<Links>(() => session.scope, () => api.links(session.scope), ['links', 'cases']);
  readonly deskQuery = new Query<Desk>(
    () => session.scope,
    // Only who may release is shown the desk.
    async () => (session.me?.release_authority ? api.desk(session.scope) : { items: [], rules: [], sharing: [] }),
    ['desk'],
  );
  readonly casesQuery = new Query<{ cases: CaseRef[] }>(() => session.scope, () => api.cases(session.scope), ['cases', 'desk']);

  get charter(): Charter | undefined {
    return this.charterQuery.data;
  }
  // What can be looked up, once both are there.
  readonly entries: Entry[] = $derived.by(() => (this.charterQuery.data && this.libraryQuery.data ? entriesOf(this.charterQuery.data, this.libraryQuery.data) : []));
  get cases(): CaseRef[] | undefined {
    const cases = this.casesQuery.data?.cases;
    return cases && prefs.joint ? cases.filter(jointRef) : cases;
  }
  get today(): Today | undefined {
    const today = this.todayQuery.data;
    return today && prefs.joint ? jointToday(today) : today;
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
