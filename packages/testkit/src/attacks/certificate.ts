import { createPrivateKey, createSigner, digest, type Role } from '@xinyin/core'
import { createLeaf, createRoot } from '@xinyin/core/ca'
import { encodeOctetString, encodePrintableString, encodeSequence } from '@xinyin/core/der'
import type { OfdOptions } from '@xinyin/e-seal/ofd'
import { createList, createMember, type RealmMember, VALID } from '../realm.ts'
import { type Attack, keyed, type Refusal } from './attack.ts'
import { type Carrier, isSealed, type KeyedCarrier } from './carrier.ts'
import { resign } from './resign.ts'
import { sealWith } from './seal-of.ts'
import { exchange, partsOf } from './ses.ts'

const SIGNER = 'signature.signer-path'

/** A document signed by somebody else, whom the seal names: nothing but the certificate is wrong. */
async function signedBy(carrier: KeyedCarrier, { signer, certificate }: RealmMember) {
  const describe = (xml: string) => xml.replace(/(SignatureMethod>)[^<]*/, `$1${signer.algorithm}`)
  const isOther = signer.algorithm !== carrier.world.office.signer.algorithm
  const by = { signer, certificate, ...(isOther ? { describe } : {}) }
  if (!isSealed(carrier)) return resign(carrier, by)
  const { raw } = certificate
  const entry =
    carrier.signerList === 'digests'
      ? encodeSequence(encodePrintableString('SM3'), encodeOctetString(digest('SM3', raw)))
      : encodeOctetString(raw)
  const seal = await sealWith(carrier, (info) =>
    exchange(info, 2, encodeSequence(...exchange(partsOf(info[2] ?? raw), -4, encodeSequence(entry)))),
  )
  return resign(carrier, { ...by, seal })
}

const by = (
  name: string,
  refusal: Refusal,
  find: (carrier: KeyedCarrier) => RealmMember | Promise<RealmMember>,
  options: (carrier: KeyedCarrier) => Partial<OfdOptions> = () => ({}),
): Attack =>
  keyed('certificate', name, refusal, async (carrier) => signedBy(carrier, await find(carrier)), { options })

/** Everything as it was, and a verifier who knows or trusts otherwise. */
const knowing = (
  name: string,
  refusal: Refusal,
  options: (carrier: KeyedCarrier) => Partial<OfdOptions> | Promise<Partial<OfdOptions>>,
  applies = (_: unknown) => true,
): Attack =>
  keyed('certificate', name, refusal, (carrier) => carrier.bytes, {
    options,
    applies: (carrier) => applies(carrier),
  })

/** The trust without one of the roles. */
export const withoutRole = ({ options: { trust } }: Carrier, role: Role) => ({
  trust: {
    ...trust,
    anchors: trust.anchors.map((anchor) => ({
      ...anchor,
      roles: anchor.roles.filter((each) => each !== role),
    })),
  },
})

/** A certificate by somebody who calls himself an authority under the name and with the key of his own. */
async function createSubordinate({ signer, certificate }: RealmMember): Promise<RealmMember> {
  const { commonName = '' } = certificate.subject
  const subject = { country: 'CN', organization: '示例省', commonName }
  const authority = await createRoot({ subject, key: signer, ...VALID })
  return createMember('下级', { signer, certificate: authority })
}

/** A certificate for encipherment, of which signatures are worth nothing. */
async function createEncipherer({ signer, certificate }: RealmMember): Promise<RealmMember> {
  const key = await createPrivateKey('SM2')
  const leaf = await createLeaf({
    subject: { commonName: '加密证书' },
    publicKey: key.publicKey,
    issuer: { certificate, key: signer },
    keyUsage: ['keyEncipherment', 'dataEncipherment'],
    ...VALID,
  })
  return { signer: createSigner(key), certificate: leaf }
}

