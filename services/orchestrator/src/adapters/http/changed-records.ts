import { Type } from 'typebox'

const statuses = [
  'pending',
  'sending',
  'in_doubt',
  'delivered',
  'posted',
  'retry_scheduled',
  'failed',
  'handled',
] as const

export const Changed = Type.Object(
  {
    changed: Type.Integer({ description: 'How many records were changed.', examples: [37] }),
    skipped: Type.Array(
      Type.Object(
        {
          recordId: Type.String(),
          revision: Type.Integer(),
          status: Type.Enum([...statuses], { description: 'Why it is left as it is.' }),
        },
        { title: 'UnchangedRecord' },
      ),
    ),
  },
  { title: 'ChangedRecords' },
)
