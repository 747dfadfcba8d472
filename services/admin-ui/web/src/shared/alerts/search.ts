/** Which alert an address leads to. */
export const readAlert = ({ varsel }: Readonly<Record<string, unknown>>): { varsel?: string } =>
  typeof varsel === 'string' && /^[\da-f-]{36}$/.test(varsel) ? { varsel } : {}
