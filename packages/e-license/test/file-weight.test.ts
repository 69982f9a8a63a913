import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { inspectLicence } from '../src/verify/inspect.ts'
import { FACES, PHOTO } from './face/faces.ts'
import { AT, createMember, createOfficeSeal, createProvince, issueIn } from './province.ts'

const NOTO = '/usr/share/fonts/opentype/noto'

/**
 * What a sealed OFD weighs in kB with its fonts, without photo and without the picture of its seal, which it holds twice.
 * The last one has three pages.
 */
const WEIGHTS: Readonly<Record<keyof typeof FACES, number>> = {
  plain: 25,
  'id-card': 28,
  'safety-assessment': 37,
  'construction-permit': 48,
  'business-licence': 52,
  'real-estate': 61,
}

describe.skipIf(!existsSync(NOTO))('an issued OFD with fonts cut out of 26 and 19 MB', () => {
  test.each(Object.entries(FACES))('%s is small, and is verified', async (name, { template, data }) => {
    const [serif, sans] = ['Serif', 'Sans'].map((kind) => readFileSync(`${NOTO}/Noto${kind}CJK-Regular.ttc`))
    const province = await createProvince()
    const { name: authority, code: organizationIdentifier } = data.issuers[0]!
    const office = await createMember(authority, province.roots.signer, 'SM2', { organizationIdentifier })
    const issuer = await createMember(authority, province.roots.issuer, 'P-256', { organizationIdentifier })
    const seal = await createOfficeSeal(`${authority}电子证照专用章`, province.maker, office)
    const { ofd } = await issueIn({ ...province, seal, office, issuer }, data, {
      template,
      fonts: { song: serif!, hei: sans!, kai: serif!, fang: serif! },
      face: { pictures: { photo: PHOTO } },
    })
    expect(ofd.length / 1_000).toBeGreaterThan(WEIGHTS[name]! - 2)
    expect(ofd.length / 1_000).toBeLessThan(WEIGHTS[name]! + 1)
    const policy = { trust: province.trust, certificates: [issuer.certificate], at: AT }
    expect((await inspectLicence(ofd, policy)).verdict).toBe('passed')
  })
})
