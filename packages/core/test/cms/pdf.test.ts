import { inspectSignedData, parseSignedData } from '@xinyin/core/cms'
import { inspectTimeStamp } from '@xinyin/core/tsp'
import { skipRevocation } from '@xinyin/core/unsafe'
import { listTruth, testTruth } from '@xinyin/testkit'
import { describe, expect } from 'vitest'
import { readPdfSignatures } from './pdf-signatures.ts'

/** After every signature was made. */
const AT = new Date('2026-10-01T00:00:00Z')
const trust = { anchors: [], intermediates: [] }

/** What is known to stand against a signature; of all others everything holds but the roots, which nobody trusts. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  'ed448-disallowed-hash.pdf': ['ERR_CMS_ALGORITHMS'],
  // Signed by Acrobat without signing-certificate.
  'minimal-signed-twice-both-created.pdf': ['ERR_CMS_SIGNING_CERTIFICATE_MISSING'],
  'minimal-signed-twice-second-created.pdf': ['ERR_CMS_SIGNING_CERTIFICATE_MISSING'],
  'minimal-two-fields-signed-twice.pdf': ['ERR_CMS_SIGNING_CERTIFICATE_MISSING'],
  'sig-no-signed-attrs.pdf': ['ERR_CMS_SIGNING_CERTIFICATE_MISSING'],
  // Holds its content, and stands beside the file all the same.
  'pdf-sig-with-econtent.pdf': ['ERR_CMS_CONTENT_TWICE'],
}

const signed = listTruth('pdf')
  .filter((name) => name.endsWith('.pdf'))
  .filter((name) => readPdfSignatures(`pdf/${name}`).length > 0)

testTruth('the corpus holds the signatures that are looked at', () => {
  const count = signed.reduce((sum, name) => sum + readPdfSignatures(`pdf/${name}`).length, 0)
  expect(count).toBeGreaterThanOrEqual(45)
})

describe('signatures in PDFs of others', () => {
  testTruth.each(signed)('%s', async (name) => {
    for (const { message, content } of readPdfSignatures(`pdf/${name}`)) {
      if (parseSignedData(message).contentType === '1.2.840.113549.1.9.16.1.4') {
        const report = await inspectTimeStamp(message, { trust, at: AT, content, revocation: skipRevocation })
        expect(against(report.checks)).toEqual([])
        continue
      }
      const report = await inspectSignedData(message, { trust, at: AT, content, revocation: skipRevocation })
      expect(against(report.checks)).toEqual(KNOWN[name] ?? [])
      const changed = Uint8Array.from(content)
      changed[10] = (changed[10] ?? 0) ^ 1
      expect(
        (await inspectSignedData(message, { trust, at: AT, content: changed, revocation: skipRevocation }))
          .verdict,
      ).toBe('failed')
      for (const { timeStamps } of report.subject?.signers ?? [])
        for (const stamp of timeStamps) expect(against(stamp.checks)).toEqual([])
    }
  })
})

/** The codes of what is not as it should be, paths aside. */
function against(checks: Awaited<ReturnType<typeof inspectSignedData>>['checks']): (string | undefined)[] {
  return checks
    .filter(({ id }) => !id.startsWith('path.'))
    .filter(({ status }) => status === 'failed' || status === 'indeterminate')
    .map(({ code }) => code)
}
