import { type Certificate, inspectPath, type PathOptions, type PathReport } from '@xinyin/core'
import { encodeOid, encodeSequence, encodeUtf8String } from '@xinyin/core/der'
import { skipRevocation } from '@xinyin/core/unsafe'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkPolicies } from '../../../src/x509/path/policies.ts'
import { forgeExtension, forgeName } from '../forge.ts'
import { chainOf, inhibitAnyPolicy, type Member, mappings, policies, policyConstraints } from './chain.ts'
import { judgeByTree } from './policy-tree.ts'
import { NOON, trusting } from './province.ts'
import { computed } from './time.ts'

const [A, B, C, ANY] = ['1.2.156.1', '1.2.156.2', '1.2.156.3', '2.5.29.32.0'] as const
type Policies = NonNullable<PathOptions['policies']>

async function inspect(asked: Policies, ...members: readonly Member[]): Promise<PathReport> {
  const [root, ...below] = await chainOf(...members)
  const leaf = below.at(-1)
  if (root === undefined || leaf === undefined) throw new Error('no chain')
  const trust = trusting(root, below.slice(0, -1))
  return inspectPath(leaf, {
    trust,
    role: 'seal-signer',
    at: NOON,
    policies: asked,
    revocation: skipRevocation,
  })
}

const withExtensions = (...extensions: readonly Uint8Array[]): Member => ({ extensions })
const codeOf = ({ checks }: PathReport) => checks.find(({ id }) => id === 'path.policies')?.code
const namesOf = ({ subject }: PathReport) => subject?.policies?.map(({ policy }) => policy)

test('a policy that all name holds, and is said', async () => {
  const report = await inspect(
    { requireExplicit: true },
    {},
    withExtensions(policies(A, B)),
    withExtensions(policies(B)),
  )
  expect(report.verdict).toBe('passed')
  expect(namesOf(report)).toEqual([B])
})

test('without policies, none holds and none is required', async () => {
  const report = await inspect({}, {}, withExtensions(policies(A)), {})
  expect(report.verdict).toBe('passed')
  expect(namesOf(report)).toEqual([])
})

test.each([
  ['none of them', {}],
  ['another', withExtensions(policies(B))],
])('path.policies: one is required and the leaf has %s', async (_what, leaf) => {
  expect(codeOf(await inspect({ requireExplicit: true }, {}, withExtensions(policies(A)), leaf))).toBe(
    'ERR_PATH_POLICY',
  )
  const constrained = withExtensions(policies(A), policyConstraints(0))
  expect(codeOf(await inspect({}, {}, constrained, leaf))).toBe('ERR_PATH_POLICY')
  expect((await inspect({}, {}, withExtensions(policies(A)), leaf)).verdict).toBe('passed')
})

test('path.policies: one is required that is acceptable', async () => {
  const members = [{}, withExtensions(policies(A, B)), withExtensions(policies(A, B))] as const
  const asked = { requireExplicit: true }
  const good = await inspect({ ...asked, acceptable: [B, C] }, ...members)
  expect(namesOf(good)).toEqual([B])
  expect(codeOf(await inspect({ ...asked, acceptable: [C] }, ...members))).toBe('ERR_PATH_POLICY_ACCEPTABLE')
  const unasked = await inspect({ acceptable: [C], requireExplicit: false }, ...members)
  expect(unasked.verdict).toBe('passed')
  expect(namesOf(unasked)).toEqual([])
})

test('anyPolicy stands for what is acceptable, unless it is inhibited', async () => {
  const members = [{}, withExtensions(policies(ANY)), withExtensions(policies(A))] as const
  expect(namesOf(await inspect({ requireExplicit: true, acceptable: [A] }, ...members))).toEqual([A])
  const inhibited = await inspect({ requireExplicit: true, inhibitAny: true }, ...members)
  expect(codeOf(inhibited)).toBe('ERR_PATH_POLICY')
  const byAuthority = withExtensions(policies(A), inhibitAnyPolicy(0))
  const report = await inspect({ requireExplicit: true }, {}, byAuthority, withExtensions(policies(ANY)))
  expect(codeOf(report)).toBe('ERR_PATH_POLICY')
  const all = await inspect(
    { requireExplicit: true, acceptable: [A, B] },
    {},
    withExtensions(policies(ANY)),
    withExtensions(policies(ANY)),
  )
  expect(namesOf(all)).toEqual([A, B])
})

