import type { AuditSealed } from '@bilagsbro/events/audit-sealed'
import { Moment } from '@bilagsbro/service-kit/http-schemas'
import { Type, type Static } from 'typebox'

const faults = [
  'entry_changed',
  'copy_changed',
  'entry_missing',
  'entry_inserted',
  'payload_changed',
  'payload_missing',
  'seal_missing',
  'seal_changed',
  'head_differs',
  'tail_missing',
  'chain_differs',
  'head_not_signed',
  'archive_missing',
  'archive_changed',
] as const

const FaultCode = Type.Unsafe<FaultCode>(
  Type.Union(
    faults.map((code) => Type.Literal(code)),
    {
      title: 'LogFaultCode',
      description:
        'head_differs: a published head is not in the chain, so that something before it was rewritten. tail_missing: a published head is beyond the end of the chain, which was cut or put back. chain_differs: heads were published of another chain than the one that is here, or its beginning was moved. copy_changed: what the log is searched by is not what the line says. archive_missing: an archive that the log tells of is not where archives are. archive_changed: it is not the one that was made, or the log does not prove it.',
    },
  ),
)
export type FaultCode = (typeof faults)[number]

export const LogFault = Type.Object(
  {
    code: FaultCode,
    seal: Type.Optional(Type.Integer({ description: 'The seal that it is in or behind.' })),
    number: Type.Optional(Type.Integer({ description: 'Of the entry in its chain.' })),
    entryId: Type.Optional(Type.String()),
    archive: Type.Optional(
      Type.String({ description: 'The archive that it is in.', examples: ['2020-11'] }),
    ),
  },
  { title: 'LogFault' },
)
export type LogFault = Static<typeof LogFault>

export const LogVerification = Type.Object(
  {
    organizationId: Type.String(),
    chain: Type.String({ examples: ['6b1f3f2e-0d55-4b1b-8a8e-5a6f0e1d2c3b'] }),
    intact: Type.Boolean(),
    fault: Type.Optional(LogFault),
    entries: Type.Integer({ description: 'Sealed, and seen to be unchanged up to the fault.' }),
    seals: Type.Integer(),
    archived: Type.Integer({ description: 'Of the sealed ones, those that stand in archives.' }),
    archivesRead: Type.Boolean({
      description:
        'Whether the archives were read, too; else the log alone tells that its entries were archived.',
    }),
    waiting: Type.Integer({ description: 'Entries that no seal covers yet.' }),
    before: Type.Integer({ description: 'Entries from before the chain, which nothing covers.' }),
    head: Type.Optional(Type.String({ description: 'The last head.' })),
    published: Type.Optional(
      Type.Object(
        {
          no: Type.Integer(),
          entries: Type.Integer(),
          sealedAt: Moment('When it was sealed.'),
        },
        { title: 'PublishedHead', description: 'The last published head that the chain holds.' },
      ),
    ),
  },
  {
    title: 'LogVerification',
    description: 'Whether an entry was changed, removed, added or moved; `fault` names the first.',
  },
)
export type LogVerification = Static<typeof LogVerification>

export type PublishedHead = Pick<
  AuditSealed,
  'organizationId' | 'chain' | 'no' | 'entries' | 'head' | 'sealedAt'
> & {
  readonly isSigned: boolean
  /** Heads of before have none. */
  readonly beginning?: Pick<NonNullable<AuditSealed['beginning']>, 'before' | 'entries'> | undefined
}
