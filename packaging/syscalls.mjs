// The system calls that a unit's SystemCallFilter lists leave, and those that a trace shows.

// `listing`: what `systemd-analyze syscall-filter` prints: "@name", then its members indented, sets among them.
function sets(listing) {
  const out = new Map();
  let members;
  for (const line of listing.split('\n')) {
    const text = line.replace(/\x1b\[[0-9;]*m/g, '').trimEnd();
    if (text.startsWith('@')) out.set(text, (members = []));
    else if (text.startsWith('#')) members = undefined; // of what systemd knows to be in no set
    else if (/^\s+[@\w]/.test(text)) members?.push(text.trim());
  }
  return out;
}

export function allowed(lists, listing) {
  const known = sets(listing);
  const expand = (name) => (name.startsWith('@') ? known.get(name).flatMap(expand) : [name]);
  const out = new Set();
  for (const list of lists) {
    const taken = list.startsWith('~');
    for (const name of list.replace(/^~/, '').split(' ').flatMap(expand)) taken ? out.delete(name) : out.add(name);
  }
  return out;
}

// Names in a file that strace wrote with -f: "PID name(...". execve is strace's own way in.
export function called(trace) {
  const names = new Set([...trace.matchAll(/^\d+ +(\w+)\(/gm)].map((hit) => hit[1]));
  names.delete('execve');
  return names;
}
