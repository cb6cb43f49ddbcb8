// Who has which role in a case that is to be opened. Pure.
import type { Named, Procedure, StepSpec } from '$/api/types';

// The roles our side may have: that of the step, or any where any side may take it.
export const oursOf = (procedure: Procedure, step: StepSpec): Named[] => {
  const named = procedure.roles.filter((r) => r.id === step.by);
  return named.length ? named : procedure.roles;
};

// Every role's party: ours has its role, each partner one of the others in turn, unless `chosen` says otherwise.
export function assigned(procedure: Procedure, ours: string, chosen: Record<string, string>, own: string, partners: string[]): Record<string, string> {
  const others = procedure.roles.filter((r) => r.id !== ours);
  return Object.fromEntries(
    procedure.roles.map((r) => [r.id, r.id === ours ? own : chosen[r.id] || (partners[others.indexOf(r) % Math.max(1, partners.length)] ?? own)]),
  );
}
