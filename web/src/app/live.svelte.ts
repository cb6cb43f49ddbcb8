// Whether the console hears its node, and a counter for each topic that grows when something under it changed.
import { Stream } from '$/api/stream';
import type { Topic } from '$/api/types';

class Live {
  connected = $state(true); // until the first attempt fails, nothing is stale
  lostAt = $state<number | null>(null);
  versions = $state<Record<Topic, number>>({ cases: 0, alerts: 0, links: 0, desk: 0 });
  #stream: Stream | null = null;

  start(context: string) {
    this.stop();
    this.#stream = new Stream(context, {
      changed: (topics) => topics.forEach((topic) => this.versions[topic]++),
      connected: (yes) => {
        this.connected = yes;
        if (yes) this.lostAt = null;
        else this.lostAt ??= Date.now();
      },
    });
  }

  stop() {
    this.#stream?.close();
    this.#stream = null;
  }
}

export const live = new Live();
