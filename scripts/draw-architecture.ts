import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './postgres';

/** One room imports another: `from` and `to` are names of rooms, 'casework', 'kernel', 'process'. */
export interface Edge {
  readonly from: string;
  readonly to: string;
}

interface CruiseReport {
  readonly modules: readonly {
    readonly source: string;
    readonly dependencies: readonly { readonly resolved: string }[];
  }[];
}

const root = projectRoot();
const START = '<!-- drawing:start -->';
const END = '<!-- drawing:end -->';
/** The drawing stands in this document, between the two markers. */
export const DRAWING_FILE = join(root, 'docs', 'architecture.md');

/** Rooms that nearly all others rest on: their edges are dotted, so that those between business rooms stand out. */
const GROUND: readonly string[] = ['kernel', 'platform'];
/** main.ts and app.module.ts. */
const PROCESS = 'process';

/** Room of a source: its folder under src/modules, else under src; null for what is not ours. */
export function roomOf(source: string): string | null {
  if (!source.startsWith('src/')) return null;
  return /^src\/(?:modules\/)?([^/]+)\//.exec(source)?.[1] ?? PROCESS;
}

/**
 * Every import between two rooms of `src`, types included, each pair once, sorted.
 * @throws Error when the reader fails or finds nothing: a drawing of nothing would look like no imports at all.
 */
export function importedEdges(folder: string = root): Edge[] {
  const program = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const configuration = join(root, '.dependency-cruiser.cjs');
  const run = spawnSync(
    process.execPath,
    [program, '--config', configuration, '--output-type', 'json', 'src'],
    { cwd: folder, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  if (run.stdout === '') throw new Error(`dependency-cruiser failed in ${folder}: ${run.stderr}`);
  const { modules } = JSON.parse(run.stdout) as CruiseReport;
  const edges = modules.flatMap(({ source, dependencies }) =>
    dependencies.flatMap(({ resolved }) => edgeOf(source, resolved)),
  );
  if (edges.length === 0) throw new Error(`no imports between rooms were found in ${folder}`);
  return sorted(edges);
}

function edgeOf(source: string, target: string): Edge[] {
  const from = roomOf(source);
  const to = roomOf(target);
  return from === null || to === null || from === to ? [] : [{ from, to }];
}

function sorted(edges: readonly Edge[]): Edge[] {
  const unique = new Map(edges.map((edge) => [`${edge.from} ${edge.to}`, edge]));
  return [...unique].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, edge]) => edge);
}

/** The graph as a mermaid block, one line an edge. */
export function drawingOf(edges: readonly Edge[]): string {
  const lines = edges.map(({ from, to }) => {
    const arrow = GROUND.includes(to) || from === PROCESS ? '-.->' : '-->';
    return `  ${from} ${arrow} ${to}`;
  });
  return ['```mermaid', 'flowchart TD', ...lines, '```'].join('\n');
}

/** The edges a document draws between its markers, sorted. @throws Error when a marker is missing. */
export function drawnEdges(document: string): Edge[] {
  const [, drawing] = partsOf(document);
  const lines = [...drawing.matchAll(/^ *(\S+) -(?:\.-|-)> (\S+)$/gm)];
  return sorted(lines.map(([, from = '', to = '']) => ({ from, to })));
}

/** The document with its drawing replaced. @throws Error when a marker is missing. */
export function withDrawing(document: string, edges: readonly Edge[]): string {
  const [before, , after] = partsOf(document);
  return `${before}${START}\n\n${drawingOf(edges)}\n\n${END}${after}`;
}

function partsOf(document: string): [before: string, drawing: string, after: string] {
  const start = document.indexOf(START);
  const end = document.indexOf(END, start);
  if (start < 0 || end < 0) throw new Error(`the document has no markers ${START} and ${END}`);
  return [
    document.slice(0, start),
    document.slice(start + START.length, end),
    document.slice(end + END.length),
  ];
}

function main(): void {
  const edges = importedEdges();
  writeFileSync(DRAWING_FILE, withDrawing(readFileSync(DRAWING_FILE, 'utf8'), edges));
  process.stdout.write(`${edges.length} imports between rooms are drawn in ${DRAWING_FILE}\n`);
}

if (require.main === module) main();
