// Recalls 回収: a record's originator asked its holders to stop serving it.
import type { CaseRef } from './cases';
import type { Text } from './text';

export type RecallStage = 'pending' | 'delivered' | 'acknowledged' | 'refused';
export type RecallAsk = 'stop' | 'destroy';

export interface RecallHolder {
  party: string;
  stage: RecallStage;
  at_ms: number;
  destroyed: boolean;
}

export interface Recall {
  record: string;
  recall: string;
  by: string;
  at_ms: number;
  ask: RecallAsk;
  reason: Text;
  holders: RecallHolder[]; // of a partner's recall: ourselves
}

export interface Disposed {
  rule: string; // of the national annex; 'purge'; 'originator': its text never came
  reason: Text;
  at_ms: number;
}

export interface DueCase {
  case: CaseRef;
  rule: string;
  reason: Text;
  ended_ms: number;
  due_ms: number;
  kept: Text | null; // why it stays for now
}

export type ListedRecall = Recall & { case: CaseRef | null; name: Text | null };
