import { encodeUtf8 } from '@xinyin/core'
import { createOfdPackage, parseOfdPackage, sealOfd } from '@xinyin/e-seal/ofd'
import { expect } from 'vitest'
import { explain } from '../../src/checks.ts'
import { issueSdJwt } from '../../src/credential/issue.ts'
import { encodeX5c } from '../../src/credential/x5c.ts'
import { encodeClaims } from '../../src/metadata/claims.ts'
import type { LicenceData } from '../../src/metadata/data.ts'
import { inspectLicence } from '../../src/verify/inspect.ts'
import type { LicencePolicy } from '../../src/verify/policy.ts'
import { AT, createProvince, issueIn } from '../province.ts'
import { SAMPLE } from '../sample.ts'

/** One authority, what it issued, and what it could issue by mistake. */
export const province = await createProvince()
export const { trust } = province
export const { ofd, sdJwt } = await issueIn(province)

export async function failures(input: Uint8Array | string, change: Partial<LicencePolicy> = {}) {
  const report = await inspectLicence(input, { trust, at: AT, ...change })
  // Every check has its sentences, and every fact that they speak of is there.
  for (const check of report.checks)
    for (const language of ['en', 'zh-CN'] as const)
      expect(explain(check, language)).not.toMatch(/[{}]|^\w+\.[\w-]+[:：]/)
  const wrong = report.checks.filter(({ status }) => status === 'failed' || status === 'indeterminate')
  if (wrong.length === 0) expect(report.verdict).toBe('passed')
  else expect(report.verdict).not.toBe('passed')
  return wrong.map(({ id, code }) => `${id} ${code}`)
}

/** The OFD with one file's text changed, sealed again by the authority: what only its own mistake could make. */
export async function resealed(change: (index: string) => string, seal = province.seal) {
  const files = new Map(parseOfdPackage(ofd).files)
  for (const name of files.keys()) if (name.includes('Sign')) files.delete(name)
  const index = new TextDecoder()
    .decode(files.get('OFD.xml'))
    .replace(/<ofd:Signatures>.*<\/ofd:Signatures>/, '')
  files.set('OFD.xml', encodeUtf8(change(index)))
  const unsealed = createOfdPackage([...files].map(([name, bytes]) => ({ name, bytes })))
  return sealOfd(unsealed, { seal, signer: province.office.signer, at: AT })
}

/** An SD-JWT of the authority over whatever data. */
export function credentialOf(claims: object, selective: string[] = [], header?: object) {
  return issueSdJwt({
    claims: claims as Record<string, never>,
    selective,
    signer: province.issuer.signer,
    header: { ...encodeX5c([province.issuer.certificate]), ...header },
  })
}
export const withData = (change: object) => encodeClaims({ ...SAMPLE, ...change } as LicenceData, AT)

export const custom = (name: string, value: string) =>
  `<ofd:CustomData Name="${name}">${value}</ofd:CustomData>`
