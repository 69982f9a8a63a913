import { describe, expect, test } from 'vitest'
import { createIdentifier } from '../../src/identifier/identifier.ts'
import { assertIdentifier } from '../../src/verify/assert-identifier.ts'
import { checkIssuer, isOfIssuer } from '../../src/verify/issuer.ts'
import { createAuthority, createMember } from '../province.ts'
import { SAMPLE } from '../sample.ts'

/** Two authorities of two provinces. */
const ONE = { name: '示例市城乡建设委员会', code: '11990100999900011E' }
const OTHER = { name: '邻省建设厅', code: '330000' }
const ORDERS = [
  [ONE, OTHER],
  [OTHER, ONE],
]

describe('the identifier of what two issue together is of one of them', () => {
  const { typeCode } = SAMPLE
  const held = (issuerCode: string, issuers: (typeof ORDERS)[number]) =>
    assertIdentifier(createIdentifier({ typeCode, issuerCode, serial: '1' }), { typeCode, issuers })

  test.each(ORDERS)('whichever stands first (case %#)', (...issuers) => {
    expect(held(ONE.code, issuers)).toEqual({})
    expect(held('990100', issuers)).toMatchObject({ ownRegion: true })
    expect(held('990200', issuers)).toMatchObject({ ownRegion: false })
    expect(held('330000', issuers)).toMatchObject({ ownRegion: true })
    for (const stranger of ['1199020099990002XB', '320000'])
      expect(() => held(stranger, issuers)).toThrow(
        expect.objectContaining({ code: 'ERR_LICENCE_IDENTIFIER_ISSUER' }),
      )
  })
})

describe('who signed', async () => {
  const root = await createAuthority('颁发根')
  const bound = await createMember(ONE.name, root, 'SM2', { organizationIdentifier: ONE.code })
  const unbound = await createMember(OTHER.name, root, 'SM2', { organizationIdentifier: undefined })
  const signatories = [bound, unbound].map(({ certificate }) => ({ certificate: certificate.subject }))

  test.each(ORDERS)('has the codes of all, or it is said that some have none (case %#)', (...issuers) => {
    const open = { status: 'indeterminate', code: 'ERR_LICENCE_ISSUER_UNBOUND', facts: { code: OTHER.code } }
    expect(checkIssuer(issuers, signatories)).toMatchObject(open)
    expect(checkIssuer([ONE], signatories)).toMatchObject({ status: 'passed' })
    expect(checkIssuer([OTHER], signatories)).toMatchObject(open)
  })
  test.each(ORDERS)('is an issuer if he is one of them (case %#)', (...issuers) => {
    for (const signatory of signatories) expect(isOfIssuer(signatory, issuers)).toBe(true)
    expect(isOfIssuer(signatories[0]!, [OTHER])).toBe(false)
    expect(isOfIssuer({}, issuers)).toBe(false)
  })
})
