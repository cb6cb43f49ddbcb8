// The rooms of src/, lowest first. A file may include its own room and any room of a lower level; rooms of one level do not
// see each other. Adding a room is one line here, one in CMakeLists.txt and one in ARCHITECTURE.md.
export const levels = [
  ['base'],
  ['world', 'label'],
  ['ledger'],
  ['charter'],
  ['casework', 'federation', 'picture'],
  ['core'],
  ['features'],
  ['gateways'],
  ['server'],
  ['node'],
  ['cli'],
];

// Beside src/: programs that may use every room and that no room may use.
export const parts = ['sim', 'e2e', 'fuzz', 'bench', 'attacks', 'web', 'tools', 'packaging'];

export const levelOf = new Map(levels.flatMap((rooms, level) => rooms.map((room) => [room, level])));

// The room of a path below the root, e.g. "src/ledger/sqlite/store.cc" -> "ledger"; undefined where there is none.
export function roomOf(path) {
  const [top, room] = path.split('/');
  return top === 'src' ? room : undefined;
}
