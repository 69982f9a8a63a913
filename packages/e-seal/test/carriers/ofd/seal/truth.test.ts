import { listTruth, readTruth, testTruth } from '@xinyin/testkit'
import { describe, expect } from 'vitest'
import { inspectOfd, parseOfdPackage, sealOfd, signOfd } from '../../../../src/carriers/ofd/index.ts'
import { openArchive } from '../../../../src/carriers/ofd/zip/archive.ts'
import { readStretches } from '../../../../src/carriers/ofd/zip/stretch.ts'
import { AT, createProvince } from '../../../province.ts'

const { seal, trust, office } = await createProvince()
const options = { seal, signer: office.signer, at: AT, protect: 'continue' } as const

/** The octets of every entry as it lies in the archive. */
function entriesOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const { entries } = readStretches(bytes, openArchive(bytes.length))
  return new Map([...entries].map(([name, { start, end }]) => [name, bytes.slice(start, end)]))
}

function changedEntries(before: Uint8Array, after: Uint8Array): string[] {
  const now = entriesOf(after)
  return [...entriesOf(before)]
    .filter(([name, octets]) => Buffer.compare(now.get(name) ?? new Uint8Array(0), octets) !== 0)
    .map(([name]) => name)
}

const unsigned = listTruth('ofd').filter((name) => /^(unsigned|container)-.*\.ofd$/.test(name))

describe('documents made by others', () => {
  testTruth.each(unsigned)(
    '%s keeps every entry but the index, and can be sealed by several',
    async (name) => {
      const before = readTruth(`ofd/${name}`)
      const pages = parseOfdPackage(before).documents[0]?.pages.length ?? 0
      const stamps = [{ page: 'all', at: [20, 20] }] as const
      const first = await sealOfd(before, { ...options, stamps })
      expect(changedEntries(before, first)).toEqual(['OFD.xml'])
      const second = await sealOfd(first, {
        ...options,
        ...(pages > 1 ? { ridingSeam: { edge: 'right' } } : {}),
      })
      expect(changedEntries(first, second)).toHaveLength(1)
      const report = await inspectOfd(second, { trust, at: AT, signatures: 2 })
      expect(report.verdict).toBe('passed')
      expect(report.subject?.signatures.map((signature) => signature.stamps.length)).toEqual([
        pages,
        pages > 1 ? pages : 0,
      ])
    },
  )

  testTruth.each([
    ['signed-v4-test-invoice.ofd', 'Doc_0/Signs/Signatures.xml'],
    ['signed-v1-shape-vendor-demo.ofd', 'Doc_0/Signs/Signatures.xml'],
  ])('%s is signed by one more, and its own signature stays as good as it was', async (name, list) => {
    const before = readTruth(`ofd/${name}`)
    const told = async (bytes: Uint8Array) => {
      const { checks, subject } = await inspectOfd(bytes, { trust, at: AT })
      const id = subject?.signatures[0]?.id
      return checks
        .filter(({ facts }) => facts['signature'] === id)
        .map(({ id, status, code }) => [id, status, code].join(' '))
    }
    for (const after of [await sealOfd(before, options), await signOfd(before, { ...office, at: AT })]) {
      expect(changedEntries(before, after)).toEqual([list])
      expect(await told(after)).toEqual(await told(before))
    }
  })

  testTruth.each(['whole-protect', 'riding-seam'])(
    '%s is protected as a whole and takes no more',
    async (name) => {
      const sealing = sealOfd(readTruth(`ofd/signed-v4-${name}.ofd`), options)
      await expect(sealing).rejects.toMatchObject({ code: 'ERR_OFD_CLOSED' })
    },
  )

  testTruth('a text is found where it stands', async () => {
    const invoice = readTruth('ofd/signed-v4-test-invoice.ofd')
    const near = '财天下科技有限公司'
    await expect(sealOfd(invoice, { ...options, stamps: [{ near }] })).rejects.toMatchObject({
      facts: { text: near, count: 5 },
    })
    const sealed = await sealOfd(invoice, { ...options, stamps: [{ near, page: 2 }] })
    const stamp = (await inspectOfd(sealed, { trust, at: AT })).subject?.signatures.at(-1)?.stamps[0]
    // The object lies at 30 and 41.5, and holds nine characters of 3.175 each.
    expect(stamp?.box.x).toBeCloseTo(30 + 4.5 * 3.175 - 20, 2)
    expect(stamp?.box.y).toBeCloseTo(41.5 + 5.0875 - 0.35 * 3.175 - 20, 2)
  })
})
