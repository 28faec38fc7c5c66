/** How a loan is repaid: '01' equal instalments (等额本息), '02' equal principal (等额本金). JGJ/T 320, A.11. */
export type RepaymentMethod = '01' | '02';
