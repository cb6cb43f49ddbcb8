// The bill of materials that the build made is well-formed and has in it what is known to be there; and the check finds planted faults.
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { owners } from './sbom/debian.mjs';
import { npmPackages } from './sbom/npm.mjs';
import { faults } from './sbom/valid.mjs';
import { bill } from './sbom.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const build = resolve(root, process.env.TSUGITE_BUILD ?? 'build');
const bom = JSON.parse(readFileSync(join(build, 'package-files', 'sbom.cdx.json'), 'utf8'));
const scopeOf = (name) => bom.components.find((one) => one.name === name)?.scope;

test('the bill of the build has no fault', () => assert.deepEqual(faults(bom), []));

test('it names what is linked, what is compiled in, what the console holds, and what only builds it', () => {
  for (const name of ['libssl3', 'libsqlite3-0', 'libsodium23', 'libc6', 'libcli11-dev', 'maplibre-gl', 'svelte', 'world-atlas'])
    assert.equal(scopeOf(name), 'required', name);
  for (const name of ['vite', 'typescript', 'playwright-core']) assert.equal(scopeOf(name), 'excluded', name);
  for (const name of ['libgtest-dev', 'libbenchmark-dev', 'libssl-dev']) assert.equal(scopeOf(name), undefined, name);
});

test('every package of the console has the hash of its lock file', () => {
  for (const one of bom.components.filter(({ purl }) => purl.startsWith('pkg:npm/'))) assert.equal(one.hashes?.[0].alg, 'SHA-512', one.name);
});

test('a file of no package is an error', () => assert.throws(() => owners([join(root, 'LICENSE')]), /of no Debian package/));

test('the same parts give the same serial number, another version another', () => {
  const npm = npmPackages(join(root, 'web'));
  const one = bill({ version: '1.0.0', debian: [], npm });
  assert.equal(one.serialNumber, bill({ version: '1.0.0', debian: [], npm }).serialNumber);
  assert.notEqual(one.serialNumber, bill({ version: '1.0.1', debian: [], npm }).serialNumber);
});

const planted = {
  'bomFormat': (b) => (b.bomFormat = 'SPDX'),
  'specVersion': (b) => delete b.specVersion,
  'version 0': (b) => (b.version = 0),
  'serialNumber': (b) => (b.serialNumber = 'urn:uuid:1'),
  'unknown field': (b) => (b.extra = 1),
  'timestamp': (b) => (b.metadata.timestamp = 'today'),
  'type': (b) => (b.components[0].type = 'thing'),
  'no name': (b) => delete b.components[0].name,
  'no version': (b) => delete b.components[0].version,
  'scope': (b) => (b.components[0].scope = 'some'),
  'purl': (b) => (b.components[0].purl = 'libssl3'),
  'hash': (b) => (b.components.find((one) => one.hashes).hashes[0].content = 'ab'),
  'licence is either': (b) => (b.components[0].licenses = [{}]),
  'either an id or a name': (b) => (b.components[0].licenses = [{ license: {} }]),
  'property': (b) => (b.components[0].properties = [{ value: 'x' }]),
  'not unique': (b) => (b.components[1]['bom-ref'] = b.components[0]['bom-ref']),
  'is no component': (b) => b.dependencies[0].dependsOn.push('pkg:generic/nothing@1'),
};
for (const [what, plant] of Object.entries(planted))
  test(`the check finds: ${what}`, () => {
    const copy = structuredClone(bom);
    plant(copy);
    assert.ok(faults(copy).some((fault) => fault.includes(what)), faults(copy).join('; ') || 'nothing found');
  });