test('a policy under another name is the one that it was mapped from', async () => {
  const mapping = withExtensions(policies(A), mappings([A, B]))
  const leaf = withExtensions(policies(B))
  const report = await inspect({ requireExplicit: true, acceptable: [A] }, {}, mapping, leaf)
  expect(namesOf(report)).toEqual([A])
  expect(codeOf(await inspect({ requireExplicit: true, acceptable: [B] }, {}, mapping, leaf))).toBe(
    'ERR_PATH_POLICY_ACCEPTABLE',
  )
  expect(codeOf(await inspect({ requireExplicit: true, inhibitMapping: true }, {}, mapping, leaf))).toBe(
    'ERR_PATH_POLICY',
  )
  const forbidding = withExtensions(policies(A), policyConstraints(undefined, 0))
  expect(codeOf(await inspect({ requireExplicit: true }, {}, forbidding, mapping, leaf))).toBe(
    'ERR_PATH_POLICY',
  )
})

test.each([
  ['from', [ANY, A]],
  ['to', [A, ANY]],
] as const)(
  'path.policies: anyPolicy is mapped %s another, though no policy is required',
  async (_way, pair) => {
    const report = await inspect(
      {},
      {},
      withExtensions(policies(A), mappings(pair)),
      withExtensions(policies(A)),
    )
    expect(report.checks.filter(({ status }) => status === 'failed')).toMatchObject([
      { id: 'path.policies', code: 'ERR_PATH_POLICY_MAPPING' },
    ])
    const withoutPolicies = await inspect({}, {}, withExtensions(mappings(pair)), {})
    expect(codeOf(withoutPolicies)).toBe('ERR_PATH_POLICY_MAPPING')
  },
)

test('path.policies: who names acceptable ones asks for one of them', async () => {
  const members = [{}, withExtensions(policies(A)), withExtensions(policies(A))] as const
  expect((await inspect({ acceptable: [A, C] }, ...members)).verdict).toBe('passed')
  expect(codeOf(await inspect({ acceptable: [C] }, ...members))).toBe('ERR_PATH_POLICY_ACCEPTABLE')
  expect(codeOf(await inspect({ acceptable: [A] }, {}, {}, {}))).toBe('ERR_PATH_POLICY')
  expect((await inspect({ acceptable: [ANY] }, {}, {}, {})).verdict).toBe('passed')
})

test('path.policies: what the anchor requires binds (RFC 5937)', async () => {
  const members = [withExtensions(policies(A)), withExtensions(policies(B))] as const
  expect(codeOf(await inspect({}, withExtensions(policyConstraints(0)), ...members))).toBe('ERR_PATH_POLICY')
  expect((await inspect({}, {}, ...members)).verdict).toBe('passed')
  const good = [withExtensions(policies(A, B)), withExtensions(policies(A, B))] as const
  const named = withExtensions(policies(A), policyConstraints(0))
  expect(namesOf(await inspect({}, named, ...good))).toEqual([A])
  expect(codeOf(await inspect({ acceptable: [B] }, named, ...good))).toBe('ERR_PATH_POLICY_ACCEPTABLE')
  const anyway = withExtensions(policyConstraints(0), inhibitAnyPolicy(0))
  expect(codeOf(await inspect({}, anyway, withExtensions(policies(ANY)), withExtensions(policies(A))))).toBe(
    'ERR_PATH_POLICY',
  )
})

test('qualifiers come with the policies', async () => {
  const qualifier = encodeSequence(
    encodeOid('1.3.6.1.5.5.7.2.2'),
    encodeSequence(encodeUtf8String('仅供测试')),
  )
  const qualified = (oid: string) =>
    forgeExtension('2.5.29.32', encodeSequence(encodeSequence(encodeOid(oid), encodeSequence(qualifier))))
  const report = await inspect(
    {},
    {},
    withExtensions(policies(A), mappings([A, B])),
    withExtensions(qualified(B)),
  )
  expect(report.subject?.policies).toMatchObject([{ policy: A, qualifiers: [{ text: '仅供测试' }] }])
})

