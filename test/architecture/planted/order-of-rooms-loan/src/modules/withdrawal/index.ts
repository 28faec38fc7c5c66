export const withdrawal = 1;
