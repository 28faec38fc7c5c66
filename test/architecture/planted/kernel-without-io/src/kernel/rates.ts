import { readFileSync } from 'node:fs';

export const rates = (): string => readFileSync('rates.json', 'utf8');
