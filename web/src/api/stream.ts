// The live stream: tells what changed, never what it is; whoever shows it fetches it again. Reconnects with backoff and says
// whether what is on the screen may be old.
import type { StreamMessage, Topic } from './types';

export const allTopics: Topic[] = ['cases', 'alerts', 'links', 'desk'];

// Half a second, doubling, at most 15 s; `spread` in [0,1) keeps many consoles from coming back at once.
export function backoffMs(attempt: number, spread: number): number {
  const full = Math.min(15_000, 500 * 2 ** Math.min(attempt, 10));
  return Math.round(full * (0.75 + 0.5 * spread));
}

// Unknown messages and topics are no error: the node may be newer than the console.
export function topicsOf(data: unknown): Topic[] {
  if (typeof data !== 'string') return [];
  try {
    const message = JSON.parse(data) as Partial<StreamMessage>;
    if (message.type !== 'changed' || !Array.isArray(message.topics)) return [];
    return message.topics.filter((topic) => allTopics.includes(topic));
  } catch {
    return [];
  }
}

export interface StreamEvents {
  changed(topics: Topic[]): void;
  connected(yes: boolean): void;
}

export class Stream {
  #socket: WebSocket | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #closed = false;

  constructor(
    private readonly context: string,
    private readonly events: StreamEvents,
  ) {
    this.#open();
    addEventListener('online', this.#hurry);
  }

  close() {
    this.#closed = true;
    removeEventListener('online', this.#hurry);
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #hurry = () => {
    if (this.#socket || this.#closed) return;
    clearTimeout(this.#timer);
    this.#open();
  };

  #open() {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/api/v1/stream?context=${encodeURIComponent(this.context)}`);
    this.#socket = socket;
    socket.onopen = () => {
      this.#attempt = 0;
      this.events.connected(true);
      this.events.changed(allTopics); // whatever was missed meanwhile
    };
    socket.onmessage = (e) => {
      const topics = topicsOf(e.data);
      if (topics.length) this.events.changed(topics);
    };
    socket.onclose = () => {
      this.#socket = null;
      if (this.#closed) return;
      this.events.connected(false);
      this.#timer = setTimeout(() => this.#open(), backoffMs(this.#attempt++, Math.random()));
    };
  }
}
