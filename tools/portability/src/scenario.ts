import { decodeBase64, decodeUtf8, describeProvider, explain } from '@xinyin/core'
import { loadTrust } from '@xinyin/core/trust'
import { inspectLicence, parseIdentifier, parseSdJwt } from '@xinyin/e-license'
import { inspectSeal } from '@xinyin/e-seal'
import { verifyOfd } from '@xinyin/e-seal/ofd'
import { createRelyingParty, memoryStore } from '@xinyin/sso'
import type { Fixture, Row } from './fixture.ts'

/** What a module namespace is worth: that it loads, and that its functions are there. */
const ENTRIES = {
  '@xinyin/core': [explain, describeProvider],
  '@xinyin/e-seal': [inspectSeal, verifyOfd],
  '@xinyin/e-license': [parseIdentifier, parseSdJwt],
  '@xinyin/sso': [createRelyingParty, memoryStore],
}

/** Verifies in this runtime what Node made: every input must get the verdict that is expected. */
export async function verifyAll(fixture: Fixture): Promise<Row[]> {
  const rows: Row[] = Object.entries(ENTRIES).map(([name, functions]) => {
    const ok = functions.every((entry) => typeof entry === 'function')
    return { name: `import ${name}`, ok, found: ok ? 'loaded' : 'not there' }
  })
  const trust = loadTrust(fixture.trust.map(({ name, base64 }) => ({ name, bytes: decodeBase64(base64) })))
  for (const { name, base64, expected } of fixture.inputs) {
    const bytes = decodeBase64(base64)
    const input = name.includes('SD-JWT') ? decodeUtf8(bytes) : bytes
    const report = await inspectLicence(input, { trust, at: new Date(fixture.at) })
    const deciding = report.checks.find(({ status }) => status === 'failed' || status === 'indeterminate')
    const why = deciding === undefined ? '' : ` (${deciding.id} ${deciding.code ?? deciding.status})`
    rows.push({ name, ok: report.verdict === expected, found: `${report.verdict}${why}` })
  }
  return rows
}
