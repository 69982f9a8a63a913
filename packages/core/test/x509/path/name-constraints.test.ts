import { decodeHex, inspectPath, type PathReport } from '@xinyin/core'
import { skipRevocation } from '@xinyin/core/unsafe'
import { expect, test } from 'vitest'
import { createEffort } from '../../../src/x509/path/effort.ts'
import { checkNameConstraints } from '../../../src/x509/path/name-constraints.ts'
import { createNameJudge } from '../../../src/x509/path/name-judge.ts'
import { forgeName } from '../forge.ts'
import { alternativeNames, chainOf, type Member, NAME, nameConstraints } from './chain.ts'
import { NOON, trusting } from './province.ts'
import { computed } from './time.ts'

const EXCLUDED = 'ERR_PATH_NAME_EXCLUDED'
const OUTSIDE = 'ERR_PATH_NAME_NOT_PERMITTED'

async function inspect(...members: readonly Member[]): Promise<PathReport> {
  const [root, ...below] = await chainOf(...members)
  const leaf = below.at(-1)
  if (root === undefined || leaf === undefined) throw new Error('no chain')
  return inspectPath(leaf, {
    trust: trusting(root, below.slice(0, -1)),
    role: 'seal-signer',
    at: NOON,
    revocation: skipRevocation,
  })
}

/** What the check says of a leaf with one name, below an authority with constraints: its code, or nothing. */
async function codeOf(constraints: Uint8Array, ...names: readonly Uint8Array[]): Promise<string | undefined> {
  const report = await inspect(
    {},
    { extensions: [constraints] },
    { extensions: [alternativeNames(...names)] },
  )
  const against = report.checks.filter(({ status }) => status !== 'passed' && status !== 'skipped')
  expect(against.map(({ id }) => id)).toEqual(against.length === 0 ? [] : ['path.name-constraints'])
  return against[0]?.code
}

const { dns, email, uri, ip, directory, registered, mailbox, principal, x400, ediParty } = NAME
const v6 = (...groups: readonly string[]) => ip(...decodeHex(groups.join('')))

