// The Debian packages that are in a program: those of the shared libraries it loads, and those whose headers were compiled into it
// and that have no library among the former (Boost.Asio, CLI11). Asked of ldd, ninja and dpkg.
import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';

const run = (command, args, options = {}) => execFileSync(command, args, { encoding: 'utf8', maxBuffer: 256 << 20, ...options });

// Paths of the libraries that the loader would take for it.
export function libraries(binary) {
  return [...run('ldd', [binary]).matchAll(/=> (\/\S+)|^\s+(\/\S+ld-linux\S+)/gm)].map((hit) => realpathSync(hit[1] ?? hit[2]));
}

// Headers of the system that its object files were compiled from.
export function headers(build, target) {
  const objects = run('ninja', ['-C', build, '-t', 'inputs', target], { stdio: ['ignore', 'pipe', 'ignore'] })
    .split('\n').filter((line) => line.endsWith('.o'));
  if (!objects.length) throw new Error(`${target} has no object files in ${build}`);
  const deps = run('ninja', ['-C', build, '-t', 'deps', ...objects]);
  const found = new Set([...deps.matchAll(/^ {4}(\/usr\/(?:include|lib)\/\S+)$/gm)].map((hit) => hit[1]));
  if (!found.size) throw new Error(`${target} is not built in ${build}`);
  return [...found];
}

// dpkg knows a file by the path it was unpacked to, which may lack the /usr of a merged system, or be what a link points to.
const ways = (path) => [path, path.startsWith('/usr/') ? path.slice(4) : `/usr${path}`];

// Names of the packages that own the files. A file of no package is an error: then the bill would be incomplete.
export function owners(paths) {
  let text = '';
  try {
    text = run('dpkg', ['-S', ...paths.flatMap(ways)], { stdio: ['ignore', 'pipe', 'ignore'] });
  } catch (error) {
    text = error.stdout; // half of the ways lead nowhere
  }
  const owner = new Map([...text.matchAll(/^(\S+?)(?::\w+)?: (\/.*)$/gm)].map((hit) => [hit[2], hit[1]]));
  const names = new Set();
  for (const path of paths) {
    const hit = ways(path).map((way) => owner.get(way)).find(Boolean);
    if (!hit) throw new Error(`${path} is of no Debian package`);
    names.add(hit);
  }
  return [...names];
}

const facts = (names) => {
  const format = '${Package}\\t${Version}\\t${source:Package}\\t${source:Version}\\t${Architecture}\\n';
  return run('dpkg-query', ['-W', `-f=${format}`, ...names]).trim().split('\n').map((line) => {
    const [name, version, source, sourceVersion, architecture] = line.split('\t');
    return { name, version, source, sourceVersion, architecture };
  });
};

export function debianPackages(binary, build, target) {
  const linked = facts(owners(libraries(binary)));
  const sources = new Set(linked.map((one) => one.source));
  const compiled = facts(owners(headers(build, target))).filter((one) => !sources.has(one.source));
  const all = [...linked.map((one) => ({ ...one, how: 'linked' })), ...compiled.map((one) => ({ ...one, how: 'compiled in' }))];
  return [...new Map(all.map((one) => [`${one.name}:${one.architecture}`, one])).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
