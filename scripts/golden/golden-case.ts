import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../src/kernel/fact';
import { CaseInput } from './case-input';
import { evaluators } from './evaluators';

export interface GoldenCase {
  readonly id: string;
  readonly kind: string;
  /** For people; a case without one is known by its kind. */
  readonly title?: string;
  readonly input: Json;
  readonly expected: { readonly [key: string]: Json };
}

export type Verdict =
  { readonly passed: true } | { readonly passed: false; readonly expected: Json; readonly got: Json };

/** A file of golden cases that cannot be read, is no JSON, or does not hold a list of cases. */
export class GoldenFileError extends Error {
  override readonly name = 'GoldenFileError';
}

/**
 * Reads a file of golden cases: a JSON list of {id, kind, title, input, expected}.
 * @throws GoldenFileError that names the file and what is wrong with it.
 */
export function readCases(file: string): GoldenCase[] {
  const parsed = parseFile(file);
  if (!Array.isArray(parsed)) throw new GoldenFileError(`${file}: a list of cases is expected`);
  return parsed.map((value: Json, index) => {
    if (!isCase(value)) {
      throw new GoldenFileError(
        `${file}: entry ${index + 1} is no case with id, kind, input and a non-empty expected`,
      );
    }
    return value;
  });
}

/** Computes a case and compares every key of `expected`. An unknown kind or a failed computation is a failure. */
export function evaluateCase({ kind, input, expected }: GoldenCase): Verdict {
  const evaluator = evaluators.get(kind);
  if (!evaluator) return { passed: false, expected, got: `unknown kind ${kind}` };
  try {
    const got = evaluator(new CaseInput(input));
    const equal = Object.entries(expected).every(([key, value]) => isDeepStrictEqual(got[key], value));
    return equal ? { passed: true } : { passed: false, expected, got };
  } catch (error) {
    return { passed: false, expected, got: String(error) };
  }
}

function parseFile(file: string): Json {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new GoldenFileError(`${file}: cannot be read (${(error as Error).message})`, { cause: error });
  }
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    throw new GoldenFileError(`${file}: is not valid JSON (${(error as Error).message})`, { cause: error });
  }
}

function isCase(value: Json): value is Json & GoldenCase {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { id, kind, input, expected } = value as { readonly [key: string]: Json };
  return (
    typeof id === 'string' && typeof kind === 'string' && input !== undefined && isFilledObject(expected)
  );
}

function isFilledObject(value: Json | undefined): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
  );
}
