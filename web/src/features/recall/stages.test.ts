import { describe, expect, it } from 'vitest';
import type { Recall, RecallStage } from '$/api/types';
import { w } from '$/i18n';
import { open, stageTone, stageWord } from './stages';

const recall = (...stages: RecallStage[]): Recall => ({
  record: 'r', recall: 'c', by: 'JPN', at_ms: 1, ask: 'stop', reason: { ja: '理由', en: 'why' },
  holders: stages.map((stage, i) => ({ party: `P${i}`, stage, at_ms: 0, destroyed: false })),
});

describe('how far a recall has come', () => {
  it('is open until each holder has answered', () => {
    expect(open(recall('acknowledged', 'pending'))).toBe(true);
    expect(open(recall('acknowledged', 'refused'))).toBe(true);
    expect(open(recall('acknowledged', 'acknowledged'))).toBe(false);
  });
  it('says destroyed only of a holder that said so', () => {
    const [holder] = recall('acknowledged').holders;
    expect(stageWord(holder!)).toBe(w.recall.stage.acknowledged);
    expect(stageWord({ ...holder!, destroyed: true })).toBe(w.recall.destroyed);
    expect(stageWord({ ...holder!, stage: 'pending', destroyed: true })).toBe(w.recall.stage.pending);
  });
  it('draws the eye to whom it has not reached', () => {
    expect(recall('pending', 'delivered', 'acknowledged').holders.map(stageTone)).toEqual(['urgent', 'wait', 'joint']);
  });
});