const PERMITTED: readonly (readonly [string, Uint8Array, Uint8Array, boolean])[] = [
  ['dns: the base itself', dns('gov.cn'), dns('gov.cn'), true],
  ['dns: a name below it', dns('gov.cn'), dns('a.b.gov.cn'), true],
  ['dns: without regard to case', dns('GOV.cn'), dns('a.gov.CN'), true],
  ['dns: another label that ends alike', dns('gov.cn'), dns('notgov.cn'), false],
  ['dns: the base alone is above', dns('a.gov.cn'), dns('gov.cn'), false],
  ['dns: every name', dns(''), dns('a.gov.cn'), true],
  ['dns: a wildcard below it', dns('gov.cn'), dns('*.gov.cn'), true],
  ['dns: a wildcard of which only one name is within', dns('a.gov.cn'), dns('*.gov.cn'), false],
  ['dns: a base with a leading dot', dns('.gov.cn'), dns('a.gov.cn'), false],
  ['dns: a name with a trailing dot', dns('gov.cn'), dns('a.gov.cn.'), false],
  ['dns: a name with an empty label', dns('gov.cn'), dns('a..gov.cn'), false],
  ['dns: a name with a NUL', dns('gov.cn'), dns('a\0.gov.cn'), false],
  ['dns: another form is not limited', dns('gov.cn'), email('a@b.cn'), true],
  ['email: a host', email('gov.cn'), email('a@gov.cn'), true],
  ['email: a host, without regard to case', email('gov.cn'), email('a@GOV.cn'), true],
  ['email: below the host', email('gov.cn'), email('a@b.gov.cn'), false],
  ['email: a domain', email('.gov.cn'), email('a@b.gov.cn'), true],
  ['email: the domain itself', email('.gov.cn'), email('a@gov.cn'), false],
  ['email: a mailbox', email('a@gov.cn'), email('a@GOV.cn'), true],
  ['email: another mailbox', email('a@gov.cn'), email('b@gov.cn'), false],
  ['email: the case before the @ counts', email('a@gov.cn'), email('A@gov.cn'), false],
  ['email: quotes mean nothing', email('a@gov.cn'), email('"a"@gov.cn'), true],
  ['email: an @ in quotes', email('gov.cn'), email('"a@gov.cn"@b.cn'), false],
  ['email: no mailbox', email('gov.cn'), email('gov.cn'), false],
  ['email: an internationalised one at the host', email('gov.cn'), mailbox('张三@gov.cn'), true],
  ['email: an internationalised one elsewhere', email('gov.cn'), mailbox('张三@b.cn'), false],
  ['email: an internationalised host', email('xn--fiq228c.cn'), mailbox('张三@中文.cn'), true],
  ['uri: a host', uri('gov.cn'), uri('https://gov.cn/x'), true],
  ['uri: with user and port', uri('gov.cn'), uri('ldap://u:p@gov.cn:389/x?y'), true],
  ['uri: below the host', uri('gov.cn'), uri('https://a.gov.cn'), false],
  ['uri: a domain', uri('.gov.cn'), uri('https://a.gov.cn'), true],
  ['uri: the domain itself', uri('.gov.cn'), uri('https://gov.cn'), false],
  ['uri: the host stands in the path', uri('gov.cn'), uri('https://b.cn/@gov.cn'), false],
  ['uri: the host stands in the user', uri('gov.cn'), uri('https://gov.cn@b.cn/'), false],
  ['uri: a host, and another one at a backslash', uri('gov.cn'), uri('https://b.cn\\@gov.cn/'), false],
  ['uri: an address instead of a host', uri('10.0.0.1'), uri('https://10.0.0.1/'), false],
  ['uri: longer than can be compared', uri('gov.cn'), uri(`https://gov.cn/${'x'.repeat(8192)}`), false],
  ['uri: no host at all', uri('gov.cn'), uri('urn:gov.cn'), false],
  ['ip: a network', ip(10, 1, 0, 0, 255, 255, 0, 0), ip(10, 1, 2, 3), true],
  ['ip: another network', ip(10, 1, 0, 0, 255, 255, 0, 0), ip(10, 2, 2, 3), false],
  ['ip: a mask with a gap', ip(10, 1, 0, 0, 255, 0, 255, 0), ip(10, 1, 0, 3), false],
  [
    'ip: version 6',
    v6('20010db8', '0'.repeat(24), 'ffffffff', '0'.repeat(24)),
    v6('20010db8', '0'.repeat(24)),
    true,
  ],
  ['ip: version 6 under version 4', ip(0, 0, 0, 0, 0, 0, 0, 0), v6('20010db8', '0'.repeat(24)), false],
  [
    'ip: version 4 in the form of 6',
    ip(10, 0, 0, 0, 255, 0, 0, 0),
    v6('0'.repeat(20), 'ffff0a000001'),
    false,
  ],
  ['registered-id: itself', registered('1.2.156.1'), registered('1.2.156.1'), true],
  ['registered-id: below', registered('1.2.156.1'), registered('1.2.156.1.2'), false],
  ['other names: cannot be processed', principal('a'), principal('a'), false],
  ['other names: of any type', principal('a'), other9(), false],
  ['x400: cannot be processed', x400(), x400(), false],
  ['ediParty: cannot be processed', ediParty(), ediParty(), false],
  ['x400: another form is not limited', x400(), ediParty(), true],
]

/** An otherName that claims to be a mailbox and is none. */
function other9(): Uint8Array {
  const broken = mailbox('a@b.cn')
  broken[broken.length - 7] = 0x04
  return broken
}

test.each(PERMITTED)('permitted %s', async (_what, base, name, isWithin) => {
  expect(await codeOf(nameConstraints([base]), name)).toBe(isWithin ? undefined : OUTSIDE)
  // One of several is enough, of the same form or not.
  const elsewhere = [
    dns('elsewhere.cn'),
    email('elsewhere.cn'),
    uri('elsewhere.cn'),
    ip(1, 1, 1, 1, 255, 255, 255, 255),
  ]
  if (isWithin) return
  expect(await codeOf(nameConstraints([...elsewhere, base]), name)).toBe(OUTSIDE)
})

