// What can be looked up, as entries with a heading, what they say and where they lead. Everything comes from the shared definition and
// from glossary and chronology beside it; nothing of an alliance is written here. Pure.
import type { Charter, Library, Named, Text } from '$/api/types';
import { to } from '$/app/router.svelte';
import { w, type Word } from '$/i18n';

export const sections = ['foundations', 'limits', 'situations', 'measures', 'programmes', 'chronology', 'glossary'] as const;
export type Section = (typeof sections)[number];

export interface Line {
  text: Text | Word;
  note?: Text | Word;
  lead?: Text | Word; // whose, or when
  href?: string;
  code?: boolean; // a name for machines
}
export interface Part {
  heading: Word;
  lines: Line[];
}
export interface Entry {
  section: Section;
  id: string;
  title: Text;
  under: Text | Word; // what kind of thing it is, in a list
  says?: Text; // in a sentence
  parts: Part[];
}

export const address = (section: Section, id: string): string => to('library', section, ...id.split('/'));

const same = (s: string): Word => ({ ja: s, en: s });
const joined = (...words: (Text | Word | null | undefined)[]): Word => {
  const side = (language: 'ja' | 'en') => words.map((x) => x?.[language]).filter(Boolean).join(' · ');
  return { ja: side('ja'), en: side('en') };
};

// Looks up by id, and gives what leads there. What is not there is left out: a line never leads nowhere.
class Names {
  constructor(
    private readonly charter: Charter,
    private readonly library: Library,
  ) {}
  private lines<T extends Named>(all: T[], ids: Iterable<string>, href: (one: T) => string, note?: (one: T) => Text | undefined): Line[] {
    const wanted = new Set(ids);
    return all.filter((one) => wanted.has(one.id)).map((one) => ({ text: one.name, href: href(one), ...(note?.(one) ? { note: note(one)! } : {}) }));
  }
  bodies = (ids: Iterable<string>) => this.lines(this.charter.bodies, ids, (b) => to('mechanism', b.id));
  mechanisms = (ids: Iterable<string>) => this.lines(this.charter.mechanisms, ids, () => to('mechanism'));
  foundations = (ids: Iterable<string>) => this.lines(this.library.foundations, ids, (f) => address('foundations', f.id), (f) => f.provides);
  limits = (ids: Iterable<string>) => this.lines(this.library.limits, ids, (l) => address('limits', l.id));
  situations = (ids: Iterable<string>) => this.lines(this.library.situations, ids, (s) => address('situations', s.id));
  measures = (ids: Iterable<string>) => this.lines(this.library.measures, ids, (m) => address('measures', m.id));
  programmes = (ids: Iterable<string>) => this.lines(this.library.programmes, ids, (p) => address('programmes', p.id));
  procedures(ids: Iterable<string>): Line[] {
    const wanted = new Set(ids);
    return this.charter.procedures.filter((p) => wanted.has(p.id)).map((p) => ({ text: p.title, note: p.help, href: to('charter', p.id) }));
  }
  party = (id: string): Text => this.charter.parties.find((p) => p.id === id)?.short_name ?? same(id);
  byParty = (texts: Record<string, Text>): Line[] => Object.entries(texts).map(([party, text]) => ({ text, lead: this.party(party) }));
  commitment = (id: string): Text => this.charter.commitments.find((c) => c.id === id)?.name ?? same(id);
}

const part = (heading: Word, lines: Line[]): Part[] => (lines.length ? [{ heading, lines }] : []);
const having = <T extends { id: string }>(all: T[], has: (one: T) => boolean): string[] => all.filter(has).map((one) => one.id);

function foundations(charter: Charter, library: Library, names: Names): Entry[] {
  const kinds = Object.keys(w.library.instrumentKinds);
  const rank = (f: Library['foundations'][number]) => kinds.indexOf(library.instruments.find((i) => i.id === f.instrument)?.kind ?? '');
  const ordered = library.foundations.toSorted((a, b) => rank(a) - rank(b) || a.instrument.localeCompare(b.instrument));
  return ordered.map((f) => {
    const instrument = library.instruments.find((i) => i.id === f.instrument);
    const inSteps = (p: Charter['procedures'][number]) => p.steps.some((s) => Object.values(s.legal_bases).some((all) => all.some((b) => b.id === f.id)));
    return {
      section: 'foundations' as const, id: f.id, title: f.name, says: f.provides,
      under: instrument ? joined(w.library.instrumentKinds[instrument.kind], instrument.party ? names.party(instrument.party) : null) : same(''),
      parts: [
        ...(instrument ? part(w.library.instrument, [{ text: instrument.name, note: instrument.from || instrument.to ? w.library.span(instrument.from, instrument.to) : w.library.instrumentKinds[instrument.kind] }]) : []),
        ...part(w.library.mechanisms, names.mechanisms(having(charter.mechanisms, (m) => m.bases.includes(f.id)))),
        ...part(w.library.bodies, names.bodies(having(charter.bodies, (b) => b.bases.includes(f.id)))),
        ...part(w.library.limits, names.limits(having(library.limits, (l) => l.basis === f.id))),
        ...part(w.library.measures, names.measures(having(library.measures, (m) => m.bases.includes(f.id)))),
        ...part(w.library.programmes, names.programmes(having(library.programmes, (p) => p.bases.includes(f.id)))),
        ...part(w.library.procedures, names.procedures(having(charter.procedures, (p) => p.basis.includes(f.id) || inSteps(p)))),
      ],
    };
  });
}

