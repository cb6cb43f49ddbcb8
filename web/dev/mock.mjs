#!/usr/bin/env node
// A stand-in for a node, for screenshots and for work on the console: speaks /api/v1 with the data of the Kumamoto rehearsal and
// serves web/dist. Usage: mock.mjs [PORT]; any account signs in with the password "mock" ("admin" may switch links).
import { createServer } from 'node:http';
import { existsSync, readFileSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocketServer } from 'ws';
import { answer, World } from './mock/world.mjs';

const port = Number(process.argv[2] ?? 8390);
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
// The policy that a node sends, so that what it forbids shows here.
const policy =
  "default-src 'self'; script-src 'self'; worker-src 'self' blob:; connect-src 'self'; img-src 'self' data: blob:; " +
  "style-src 'self' 'unsafe-inline'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const world = new World();
const sockets = new WebSocketServer({ noServer: true });
const tell = (topics) => sockets.clients.forEach((s) => s.send(JSON.stringify({ type: 'changed', topics, at_ms: Date.now() })));

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return parts.length ? JSON.parse(Buffer.concat(parts).toString('utf8')) : undefined;
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://mock');
  if (!url.pathname.startsWith('/api/v1/')) return file(url.pathname, response);
  const picture = /^\/api\/v1\/procedures\/([\w-]+)\/graph\.svg$/.exec(url.pathname);
  if (picture) return response.writeHead(200, { 'Content-Type': 'image/svg+xml' }).end(readFileSync(fileURLToPath(new URL(`../../docs/charter/${picture[1]}.svg`, import.meta.url))));
  const session = /mock=(\w[\w-]*)/.exec(request.headers.cookie ?? '')?.[1];
  const { status, json, cookie, changed } = answer(world, request.method, url, session, await bodyOf(request));
  response.writeHead(status, { 'Content-Type': 'application/json', ...(cookie === undefined ? {} : { 'Set-Cookie': `mock=${cookie}; Path=/; HttpOnly; SameSite=Strict` }) });
  response.end(json === undefined ? '' : JSON.stringify(json));
  if (changed) tell(changed);
});

function file(path, response) {
  const wanted = join(dist, normalize(path));
  const found = extname(path) && existsSync(wanted) ? wanted : join(dist, 'index.html');
  response.writeHead(200, { 'Content-Type': types[extname(found)] ?? 'application/octet-stream', 'Content-Security-Policy': policy });
  response.end(readFileSync(found));
}

server.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head, (s) => sockets.emit('connection', s, request)));
server.listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
