import type { LightMyRequestResponse } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect } from 'vitest'
import type { App } from './http-app.ts'
import { served } from './served.ts'

/**
 * Holds answers against the OpenAPI document: nothing of them is of another form, and no field goes out that the
 * document does not name, and an ETag comes exactly where it is described. The server itself does not look; for tests.
 */
export function answersAsDescribed(app: App): (answer: LightMyRequestResponse) => Promise<void> {
  const compiled = served(app).then((all) =>
    all.map(({ route, answers, tagged }) => ({
      address: new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
      tagged,
      answers: Object.entries(answers).map(
        ([status, schema]) => [Number(status), Compile(closedIn(schema) as TSchema)] as const,
      ),
    })),
  )
  return async (answer) => {
    const { method, url = '' } = answer.raw.req
    const line = `${method} ${url.split('?')[0]!}`
    const described = (await compiled).find(({ address }) => address.test(line))
    if (!described) return
    const isTagged = described.tagged.includes(answer.statusCode)
    expect([line, 'etag' in answer.headers]).toEqual([line, isTagged])
    const [, schema] = described.answers.find(([status]) => status === answer.statusCode) ?? []
    if (!schema) return
    const faults = schema.Errors(answer.json())
    expect([line, faults.map(({ instancePath, message }) => [instancePath, message])]).toEqual([
      line,
      [],
    ])
  }
}

function closedIn(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closedIn)
  if (typeof node !== 'object' || node === null) return node
  const closed = Object.entries(node).map(([key, value]) => [key, closedIn(value)])
  return Object.fromEntries(
    'properties' in node ? [['additionalProperties', false], ...closed] : closed,
  )
}
