// Short ways to write records, fields and cases of the mock.
import { createHash } from 'node:crypto';

export const hash = (text, length = 64) => createHash('sha256').update(text).digest('hex').slice(0, length);
export const text = (ja, en, original = 'ja') => ({ ja, en, original });

// 2016-04-18 12:03:22 JST is "now" when the mock starts; time runs on from there.
const begin = Date.UTC(2016, 3, 18, 3, 3, 22);
const started = Date.now();
export const now = () => begin + (Date.now() - started);
export const jst = (d, h, m, s = 0) => Date.UTC(2016, 3, d, h - 9, m, s);

export class Builder {
  constructor(charter, own) {
    this.charter = charter;
    this.own = own;
  }
  procedure(id) {
    return this.charter.procedures.find((p) => p.id === id);
  }
  seat(id) {
    const seat = this.charter.seats.find((s) => s.id === id);
    return { id, name: seat?.name ?? { ja: id, en: id } };
  }
  organisation(id) {
    return { id, name: this.charter.organisations.find((o) => o.id === id).name };
  }
  fields(procedure, values) {
    const specs = this.procedure(procedure).fields;
    return Object.entries(values).map(([id, value]) => {
      const spec = specs.find((f) => f.id === id);
      return { id, name: spec.name, type: spec.type, settles: spec.settles, value, text: rendered(spec, value) };
    });
  }
  item(procedure, { step, party, seat, at, fields = {}, delivery, proposal = null, number = null, basis = null, standing, why = null, caveats = [], name }) {
    const spec = this.procedure(procedure).steps.find((s) => s.id === step);
    const partner = party === 'JPN' ? 'USA' : 'JPN';
    const other = this.own === party ? partner : party;
    return {
      digest: hash(`${procedure} ${step} ${party} ${at}`), at_ms: at, party, seat: seat ? this.seat(seat) : null, step, name: name ?? spec?.name,
      fields: this.fields(procedure, fields), standing: standing ?? (spec?.home ? 'home' : spec?.exclusive === false ? 'remark' : 'effective'),
      why, proposal, number, legal_basis: basis && spec?.legal_bases[party]?.find((b) => b.id === basis)?.text || null,
      label: { classification: { ja: '公開可', en: 'Open (Japan)' }, releasable_to: ['JPN', 'USA'], caveats },
      disposed: null, recall: null,
      delivery: spec?.home ? [] : [{ partner: other, at_ms: at + 4000, reason: null, ...(delivery ?? { state: party === this.own ? 'receipted' : 'received' }) }],
    };
  }
  ref(c) {
    const keys = ['id', 'number', 'procedure', 'procedure_title', 'title', 'state', 'commitment', 'audience', 'opened_by', 'updated_ms', 'waits_for', 'ended', 'held_by', 'where', 'opening'];
    return Object.fromEntries(keys.map((k) => [k, c[k]]));
  }
  path(p, reached, current) {
    const ends = p.states.filter((s) => s.kind === 'end');
    const end = ends.find((s) => reached[s.id] !== undefined) ?? ends[0];
    const home = p.states.some((s) => s.kind === 'home' && reached[s.id] !== undefined);
    return p.states
      .filter((s) => (s.kind === 'end' ? s === end : s.kind === 'home' ? home : true))
      .map((s) => ({ state: s.id, name: s.name, kind: s.kind, reached_ms: reached[s.id] ?? null, current: s.id === current }));
  }
  actions(procedure, steps) {
    return steps.map((id) => {
      const s = this.procedure(procedure).steps.find((x) => x.id === id);
      return {
        step: s.id, name: s.name, help: s.help, needs_staffing: s.staffing, readers: s.home ? [this.own] : ['JPN', 'USA'],
        commitment: this.procedure(procedure).commitment, fields: s.fields, proposes: s.proposes, replies: s.replies, number: s.number,
        legal_bases: s.legal_bases[this.own] ?? [], home: s.home,
      };
    });
  }
  // A case from what differs.
  make({ procedure, title, state, reached, waits_for = null, number = null, actions = [], lanes, home = false, ...rest }) {
    const p = this.procedure(procedure);
    const spec = p.states.find((s) => s.id === state);
    const items = [...(lanes.ours ?? []), ...(lanes.joint ?? []), ...(lanes.theirs ?? [])];
    const fields = [...(rest.proposal?.fields ?? []), ...items.toReversed().flatMap((i) => i.fields), ...(rest.rounds ?? []).flatMap((r) => r.fields)];
    const crosses = (i) => i.party !== this.own || i.delivery.some((d) => ['queued', 'sent', 'receipted', 'received'].includes(d.state));
    return {
      id: hash(`${procedure} ${number} ${title.ja}`, 32), number, procedure, procedure_title: p.title, title, state: { id: spec.id, name: spec.name, kind: spec.kind },
      commitment: p.commitment, audience: home ? [this.own] : ['JPN', 'USA'], opened_by: 'JPN', updated_ms: Math.max(...items.map((i) => i.at_ms)),
      waits_for, ended: spec.kind === 'end', held_by: items.some(crosses) ? ['USA'] : [], where: fields.find((f) => f.type === 'place')?.value ?? null, roles: {}, path: this.path(p, reached, state), home_state: null, proposal: null, replies: [], numbers: {},
      lanes: { ours: [], joint: [], theirs: [], ...lanes }, rounds: [], actions: this.actions(procedure, actions), references: {}, due_ms: null, opening: home ? null : (items.find((i) => i.standing !== 'home')?.digest ?? null), ...rest,
    };
  }
}

const at = (ms) => new Date(ms + 9 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
const units = { t: ['トン', 't'], person: ['人', 'persons'], flight: ['便', 'flights'], vehicle: ['両', 'vehicles'], M: ['', ''], km: ['km', 'km'] };

function rendered(spec, v) {
  const same = (s) => ({ ja: s, en: s });
  switch (spec.type) {
    case 'text': return { ja: v.ja || v.en, en: v.en || v.ja };
    case 'place': return { ja: `${v.name.ja}（北緯${v.lat}度、東経${v.lon}度）`, en: `${v.name.en} (${v.lat}°N, ${v.lon}°E)` };
    case 'quantity': return { ja: `${v.amount}${(units[v.unit] ?? [v.unit])[0]}`, en: `${v.amount} ${(units[v.unit] ?? [0, v.unit])[1]}` };
    case 'period': return same(`${at(v.from_ms)} – ${at(v.to_ms)}`);
    case 'time': return same(at(v));
    case 'choice': return spec.choices.find((c) => c.id === v)?.name ?? same(v);
    case 'areas': return { ja: v.map((a) => a.name.ja).join('、'), en: v.map((a) => a.name.en).join(', ') };
    default: return same(String(v));
  }
}
