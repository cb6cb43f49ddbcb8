// One person signed in at one node, as a browser would be: cookie, CSRF header, JSON.
export class Person {
  static async signIn(url, account, password) {
    const person = new Person();
    Object.assign(person, { url, account });
    const answer = await fetch(`${url}/api/v1/session`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ account, password }),
    });
    if (!answer.ok) throw new Error(`${account} cannot sign in at ${url}: ${answer.status} ${await answer.text()}`);
    person.cookie = answer.headers.get('set-cookie').split(';')[0];
    person.me = await answer.json();
    person.context = person.me.default_context;
    return person;
  }

  // {status, text, json}
  async ask(path, { method = 'GET', body, type = 'application/json', context = this.context } = {}) {
    const at = new URL(`${this.url}/api/v1${path}`);
    at.searchParams.set('context', context);
    const answer = await fetch(at, {
      method, body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      headers: { Cookie: this.cookie, ...(method === 'GET' ? {} : { 'X-Tsugite-CSRF': this.me.csrf, 'Content-Type': type }) },
    });
    const text = await answer.text();
    const isJson = (answer.headers.get('content-type') ?? '').includes('json') && text;
    return { status: answer.status, text, json: isJson ? JSON.parse(text) : undefined };
  }

  async get(path, options) {
    const { status, text, json } = await this.ask(path, options);
    if (status !== 200) throw new Error(`GET ${path} as ${this.account}: ${status} ${text}`);
    return json;
  }

  // Every word this node will say to this person in this context.
  async everything() {
    const texts = [];
    const take = async (path) => {
      const { status, text, json } = await this.ask(path);
      if (status === 200) texts.push(text);
      return json;
    };
    const { cases } = await take('/cases');
    for (const { id } of cases) {
      const page = await take(`/cases/${id}`);
      for (const item of Object.values(page.lanes).flat()) {
        const record = await take(`/records/${item.digest}`);
        if (record?.bytes_base64) texts.push(Buffer.from(record.bytes_base64, 'base64').toString('latin1'));
      }
    }
    for (const path of ['/today', '/alerts', '/desk', '/links', '/openings', '/mechanism', '/library']) await take(path);
    return Buffer.from(texts.join('\n'));
  }
}
