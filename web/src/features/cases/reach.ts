// Who will get what is about to be written, before it is written: the readers of the step, less those its marking shuts out. A
// forecast for the writer only; the guard decides. Pure.
import type { Marking } from '$/api/types';

export interface LabelDraft {
  classification: string;
  releasable_to: string[];
  caveats: string[];
}

export interface Reach {
  gets: string[];
  heldBack: string[];
}

export function defaultLabel(marking: Marking, own: string, readers: string[]): LabelDraft {
  return { classification: ownClasses(marking, own)[0]?.id ?? '', releasable_to: [...new Set([own, ...readers])].sort(), caveats: [] };
}

// Mildest first; a classification belongs to the party whose marking it is.
export const ownClasses = (marking: Marking, own: string) =>
  marking.classifications.filter((c) => c.party === null || c.party === own).toSorted((a, b) => a.rank - b.rank);

export function reach(readers: string[], own: string, label: LabelDraft | null, marking: Marking | undefined): Reach {
  const partners = readers.filter((party) => party !== own);
  const caveats = marking?.caveats.filter((c) => label?.caveats.includes(c.id)) ?? [];
  const may = (party: string) =>
    (label?.releasable_to.includes(party) ?? true) &&
    caveats.every((c) => !c.never_leaves && (c.only_parties.length === 0 || c.only_parties.includes(party)));
  return { gets: partners.filter(may), heldBack: partners.filter((party) => !may(party)) };
}
