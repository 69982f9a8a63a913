import type { Grant } from '@xinyin/core/trust'
import type { Attack, Refusal } from './attack.ts'
import { attack, known } from './attack.ts'
import { at, DATA, granting, signedBy } from './world.ts'

const TYPE = '11100000000013338W011'

/** What a trust list grants those below an anchor, and the licence is beyond. */
const beyond = (name: string, code: `ERR_${string}`, grant: Omit<Grant, 'role'>): Attack => {
  const path: Refusal = `path.grant ${code}`
  return known(
    'scope',
    name,
    { ofd: `signature.signer-path ${code}`, 'sd-jwt': path, qr: path },
    (world) => ({
      trust: granting(world.trust, grant),
    }),
  )
}

/** Licences that their issuers may not issue. */
export const SCOPE_ATTACKS: readonly Attack[] = [
  beyond('a type that is not granted', 'ERR_GRANT_LICENCE_TYPE', { licenceTypes: [TYPE] }),
  beyond('no type at all is granted', 'ERR_GRANT_LICENCE_TYPE', { licenceTypes: [] }),
  beyond('another province', 'ERR_GRANT_REGION', { regions: ['33'] }),
  beyond('another county of the city', 'ERR_GRANT_REGION', { regions: ['990102'] }),
  beyond('a grant that has ended', 'ERR_GRANT_PERIOD', { until: at(-1) }),
  beyond('a grant that has not begun', 'ERR_GRANT_PERIOD', { from: at(1) }),
  beyond('a grant that was taken back for good', 'ERR_GRANT_REVOKED', { revoked: at(-1) }),
  attack(
    'scope',
    'a type that is granted, in front of the identifier of one that is not',
    'licence.identifier ERR_LICENCE_IDENTIFIER_TYPE',
    async ({ province, trust }, form) => ({
      input: await signedBy(province, form, { ...DATA, typeCode: TYPE }),
      policy: { trust: granting(trust, { licenceTypes: [TYPE] }) },
    }),
  ),
  attack(
    'scope',
    'a region that is granted, in front of the identifier of one that is not',
    'licence.identifier ERR_LICENCE_IDENTIFIER_ISSUER',
    async ({ province, trust }, form) => ({
      input: await signedBy(province, form, {
        ...DATA,
        issuers: DATA.issuers.map((issuer) => ({ ...issuer, code: '330100' })),
      }),
      policy: { trust: granting(trust, { regions: ['33'] }) },
    }),
  ),
  attack(
    'scope',
    'a code of the issuer that tells no region',
    {
      ofd: 'signature.signer-path ERR_GRANT_REGION',
      'sd-jwt': 'path.grant ERR_GRANT_REGION',
      qr: 'path.grant ERR_GRANT_REGION',
    },
    async ({ province, trust }, form) => ({
      input: await signedBy(province, form, {
        ...DATA,
        issuers: DATA.issuers.map((issuer) => ({ ...issuer, code: '示例' })),
      }),
      policy: { trust: granting(trust, { regions: ['99'] }) },
    }),
  ),
]
