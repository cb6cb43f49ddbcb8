// The states of a procedure with the steps that lead out of them, beginning with the start. Pure.
import type { Procedure, StateKind, StepSpec } from '$/api/types';

export interface StateWithSteps {
  id: string;
  kind: StateKind | 'start';
  waits_for: string;
  steps: StepSpec[];
}

export function statesWithSteps(p: Procedure): StateWithSteps[] {
  const out = (id: string) => p.steps.filter((s) => s.from.includes(id));
  const start: StateWithSteps = { id: 'start', kind: 'start', waits_for: '', steps: out('start') };
  return [start, ...p.states.map((s) => ({ id: s.id, kind: s.kind, waits_for: s.waits_for, steps: out(s.id) }))];
}