const EXCLUSIONS: readonly (readonly [string, Uint8Array, Uint8Array, boolean])[] = [
  ['dns: below the base', dns('gov.cn'), dns('a.gov.cn'), true],
  ['dns: beside it', dns('gov.cn'), dns('com.cn'), false],
  ['dns: a wildcard that may be the base', dns('a.gov.cn'), dns('*.gov.cn'), true],
  ['dns: a wildcard that may not', dns('b.a.gov.cn'), dns('*.gov.cn'), false],
  ['dns: what cannot be read', dns('gov.cn'), dns('-.cn'), true],
  ['dns: a base that cannot be read', dns('.gov.cn'), dns('com.cn'), true],
  ['email: at the host', email('gov.cn'), email('a@gov.cn'), true],
  ['email: elsewhere', email('gov.cn'), email('a@b.cn'), false],
  ['email: an internationalised one', email('gov.cn'), mailbox('张三@gov.cn'), true],
  ['uri: at the host', uri('gov.cn'), uri('https://gov.cn'), true],
  ['uri: elsewhere', uri('gov.cn'), uri('https://b.cn'), false],
  ['uri: without a host', uri('gov.cn'), uri('urn:x:y'), true],
  ['ip: in the network', ip(10, 0, 0, 0, 255, 0, 0, 0), ip(10, 1, 2, 3), true],
  ['ip: outside', ip(10, 0, 0, 0, 255, 0, 0, 0), ip(11, 1, 2, 3), false],
  ['ip: in the form of version 6', ip(10, 0, 0, 0, 255, 0, 0, 0), v6('0'.repeat(20), 'ffff0a000001'), true],
  ['ip: version 6 outside', ip(10, 0, 0, 0, 255, 0, 0, 0), v6('20010db8', '0'.repeat(24)), false],
  ['registered-id: below', registered('1.2.156.1'), registered('1.2.156.1.2'), true],
  ['registered-id: beside', registered('1.2.156.1'), registered('1.2.156.12'), false],
  ['other names: cannot be processed', principal('a'), principal('b'), true],
]

test.each(EXCLUSIONS)('excluded %s', async (_what, base, name, isWithin) => {
  expect(await codeOf(nameConstraints([], [base]), name)).toBe(isWithin ? EXCLUDED : undefined)
})

test('what is excluded is so within what is permitted, and every name counts', async () => {
  const constraints = nameConstraints([dns('gov.cn')], [dns('a.gov.cn')])
  expect(await codeOf(constraints, dns('b.gov.cn'))).toBeUndefined()
  expect(await codeOf(constraints, dns('b.gov.cn'), dns('x.a.gov.cn'))).toBe(EXCLUDED)
  expect(await codeOf(constraints, dns('b.gov.cn'), dns('b.com.cn'))).toBe(OUTSIDE)
})

test('constraints bind even where nobody marked them critical', async () => {
  expect(await codeOf(nameConstraints([dns('gov.cn')], [], false), dns('b.cn'))).toBe(OUTSIDE)
})

const PROVINCE = forgeName(['C', 'CN'], ['O', '某省'])

test('directory: the subject and directory names begin with the base', async () => {
  const extensions = [nameConstraints([directory(PROVINCE)])]
  const within = forgeName(['C', 'cn'], ['O', '某省 '], ['CN', '章'])
  const beside = forgeName(['C', 'CN'], ['O', '他省'], ['CN', '章'])
  expect((await inspect({}, { extensions }, { subject: within })).verdict).toBe('passed')
  expect((await inspect({}, { extensions }, { subject: PROVINCE })).verdict).toBe('passed')
  for (const subject of [beside, forgeName(['C', 'CN']), forgeName(['O', '某省'], ['C', 'CN'])]) {
    const report = await inspect({}, { extensions }, { subject })
    expect(report.checks).toContainEqual(expect.objectContaining({ code: OUTSIDE }))
  }
  const names = [alternativeNames(directory(beside))]
  const report = await inspect({}, { extensions }, { subject: within, extensions: names })
  expect(report.checks).toContainEqual(expect.objectContaining({ code: OUTSIDE }))
  // A subject without a name has none to be held against.
  const unnamed = { subject: forgeName(), extensions: [alternativeNames(directory(within))] }
  expect((await inspect({}, { extensions }, unnamed)).verdict).toBe('passed')
})

