import { beforeAll, describe } from 'vitest'
import type { Stores } from '#testing/stores-harness.ts'
import { claiming } from './claiming.contract.ts'
import { doubting } from './doubt-store.contract.ts'
import { following } from './follow-up-store.contract.ts'
import { accepting } from './posting-store.contract.ts'
import { settling } from './settling.contract.ts'

/** The promises of `PostingStore`, `FlightStore`, `DoubtStore` and `FollowUpStore`, on one database. */
export function storesContract(name: string, open: () => Promise<Stores>): void {
  describe(`stores: ${name}`, () => {
    let stores: Stores
    beforeAll(async () => {
      stores = await open()
    })
    const given = () => stores
    describe('accepting', () => accepting(given))
    describe('claiming', () => claiming(given))
    describe('settling', () => settling(given))
    describe('doubts', () => doubting(given))
    describe('follow-ups', () => following(given))
  })
}
