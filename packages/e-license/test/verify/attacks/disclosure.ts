import { parseSdJwt } from '../../../src/credential/parse.ts'
import { presentSdJwt } from '../../../src/credential/present.ts'
import { encodeX5c } from '../../../src/credential/x5c.ts'
import { encodeClaims } from '../../../src/metadata/claims.ts'
import { forge, makeDisclosure } from '../../credential/forge.ts'
import { AT } from '../../province.ts'
import { type Attack, attack, type Refusal } from './attack.ts'
import { credentialOf, DATA, signedBy, type World } from './world.ts'

/** The credential with other disclosures than were issued with it. */
const withDisclosures = ({ licence }: World, change: (encoded: string[]) => readonly string[]): string => {
  const { issued, disclosures } = parseSdJwt(licence['sd-jwt'])
  return `${[issued.compact, ...change(disclosures.map(({ encoded }) => encoded))].join('~')}~`
}

const disclosureOf = (text: string, name: string | undefined): string =>
  parseSdJwt(text).disclosures.find((disclosure) => disclosure.name === name)?.encoded ?? ''

/** What a holder can do who has nothing but his credential. */
const chosen = (
  name: string,
  code: `ERR_${string}`,
  build: (world: World) => string | Promise<string>,
): Attack => attack('disclosure', name, { 'sd-jwt': `sd-jwt.disclosures ${code}` }, build)

/** What an issuer does who leaves to the holder what a verifier cannot do without. */
const withholdable = (
  name: string,
  refusal: Refusal,
  claims: object,
  selective: readonly string[],
  disclose: 'all' | string[],
): Attack =>
  attack('disclosure', name, { 'sd-jwt': refusal }, async (world) =>
    presentSdJwt(await credentialOf(world, claims, selective), { disclose }),
  )

const UNREFERENCED = 'ERR_SDJWT_DISCLOSURE_UNREFERENCED'
const NOT_SELECTIVE: Refusal = 'licence.metadata ERR_SDJWT_NOT_SELECTIVE'
const COPY = {
  annotation: {
    made_at: '2026-05-30T00:00:00+08:00',
    maker: '示例银行',
    purpose: '办理开户',
    valid_until: '2026-05-31T00:00:00+08:00',
  },
}

/** A claim that the issuer signed as selective though it never is: `issueSdJwt` would refuse to. */
const hidden = (claim: string, refusal: Refusal, isShown: boolean): Attack =>
  attack(
    'disclosure',
    isShown ? `${claim}, which could be withheld` : `${claim}, withheld`,
    { 'sd-jwt': refusal },
    ({ province }) => {
      const { [claim]: value = 0, ...rest } = encodeClaims(DATA, AT)
      const { digest, encoded } = makeDisclosure(['c2FsdA', claim, value])
      const { signer, certificate } = province.issuer
      return forge(
        { signer, key: signer.publicKey },
        { ...rest, _sd: [digest] },
        isShown ? [encoded] : [],
        encodeX5c([certificate]),
      )
    },
  )

/** Claims that are shown otherwise than they were issued (RFC 9901, 7.1), or were issued as they must not be. */
export const DISCLOSURE_ATTACKS: readonly Attack[] = [
  chosen('one of another licence of the same issuer', UNREFERENCED, async (world) => {
    const other = (await signedBy(world.province, 'sd-jwt', { ...DATA, number: 'OTHER1' })) as string
    const own = world.licence['sd-jwt']
    return own.replace(disclosureOf(own, 'licence_number'), disclosureOf(other, 'licence_number'))
  }),
  chosen('one that the holder made up', UNREFERENCED, (world) =>
    withDisclosures(world, (all) => [
      ...all,
      makeDisclosure(['c2FsdA', 'valid_until', '2099-12-31']).encoded,
    ]),
  ),
  chosen('one with another value', UNREFERENCED, (world) =>
    world.licence['sd-jwt'].replace(
      disclosureOf(world.licence['sd-jwt'], 'licence_number'),
      makeDisclosure(['c2FsdA', 'licence_number', 'OTHER1']).encoded,
    ),
  ),
  chosen('one twice', 'ERR_SDJWT_DISCLOSURE_REPEATED', (world) =>
    withDisclosures(world, ([first = '', ...rest]) => [first, first, ...rest]),
  ),
  chosen('the name of a holder without the holder', UNREFERENCED, (world) => {
    const holder = disclosureOf(world.licence['sd-jwt'], undefined)
    return withDisclosures(world, (all) => all.filter((encoded) => encoded !== holder))
  }),
  ...['exp', 'vct', 'status'].map((claim) =>
    hidden(claim, 'sd-jwt.disclosures ERR_SDJWT_NOT_SELECTIVE', true),
  ),
  hidden('vct', 'licence.metadata ERR_LICENCE_VCT', false),
  withholdable('a type that is withheld', 'licence.metadata ERR_LICENCE_VCT', {}, ['/licence_type_code'], []),
  withholdable('a type that could be withheld', NOT_SELECTIVE, {}, ['/licence_type_code'], 'all'),
  withholdable('a last day that could be withheld', NOT_SELECTIVE, {}, ['/valid_until'], 'all'),
  withholdable(
    'the end of an annotated copy, withheld',
    NOT_SELECTIVE,
    COPY,
    ['/annotation/valid_until'],
    [],
  ),
  withholdable('an annotation that could be withheld', NOT_SELECTIVE, COPY, ['/annotation'], 'all'),
  withholdable('an issuer that is withheld', NOT_SELECTIVE, {}, ['/issuing_authorities/0'], []),
  withholdable(
    'one of two issuers, withheld',
    NOT_SELECTIVE,
    { issuing_authorities: [...DATA.issuers, { name: '示例市交通局', code: '11990100999900011E' }] },
    ['/issuing_authorities/1'],
    [],
  ),
  withholdable(
    'where the state is told, withheld',
    'licence.metadata ERR_METADATA_VALUE',
    {},
    ['/status/status_list'],
    [],
  ),
]
