import { Injectable } from '@nestjs/common';
import type { Actor } from '../../../../kernel/actor';
import type { BilingualText } from '../../../../kernel/decision';
import { Clock } from '../../../../platform/clock';
import type { Tx } from '../../../../platform/database/tx';
import { cursorAfter, type CursorForm, keyOfCursor } from '../../../../platform/http';
import { parametersOn } from '../../../policy';
import {
  QUALITY_CODES,
  QUALITY_WORDS,
  type QualityCode,
  qualityScore,
} from '../../domain/quality/quality-rule';
import {
  countQuality,
  type QualityLimits,
  selectGapsOf,
  selectGapsOfEmployers,
} from '../../store/data-quality-store';
import { EmployerAccess } from '../employer/employer-access';

/** Something that is not as it is to be, and the item by which the employer mends it itself. */
export interface QualityGap {
  readonly code: QualityCode;
  readonly text: BilingualText;
  readonly item: string;
  readonly mend: BilingualText;
  /** How often: members concerned, else 1. */
  readonly count: number;
}

/** Quality of one employer's data; `score` in parts of ten thousand. */
export interface EmployerQuality {
  readonly score: number;
  readonly gaps: readonly QualityGap[];
}

/** One of those that have something to mend. */
export interface EmployerInQueue extends EmployerQuality {
  readonly employerId: string;
  readonly unitAccountNo: string;
}

/** One check over all employers. */
export interface QualityCheck {
  readonly code: QualityCode;
  readonly text: BilingualText;
  readonly employers: number;
  readonly failing: number;
}

/** Quality of the data of all employers (数据完整率), with those that have most to mend first. */
export interface QualityReport {
  readonly day: string;
  readonly score: number;
  readonly checks: readonly QualityCheck[];
  readonly employers: readonly EmployerInQueue[];
  readonly next: string | null;
}

const PAGE = 100;
const form: CursorForm = { list: 'data-quality', key: [/^\d{1,2}$/, /^\d{8,20}$/] };

/** Looks at what employers have told and how they contribute. Nothing of it is stored: mended is mended. */
@Injectable()
export class DataQuality {
  constructor(
    private readonly access: EmployerAccess,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 400 for a cursor of another list. */
  async report(tx: Tx, cursor: string | undefined): Promise<QualityReport> {
    const key = keyOfCursor(form, {}, cursor);
    const after = key && { gaps: Number(key[0]), unitAccountNo: key[1] ?? '' };
    const limits = this.limits();
    const counts = new Map((await countQuality(tx, limits)).map((count) => [count.code, count]));
    const rows = await selectGapsOfEmployers(tx, limits, { after, limit: PAGE + 1 });
    const shown = rows.slice(0, PAGE);
    const last = shown.at(-1);
    const checks = QUALITY_CODES.map((code): QualityCheck => {
      const { employers = 0, failing = 0 } = counts.get(code) ?? {};
      return { code, text: QUALITY_WORDS[code].text, employers, failing };
    });
    return {
      day: this.clock.today(),
      score: qualityScore(sum(checks, 'employers'), sum(checks, 'failing')),
      checks,
      employers: shown.map(({ gaps, ...employer }) => ({ ...employer, ...qualityOf(gaps) })),
      next:
        rows.length > PAGE && last
          ? cursorAfter(form, {}, [String(last.gaps.length), last.unitAccountNo])
          : null,
    };
  }

  /** @throws Problem 404 when the employer is another's. */
  async of(tx: Tx, actor: Actor, employerId: string): Promise<EmployerQuality> {
    await this.access.assertVisible(tx, actor, employerId);
    return qualityOf(await selectGapsOf(tx, this.limits(), employerId));
  }

  private limits(): QualityLimits {
    const parameters = parametersOn(this.clock.today());
    const districts = parameters.raw('contribution.lowerBase') as Readonly<Record<string, string>>;
    return {
      ratioMin: parameters.raw('contribution.ratioMin') as string,
      ratioMax: parameters.raw('contribution.ratioMax') as string,
      upperFen: parameters.money('contribution.upperBase'),
      lowerFen: new Map(
        Object.keys(districts).map((district) => [
          district,
          parameters.money(`contribution.lowerBase.${district}`),
        ]),
      ),
    };
  }
}

function qualityOf(
  counts: readonly { readonly code: QualityCode; readonly count: number }[],
): EmployerQuality {
  const failed = counts.filter(({ count }) => count > 0);
  return {
    score: qualityScore(QUALITY_CODES.length, failed.length),
    gaps: failed.map(({ code, count }) => {
      const { text, mend } = QUALITY_WORDS[code];
      return { code, text, item: mend.item, mend: mend.text, count };
    }),
  };
}

function sum(checks: readonly QualityCheck[], field: 'employers' | 'failing'): number {
  return checks.reduce((total, check) => total + check[field], 0);
}
