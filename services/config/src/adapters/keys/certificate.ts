import { X509Certificate } from 'node:crypto'

/** When a certificate in PEM form ends; nothing for any other text. */
export function expiryOf(secret: string): Date | undefined {
  if (!secret.startsWith('-----BEGIN CERTIFICATE-----')) return undefined
  try {
    return new X509Certificate(secret).validToDate
  } catch {
    return undefined
  }
}
