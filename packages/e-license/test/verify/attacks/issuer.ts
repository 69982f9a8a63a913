import { encodeX5c } from '@xinyin/core/jws'
import { signOfd } from '@xinyin/e-seal/ofd'
import { issueSdJwt } from '../../../src/credential/issue.ts'
import { CONSTRUCTION_PERMIT_FACE } from '../../../src/faces/construction-permit.ts'
import { createLicenceOfd } from '../../../src/file/ofd.ts'
import { encodeClaims } from '../../../src/metadata/claims.ts'
import { AT, AUTHORITY, createMember, createOfficeSeal, type Member } from '../../province.ts'
import { contentOf, signContent } from '../../qr/offices.ts'
import { type Attack, attack } from './attack.ts'
import { type Body, codeBy, DATA, NEIGHBOUR, sealedBy, signedBy, type World } from './world.ts'

const NOBODY = {
  ofd: 'signature.signer-path ERR_PATH_NO_ANCHOR',
  'sd-jwt': 'path.anchor ERR_PATH_NO_ANCHOR',
  qr: 'path.anchor ERR_PATH_NO_ANCHOR',
} as const

/** A key that goes by the certificate of somebody else. */
const posing = (by: Member, as: Member): Member => ({
  certificate: as.certificate,
  signer: {
    algorithm: by.signer.algorithm,
    publicKey: as.certificate.publicKey,
    sign: (message) => by.signer.sign(message),
  },
})

const credentialWith = (by: Member, header: object) =>
  issueSdJwt({
    claims: encodeClaims(DATA, AT),
    selective: [],
    signer: by.signer,
    header: header as Record<string, never>,
  })

/** The same authority by name, whose certificates say that it is another body. */
async function namesake({ kind, province: { roots, maker } }: World): Promise<Body> {
  const other = { organizationIdentifier: 'NTRCN-1199020099990002XB' }
  const office = await createMember(AUTHORITY, roots.signer, 'SM2', other)
  return {
    issuer: await createMember(AUTHORITY, roots.issuer, kind, other),
    office,
    seal: await createOfficeSeal(`${AUTHORITY}章`, maker, office),
  }
}

const sealOf = async (
  { province: { maker } }: World,
  name: string,
  office: Member,
  by = maker,
): Promise<Uint8Array> => sealedBy({ office, seal: await createOfficeSeal(name, by, office) })

const SEAL_NAME = `${AUTHORITY}电子证照专用章`

/** Licences that are not of the authority whose name they bear. */
export const ISSUER_ATTACKS: readonly Attack[] = [
  attack('issuer', 'a whole authority of the same names', NOBODY, ({ forger }, form) =>
    signedBy(forger, form),
  ),
  attack(
    'issuer',
    'a root of the forger’s own with the name of the real one, which comes with the licence',
    { 'sd-jwt': 'path.signatures ERR_PATH_SIGNATURE', qr: 'path.signatures ERR_PATH_SIGNATURE' },
    ({ forger: { issuer, roots } }, form) =>
      form === 'qr'
        ? codeBy(issuer, DATA, [roots.issuer])
        : credentialWith(issuer, encodeX5c([issuer.certificate, roots.issuer.certificate])),
  ),
  attack(
    'issuer',
    'a certificate that nobody has at hand',
    { qr: 'qr.certificate ERR_QR_CERTIFICATE_UNKNOWN' },
    ({ licence }) => ({ input: licence.qr, policy: { certificates: [] } }),
  ),
  attack(
    'issuer',
    'no certificate',
    { 'sd-jwt': 'sd-jwt.issuer ERR_LICENCE_ISSUER_CERTIFICATE' },
    ({ province }) => credentialWith(province.issuer, {}),
  ),
  attack(
    'issuer',
    'the authority’s certificate beside a signature of another key',
    {
      'sd-jwt': 'sd-jwt.signature ERR_SDJWT_SIGNATURE',
      qr: 'qr.signature ERR_QR_SIGNATURE',
    },
    ({ province, forger }, form) =>
      signedBy({ ...province, issuer: posing(forger.issuer, province.issuer) }, form),
  ),
  attack('issuer', 'a certificate that is good for another role', NOBODY, async (world, form) => {
    const { province, registry } = world
    if (form !== 'ofd') return signedBy({ ...province, issuer: registry.issuer }, form)
    return sealOf(world, SEAL_NAME, await createMember(AUTHORITY, province.roots.issuer))
  }),
  attack(
    'issuer',
    'a seal that a maker made whom nobody trusts',
    { ofd: 'seal.maker-path ERR_PATH_NO_ANCHOR' },
    (world) => sealOf(world, SEAL_NAME, world.province.office, world.forger.maker),
  ),
  attack(
    'issuer',
    'a clerk’s certificate, and no seal',
    { ofd: 'licence.issuer ERR_LICENCE_ISSUER' },
    ({ clerk }) =>
      signOfd(createLicenceOfd(DATA, CONSTRUCTION_PERMIT_FACE), { ...clerk, protect: 'whole', at: AT }),
  ),
  attack('issuer', 'another authority, trusted as well', 'licence.issuer ERR_LICENCE_ISSUER', (world, form) =>
    signedBy(world.neighbour, form),
  ),
  attack(
    'issuer',
    'another authority with a seal that bears the name',
    { ofd: 'licence.issuer ERR_LICENCE_ISSUER' },
    (world) => sealOf(world, SEAL_NAME, world.neighbour.office),
  ),
  attack('issuer', 'a branch of the authority', { ofd: 'licence.issuer ERR_LICENCE_ISSUER' }, (world) =>
    sealOf(world, `${AUTHORITY}滨江分局电子证照专用章`, world.province.office),
  ),
  attack(
    'issuer',
    'a body of the same name with another code',
    'licence.issuer ERR_LICENCE_ISSUER_CODE',
    async (world, form) => signedBy(await namesake(world), form),
  ),
  attack(
    'issuer',
    'two authorities, of which one signed',
    { ofd: 'licence.issuer ERR_LICENCE_ISSUER', 'sd-jwt': 'licence.issuer ERR_LICENCE_ISSUER' },
    ({ province }, form) => {
      const other = { name: NEIGHBOUR, code: '1199020099990002XB' }
      return signedBy(province, form, { ...DATA, issuers: [...DATA.issuers, other] })
    },
  ),
  attack(
    'issuer',
    'the signature of the same key over something else',
    { qr: 'qr.signature ERR_QR_SIGNATURE' },
    ({ province, licence }) =>
      signContent(contentOf(licence.qr), { by: province.issuer, externalAad: new Uint8Array(0) }),
  ),
]
