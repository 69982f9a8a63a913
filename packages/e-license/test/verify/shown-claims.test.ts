import { describe, expect, test } from 'vitest'
import { encodeClaims, selectiveClaims } from '../../src/metadata/claims.ts'
import { assertShownClaims } from '../../src/verify/shown-claims.ts'
import { AT } from '../province.ts'
import { SAMPLE } from '../sample.ts'

const annotation = { madeAt: '2026-05-30T00:00:00+08:00', maker: '示例银行', purpose: '办理开户' }
const claims = encodeClaims({ ...SAMPLE, annotation }, AT)
const SHOWN = [
  'licence_name',
  'licence_type_code',
  'issuing_authorities',
  'valid_from',
  'valid_until',
  'annotation',
]
const refusal = (claim: string) =>
  expect.objectContaining({ code: 'ERR_SDJWT_NOT_SELECTIVE', facts: { claim } })

test('what we issue shows all of it', () => {
  expect(() => assertShownClaims(claims, claims)).not.toThrow()
  const offered = selectiveClaims({ ...SAMPLE, annotation }).map((pointer) => pointer.split('/')[1])
  for (const claim of SHOWN) {
    expect(claims).toHaveProperty(claim)
    expect(offered).not.toContain(claim)
  }
})

describe.each(SHOWN)('%s', (claim) => {
  const { [claim]: value, ...others } = claims

  test('may be absent, as where a licence has none', () => {
    expect(() => assertShownClaims(others, others)).not.toThrow()
  })
  test('may not come as a disclosure', () => {
    expect(() => assertShownClaims({ ...others, _sd: ['x'] }, claims)).toThrow(refusal(claim))
  })
  test.each([{ _sd: ['x'] }, [{ '...': 'x' }], { name: '甲', more: [{ _sd: [] }] }])(
    'may not hold what is withheld: %j',
    (hidden) => {
      expect(() => assertShownClaims({ ...others, [claim]: hidden }, { ...others, [claim]: value! })).toThrow(
        refusal(claim),
      )
    },
  )
})
