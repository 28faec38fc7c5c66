/** What a rule says where no home was found: whether there is one is another rule's to judge. */
export const NO_HOME = { zh: '未查到房屋', en: 'no home was found' };

/** Where a question does not arise for this application. */
export const NOT_APPLICABLE = { zh: '不适用', en: 'does not apply' };

/** Where an estimate was asked for without consent to a credit report. */
export const NOT_CONSENTED = { zh: '未授权，未查询', en: 'no consent, not asked' };
