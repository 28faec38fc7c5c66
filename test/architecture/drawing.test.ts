import { readFileSync } from 'node:fs';
import {
  DRAWING_FILE,
  drawingOf,
  drawnEdges,
  importedEdges,
  roomOf,
  withDrawing,
} from '../../scripts/draw-architecture';

// All of src is read by a process of its own.
jest.setTimeout(60_000);

const document = readFileSync(DRAWING_FILE, 'utf8');

describe('the drawing in docs/architecture.md', () => {
  const imported = importedEdges();

  test('shows every import between rooms, and none that is not there', () => {
    expect(drawnEdges(document)).toEqual(imported);
  });

  test('was made by the script, not by hand', () => {
    expect(withDrawing(document, imported)).toBe(document);
  });

  test('an import that is not drawn yet, and one that is gone, are both found', () => {
    const added = { from: 'kernel', to: 'simulators' };
    expect(drawnEdges(document)).not.toContainEqual(added);
    expect(drawnEdges(withDrawing(document, [...imported, added]))).not.toEqual(imported);
    expect(drawnEdges(withDrawing(document, imported.slice(1)))).not.toEqual(imported);
  });

  test('what is drawn is read back edge by edge, whatever its arrow', () => {
    const edges = [
      { from: 'casework', to: 'kernel' },
      { from: 'casework', to: 'settlement' },
      { from: 'process', to: 'casework' },
    ];
    expect(drawingOf(edges)).toContain('  casework -.-> kernel\n  casework --> settlement');
    expect(drawnEdges(withDrawing(document, edges))).toEqual(edges);
  });

  test('a document that lost its markers is refused', () => {
    expect(() => drawnEdges('# Architecture')).toThrow(/no markers/);
  });
});

describe('the room of a source', () => {
  test.each([
    ['src/modules/ledger/store/pot-store.ts', 'ledger'],
    ['src/platform/http/problem.ts', 'platform'],
    ['src/kernel/money.ts', 'kernel'],
    ['src/main.ts', 'process'],
    ['node_modules/pg/lib/index.js', null],
  ])('%s belongs to %s', (source, room) => {
    expect(roomOf(source)).toBe(room);
  });
});
