// One writer at one node: asks question after question until told to stop, and takes no failure for an answer: what was not
// acknowledged is asked again under the same command id, as a client that lost its connection would.
import { ask, signIn } from '../questions.mjs';

const pause = (ms) => new Promise((go) => setTimeout(go, ms));

export class Writer {
  acknowledged = new Map(); // command id -> digests
  repeated = 0; // of those acknowledged, asked more than once
  wrong = []; // answers that no node may give

  constructor(node, name) {
    this.node = node;
    this.name = name;
  }

  start() {
    this.going = true;
    this.done = this.run();
    this.done.catch(() => {}); // told by stop()
  }

  // Ends when the question under way is acknowledged.
  async stop() {
    this.going = false;
    await this.done;
  }

  async run() {
    for (let n = 1; this.going; ++n) await this.until(`${this.name}-${n}`);
  }

  async until(id) {
    for (let times = 1; ; ++times) {
      const answer = await this.once(id);
      if (answer?.status === 200) {
        this.acknowledged.set(id, answer.json.records);
        if (times > 1) ++this.repeated;
        if (answer.json.records.length !== 1) this.wrong.push(`${id}: ${answer.text}`);
        return;
      }
      if (answer && ![401, 429, 503].includes(answer.status)) this.wrong.push(`${id}: ${answer.status} ${answer.text}`);
      if (answer?.status !== undefined) this.person = undefined;
      await pause(50);
    }
  }

  // Undefined where no answer came.
  async once(id) {
    try {
      this.person ??= await signIn(this.node);
      return await ask(this.person, this.node.party, id);
    } catch {
      this.person = undefined; // sessions end with the process
      return undefined;
    }
  }
}
