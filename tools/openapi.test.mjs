import { test } from 'node:test';
import assert from 'node:assert/strict';
import { lint } from './openapi.mjs';

const good = () => ({
  openapi: '3.1.0',
  info: { title: 't', version: '1' },
  paths: {
    '/cases/{id}': {
      parameters: [{ $ref: '#/components/parameters/id' }],
      get: { operationId: 'case', summary: 'One case', responses: { 200: { description: 'it' }, default: { $ref: '#/components/responses/error' } } },
    },
  },
  components: {
    parameters: { id: { name: 'id', in: 'path', required: true, schema: { type: 'string' } } },
    responses: { error: { description: 'what went wrong' } },
  },
});

test('a document in order has no findings', async () => assert.deepEqual(await lint(good()), []));

const cases = [
  ['another version', (d) => (d.openapi = '3.0.3'), 'say 3.1.x'],
  ['no title', (d) => delete d.info.title, 'required'],
  ['a dead reference', (d) => delete d.components.responses.error, 'leads nowhere'],
  ['no id', (d) => delete d.paths['/cases/{id}'].get.operationId, 'give it an operationId'],
  ['an id twice', (d) => (d.paths['/x'] = { get: d.paths['/cases/{id}'].get }), 'is taken'],
  ['no summary', (d) => delete d.paths['/cases/{id}'].get.summary, 'give it a summary'],
  ['no answer for failure', (d) => delete d.paths['/cases/{id}'].get.responses.default, 'when it fails'],
  ['no answer for success', (d) => delete d.paths['/cases/{id}'].get.responses[200], 'when it works'],
  ['an undeclared parameter', (d) => delete d.paths['/cases/{id}'].parameters, 'declare the path parameter id'],
];
for (const [name, spoil, expected] of cases)
  test(name, async () => {
    const document = good();
    spoil(document);
    const findings = await lint(document);
    assert.ok(findings.some((f) => f.includes(expected)), findings.join('\n') || 'nothing found');
  });
