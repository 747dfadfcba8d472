import { databaseOwnerSettings } from '@bilagsbro/service-kit/settings'
import { Type } from 'typebox'

export const settings = Type.Object({
  ...databaseOwnerSettings,
  LOG_CHECK_MS: Type.Integer({
    default: 60_000,
    minimum: 100,
    maximum: 3_600_000,
    description: 'Give the milliseconds between two looks whether the log is as it was sealed.',
  }),
  SEAL_KEY_FILE: Type.String({
    minLength: 1,
    description:
      'Give the path of the file with the Ed25519 key that heads of the log are signed with, in PEM form.',
  }),
  LOG_ARCHIVE_FOLDER: Type.Optional(
    Type.String({
      minLength: 1,
      description:
        'Give the folder with the archives of the log, if verifying is to read them; leave it out otherwise.',
    }),
  ),
  SEAL_KEY_FILE_CREATE: Type.Boolean({
    default: false,
    description:
      'true makes a key where there is none, in development; leave it out in production.',
  }),
})
