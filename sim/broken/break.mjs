// Writes copies of sources with faults planted in them, one behind each name of faults.txt, and a list of the names.
//   node break.mjs FAULTS SOURCE_DIR OUT_DIR
// In faults.txt a fault is a name, the invariant that must notice, a file, perhaps the seed that shows it first, the text that stands there
// once, and what stands there instead; BROKEN in it is true while that fault is switched on. What is guarded twice is broken in two places under one name. A text that is not there exactly once ends the build: it has moved.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const [faultsFile, source, out] = process.argv.slice(2)
const faults = readFileSync(faultsFile, 'utf8').split(/^== /m).slice(1).map((block) => {
  const [head, ...rest] = block.split('\n')
  const [name, invariant, file, seed = 0] = head.trim().split(' ')
  const [before, after] = rest.join('\n').split(/^--$/m).map((text) => text.replace(/^\n+|\n+$/g, ''))
  return { name, invariant, file, seed, before, after }
})
const texts = new Map()
for (const { name, file, before, after } of faults) {
  const text = texts.get(file) ?? readFileSync(join(source, file), 'utf8')
  if (text.split(before).length !== 2) {
    console.error(`${faultsFile}: ${name}: this stands ${text.split(before).length - 1} times in ${file}:\n${before}`)
    process.exit(1)
  }
  texts.set(file, text.replace(before, () => after.replaceAll('BROKEN', `tsugite::sim::broken("${name}")`)))
}
mkdirSync(out, { recursive: true })
for (const [file, text] of texts) {
  const folder = file.startsWith('sim/') ? '' : `#include "sim/broken.h"\n`
  writeFileSync(join(out, file.replaceAll('/', '_')), `${folder || '#include "broken.h"\n'}${text}`)
}
const named = new Map(faults.toReversed().map((fault) => [fault.name, fault]))
const list = [...named.values()].reverse().map(({ name, invariant, seed }) => `    {"${name}", "${invariant}", ${seed}},`).join('\n')
writeFileSync(join(out, 'faults.cc'), `#include "broken.h"

namespace tsugite::sim {

const std::vector<Fault>& faults() {
  static const std::vector<Fault> all = {
${list}
  };
  return all;
}

}  // namespace tsugite::sim
`)
