import { createIdentifier } from '../../../src/identifier/identifier.ts'
import { licenceVct } from '../../../src/metadata/claims.ts'
import { SAMPLE } from '../../sample.ts'
import { custom, resealedFiles } from '../authority.ts'
import { type Attack, attack, type Refusal } from './attack.ts'
import { credentialOf, DATA, signedBy, type World } from './world.ts'

const PARTS = { typeCode: SAMPLE.typeCode, issuerCode: SAMPLE.issuers[0]?.code ?? '', serial: '1' }
const OTHER_TYPE = '11100000000013338W011'

/** An identifier that does not belong to the licence around it. */
const identified = (name: string, code: `ERR_${string}`, identifier: string): Attack =>
  attack('identity', name, `licence.identifier ${code}`, ({ province }, form) =>
    signedBy(province, form, { ...DATA, identifier }),
  )

const claimed = (name: string, refusal: Refusal, claims: object): Attack =>
  attack('identity', name, { 'sd-jwt': refusal }, (world) => credentialOf(world, claims))

const indexed = (name: string, refusal: Refusal, change: (index: string) => string): Attack =>
  attack('identity', name, { ofd: refusal }, ({ province, licence }: World) =>
    resealedFiles((files) => files.set('OFD.xml', change(files.get('OFD.xml') ?? '')), province, licence.ofd),
  )

const behind = (more: string) => (index: string) => index.replace('<ofd:CustomDatas>', `$&${more}`)

/** Licences that are of another type, number or kind than they say. */
export const IDENTITY_ATTACKS: readonly Attack[] = [
  identified(
    'the identifier of another type',
    'ERR_LICENCE_IDENTIFIER_TYPE',
    createIdentifier({ ...PARTS, typeCode: OTHER_TYPE }),
  ),
  identified(
    'the identifier of another issuer',
    'ERR_LICENCE_IDENTIFIER_ISSUER',
    createIdentifier({ ...PARTS, issuerCode: '1199020099990002XB' }),
  ),
  identified(
    'an identifier with the region of another province',
    'ERR_LICENCE_IDENTIFIER_ISSUER',
    createIdentifier({ ...PARTS, issuerCode: '330100' }),
  ),
  claimed('an identifier with another check character', 'licence.identifier ERR_IDENTIFIER_CHECK', {
    licence_identifier: `${SAMPLE.identifier.slice(0, -1)}Q`,
  }),
  attack(
    'identity',
    'a credential of another type of token',
    { 'sd-jwt': 'sd-jwt.type ERR_SDJWT_TYPE' },
    (world) => credentialOf(world, {}, [], undefined, 'vc+sd-jwt'),
  ),
  claimed('the vct of another type', 'licence.metadata ERR_LICENCE_VCT', { vct: licenceVct(OTHER_TYPE) }),
  claimed('the vct of what is no licence', 'licence.metadata ERR_LICENCE_VCT', {
    vct: 'urn:example:membership',
  }),
  claimed('a mechanism for states that nobody knows', 'licence.metadata ERR_METADATA_VALUE', {
    status: { other: {} },
  }),
  claimed('a place among states below the first', 'licence.metadata ERR_METADATA_VALUE', {
    status: { status_list: { idx: -1, uri: DATA.status?.uri } },
  }),
  claimed('an authority that is a text', 'licence.metadata ERR_METADATA_VALUE', {
    issuing_authorities: SAMPLE.issuers[0]?.name,
  }),
  indexed('a second number', 'licence.metadata ERR_METADATA_DUPLICATE', behind(custom('ZZBH', '1'))),
  indexed(
    'a second value of an item of the type',
    'licence.metadata ERR_METADATA_DUPLICATE',
    behind(custom('KZ_BZ', '1')),
  ),
  indexed(
    'a second place among states',
    'licence.metadata ERR_METADATA_DUPLICATE',
    behind(custom('ZTLBXH', '8')),
  ),
  indexed(
    'a holder without a code',
    'licence.metadata ERR_METADATA_ALIGNMENT',
    behind(custom('CZZT', '乙公司')),
  ),
  indexed('two documents in one package', 'licence.metadata ERR_LICENCE_DOCUMENTS', (index) =>
    index.replace(/<ofd:DocBody>.*<\/ofd:DocBody>/, '$&$&'),
  ),
]
