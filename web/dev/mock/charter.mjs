// The shared definition as the API gives it, read from charters/japan-us: the mock speaks of what is really there.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { parse } from 'yaml';

const folder = new URL('../../../charters/japan-us/', import.meta.url);
const load = (name) => parse(readFileSync(new URL(name, folder), 'utf8'));
const none = { ja: '', en: '' };
const list = (x) => (x === undefined ? [] : Array.isArray(x) ? x : [x]);

const duration = (iso) => {
  const [, d = 0, h = 0, m = 0] = iso.match(/^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/);
  return ((Number(d) * 24 + Number(h)) * 60 + Number(m)) * 60_000;
};

function procedure(file, situations, units) {
  const p = load(`procedures/${file}`);
  const basesOf = (step) =>
    Object.fromEntries(
      Object.entries(p.bases ?? {}).map(([party, all]) => [
        party,
        list(step.bases).flatMap((id) => all.filter((b) => b.id === id)).map((b) => ({ id: b.id, text: b.name })),
      ]),
    );
  return {
    id: p.procedure, title: p.title, help: p.help, number_prefix: p.number_prefix, commitment: p.class, carries: p.carries ?? [], roles: p.roles,
    fields: p.fields.map((f) => ({
      id: f.id, name: f.name, help: f.help ?? none, type: f.type, settles: Boolean(f.settles), required: f.required ?? false,
      units: (f.units ?? []).map((id) => ({ id, name: units[id] })), choices: f.choices_from ? situations.map(({ id, name }) => ({ id, name })) : (f.choices ?? []),
    })),
    states: p.states.map((s) => ({ id: s.id, name: s.name, kind: s.kind === 'home-end' ? 'home' : s.kind, waits_for: s.waits_for ?? '' })),
    steps: p.steps.map((s) => ({
      id: s.id, name: s.name, help: s.help ?? none, home: s.home ?? false, from: list(s.from), to: s.to ?? '', by: s.by, at: list(s.at),
      staffing: s.staffing ?? false, opens: s.opens ?? false, proposes: s.proposes ?? false, replies: s.replies ?? false,
      number: s.number ?? false, each: s.each ?? false, exclusive: s.exclusive ?? true, fields: s.fields ?? [],
      legal_bases: s.bases ? basesOf(s) : {},
    })),
    clocks: (p.clocks ?? []).map((c) => ({ state: c.state, within_ms: c.within ? duration(c.within) : 0, until: c.until ?? '', name: c.name, warns: c.warns })),
  };
}

export function loadCharter() {
  const head = load('charter.yaml');
  const { organisations } = load('organisations.yaml');
  const { situations } = load('situations.yaml');
  const marking = load('marking.yaml');
  const partyOf = (seat) => organisations.find((o) => o.id === seat.organisation).party;
  const files = readdirSync(new URL('procedures/', folder)).filter((f) => f.endsWith('.yaml')).sort();
  return {
    id: head.charter, version: head.version, digest: createHash('sha256').update(JSON.stringify(head)).digest('hex'), title: head.title,
    levels: head.levels,
    parties: head.parties.map((p) => ({ id: p.id, name: p.name, short_name: p.short, adjective: p.adjective })),
    organisations: organisations.map((o) => ({ id: o.id, party: o.party, name: o.name })),
    seats: load('seats.yaml').seats.map((s) => ({ id: s.id, party: partyOf(s), organisation: s.organisation, name: s.name, level: s.level, bodies: s.bodies })),
    bodies: load('bodies.yaml').bodies.map((b) => ({ feeds: [], lateral: [], to: '', ...b, from: String(b.from ?? '') })),
    situations,
    measures: load('measures.yaml').measures.map((m) => ({ primary: '', ...m })),
    commitments: Object.entries(head.commitments).map(([id, name]) => ({ id, name })),
    marking: {
      id: marking.policy,
      classifications: marking.classifications.map((c) => ({ ...c, party: c.party ?? null })),
      caveats: marking.caveats.map((c) => ({ id: c.id, name: c.name, never_leaves: c.never_leaves ?? false, only_parties: c.only_parties ?? [] })),
    },
    procedures: files.map((f) => procedure(f, situations, head.units)),
  };
}
