#!/usr/bin/env node
// openapi FILE: is it OpenAPI 3.1 by the official schema, and does it keep our habits? Every reference leads somewhere, every
// operation has its own id, a summary and an answer for failure, and every parameter in a path is declared.
// Exit codes: 0 nothing found, 1 findings, 2 wrong usage.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { parse } from 'yaml';

const methods = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options']);

// Findings as "place: what to do".
export async function lint(document) {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  const findings = valid ? [] : [errors].flat().map((e) => `${e.instancePath ?? ''}: ${e.message ?? e}`);
  if (!/^3\.1\./.test(document?.openapi ?? '')) findings.push('openapi: say 3.1.x');
  return [...findings, ...references(document), ...operations(document)];
}

function references(document) {
  const findings = [];
  const visit = (value, place) => {
    if (value === null || typeof value !== 'object') return;
    if (typeof value.$ref === 'string' && !at(document, value.$ref)) findings.push(`${place}: ${value.$ref} leads nowhere`);
    for (const [key, inner] of Object.entries(value)) visit(inner, `${place}/${key}`);
  };
  visit(document, '#');
  return findings;
}

const at = (document, reference) =>
  reference.startsWith('#/') &&
  reference
    .slice(2)
    .split('/')
    .reduce((value, part) => value?.[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')], document) !== undefined;

function operations(document) {
  const findings = [];
  const ids = new Set();
  for (const [path, item] of Object.entries(document?.paths ?? {})) {
    for (const [method, operation] of Object.entries(item).filter(([key]) => methods.has(key))) {
      const place = `${method.toUpperCase()} ${path}`;
      if (!operation.operationId) findings.push(`${place}: give it an operationId`);
      else if (ids.has(operation.operationId)) findings.push(`${place}: operationId ${operation.operationId} is taken`);
      ids.add(operation.operationId);
      if (!operation.summary) findings.push(`${place}: give it a summary`);
      const answers = Object.keys(operation.responses ?? {});
      if (!answers.some((code) => /^2|^101$/.test(code))) findings.push(`${place}: say what it answers when it works`);
      if (!answers.some((code) => /^[45]|^default$/.test(code))) findings.push(`${place}: say what it answers when it fails`);
      const declared = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
        .map((p) => (p.$ref ? resolved(document, p.$ref) : p))
        .filter((p) => p?.in === 'path')
        .map((p) => p.name);
      for (const [, name] of path.matchAll(/\{(\w+)\}/g))
        if (!declared.includes(name)) findings.push(`${place}: declare the path parameter ${name}`);
    }
  }
  return findings;
}

const resolved = (document, reference) =>
  reference
    .slice(2)
    .split('/')
    .reduce((value, part) => value?.[part], document);

const self = fileURLToPath(import.meta.url);
if (process.argv[1] && resolve(process.argv[1]) === self) {
  if (process.argv.length !== 3) {
    console.error('usage: openapi FILE');
    process.exit(2);
  }
  const findings = await lint(parse(readFileSync(process.argv[2], 'utf8')));
  findings.forEach((f) => console.log(f));
  console.log(findings.length ? `openapi: ${findings.length} findings` : 'openapi: nothing found');
  process.exit(findings.length ? 1 : 0);
}
