import { presentSdJwt } from '../../../src/credential/present.ts'
import { createIdentifier } from '../../../src/identifier/identifier.ts'
import { createKnownVersions } from '../../../src/verify/versions.ts'
import { SAMPLE } from '../../sample.ts'
import { type Attack, attack, known } from './attack.ts'
import { at, credentialOf, DATA, signedBy } from './world.ts'

const seconds = (time: Date) => time.getTime() / 1000
const COPY = {
  madeAt: '2026-05-30T00:00:00+08:00',
  maker: '示例银行',
  purpose: '办理开户',
  validUntil: '2026-05-31T00:00:00+08:00',
}

/** Licences out of their time. */
export const PERIOD_ATTACKS: readonly Attack[] = [
  known('period', 'after the last day', 'licence.validity ERR_LICENCE_EXPIRED', () => ({ at: at(365) })),
  known('period', 'before the first day', 'licence.validity ERR_LICENCE_NOT_YET_VALID', () => ({
    at: new Date('2026-05-21T23:59:59+08:00'),
  })),
  attack(
    'period',
    'a first day that is yet to come',
    'licence.validity ERR_LICENCE_NOT_YET_VALID',
    ({ province }, form) => signedBy(province, form, { ...DATA, validFrom: '2026-06-02' }),
  ),
  attack(
    'period',
    'a day of issue that is yet to come',
    'licence.validity ERR_LICENCE_ISSUED_LATER',
    ({ province }, form) => signedBy(province, form, { ...DATA, issuedOn: '2026-06-03' }),
  ),
  attack(
    'period',
    'an annotated copy after its end',
    {
      ofd: 'licence.validity ERR_LICENCE_COPY_EXPIRED',
      'sd-jwt': 'licence.validity ERR_LICENCE_COPY_EXPIRED',
    },
    ({ province }, form) => signedBy(province, form, { ...DATA, annotation: COPY }),
  ),
  attack(
    'period',
    'an end of the credential before that of the licence',
    { 'sd-jwt': 'sd-jwt.time ERR_SDJWT_EXPIRED' },
    (world) => credentialOf(world, { exp: seconds(at(-1)) }),
  ),
  attack(
    'period',
    'a beginning of the credential after that of the licence',
    { 'sd-jwt': 'sd-jwt.time ERR_SDJWT_NOT_YET_VALID' },
    (world) => credentialOf(world, { nbf: seconds(at(1)) }),
  ),
  attack(
    'period',
    'a credential of the future',
    { 'sd-jwt': 'sd-jwt.time ERR_SDJWT_ISSUED_LATER' },
    (world) => credentialOf(world, { iat: seconds(at(1)) }),
  ),
  attack('period', 'an end that is no time', { 'sd-jwt': 'sd-jwt.time ERR_SDJWT_TIME' }, (world) =>
    credentialOf(world, { exp: '2099-01-01' }),
  ),
  attack(
    'period',
    'an end before the beginning',
    { 'sd-jwt': 'licence.metadata ERR_METADATA_PERIOD' },
    (world) => credentialOf(world, { valid_from: '2026-05-22', valid_until: '2026-05-21' }),
  ),
]

const versionOf = (version: number, serial = '20260002') =>
  createIdentifier({ typeCode: SAMPLE.typeCode, issuerCode: SAMPLE.issuers[0]?.code ?? '', serial, version })
const newer = createKnownVersions([versionOf(2)])

/** Licences that were replaced since. */
export const VERSION_ATTACKS: readonly Attack[] = [
  known('version', 'the one before the newest', 'licence.version ERR_LICENCE_SUPERSEDED', () => ({
    versions: newer,
  })),
  attack(
    'version',
    'one that does not show which it is',
    { 'sd-jwt': 'licence.version ERR_LICENCE_IDENTIFIER_WITHHELD' },
    async ({ licence }) => ({
      input: await presentSdJwt(licence['sd-jwt'], { disclose: ['/licence_number'] }),
      policy: { versions: newer },
    }),
  ),
  known(
    'version',
    'what is told is about another licence',
    'licence.version ERR_LICENCE_VERSION_OTHER',
    () => ({
      versions: { newest: async () => versionOf(1, '20269999') },
    }),
  ),
  known('version', 'what is told is no identifier', 'licence.version ERR_IDENTIFIER_FORM', () => ({
    versions: { newest: async () => '2' },
  })),
]
