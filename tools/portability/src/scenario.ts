import { decodeBase64, decodeUtf8, describeProvider, explain } from '@xinyin/core'
import { loadTrust } from '@xinyin/core/trust'
import { inspectLicence, parseIdentifier, parseSdJwt } from '@xinyin/e-license'
import { inspectBundle } from '@xinyin/e-license/bundle'
import { dryRun, lintCatalogue } from '@xinyin/e-license/catalogue'
import { createQrSymbol, encodeQrPng, parseQrPicture } from '@xinyin/e-license/qr-symbol'
import { createStatusChecker } from '@xinyin/e-license/status'
import { inspectSeal } from '@xinyin/e-seal'
import { sealBatch } from '@xinyin/e-seal/batch'
import { inspectSealedData, sealData } from '@xinyin/e-seal/data'
import { createTimeStamper, parseEvidence } from '@xinyin/e-seal/evidence'
import { issueSeal } from '@xinyin/e-seal/maker'
import { verifyOfd } from '@xinyin/e-seal/ofd'
import { createRoundPicture } from '@xinyin/e-seal/picture'
import { inspectSealStatusList } from '@xinyin/e-seal/status'
import { createRelyingParty, memoryStore } from '@xinyin/sso'
import type { Fixture, Row } from './fixture.ts'
import { sealHere, verifySealed } from './sealed.ts'
import { listHere } from './status.ts'

/** What a module namespace is worth: that it loads, and that its functions are there. */
const ENTRIES = {
  '@xinyin/core': [explain, describeProvider],
  '@xinyin/e-seal': [inspectSeal],
  '@xinyin/e-seal/batch': [sealBatch],
  '@xinyin/e-seal/data': [inspectSealedData, sealData],
  '@xinyin/e-seal/evidence': [createTimeStamper, parseEvidence],
  '@xinyin/e-seal/maker': [issueSeal],
  '@xinyin/e-seal/ofd': [verifyOfd],
  '@xinyin/e-seal/picture': [createRoundPicture],
  '@xinyin/e-seal/status': [inspectSealStatusList],
  '@xinyin/e-license': [parseIdentifier, parseSdJwt],
  '@xinyin/e-license/bundle': [inspectBundle],
  '@xinyin/e-license/catalogue': [lintCatalogue, dryRun],
  '@xinyin/e-license/status': [createStatusChecker],
  '@xinyin/e-license/qr-symbol': [createQrSymbol, encodeQrPng, parseQrPicture],
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
  return [...rows, ...(await verifySealed(fixture.sealed)), ...(await sealHere()), ...(await listHere())]
}
