import { encodeUtf8 } from '@xinyin/core'
import type { Seal } from '@xinyin/e-seal'
import { createOfdPackage, parseOfdPackage, sealOfd } from '@xinyin/e-seal/ofd'
import { expect } from 'vitest'
import { explain } from '../../src/checks.ts'
import { issueSdJwt } from '../../src/credential/issue.ts'
import { encodeX5c } from '../../src/credential/x5c.ts'
import { encodeClaims } from '../../src/metadata/claims.ts'
import type { LicenceData } from '../../src/metadata/data.ts'
import { inspectLicence } from '../../src/verify/inspect.ts'
import type { LicencePolicy } from '../../src/verify/policy.ts'
import { AT, createProvince, issueIn, type Member } from '../province.ts'
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

/** The OFD with its files changed, sealed again by the authority: what only its own mistake, or its own fraud, could make. */
export async function resealedFiles(
  change: (files: Map<string, string>) => void,
  by: { readonly seal: Seal; readonly office: Member } = province,
  document = ofd,
) {
  const files = new Map(parseOfdPackage(document).files)
  for (const name of files.keys()) if (name.includes('Sign')) files.delete(name)
  const texts = new Map([...files].map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]))
  const before = new Map(texts)
  const index = texts.get('OFD.xml') ?? ''
  texts.set('OFD.xml', index.replace(/<ofd:Signatures>.*<\/ofd:Signatures>/, ''))
  change(texts)
  for (const name of files.keys()) if (!texts.has(name)) files.delete(name)
  for (const [name, text] of texts) if (before.get(name) !== text) files.set(name, encodeUtf8(text))
  const unsealed = createOfdPackage([...files].map(([name, bytes]) => ({ name, bytes })))
  return sealOfd(unsealed, { seal: by.seal, signer: by.office.signer, at: AT })
}

/** The same with the file changed that holds the metadata. */
export const resealed = (change: (index: string) => string, seal = province.seal) =>
  resealedFiles((files) => files.set('OFD.xml', change(files.get('OFD.xml') ?? '')), { ...province, seal })

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
