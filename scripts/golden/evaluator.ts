import type { Json } from '../../src/kernel/fact';
import type { CaseInput } from './case-input';

/** Computes one golden case of its kind with the functions of the domain; nothing is calculated here. */
export type Evaluator = (input: CaseInput) => { readonly [key: string]: Json };