test('email: a mailbox in the subject counts, with alternative names beside it or not', async () => {
  const extensions = [nameConstraints([email('gov.cn')])]
  const subjectOf = (text: string) => forgeName(['CN', 'x'], ['1.2.840.113549.1.9.1', text])
  expect((await inspect({}, { extensions }, { subject: subjectOf('a@gov.cn') })).verdict).toBe('passed')
  for (const more of [[], [alternativeNames(email('a@gov.cn'))]]) {
    const report = await inspect({}, { extensions }, { subject: subjectOf('a@b.cn'), extensions: more })
    expect(report.checks).toContainEqual(expect.objectContaining({ code: OUTSIDE }))
  }
})

test('each authority limits all that are below it, the anchor too', async () => {
  const names = (text: string) => ({ extensions: [alternativeNames(dns(text))] })
  const limit = (text: string) => ({ extensions: [nameConstraints([dns(text)])] })
  for (const [above, below, name, isGood] of [
    ['gov.cn', 'zj.gov.cn', 'a.zj.gov.cn', true],
    ['gov.cn', 'zj.gov.cn', 'a.gov.cn', false],
    ['zj.gov.cn', 'gov.cn', 'a.gov.cn', false],
    ['zj.gov.cn', 'js.gov.cn', 'a.js.gov.cn', false],
  ] as const) {
    const report = await inspect({}, limit(above), limit(below), names(name))
    expect(report.verdict).toBe(isGood ? 'passed' : 'failed')
    const underAnchor = await inspect(limit(above), limit(below), names(name))
    expect(underAnchor.verdict).toBe(isGood ? 'passed' : 'failed')
  }
  // An authority is named as well.
  const middle = { extensions: [alternativeNames(dns('b.cn'))] }
  expect((await inspect({}, limit('gov.cn'), middle, names('gov.cn'))).verdict).toBe('failed')
})

test('what an authority issued to itself is exempt, unless it is the last', async () => {
  const subject = forgeName(['CN', '1'])
  const limit = { subject, extensions: [nameConstraints([directory(PROVINCE)])] }
  const leaf = { subject: forgeName(['C', 'CN'], ['O', '某省'], ['CN', '章']) }
  expect((await inspect({}, limit, { subject }, leaf)).verdict).toBe('passed')
  expect((await inspect({}, limit, { subject })).verdict).toBe('failed')
})

test('more names than can be held against each other end the search', async () => {
  const names = Array.from({ length: 1000 }, (_, n) => dns(`a${n}.cn`))
  const extensions = [nameConstraints(Array.from({ length: 1000 }, (_, n) => dns(`b${n}.cn`)))]
  const started = computed()
  const report = await inspect({}, { extensions }, { extensions: [alternativeNames(...names)] })
  expect(computed() - started).toBeLessThan(1000)
  expect(report.verdict).toBe('indeterminate')
  expect(report.checks[0]).toMatchObject({ id: 'path.anchor', code: 'ERR_PATH_EFFORT' })
})

test('what was not compared is not passed', async () => {
  const extensions = [nameConstraints([dns('cn')])]
  const chain = await chainOf({}, { extensions }, { extensions: [alternativeNames(dns('a.cn'))] })
  const certificates = chain.toReversed()
  const judge = (maxComparisons: number) => createNameJudge(createEffort({ maxComparisons }))
  expect(checkNameConstraints({ certificates }, judge(2)).status).toBe('passed')
  const code = 'ERR_PATH_EFFORT'
  expect(checkNameConstraints({ certificates }, judge(1))).toMatchObject({ status: 'indeterminate', code })
})
