const RED = '#c8102e';
const SIZE = 132;
const CENTRE = SIZE / 2;
/** The name runs along the ring over this many degrees at most, a character at least so far from the next. */
const ARC = 250;
const LARGEST_STEP = 24;

/** The centre's seal as SVG: its name around a star, what the seal is for below. For show: what counts is the signature. */
export function sealDrawing(centre: string, font: string): string {
  const letters = Array.from(centre.replace(/（.*?）/gu, ''));
  const step = Math.min(LARGEST_STEP, ARC / Math.max(1, letters.length - 1));
  const first = (-step * (letters.length - 1)) / 2;
  const size = Math.min(13, step * 0.8);
  const ring = letters.map((letter, index) => onRing(letter, first + step * index, size, font));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE}" height="${SIZE}" viewBox="0 0 ${SIZE} ${SIZE}">`,
    `<circle cx="${CENTRE}" cy="${CENTRE}" r="63" fill="none" stroke="${RED}" stroke-width="2.6"/>`,
    `<path d="${star(CENTRE, CENTRE, 17)}" fill="${RED}"/>`,
    ...ring,
    `<text x="${CENTRE}" y="${CENTRE + 40}" font-family="${font}" font-size="11" text-anchor="middle" fill="${RED}">电子证明专用章</text>`,
    '</svg>',
  ].join('');
}

function onRing(letter: string, degrees: number, size: number, font: string): string {
  const angle = (degrees * Math.PI) / 180;
  const radius = 46;
  const x = (CENTRE + radius * Math.sin(angle)).toFixed(2);
  const y = (CENTRE - radius * Math.cos(angle)).toFixed(2);
  const turn = `translate(${x} ${y}) rotate(${degrees.toFixed(2)})`;
  return `<text transform="${turn}" font-family="${font}" font-size="${size.toFixed(2)}" text-anchor="middle" fill="${RED}">${letter}</text>`;
}

function star(x: number, y: number, radius: number): string {
  const points = Array.from({ length: 10 }, (_, index) => {
    const angle = (index * Math.PI) / 5;
    const reach = index % 2 === 0 ? radius : radius * 0.382;
    return `${(x + reach * Math.sin(angle)).toFixed(2)} ${(y - reach * Math.cos(angle)).toFixed(2)}`;
  });
  return `M${points.join(' L')} Z`;
}
