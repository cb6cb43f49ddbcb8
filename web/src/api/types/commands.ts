// What a seat may do, and the command that does it.
import type { RoundMay } from './cases';
import type { LegalBasis } from './charter';
import type { Text } from './text';
import type { FieldValue } from './values';

export interface Action {
  step: string;
  name: Text;
  help: Text;
  needs_staffing: boolean;
  readers: string[];
  commitment: string;
  fields: string[];
  proposes: boolean;
  replies: boolean;
  number: boolean;
  legal_bases: LegalBasis[];
  home: boolean;
}

export interface Opening {
  procedure: string;
  title: Text;
  step: string;
  name: Text;
  help: Text;
  needs_staffing: boolean;
  readers: string[];
  commitment: string;
  fields: string[];
  legal_bases: LegalBasis[];
  home: boolean;
}

export type CommandKind = 'step' | 'draft' | RoundMay;

export interface Command {
  id: string;
  kind: CommandKind;
  context: string;
  seat: string;
  case?: string;
  procedure?: string;
  step?: string;
  roles?: Record<string, string>;
  fields?: { id: string; value: FieldValue }[];
  number?: string;
  legal_basis?: string;
  staffing?: string;
  version?: number;
  organisation?: string;
  reason?: Text;
  label?: { classification: string; releasable_to: string[]; caveats: string[] };
  expected_proposal?: string;
}

export interface CommandResult {
  case: string;
  number: string | null;
  records: string[];
}
