// Looks at the links of both nodes while a story is played and keeps what it saw: [{JPN: {state, queued, made}, USA: {...}}].
export class Observer {
  constructor(people) {
    this.people = people; // {JPN: Person, USA: Person}
    this.seen = [];
  }

  async look() {
    const one = {};
    for (const [party, person] of Object.entries(this.people)) {
      const { links } = await person.get('/links');
      const stream = links[0].streams.find((s) => s.context === person.context);
      one[party] = { state: links[0].state, queued: stream?.queued ?? 0, made: (stream?.sent ?? 0) + (stream?.queued ?? 0) };
    }
    this.seen.push(one);
    return one;
  }

  start(everyMs = 150) {
    this.going = true;
    this.done = (async () => {
      while (this.going) {
        await this.look();
        await new Promise((go) => setTimeout(go, everyMs));
      }
    })();
    this.done.catch(() => {}); // told by stop()
  }

  async stop() {
    this.going = false;
    await this.done;
    await this.look(); // how it ended
  }
}
