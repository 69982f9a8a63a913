import { createSealedSet } from '@xinyin/testkit/sealed'
import { describe, expect, test } from 'vitest'
import { inspectOfd, parseOfdPackage } from '../../../src/carriers/ofd/index.ts'
import { parseXml } from '../../../src/carriers/ofd/xml/parse.ts'
import { hasRoot } from '../../../src/carriers/ofd/xml/root.ts'

const { documents, trust, at } = await createSealedSet()

describe('what is sealed and signed here', () => {
  test('is of all kinds', () => {
    expect(new Set(documents.map(({ name }) => name)).size).toBe(documents.length)
    expect(documents.length).toBeGreaterThanOrEqual(28)
  })

  test.each(documents)('passes: $name', async ({ name, bytes, signatures }) => {
    const report = await inspectOfd(bytes, { trust, at, signatures })
    const wrong = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
    expect(wrong).toEqual([])
    expect(report.verdict).toBe('passed')
    const [subject] = report.subject?.signatures ?? []
    expect(subject?.type).toBe(name.includes('35275') || name.startsWith('a signature') ? 'Sign' : 'Seal')
  })

  test.each(documents)('holds XML that is read without a deviation: $name', ({ bytes }) => {
    const { files, deviations } = parseOfdPackage(bytes)
    expect(deviations).toEqual([])
    for (const [file, content] of files) {
      const root = ['Signatures', 'Signature', 'OFD', 'DocEntries'].find((element) =>
        hasRoot(content, element),
      )
      if (root !== undefined) expect(parseXml(content, file).name).toBe(root)
    }
  })
})
