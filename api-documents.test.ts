import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { apiFiles } from './api-documents.ts'

const files = await apiFiles()

test.each([...files])(
  '%s says what the services declare: otherwise run `npm run api`',
  (file, text) => {
    expect(readFileSync(join(import.meta.dirname, file), 'utf8') === text).toBe(true)
  },
)

test('there is a file of each service', () => {
  expect(files.size).toBe(6)
})
