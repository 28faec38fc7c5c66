/** Whose behaviour can be changed. */
export const MOOD_TARGETS = [
  'msa',
  'pol',
  'soc',
  'civ',
  'rea',
  'hsg',
  'hrr',
  'tax',
  'pbc',
  'nat',
  'crt',
  'bnk',
  'bank',
  'bank-301',
  'city-140700',
  'city-141000',
] as const;
export type MoodTarget = (typeof MOOD_TARGETS)[number];
/** The first bank goes by its former name, any other by its code as well. */
export type BankMoodTarget = Extract<MoodTarget, `bank${string}`>;

/** What every registry can do wrong; a bank declares moods of its own with `Moods.declare`. */
export const REGISTRY_MOODS = [
  'normal',
  'delay', // answers after delayMs on top of its usual latency
  'silence', // never answers, the socket stays open
  'error500', // its own fault page
  'error429', // too many questions
  'garbage', // not the agreed format at all: half an answer, another encoding
  'html', // a page of some gateway
  'empty', // 200 and nothing
  'drift', // one of the next three after another
  'drift-missing', // a field is gone or renamed
  'drift-type', // a field is of another type
  'drift-code', // a code outside the table
  'oversharing', // tells more than it was asked for
  'stale', // as-of long past the time to live
  'other-person', // about somebody else than asked
] as const;
export type RegistryMood = (typeof REGISTRY_MOODS)[number];

export interface MoodSetting {
  readonly mood: string;
  /** The mood holds for so many calls, then is normal again; absent = until changed. */
  readonly calls?: number;
  /** Extra milliseconds before the answer, 0 when absent. */
  readonly delayMs?: number;
}

/** A setting that cannot be: unknown target, undeclared mood, bad number. */
export class MoodError extends Error {}

/** The moods of the outside world, set by the control interface and consumed call by call. */
export class Moods {
  private readonly settings = new Map<MoodTarget, MoodSetting>();
  private readonly declared = new Map<MoodTarget, ReadonlySet<string>>();

  constructor() {
    const registries = MOOD_TARGETS.filter((target) => !/^(?:bank|city)/.test(target));
    for (const target of registries) this.declare(target, REGISTRY_MOODS);
  }

  /** Limits the moods a target takes; before that any word goes. `normal` is always allowed. */
  declare(target: MoodTarget, moods: readonly string[]): void {
    this.declared.set(target, new Set(['normal', ...moods]));
  }

  /** Changes the mood of one target. Throws `MoodError`. */
  set(target: string, setting: MoodSetting): void {
    if (!isTarget(target)) throw new MoodError(`unknown target: ${target}`);
    const allowed = this.declared.get(target);
    if (allowed !== undefined && !allowed.has(setting.mood)) {
      throw new MoodError(`${target} knows the moods ${[...allowed].join(', ')}`);
    }
    if (setting.calls !== undefined && !isCount(setting.calls, 1))
      throw new MoodError('calls must be 1 or more');
    if (setting.delayMs !== undefined && !isCount(setting.delayMs, 0))
      throw new MoodError('delayMs must be 0 or more');
    this.settings.set(target, setting);
  }

  /** The mood for one call; a limited mood has one call less afterwards. */
  take(target: MoodTarget): { mood: string; delayMs: number } {
    const setting = this.settings.get(target);
    if (setting === undefined) return { mood: 'normal', delayMs: 0 };
    if (setting.calls !== undefined) {
      if (setting.calls === 1) this.settings.delete(target);
      else this.settings.set(target, { ...setting, calls: setting.calls - 1 });
    }
    return { mood: setting.mood, delayMs: setting.delayMs ?? 0 };
  }

  /** Every target with its present setting. */
  all(): Record<MoodTarget, MoodSetting> {
    const entries = MOOD_TARGETS.map((target) => [target, this.settings.get(target) ?? { mood: 'normal' }]);
    return Object.fromEntries(entries) as Record<MoodTarget, MoodSetting>;
  }

  reset(): void {
    this.settings.clear();
  }
}

function isTarget(text: string): text is MoodTarget {
  return (MOOD_TARGETS as readonly string[]).includes(text);
}

function isCount(value: unknown, least: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= least;
}
