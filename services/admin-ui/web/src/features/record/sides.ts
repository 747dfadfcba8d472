export const isCredit = (amount: string) => amount.startsWith('-')
export const withoutSign = (amount: string) => amount.replace('-', '')
