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
    id: p.procedure, title: p.title, help: p.help, number_prefix: p.number_prefix, commitment: p.class, basis: p.basis ?? [], carries: p.carries ?? [], roles: p.roles,
    fields: p.fields.map((f) => ({
      id: f.id, name: f.name, help: f.help ?? none, type: f.type, settles: Boolean(f.settles), required: f.required ?? false,
      units: (f.units ?? []).map((id) => ({ id, name: units[id] })), choices: f.choices_from ? situations.map(({ id, name }) => ({ id, name })) : (f.choices ?? []), choices_from: f.choices_from ?? '',
    })),
    states: p.states.map((s) => ({ id: s.id, name: s.name, kind: s.kind === 'home-end' ? 'home' : s.kind, waits_for: s.waits_for ?? '', at: '' })),
    steps: p.steps.map((s) => ({
      id: s.id, name: s.name, help: s.help ?? none, home: s.home ?? false, from: list(s.from), to: s.to ?? '', by: s.by, at: list(s.at),
      staffing: s.staffing ?? false, opens: s.opens ?? false, proposes: s.proposes ?? false, replies: s.replies ?? false,
      number: s.number ?? false, each: s.each ?? false, exclusive: s.exclusive ?? true, fields: s.fields ?? [],
      legal_bases: s.bases ? basesOf(s) : {}, levels: s.levels ?? [], requires_home: s.requires_home ?? '', refers: s.refers ?? '', commitment: s.class ?? null,
    })),
    clocks: (p.clocks ?? []).map((c) => ({ state: c.state, within_ms: c.within ? duration(c.within) : 0, until: c.until ?? '', name: c.name, warns: c.warns })),
  };
}

export function loadCharter() {
  const head = load('charter.yaml');
  const { organisations } = load('organisations.yaml');
  const { situations } = load('situations.yaml');
  const marking = load('marking.yaml');
  const { bodies, mechanisms } = load('bodies.yaml');
  const partyOf = (seat) => organisations.find((o) => o.id === seat.organisation).party;
  const files = readdirSync(new URL('procedures/', folder)).filter((f) => f.endsWith('.yaml')).sort();
  return {
    id: head.charter, version: head.version, digest: createHash('sha256').update(JSON.stringify(head)).digest('hex'), title: head.title,
    levels: head.levels,
    parties: head.parties.map((p) => ({ id: p.id, name: p.name, short_name: p.short, adjective: p.adjective })),
    organisations: organisations.map((o) => ({ id: o.id, party: o.party, name: o.name, short_name: o.short ?? o.name })),
    seats: load('seats.yaml').seats.map((s) => ({ id: s.id, party: partyOf(s), organisation: s.organisation, name: s.name, level: s.level, bodies: s.bodies, hosted_by: s.hosted_by ?? '', stands: true })),
    mechanisms: mechanisms.map((m) => ({ ...m, to: '', bodies: bodies.filter((b) => b.mechanism === m.id).map((b) => b.id) })),
    bodies: bodies.map((b) => ({ feeds: [], lateral: [], to: '', party: '', mechanism: '', bases: [], stands: true, ...b, commitment: b.class ?? 'operational-coordination', from: String(b.from ?? '') })),
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

export function loadLibrary(charter) {
  const { instruments, foundations, limits } = load('foundations.yaml');
  const { eras, sources, events } = load('chronology.yaml');
  const dated = (x) => ({ ...x, from: String(x.from ?? ''), to: String(x.to ?? '') });
  const words = (x) => ({ ja: x?.ja ?? [], en: x?.en ?? [] });
  const carriers = (id) => charter.procedures.filter((p) => p.carries.includes(id)).map((p) => p.id);
  const measures = load('measures.yaml').measures.map((m) => ({ primary: '', bases: [], roles: {}, ...m, procedures: carriers(m.id) }));
  return {
    instruments: instruments.map((i) => ({ party: '', ...dated(i) })), foundations, limits, measures,
    situations: load('situations.yaml').situations.map((s) => ({ determined: {}, ...s, measures: measures.filter((m) => m.situations.includes(s.id)).map((m) => m.id) })),
    programmes: load('programmes.yaml').programmes.map((p) => ({ ...dated(p), facts: (p.facts ?? []).map((f) => ({ date: String(f.date ?? ''), text: f.text })) })),
    third_parties: [],
    glossary: load('glossary.yaml').terms.map((x) => ({ id: x.id, name: x.name, kind: x.kind, also: words(x.also), avoid: words(x.avoid), reserved: x.reserved ?? null, note: x.note ?? none })),
    chronology: {
      eras: eras.map(dated), sources,
      events: events.map((e) => ({ place: none, who: none, agreed: [], bodies: [], ...e, date: String(e.date) })).sort((a, b) => (a.date < b.date ? -1 : 1)),
    },
  };
}
