import { databaseOwnerSettings } from '@bilagsbro/service-kit/settings'
import { Type } from 'typebox'

export const settings = Type.Object(databaseOwnerSettings)
