import type { FastifyReply } from 'fastify';
import type { ListLanguage } from '../../domain/remittance/list-columns';
import type { CsvFile } from './csv-file';

/** Sends a file to be saved under an ASCII name. */
export async function sendCsv(
  response: FastifyReply,
  status: number,
  file: CsvFile & { readonly name: string; readonly language: ListLanguage },
): Promise<void> {
  await response
    .code(status)
    .type(`text/csv; charset=${file.charset}`)
    .headers({
      'Content-Disposition': `attachment; filename="${file.name}"`,
      'Content-Language': file.language === 'zh' ? 'zh-CN' : 'en',
      Vary: 'Accept',
    })
    .send(file.body);
}
