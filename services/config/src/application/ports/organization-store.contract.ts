import { describe, expect, test } from 'vitest'
import {
  connected,
  later,
  mapped,
  nothingInUse,
  registered,
  sealed,
  stamp,
  valueOf,
} from '#testing/examples.ts'
import { dynamicsSchema } from '#testing/schemas.ts'
import { planConnector, withConnector } from '#domain/credentials.ts'
import { saveMapping } from '#domain/mapping.ts'
import { registerOrganization } from '#domain/registration.ts'
import { disableConnector, enableConnector } from '#domain/toggle.ts'
import { changeOrganization } from '../change-organization.ts'
import type { OrganizationStore } from './organization-store.ts'

/** The promises of {@link OrganizationStore}, apart from the events. The store may hold other organisations. */
export function organizationStoreContract(name: string, open: () => OrganizationStore) {
  let count = 0
  const newId = () => `contract-${++count}`

  describe(`organisation store: ${name}`, () => {
    test('gives back what was stored, in every state', async () => {
      const store = open()
      const first = registered(newId())
      const states = [first, connected(first), mapped(connected(first))]
      states.push(
        valueOf(
          enableConnector(
            states[2]!,
            { sendFrom: '2026-11-01T00:00:00Z' },
            nothingInUse,
            later(10),
          ),
        ),
      )
      states.push(valueOf(disableConnector(states[3]!, { reason: 'Ferie' }, later(20))))
      let before = 0
      for (const state of states) {
        expect(await store.save(state, before)).toBe('saved')
        expect(await store.find(first.id)).toEqual(state)
        before = state.version
      }
    })

    test('finds nothing where nothing is', async () => {
      const store = open()
      expect(await store.find('nobody')).toBeUndefined()
      expect(await store.list([])).toEqual([])
      expect(await store.list(['nobody'])).toEqual([])
    })

    test('lists those that are asked for, in the order of their ids', async () => {
      const store = open()
      const ids = [newId(), newId(), newId()].toSorted()
      for (const id of ids.toReversed()) await store.save(registered(id), 0)
      const listed = (await store.list([ids[2]!, ids[0]!])).map(({ id }) => id)
      expect(listed).toEqual([ids[0], ids[2]])
      expect((await store.list()).map(({ id }) => id)).toEqual(expect.arrayContaining(ids))
    })

    test('stores nothing over a version that is not the expected one', async () => {
      const store = open()
      const organization = registered(newId())
      const renamed = valueOf(
        registerOrganization(organization, organization.id, { name: 'Another' }, later(5)),
      )
      expect(await store.save(renamed, organization.version)).toBe('outdated')
      expect(await store.find(organization.id)).toBeUndefined()
      await store.save(organization, 0)
      for (const expected of [0, organization.version - 1, renamed.version])
        expect(await store.save(renamed, expected)).toBe('outdated')
      expect(await store.find(organization.id)).toEqual(organization)
    })

    test('lets one of twenty create an organisation', async () => {
      const store = open()
      const id = newId()
      const saved = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          store.save({ ...registered(id), name: `Name ${index}` }, 0),
        ),
      )
      expect(saved.filter((one) => one === 'saved')).toHaveLength(1)
      expect((await store.find(id))?.name).toBe(`Name ${saved.indexOf('saved')}`)
    })

    test('loses none of twenty changes at once', async () => {
      const store = open()
      const organization = registered(newId())
      await store.save(organization, 0)
      const changes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          changeOrganization(
            { organizations: store, clock: { now: () => stamp.at } },
            { organizationId: organization.id, by: `admin-${index}` },
            (current, at) =>
              saveMapping(
                current,
                {
                  ...current.mapping,
                  categories: {
                    ...current.mapping.categories,
                    [`category-${index}`]: { account: '1' },
                  },
                },
                at,
              ),
          ),
        ),
      )
      expect(new Set(changes.map((change) => valueOf(change).version)).size).toBe(20)
      const after = await store.find(organization.id)
      expect(Object.keys(after!.mapping.categories)).toHaveLength(20)
      expect(after!.mapping.version).toBe(20)
      expect(after!.version).toBe(organization.version + 20)
    })

    test('forgets a secret that is no longer there', async () => {
      const store = open()
      const before = connected(registered(newId()))
      await store.save(before, 0)
      const plan = {
        ...valueOf(planConnector(before, draftOf(before), dynamicsSchema)),
        stored: [],
      }
      const after = withConnector(before, plan, [sealed('privateKey', 'new', 2)], later(5))
      await store.save(after, before.version)
      expect((await store.find(before.id))?.connector?.secrets).toEqual([
        sealed('privateKey', 'new', 2),
      ])
    })
  })
}

const draftOf = (organization: ReturnType<typeof connected>) => ({
  type: organization.connector!.type,
  target: organization.connector!.target,
  secrets: {},
})
