import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { SSO_CHECKS, SSO_CODES } from '../src/index.ts'

const root = join(import.meta.dirname, '../src')
const source = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !/^(errors|checks)\.ts$/.test(name))
  .map((name) => readFileSync(join(root, name), 'utf8'))
  .join('\n')

test('every code is used', () => {
  expect(Object.keys(SSO_CODES).filter((code) => !source.includes(`'${code}'`))).toEqual([])
})

test('both languages name the same facts', () => {
  const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort()
  for (const sentence of [...Object.values(SSO_CODES), ...Object.values(SSO_CHECKS)]) {
    expect(names(sentence['zh-CN'])).toEqual(names(sentence.en))
  }
})
