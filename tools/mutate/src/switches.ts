import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, inject } from 'vitest'
import type { Plan } from './runner.ts'

// Set up before each file of tests, in its own process: says which check is out, and notes which were asked for.
const { out, notes } = (inject as (key: string) => Plan)('xinyinPlan')
const asked = new Set<number>()

Object.assign(globalThis, {
  xinyinStands(number: number): boolean {
    asked.add(number)
    return number !== out
  },
})

if (notes !== undefined) {
  afterAll(() => {
    const tests = expect.getState().testPath
    writeFileSync(
      join(notes, `${process.pid}-${Date.now()}.json`),
      JSON.stringify({ tests, asked: [...asked] }),
    )
  })
}
