// The npm packages of the console, out of its lock file: those that its sources import, with all that these depend on, are in it; the
// rest builds and tests it.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const sources = (folder) => readdirSync(folder, { withFileTypes: true }).flatMap((one) => {
  const path = join(folder, one.name);
  return one.isDirectory() ? sources(path) : /\.(ts|js|mjs|svelte|css)$/.test(one.name) && !/\.test\.ts$/.test(one.name) ? [path] : [];
});

const packageOf = (specifier) => specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');

// Names of the packages that these folders import, also those whose data is read in.
export function imported(folders, known) {
  const names = new Set();
  for (const file of folders.flatMap(sources)) {
    const text = readFileSync(file, 'utf8').replace(/^import type .*$/gm, ''); // types are not in what is built
    for (const hit of text.matchAll(/(?:\bfrom|\bimport\(?|\brequire\w*\(|\bresolve\()\s*['"`]([^.'"`$/][^'"`$]*)/g)) names.add(packageOf(hit[1]));
  }
  if (folders.flatMap(sources).some((file) => file.endsWith('.svelte'))) names.add('svelte');
  return [...names].filter((name) => known.has(name));
}

// [{path, name, version, license, integrity, needs: [path], scope: 'required' | 'excluded'}]
export function npmPackages(web) {
  const lock = JSON.parse(readFileSync(join(web, 'package-lock.json'), 'utf8'));
  const at = new Map(Object.entries(lock.packages).filter(([path]) => path));
  const nameOf = (path) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  // As Node looks: beside it, then in each folder above.
  const find = (from, name) => {
    for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
      const path = `${base ? `${base}/` : ''}node_modules/${name}`;
      if (at.has(path)) return path;
      if (!base) return undefined;
    }
  };
  const needs = (path) => [...new Set(Object.keys({ ...at.get(path).dependencies, ...at.get(path).optionalDependencies })
    .map((name) => find(path, name)).filter(Boolean))];
  const inside = new Set();
  const take = (path) => {
    if (inside.has(path)) return;
    inside.add(path);
    needs(path).forEach(take);
  };
  const direct = new Set([...at.keys()].map(nameOf));
  imported([join(web, 'src'), join(web, 'vite')], direct).map((name) => find('', name)).filter(Boolean).forEach(take);
  return [...at].map(([path, { version, license, integrity }]) => ({
    path, name: nameOf(path), version, license, integrity, needs: needs(path), scope: inside.has(path) ? 'required' : 'excluded',
  }));
}
