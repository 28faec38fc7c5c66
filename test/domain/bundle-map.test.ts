import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { join } from 'node:path';
import { BundleMap, type SourcePlace } from '../../scripts/bundle-map';

describe('the map of a bundle', () => {
  it('finds what the map of Node finds, all through the service', () => {
    const text = readFileSync(join(__dirname, '..', '..', 'dist', 'service.js.map'), 'utf8');
    const map = JSON.parse(text) as SourceMapPayload;
    const [ours, nodes] = [new BundleMap(map), new SourceMap(map)];
    const lines = map.mappings.split(';').length;
    let found = 0;
    for (let line = 0; line < lines; line += 7) {
      for (const column of [0, 1, 40, 399, 5_000, 70_000]) {
        const entry = nodes.findEntry(line, column);
        const isOnLine = 'generatedLine' in entry && entry.generatedLine === line;
        const expected = isOnLine && entry.originalSource ? placeOf(entry) : null;
        expect([line, column, ours.find(line, column)]).toEqual([line, column, expected]);
        if (expected) found += 1;
      }
    }
    expect(found).toBeGreaterThan(1_000);
  });

  it('finds nothing where nothing of a source stands, before a line begins and after the last', () => {
    // A place at column 2, one without a source at column 6, the next line at its column 4.
    const map = new BundleMap({ sources: ['a.ts'], mappings: 'EAAA,I;IACE' });
    expect([1, 2, 5, 6, 9].map((column) => map.find(0, column))).toEqual([
      null,
      { source: 'a.ts', line: 0, column: 0 },
      { source: 'a.ts', line: 0, column: 0 },
      null,
      null,
    ]);
    expect(map.find(1, 3)).toBeNull();
    expect(map.find(1, 4)).toEqual({ source: 'a.ts', line: 1, column: 2 });
    expect(map.find(2, 0)).toBeNull();
  });
});

const placeOf = (entry: {
  originalSource: string;
  originalLine: number;
  originalColumn: number;
}): SourcePlace => ({
  source: entry.originalSource,
  line: entry.originalLine,
  column: entry.originalColumn,
});