type Fields = Pick<
  Certificate,
  'certificatePolicies' | 'policyMappings' | 'policyConstraints' | 'inhibitAnyPolicy'
> & {
  readonly isSelfIssued: boolean
}

const oid = fc.constantFrom(A, B, C)
const oidOrAny = fc.constantFrom(A, B, C, ANY)
const skip = fc.option(fc.nat(3), { nil: undefined, freq: 3 })
const fields: fc.Arbitrary<Fields> = fc.record({
  certificatePolicies: fc.option(
    fc
      .uniqueArray(oidOrAny, { minLength: 1 })
      .map((all) => all.map((policy) => ({ policy, qualifiers: [] }))),
    { nil: undefined, freq: 8 },
  ),
  policyMappings: fc.option(
    fc.array(
      fc.record({
        issuerDomainPolicy: fc.oneof({ weight: 20, arbitrary: oid }, { weight: 1, arbitrary: oidOrAny }),
        subjectDomainPolicy: oid,
      }),
      { minLength: 1, maxLength: 4 },
    ),
    { nil: undefined },
  ),
  policyConstraints: fc.option(fc.record({ requireExplicitPolicy: skip, inhibitPolicyMapping: skip }), {
    nil: undefined,
    freq: 3,
  }),
  inhibitAnyPolicy: fc.option(fc.nat(3), { nil: undefined, freq: 4 }),
  isSelfIssued: fc.boolean(),
})
const inputs = fc.record({
  acceptable: fc.oneof(fc.constant([ANY]), fc.uniqueArray(oid, { minLength: 1 })),
  explicitPolicy: fc.boolean(),
  mappingInhibit: fc.boolean(),
  anyInhibit: fc.boolean(),
})

/** As much of a certificate as policies are about; the anchor says nothing. */
function pathOf(below: readonly Fields[]): Certificate[] {
  const name = (text: string) => ({ raw: forgeName(['CN', text]), text })
  const anchor = { subject: name('0'), issuer: name('0') }
  const certificates = below.map(({ isSelfIssued, ...rest }, at) => ({
    ...rest,
    subject: name(isSelfIssued ? 'self' : `${at}`),
    issuer: name(isSelfIssued ? 'self' : 'x'),
  }))
  return [...certificates.toReversed(), anchor] as unknown as Certificate[]
}

describe('the graph of RFC 9618 beside the tree of RFC 5280', () => {
  test('they judge alike, and find the same policies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fields, { minLength: 1, maxLength: 5 }), inputs, async (below, given) => {
        const certificates = pathOf(below)
        const path = { certificates, anchor: { certificate: certificates.at(-1)!, roles: [] } }
        const { check, policies: found } = await checkPolicies(path, {
          acceptable: given.acceptable,
          requireExplicit: given.explicitPolicy,
          inhibitMapping: given.mappingInhibit,
          inhibitAny: given.anyInhibit,
        })
        const byTree = judgeByTree(below, given)
        expect(check.status === 'passed').toBe(byTree.isValid)
        if (byTree.isValid) expect(found.map(({ policy }) => policy).sort()).toEqual(byTree.policies)
      }),
      { numRuns: 3000 },
    )
  })

  test('mappings that double at every level do not double the work', async () => {
    const all = Array.from({ length: 100 }, (_, n) => `1.2.156.${n}`)
    const every = all.map((policy) => ({ policy, qualifiers: [] }))
    const crossed = all.flatMap((issuerDomainPolicy) =>
      all.slice(0, 2).map((subjectDomainPolicy) => ({ issuerDomainPolicy, subjectDomainPolicy })),
    )
    const level = {
      certificatePolicies: every,
      policyMappings: crossed,
      policyConstraints: undefined,
      inhibitAnyPolicy: undefined,
      isSelfIssued: false,
    }
    const certificates = pathOf(Array.from({ length: 9 }, () => level))
    const path = { certificates, anchor: { certificate: certificates.at(-1)!, roles: [] } }
    const started = computed()
    const { check, policies: found } = await checkPolicies(path, { requireExplicit: true })
    expect(computed() - started).toBeLessThan(500)
    expect(check.status).toBe('passed')
    expect(found).toHaveLength(100)
  })
})
