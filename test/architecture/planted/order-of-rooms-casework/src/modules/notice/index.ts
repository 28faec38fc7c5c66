export const notice = 1;
