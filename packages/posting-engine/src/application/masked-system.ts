import type { CatalogueEntry } from '@bilagsbro/adapter-api/catalogue'
import type { Failure } from '@bilagsbro/booking/failure'
import type { LedgerAnswer } from '@bilagsbro/booking/ledger-answer'
import type { LedgerVoucher } from '@bilagsbro/booking/voucher'
import { linkOf } from '@bilagsbro/kernel/link'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { maskOf, type Mask } from '#domain/mask.ts'
import type { AccountingSystem, Connection } from './ports/accounting-system.ts'

/**
 * The accounting system with answers that are safe to show. A ledger may repeat what was sent to it, and whoever sets up
 * a connection chooses which part of an answer is shown. So no secret of the connection gets through, and no link that is
 * not for browsers.
 */
export function maskedSystem(system: AccountingSystem): AccountingSystem {
  return {
    ...system,
    async testConnection(connection, signal) {
      const mask = maskFor(connection)
      const report = await system.testConnection(connection, signal)
      return cleaned(report, mask, (value) => ({ ...value, name: mask(value.name) }))
    },
    async catalogue(connection, kind, signal) {
      const mask = maskFor(connection)
      const entries = await system.catalogue(connection, kind, signal)
      return cleaned(entries, mask, (value) => value.map((entry) => cleanEntry(entry, mask)))
    },
    async post(flight, connection, signal) {
      const mask = maskFor(connection)
      const { outcomes, stop, ...rest } = await system.post(flight, connection, signal)
      return {
        ...rest,
        outcomes: cleanAll(outcomes, mask),
        ...(stop && { stop: cleanFailure(stop, mask) }),
      }
    },
    async find(postings, connection, signal) {
      const mask = maskFor(connection)
      const found = await system.find(postings, connection, signal)
      return cleaned(found, mask, (value) => cleanAll(value, mask))
    },
    ...(system.replay && {
      async replay(flight, connection, signal) {
        const mask = maskFor(connection)
        const found = await system.replay!(flight, connection, signal)
        return cleaned(found, mask, (value) => cleanAll(value, mask))
      },
    }),
    async revoke(plan, connection, signal) {
      const revoked = await system.revoke(plan, connection, signal)
      return cleaned(revoked, maskFor(connection), (value) => value)
    },
  }
}

const masks = new WeakMap<Connection['secrets'], Mask>()

function maskFor({ secrets }: Connection): Mask {
  const mask = masks.get(secrets) ?? maskOf(Object.values(secrets))
  masks.set(secrets, mask)
  return mask
}

const cleaned = <T>(
  result: Result<T, Failure>,
  mask: Mask,
  clean: (value: T) => T,
): Result<T, Failure> =>
  result.ok ? ok(clean(result.value)) : err(cleanFailure(result.error, mask))

const cleanFailure = ({ answer, ...failure }: Failure, mask: Mask): Failure => ({
  ...failure,
  message: mask(failure.message),
  ...(answer && { answer: cleanAnswer(answer, mask) }),
})

const cleanAnswer = ({ status, code, correlationId }: LedgerAnswer, mask: Mask): LedgerAnswer => ({
  status,
  ...(code !== undefined && { code: mask(code) }),
  ...(correlationId !== undefined && { correlationId: mask(correlationId) }),
})

function cleanVoucher({ url, ...voucher }: LedgerVoucher, mask: Mask): LedgerVoucher {
  const link = url === undefined ? undefined : linkOf(mask(url))
  return {
    ...voucher,
    number: mask(voucher.number),
    ...(link !== undefined && { url: link }),
  }
}

interface Told {
  readonly voucher?: LedgerVoucher
  readonly failure?: Failure | undefined
  readonly answer?: LedgerAnswer | undefined
}

const cleanAll = <T extends object>(
  all: ReadonlyMap<string, T>,
  mask: Mask,
): ReadonlyMap<string, T> =>
  new Map(
    [...all].map(([reference, one]) => {
      const { voucher, failure, answer }: Told = one
      const parts = {
        ...(voucher && { voucher: cleanVoucher(voucher, mask) }),
        ...(failure && { failure: cleanFailure(failure, mask) }),
        ...(answer && { answer: cleanAnswer(answer, mask) }),
      }
      return [reference, { ...one, ...parts }]
    }),
  )

const cleanEntry = (entry: CatalogueEntry, mask: Mask): CatalogueEntry => ({
  ...entry,
  code: mask(entry.code),
  name: mask(entry.name),
  ...(entry.blocked !== undefined && { blocked: mask(entry.blocked) }),
  ...(entry.dimension !== undefined && { dimension: mask(entry.dimension) }),
})