const revoking =
  (whose: 'makers' | 'offices') =>
  async ({ world, options: { trust } }: KeyedCarrier) => {
    const { certificate } = whose === 'makers' ? world.maker : world.office
    const { serialNumber } = certificate
    const revokedAt = new Date('2026-05-01T00:00:00Z')
    const lists = await Promise.all(
      (['makers', 'offices', 'services'] as const).map((each) =>
        createList(world.roots[each], each === whose ? [{ serialNumber, revokedAt }] : []),
      ),
    )
    return { trust: { ...trust, revocation: { crls: lists, ocspResponses: [] } } }
  }

/** Certificates that do not make their holder one who may seal. */
export const CERTIFICATE_ATTACKS: readonly Attack[] = [
  by(
    'a signer of an authority that nobody here trusts',
    [SIGNER, 'ERR_PATH_NO_ANCHOR'],
    ({ world }) => world.elsewhere.office,
  ),
  by(
    'a signer whom an office issued a certificate, which is no authority',
    [SIGNER, 'ERR_PATH_NOT_AUTHORITY'],
    ({ world }) => createSubordinate(world.stranger),
    ({ world, options: { trust } }) => ({
      trust: { ...trust, intermediates: [world.stranger.certificate] },
    }),
  ),
  keyed(
    'certificate',
    'a signer whose key is not of SM2',
    ['signature.algorithm', 'ERR_SEAL_ALGORITHM'],
    async (carrier) =>
      signedBy(carrier, await createMember('别的算法', carrier.world.roots.offices, VALID, 'P-256')),
    { applies: isSealed },
  ),
  by('a signer whose certificate is for encipherment', [SIGNER, 'ERR_PATH_KEY_USAGE'], ({ world }) =>
    createEncipherer(world.roots.offices),
  ),
  by('a signer whose certificate had run out', [SIGNER, 'ERR_PATH_EXPIRED'], ({ world }) =>
    createMember('过期', world.roots.offices, {
      notBefore: VALID.notBefore,
      notAfter: new Date('2026-05-01T00:00:00Z'),
    }),
  ),
  by('a signer whose certificate was to come', [SIGNER, 'ERR_PATH_NOT_YET_VALID'], ({ world }) =>
    createMember('未生效', world.roots.offices, {
      notBefore: new Date('2026-07-01T00:00:00Z'),
      notAfter: VALID.notAfter,
    }),
  ),
  knowing(
    'a signer whose certificate was revoked',
    ['path.revocation', 'ERR_REVOCATION_REVOKED'],
    revoking('offices'),
  ),
  knowing(
    'a maker whose certificate was revoked',
    ['path.revocation', 'ERR_REVOCATION_REVOKED'],
    revoking('makers'),
    (carrier) => isSealed(carrier as KeyedCarrier),
  ),
  knowing(
    'an authority whose revocation list nobody has',
    ['path.revocation', 'ERR_REVOCATION_UNKNOWN'],
    ({ options: { trust } }) => ({ trust: { anchors: trust.anchors, intermediates: [] } }),
  ),
  knowing(
    'a signer of an authority that vouches for other things',
    [SIGNER, 'ERR_PATH_NO_ANCHOR'],
    (carrier) => withoutRole(carrier, isSealed(carrier) ? 'seal-signer' : 'document-signer'),
  ),
  knowing(
    'a maker of an authority that vouches for other things',
    ['seal.maker-path', 'ERR_PATH_NO_ANCHOR'],
    (carrier) => withoutRole(carrier, 'seal-maker'),
    (carrier) => isSealed(carrier as KeyedCarrier),
  ),
  keyed(
    'certificate',
    'a signer whom the seal does not name',
    ['signature.signer-listed', 'ERR_SIGNATURE_SIGNER_NOT_LISTED'],
    (carrier) => resign(carrier, carrier.world.stranger),
    { applies: isSealed },
  ),
  keyed(
    'certificate',
    'a certificate that cannot be read',
    [SIGNER, 'ERR_DER_TAG'],
    (carrier) => {
      const { office } = carrier.world
      return resign(carrier, { certificate: { ...office.certificate, raw: Uint8Array.of(2, 1, 1) } })
    },
    { applies: isSealed },
  ),
]
