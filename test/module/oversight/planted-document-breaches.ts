import type { PlantedBreach } from './planted-breaches';

const aDocument = `(SELECT min(id::text)::uuid FROM document)`;
const aStatement = `(SELECT min(document_id::text)::uuid FROM document_lines)`;
const itsCase = `(SELECT case_id FROM document WHERE id = ${aDocument})`;

/** What makes the invariants of documents untrue. */
export const plantedDocumentBreaches: Readonly<Record<string, readonly PlantedBreach[]>> = {
  Z1: [
    {
      what: 'a document of a case that does not name it',
      tables: ['service_case'],
      plant: [`UPDATE service_case SET receipt = '{}' WHERE id = ${itsCase}`],
    },
    {
      what: 'a document of a case that is not done',
      tables: ['service_case'],
      plant: [`UPDATE service_case SET state = 'refused' WHERE id = ${itsCase}`],
    },
    {
      what: 'a document of another than the case is about',
      tables: ['document'],
      plant: [`UPDATE document SET person_id = gen_random_uuid() WHERE id = ${aDocument}`],
    },
  ],
  Z2: [
    {
      what: 'another content under the same signature',
      tables: ['document'],
      plant: [
        `UPDATE document SET content_sealed = (SELECT content_sealed FROM document WHERE id <> ${aDocument} LIMIT 1)
          WHERE id = ${aDocument}`,
      ],
    },
    {
      what: 'another hash beside the content',
      tables: ['document'],
      plant: [`UPDATE document SET content_hash = repeat('0', 64) WHERE id = ${aDocument}`],
    },
    {
      what: 'another signature',
      tables: ['document'],
      plant: [`UPDATE document SET signature = repeat('A', 86) WHERE id = ${aDocument}`],
    },
    {
      what: 'lines that are missing',
      tables: ['document_lines'],
      plant: [`DELETE FROM document_lines WHERE document_id = ${aStatement}`],
    },
    {
      what: 'the lines of another statement',
      tables: ['document_lines'],
      plant: [
        `UPDATE document_lines SET lines_sealed = (SELECT lines_sealed FROM document_lines WHERE document_id <> ${aStatement} LIMIT 1)
          WHERE document_id = ${aStatement}`,
      ],
    },
  ],
};
