#!/usr/bin/env node
// sbom.mjs --build DIR --target NAME --web DIR --version V --out FILE: the bill of materials of the package, CycloneDX 1.5 as JSON.
// Same inputs, same file: the serial number is made of the content, the time is SOURCE_DATE_EPOCH where it is set.
// Exit codes: 0 done, 1 failed, 2 wrong usage.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { debianPackages } from './sbom/debian.mjs';
import { npmPackages } from './sbom/npm.mjs';

const quote = (text) => encodeURIComponent(text).replace(/%2F/g, '/').replace(/%3A/g, ':');

function debianComponent({ name, version, source, sourceVersion, architecture, how }) {
  const purl = `pkg:deb/debian/${quote(name)}@${quote(version)}?arch=${architecture}&distro=debian-12`;
  return {
    type: 'library', 'bom-ref': purl, name, version, scope: 'required', purl,
    properties: [{ name: 'tsugite:use', value: how }, { name: 'tsugite:source', value: `${source} ${sourceVersion}` }],
  };
}

const npmRef = (one) => `pkg:npm/${quote(one.name.replace(/^@/, '%40')).replace('%2540', '%40')}@${quote(one.version)}`;

function npmComponent(one) {
  const [algorithm, hash] = (one.integrity ?? '').split('-');
  const out = { type: 'library', 'bom-ref': `${npmRef(one)}#${one.path}`, name: one.name, version: one.version, scope: one.scope, purl: npmRef(one) };
  if (algorithm === 'sha512') out.hashes = [{ alg: 'SHA-512', content: Buffer.from(hash, 'base64').toString('hex') }];
  // An expression such as "(MIT OR Apache-2.0)" is none of the list's ids; a name always fits.
  if (one.license) out.licenses = /[ ()]/.test(one.license) ? [{ expression: one.license }] : [{ license: { name: one.license } }];
  return out;
}

function serial(content) {
  const hex = createHash('sha256').update(content).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function bill({ version, debian, npm }) {
  const root = `pkg:generic/tsugite@${version}`;
  const byPath = new Map(npm.map((one) => [one.path, `${npmRef(one)}#${one.path}`]));
  const components = [...debian.map(debianComponent), ...npm.map(npmComponent)];
  const dependencies = [
    { ref: root, dependsOn: components.filter((one) => one.scope === 'required').map((one) => one['bom-ref']) },
    ...npm.map((one) => ({ ref: byPath.get(one.path), dependsOn: one.needs.map((path) => byPath.get(path)) })),
  ];
  const epoch = process.env.SOURCE_DATE_EPOCH;
  return {
    bomFormat: 'CycloneDX', specVersion: '1.5', serialNumber: serial(JSON.stringify([version, components])), version: 1,
    metadata: {
      timestamp: new Date(epoch ? Number(epoch) * 1000 : Date.now()).toISOString(),
      component: { type: 'application', 'bom-ref': root, name: 'tsugite', version, purl: root, licenses: [{ license: { id: 'Apache-2.0' } }] },
    },
    components, dependencies,
  };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = ['build', 'target', 'web', 'version', 'out'];
  let values;
  try {
    ({ values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) }));
    for (const name of names) if (!values[name]) throw new Error(`--${name} is missing`);
  } catch (error) {
    console.error(`sbom: ${error.message}\nusage: sbom.mjs --build DIR --target NAME --web DIR --version V --out FILE`);
    process.exit(2);
  }
  const { build, target, web, version, out } = values;
  const made = bill({ version, debian: debianPackages(join(build, target), build, target), npm: npmPackages(web) });
  writeFileSync(out, `${JSON.stringify(made, null, 1)}\n`);
}
