#!/usr/bin/env node
// manual.mjs BINARY OUT.gz: the manual page tsugite(1), out of what the program says of itself with --help, each group of
// subcommands to its end. So the page has every option that the program has. Exit codes: 0 done, 1 failed, 2 wrong usage.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const help = (binary, path) =>
  execFileSync(binary, [...path, '--help'], { encoding: 'utf8' }).replaceAll(binary, 'tsugite');

// The names under "Subcommands:" of a help text.
export function subcommands(text) {
  const part = text.split(/^Subcommands:\n/m)[1] ?? '';
  return part.split('\n').map((line) => line.match(/^ {2}([a-z][\w-]*)(?: |$)/)?.[1]).filter(Boolean);
}

// [path of words, help text] of every command, the program itself first.
export function commands(binary, path = []) {
  const text = help(binary, path);
  return [[path, text], ...subcommands(text).flatMap((name) => commands(binary, [...path, name]))];
}

const escape = (text) => text.replace(/\\/g, '\\e').replace(/-/g, '\\-').replace(/^([.'])/gm, '\\&$1');

export function page(all, version) {
  const [[, top], ...rest] = all;
  const leaves = rest.filter(([, text]) => subcommands(text).length === 0);
  const intro = top.split('\n')[0];
  const footer = top.trimEnd().split('\n').at(-1);
  const sections = leaves.map(([path, text]) => {
    const [about, ...more] = text.trimEnd().split('\n');
    return `.SS ${escape(`tsugite ${path.join(' ')}`)}\n${escape(about)}\n.PP\n.nf\n${escape(more.join('\n').trim())}\n.fi\n`;
  });
  return `.TH TSUGITE 1 "" "tsugite ${version}" "User Commands"\n.SH NAME\ntsugite \\- the node each party of an alliance runs\n` +
    `.SH SYNOPSIS\n.B tsugite\n.I COMMAND\n.RI [ OPTION ...]\n.SH DESCRIPTION\n${escape(intro)}\n.SH COMMANDS\n${sections.join('')}` +
    `.SH EXIT STATUS\n${escape(footer.replace(/^Exit codes: /, ''))}\n.SH FILES\n.I /var/lib/tsugite/NAME\n.br\nthe folder of one node\n` +
    `.SH SEE ALSO\n.BR systemctl (1),\n.I /usr/share/doc/tsugite/README.Debian\n`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [binary, out] = process.argv.slice(2);
  if (!out) {
    console.error('usage: manual.mjs BINARY OUT.gz');
    process.exit(2);
  }
  const version = execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim().split(' ')[1];
  writeFileSync(out, gzipSync(page(commands(binary), version), { level: 9 }));
}
