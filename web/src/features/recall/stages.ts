// How far a recall has come, in words and colours. Pure.
import type { Recall, RecallHolder } from '$/api/types';
import { w, type Word } from '$/i18n';
import type { Tone } from '$/ui/Tag.svelte';

export const stageWord = (h: RecallHolder): Word => (h.stage === 'acknowledged' && h.destroyed ? w.recall.destroyed : w.recall.stage[h.stage]);

export const stageTone = (h: RecallHolder): Tone => ({ pending: 'urgent', delivered: 'wait', acknowledged: 'joint', refused: 'urgent' } as const)[h.stage];

// Somebody has not answered yet: it stays at the top of the list.
export const open = (r: Recall): boolean => r.holders.some((h) => h.stage !== 'acknowledged');