function limits(library: Library, names: Names): Entry[] {
  return library.limits.map((l) => ({
    section: 'limits', id: l.id, title: l.name, under: library.foundations.find((f) => f.id === l.basis)?.name ?? same(''),
    parts: [...part(w.library.basis, names.foundations([l.basis])), ...part(w.library.rules, l.rules.map((rule) => ({ text: same(rule), code: true })))],
  }));
}

function situations(charter: Charter, library: Library, names: Names): Entry[] {
  return library.situations.map((s) => ({
    section: 'situations', id: s.id, title: s.name, under: s.basis,
    parts: [
      { heading: w.library.determined, lines: Object.keys(s.determined).length ? names.byParty(s.determined) : [{ text: w.library.nobody }] },
      ...part(w.library.mechanisms, names.mechanisms(having(charter.mechanisms, (m) => m.situations.includes(s.id)))),
      ...part(w.library.bodies, names.bodies(s.bodies)),
      ...part(w.library.measures, names.measures(s.measures)),
    ],
  }));
}

function measures(library: Library, names: Names): Entry[] {
  return library.measures.map((m) => ({
    section: 'measures', id: m.id, title: m.name, under: joined(...library.situations.filter((s) => m.situations.includes(s.id)).map((s) => s.name)),
    parts: [
      { heading: w.library.primary, lines: [{ text: m.primary ? names.party(m.primary) : w.library.neither }] },
      ...part(w.library.roles, names.byParty(m.roles)),
      ...part(w.library.situations, names.situations(m.situations)),
      ...part(w.library.bodies, names.bodies(m.bodies)),
      ...part(w.library.procedures, names.procedures(m.procedures)),
      ...part(w.library.basis, names.foundations(m.bases)),
    ],
  }));
}

function programmes(library: Library, names: Names): Entry[] {
  return library.programmes.map((p) => ({
    section: 'programmes', id: p.id, title: p.name, says: p.purpose, under: p.from || p.to ? w.library.span(p.from, p.to) : same(''),
    parts: [
      ...part(w.library.facts, p.facts.map((f) => ({ text: f.text, ...(f.date ? { lead: same(f.date) } : {}) }))),
      ...part(w.library.bodies, names.bodies(p.bodies)),
      ...part(w.library.procedures, names.procedures(p.procedures)),
      ...part(w.library.basis, names.foundations(p.bases)),
    ],
  }));
}

const filled = (text: Text): boolean => Boolean(text.ja || text.en);

function chronology(library: Library, names: Names): Entry[] {
  return library.chronology.events.map((e) => {
    const era = library.chronology.eras.find((x) => x.id === e.era);
    const source = library.chronology.sources.find((x) => x.id === e.source);
    return {
      section: 'chronology', id: e.id, title: e.name, under: joined(same(e.date), w.library.eventKinds[e.kind]),
      parts: [
        ...part(w.library.who, filled(e.who) ? [{ text: e.who }] : []),
        ...part(w.library.place, filled(e.place) ? [{ text: e.place }] : []),
        ...part(w.library.agreed, e.agreed.map((text) => ({ text }))),
        ...part(w.library.bodies, names.bodies(e.bodies)),
        ...part(w.library.era, era ? [{ text: era.name, note: w.library.span(era.from, era.to) }] : []),
        ...part(w.library.source, source ? [{ text: source.name }] : []),
      ],
    };
  });
}

const words = (list: Record<'ja' | 'en', string[]>): Line[] =>
  (['ja', 'en'] as const).flatMap((language) => list[language].map((word) => ({ text: same(word), lead: language === 'ja' ? w.library.inJapanese : w.library.inEnglish })));

function glossary(library: Library, names: Names): Entry[] {
  return library.glossary.map((g) => ({
    section: 'glossary', id: g.id, title: g.name, under: w.library.termKinds[g.kind],
    parts: [
      ...part(w.library.inJapanese, [{ text: same(g.name.ja) }]),
      ...part(w.library.inEnglish, [{ text: same(g.name.en) }]),
      ...part(w.library.also, words(g.also)),
      ...part(w.library.avoid, words(g.avoid)),
      ...part(w.library.reserved, g.reserved ? [{ text: names.commitment(g.reserved) }] : []),
      ...part(w.library.note, filled(g.note) ? [{ text: g.note }] : []),
    ],
  }));
}

export function entriesOf(charter: Charter, library: Library): Entry[] {
  const names = new Names(charter, library);
  return [
    ...foundations(charter, library, names), ...limits(library, names), ...situations(charter, library, names), ...measures(library, names),
    ...programmes(library, names), ...chronology(library, names), ...glossary(library, names),
  ];
}
