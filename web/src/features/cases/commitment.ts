// The class of what settling means, in the words of the shared definition.
import type { Charter } from '$/api/types';
import { t } from '$/i18n';

// Ids are written with "-" in the definition and may come with "_" from elsewhere.
export function commitmentName(charter: Charter | undefined, id: string): string {
  const same = (a: string) => a.replaceAll('_', '-') === id.replaceAll('_', '-');
  return t(charter?.commitments.find((c) => same(c.id))?.name) || id;
}

export const isAgreement = (id: string): boolean => /joint.committee|international/.test(id);
