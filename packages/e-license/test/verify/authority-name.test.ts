import { expect, test } from 'vitest'
import { foldName, isSealOf } from '../../src/verify/authority-name.ts'
import { checkIssuer } from '../../src/verify/issuer.ts'
import { AUTHORITY, createAuthority, createProvince } from '../province.ts'

test('names are the same in full width, and with white space', () => {
  expect(foldName(' 示例 局（２）\u3000')).toBe('示例局(2)')
  expect(foldName(' \n')).toBeUndefined()
})

test.each([
  '电子证照专用章',
  '行政审批专用章(2)',
  '公章',
  '印章(十二)',
  '电子印章',
  '政务服务业务专用章',
  '营业执照专用章',
  '不动产登记专用章',
  '施工许可证电子专用章',
  '婚姻登记专用章',
])('%s is what a seal is', (words) => expect(isSealOf(`${AUTHORITY}${words}`, AUTHORITY)).toBe(true))
test.each([
  '分局章',
  '滨江专用章',
  '婚姻登记处专用章',
  '专用',
  '章章',
  '公章(12345)',
  '章()',
  `${'公'.repeat(9)}章`,
])('%s is not', (words) => expect(isSealOf(`${AUTHORITY}${words}`, AUTHORITY)).toBe(false))

test('a name over 400 characters is nobody’s', () => {
  expect(foldName('公'.repeat(400))).toHaveLength(400)
  expect(foldName('公'.repeat(401))).toBeUndefined()
})

test('a certificate may go by one name alone', async () => {
  const { certificate } = await createAuthority(AUTHORITY)
  expect(certificate.subject.organization).toBeUndefined()
  const signatory = { certificate: certificate.subject }
  expect(checkIssuer([{ name: AUTHORITY, code: '1' }], [signatory]).code).toBe('ERR_LICENCE_ISSUER_UNBOUND')
  expect(checkIssuer([{ name: `${AUTHORITY}分局`, code: '1' }], [signatory]).status).toBe('failed')
})

test('names of any length are judged at once', async () => {
  const { issuer } = await createProvince()
  const certificate = issuer.certificate.subject
  const start = performance.now()
  for (const sealName of [
    '公'.repeat(5_400_000),
    `公${'电子'.repeat(2_700_000)}`,
    `公${'不动产登记许可证'.repeat(49)}`,
    '\ufdfa'.repeat(400),
  ])
    for (const name of ['公', '\ufdfa'.repeat(400), '\ufdfa'.repeat(4000), AUTHORITY.repeat(40)]) {
      const issuers = Array.from({ length: 64 }, () => ({ name, code: '1' }))
      const signatories = Array.from({ length: 64 }, () => ({ sealName, certificate }))
      checkIssuer(issuers, signatories)
    }
  const long = { name: '公', code: '1' }
  expect(checkIssuer([long], [{ sealName: '公'.repeat(5_400_000), certificate }]).code).toBe(
    'ERR_LICENCE_ISSUER',
  )
  // Nor does a seal that is called nothing count as none, for which the certificate alone would do.
  for (const sealName of ['', ' '])
    expect(checkIssuer([{ name: AUTHORITY, code: '1' }], [{ sealName, certificate }]).status).toBe('failed')
  expect(performance.now() - start).toBeLessThan(1000)
})
