// Makes the TrueType file that the PDFs embed from the WOFF2 that Noto Sans SC is published in:
//   node scripts/fonts/woff2-to-ttf.mjs noto-sans-sc-chinese-simplified-400-normal.woff2 out.ttf
// fontkit reads WOFF2 but takes its subsets out of the compressed outlines, which no reader can draw. Outlines,
// widths and the character map are kept as they are; layout tables (kerning, vertical forms) are left out.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
const fontkit = require('fontkit');
const [source, target] = process.argv.slice(2);
if (!source || !target) throw new Error('say which WOFF2 to read and which TTF to write');
const font = fontkit.create(readFileSync(source));
const COPIED = ['OS/2', 'cmap', 'hhea', 'maxp', 'post', 'gasp', 'prep'];

function rawTable(tag) {
  const { offset, length } = font.directory.tables[tag];
  return Buffer.from(font.stream.buffer.subarray(offset, offset + length));
}

/** A simple glyph of the OpenType table glyf: end points, flags, x and y, without instructions. */
function simpleGlyph({ path }) {
  const contours = contoursOf(path.commands);
  if (contours.length === 0) return Buffer.alloc(0);
  const points = contours.flat();
  const { minX, minY, maxX, maxY } = extent(points);
  const head = Buffer.alloc(10 + contours.length * 2 + 2);
  [contours.length, minX, minY, maxX, maxY].forEach((value, at) => head.writeInt16BE(value, at * 2));
  let end = -1;
  contours.forEach((contour, at) => head.writeUInt16BE((end += contour.length), 10 + at * 2));
  const flags = [];
  const xs = [];
  const ys = [];
  let last = { x: 0, y: 0 };
  for (const point of points) {
    const x = coordinate(point.x - last.x, 0x02, 0x10);
    const y = coordinate(point.y - last.y, 0x04, 0x20);
    flags.push((point.on ? 1 : 0) | x.flag | y.flag);
    xs.push(...x.bytes);
    ys.push(...y.bytes);
    last = point;
  }
  const glyph = Buffer.concat([head, Buffer.from([...packed(flags), ...xs, ...ys])]);
  return glyph.length % 2 === 0 ? glyph : Buffer.concat([glyph, Buffer.of(0)]);
}

function contoursOf(commands) {
  const contours = [];
  let contour = [];
  const close = () => {
    const [first] = contour;
    const last = contour.at(-1);
    if (contour.length > 1 && last.on && last.x === first.x && last.y === first.y) contour.pop();
    if (contour.length > 0) contours.push(contour);
    contour = [];
  };
  for (const { command, args } of commands) {
    if (command === 'closePath') close();
    else if (command === 'quadraticCurveTo') {
      contour.push({ x: args[0], y: args[1], on: false }, { x: args[2], y: args[3], on: true });
    } else if (command === 'moveTo' || command === 'lineTo')
      contour.push({ x: args[0], y: args[1], on: true });
    else throw new Error(`TrueType outlines have no ${command}`);
  }
  if (contour.length > 0) close();
  return contours.map(withoutImplied);
}

/** A point halfway between two off-curve points goes without saying. */
function withoutImplied(contour) {
  return contour
    .filter((point, at) => {
      const before = contour.at(at - 1);
      const after = contour[(at + 1) % contour.length];
      const implied =
        point.on &&
        !before.on &&
        !after.on &&
        before.x + after.x === 2 * point.x &&
        before.y + after.y === 2 * point.y;
      return at === 0 || !implied;
    })
    .map(({ x, y, on }) => ({ x: Math.round(x), y: Math.round(y), on }));
}

function extent(points) {
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  return { minX: Math.min(...xs), minY: Math.min(...ys), maxX: Math.max(...xs), maxY: Math.max(...ys) };
}

function coordinate(delta, short, same) {
  if (delta === 0) return { flag: same, bytes: [] };
  if (Math.abs(delta) < 256) return { flag: short | (delta > 0 ? same : 0), bytes: [Math.abs(delta)] };
  return { flag: 0, bytes: [(delta >> 8) & 0xff, delta & 0xff] };
}

