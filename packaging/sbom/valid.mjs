// What the CycloneDX 1.5 schema requires of a bill like ours, and what makes it useful: every reference leads somewhere, every package
// can be looked up. Faults as texts, none where it is right. https://cyclonedx.org/docs/1.5/json/
const componentTypes = new Set(['application', 'framework', 'library', 'container', 'platform', 'operating-system', 'device', 'device-driver',
  'firmware', 'file', 'machine-learning-model', 'data']);
const hashSizes = new Map([['SHA-256', 64], ['SHA-384', 96], ['SHA-512', 128]]);
const topFields = new Set(['$schema', 'bomFormat', 'specVersion', 'serialNumber', 'version', 'metadata', 'components', 'services',
  'externalReferences', 'dependencies', 'compositions', 'vulnerabilities', 'annotations', 'formulation', 'properties', 'signature']);
const purl = /^pkg:[a-z][a-z0-9.+-]*\/(?:[\w.~%+-]+\/)*[\w.~%+-]+(?:@[\w.~%+:-]+)?(?:\?[\w.-]+=[^#\s]*)?(?:#\S+)?$/;

function* componentFaults(one, where) {
  if (!componentTypes.has(one.type)) yield `${where}: type ${one.type}`;
  if (typeof one.name !== 'string' || !one.name) yield `${where}: no name`;
  if (typeof one.version !== 'string' || !one.version) yield `${where}: no version`;
  if (one.scope !== undefined && !['required', 'optional', 'excluded'].includes(one.scope)) yield `${where}: scope ${one.scope}`;
  if (!purl.test(one.purl ?? '')) yield `${where}: purl ${one.purl}`;
  for (const { alg, content } of one.hashes ?? [])
    if (!hashSizes.has(alg) || !new RegExp(`^[0-9a-f]{${hashSizes.get(alg)}}$`).test(content)) yield `${where}: hash ${alg} ${content}`;
  for (const licence of one.licenses ?? []) {
    const { license, expression } = licence;
    if ((license === undefined) === (expression === undefined)) yield `${where}: a licence is either one or an expression`;
    if (license && (license.id === undefined) === (license.name === undefined)) yield `${where}: a licence has either an id or a name`;
  }
  for (const { name } of one.properties ?? []) if (!name) yield `${where}: a property without a name`;
}

export function faults(bom) {
  const found = [];
  if (bom.bomFormat !== 'CycloneDX') found.push(`bomFormat ${bom.bomFormat}`);
  if (bom.specVersion !== '1.5') found.push(`specVersion ${bom.specVersion}`);
  if (!Number.isInteger(bom.version) || bom.version < 1) found.push(`version ${bom.version}`);
  if (!/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(bom.serialNumber)) found.push(`serialNumber ${bom.serialNumber}`);
  for (const field of Object.keys(bom)) if (!topFields.has(field)) found.push(`unknown field ${field}`);
  if (Number.isNaN(Date.parse(bom.metadata?.timestamp))) found.push(`timestamp ${bom.metadata?.timestamp}`);
  const all = [bom.metadata?.component ?? {}, ...(bom.components ?? [])];
  all.forEach((one, at) => found.push(...componentFaults(one, `component ${one.name ?? at}`)));
  const refs = new Set();
  for (const { 'bom-ref': ref, name } of all) {
    if (!ref || refs.has(ref)) found.push(`component ${name}: bom-ref ${ref} is missing or not unique`);
    refs.add(ref);
  }
  for (const { ref, dependsOn = [] } of bom.dependencies ?? [])
    for (const one of [ref, ...dependsOn]) if (!refs.has(one)) found.push(`dependency ${one} is no component`);
  return found;
}