function packed(flags) {
  const bytes = [];
  for (let at = 0; at < flags.length;) {
    let repeats = 0;
    while (repeats < 255 && flags[at + repeats + 1] === flags[at]) repeats += 1;
    if (repeats > 1) bytes.push(flags[at] | 0x08, repeats);
    else bytes.push(...Array(repeats + 1).fill(flags[at]));
    at += repeats + 1;
  }
  return bytes;
}

/** The names a reader shows; the published file bears those of the variable font it was cut from. */
function nameTable() {
  const names = [
    [0, 'Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name Source'],
    [1, 'Noto Sans SC'],
    [2, 'Regular'],
    [4, 'Noto Sans SC Regular'],
    [6, 'NotoSansSC-Regular'],
    [13, 'This Font Software is licensed under the SIL Open Font License, Version 1.1.'],
  ].map(([id, text]) => [id, Buffer.from(text, 'utf16le').swap16()]);
  const head = Buffer.alloc(6 + names.length * 12);
  head.writeUInt16BE(names.length, 2);
  head.writeUInt16BE(head.length, 4);
  let offset = 0;
  names.forEach(([id, text], at) => {
    [3, 1, 0x409, id, text.length, offset].forEach((value, n) =>
      head.writeUInt16BE(value, 6 + at * 12 + n * 2),
    );
    offset += text.length;
  });
  return Buffer.concat([head, ...names.map(([, text]) => text)]);
}

function sum(bytes) {
  let total = 0;
  for (let at = 0; at < bytes.length; at += 4) total = (total + bytes.readUInt32BE(at)) >>> 0;
  return total;
}

const padded = (bytes) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

function fontFile(tables) {
  const tags = Object.keys(tables).sort();
  const power = 2 ** Math.floor(Math.log2(tags.length));
  const head = Buffer.alloc(12 + tags.length * 16);
  head.writeUInt32BE(0x00010000, 0);
  [tags.length, power * 16, Math.log2(power), (tags.length - power) * 16].forEach((value, at) =>
    head.writeUInt16BE(value, 4 + at * 2),
  );
  let offset = head.length;
  tags.forEach((tag, at) => {
    const bytes = padded(tables[tag]);
    head.write(tag.padEnd(4), 12 + at * 16, 'latin1');
    [sum(bytes), offset, tables[tag].length].forEach((value, n) =>
      head.writeUInt32BE(value, 16 + at * 16 + n * 4),
    );
    offset += bytes.length;
  });
  const file = Buffer.concat([head, ...tags.map((tag) => padded(tables[tag]))]);
  const headAt = tags.indexOf('head');
  file.writeUInt32BE((0xb1b0afba - sum(file)) >>> 0, file.readUInt32BE(20 + headAt * 16) + 8);
  return file;
}

const glyphs = Array.from({ length: font.numGlyphs }, (_, id) => simpleGlyph(font.getGlyph(id)));
const loca = Buffer.alloc((glyphs.length + 1) * 4);
glyphs.reduce(
  (end, glyph, id) => (loca.writeUInt32BE(end + glyph.length, (id + 1) * 4), end + glyph.length),
  0,
);
const head = rawTable('head');
head.writeUInt32BE(0, 8);
head.writeInt16BE(1, 50);
const hmtx = Buffer.alloc(glyphs.length * 4);
glyphs.forEach((glyph, id) => {
  hmtx.writeUInt16BE(font.getGlyph(id).advanceWidth, id * 4);
  hmtx.writeInt16BE(glyph.length === 0 ? 0 : glyph.readInt16BE(2), id * 4 + 2);
});
const hhea = rawTable('hhea');
hhea.writeUInt16BE(glyphs.length, 34);
const copied = Object.fromEntries(COPIED.map((tag) => [tag, rawTable(tag)]));
writeFileSync(
  target,
  fontFile({ ...copied, head, hhea, hmtx, loca, glyf: Buffer.concat(glyphs), name: nameTable() }),
);
