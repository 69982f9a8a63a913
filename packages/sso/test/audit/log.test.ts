import { describe, expect, test } from 'vitest'
import { createEntry } from '../../src/audit/entry.ts'
import {
  type AuditEntry,
  type AuditEvent,
  type AuditHash,
  auditLog,
  describeEvent,
  explain,
  inspectAuditLog,
  memoryAuditStore,
  readAuditLog,
  readEntry,
  verifyAuditLog,
} from '../../src/index.ts'

const actor = { issuer: 'https://op.example', person: 'p-1', session: 's-1' }
const signOut = (at: number): AuditEvent => ({
  type: 'sign-out',
  at,
  portal: 'https://portal.example',
  actor,
})

/** A log of some entries, as a list that a test can meddle with. */
async function written(count: number, hash: AuditHash = 'SM3') {
  const store = memoryAuditStore()
  const log = auditLog(store, { name: 'zjj', hash })
  for (let at = 1; at <= count; at += 1) await log.append(signOut(at))
  const entries: AuditEntry[] = []
  for await (const entry of readAuditLog(store)) entries.push(entry)
  const head = await log.head()
  if (head === undefined) throw new Error('no head')
  return { store, log, entries, head }
}

const inspect = (entries: readonly AuditEntry[], heads: Parameters<typeof inspectAuditLog>[1]['heads']) =>
  inspectAuditLog(entries, { name: 'zjj', heads })

describe('attacks by what stands in an audit log', () => {
  test('in the place of an entry are a break', async () => {
    const { entries } = await written(1)
    for (const value of [null, undefined, 7, 'x', []]) {
      const report = await inspect([...entries, value as never], [])
      expect(report.verdict).toBe('failed')
      expect(report.checks[0]).toMatchObject({ id: 'audit-log.form', code: 'ERR_SSO_AUDIT_FORM' })
      expect(report.subject?.firstBreak).toBe(2)
      for (const language of ['en', 'zh-CN'] as const) expect(explain(report, language)).not.toMatch(/[{}]/)
    }
  })

  test('are not held to a head of before the first entry, which every log has', async () => {
    const { entries } = await written(2)
    const report = await inspect(entries, [{ number: 0, hash: '' }])
    expect(report.verdict).toBe('indeterminate')
    expect(report.checks.at(-1)?.code).toBe('ERR_SSO_AUDIT_UNANCHORED')
  })

  const base = { at: 1, portal: 'https://portal.example' }
  test.each<[string, object]>([
    ['without its actor', { ...base, type: 'sign-out' }],
    ['whose actor is null', { ...base, type: 'sign-out', actor: null }],
    ['without its subject', { ...base, type: 'sign-in', actor, level: 3 }],
    [
      'of a kind that every object has',
      { ...base, type: 'sign-in', actor, level: 3, subject: { kind: 'constructor' } },
    ],
    [
      'of a role that every object has',
      {
        ...base,
        type: 'switch',
        actor,
        from: { kind: 'natural-person' },
        to: { kind: 'legal-person', role: 'toString' },
      },
    ],
    ['that names no issuer', { ...base, type: 'logout-received' }],
  ])('an event %s is none, and not described', (_, event) => {
    const entry = createEntry({ log: 'zjj', number: 1, alg: 'SM3', previous: '', event: event as AuditEvent })
    expect(() => readEntry(entry)).toThrowError(expect.objectContaining({ code: 'ERR_SSO_AUDIT_FORM' }))
  })
})

describe('an audit log', () => {
  test.each(['SM3', 'SHA-256'] as const)('chained by %s is as it was written', async (hash) => {
    const { entries, head } = await written(5, hash)
    const report = await inspect(entries, [head])
    expect(report.verdict).toBe('passed')
    expect(report.subject).toEqual({ head, firstBreak: undefined })
    expect(entries.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5])
    expect(readEntry(entries[2] as AuditEntry)).toMatchObject({
      log: 'zjj',
      number: 3,
      alg: hash,
      event: signOut(3),
    })
    expect(explain(report, 'zh-CN')).toContain('通过')
  })

  test('may change its hash on the way', async () => {
    const { store } = await written(2, 'SHA-256')
    const log = auditLog(store, { name: 'zjj', hash: 'SM3' })
    await log.append(signOut(3))
    const head = await log.head()
    const report = await inspectAuditLog(readAuditLog(store), { name: 'zjj', heads: head ? [head] : [] })
    expect(report.verdict).toBe('passed')
  })

  test('is chained by SM3 unless something else is said', async () => {
    const store = memoryAuditStore()
    await auditLog(store, { name: 'zjj' }).append(signOut(1))
    const last = await store.last()
    expect(last && readEntry(last).alg).toBe('SM3')
  })

  test('takes events of many at once, on two machines, each once', async () => {
    const store = memoryAuditStore()
    const logs = [auditLog(store, { name: 'zjj' }), auditLog(store, { name: 'zjj' })]
    await Promise.all(Array.from({ length: 60 }, (_, at) => logs[at % 2]?.append(signOut(at))))
    const heads = [await logs[0]?.head()].filter((head) => head !== undefined)
    const found = await verifyAuditLog(readAuditLog(store), { name: 'zjj', heads })
    expect(found.head?.number).toBe(60)
    const seen = new Set<number>()
    for await (const entry of readAuditLog(store)) seen.add(readEntry(entry).event.at)
    expect(seen.size).toBe(60)
  })

  test('goes on after a store that failed', async () => {
    const store = memoryAuditStore()
    const log = auditLog(store, { name: 'zjj' })
    const { append } = store
    store.append = async () => {
      throw new Error('out')
    }
    await expect(log.append(signOut(1))).rejects.toThrowError('out')
    store.append = append
    await log.append(signOut(2))
    expect((await log.head())?.number).toBe(1)
  })

  test('gives up where others are always faster', async () => {
    const store = { ...memoryAuditStore(), append: async () => false }
    await expect(auditLog(store, { name: 'zjj' }).append(signOut(1))).rejects.toMatchObject({
      code: 'ERR_SSO_AUDIT_BUSY',
    })
  })

  test('is read a page at a time', async () => {
    const { store, head } = await written(1001)
    const pages: number[] = []
    const paged = {
      ...store,
      read: (from: number, limit: number) => {
        pages.push(from)
        return store.read(from, limit)
      },
    }
    const report = await inspectAuditLog(readAuditLog(paged), { name: 'zjj', heads: [head] })
    expect(report.verdict).toBe('passed')
    expect(pages).toEqual([1, 501, 1001])
  })

  test('may be looked at from a place that is known', async () => {
    const { entries, head } = await written(6)
    const { number, hash } = entries[2] as AuditEntry
    const tail = entries.slice(3)
    const expected = { name: 'zjj', heads: [head], after: { number, hash } }
    expect((await inspectAuditLog(tail, expected)).verdict).toBe('passed')
    const wrong = { ...expected, after: { number, hash: 'x' } }
    expect((await inspectAuditLog(tail, wrong)).subject?.firstBreak).toBe(4)
    // A head that lies before that place cannot be met: it shows nothing, neither for the log nor against it.
    const early = entries[1] as AuditEntry
    for (const heads of [[head, early], [early]]) {
      const report = await inspectAuditLog(tail, { ...expected, heads })
      expect(report.verdict).toBe('indeterminate')
      expect(report.subject).toEqual({ head: { number: 6, hash: head.hash }, firstBreak: undefined })
      expect(report.checks.at(-1)).toMatchObject({
        code: 'ERR_SSO_AUDIT_HEAD_UNREAD',
        facts: { number: 2, after: 3 },
      })
      for (const language of ['en', 'zh-CN'] as const) expect(explain(report, language)).not.toMatch(/[{}]/)
    }
    expect((await inspectAuditLog(entries, { name: 'zjj', heads: [head, early] })).verdict).toBe('passed')
    // Beside one, what speaks against the log still does.
    for (const bad of [
      { number: 5, hash: 'x' },
      { number: Number.NaN, hash: early.hash },
      { number: 7, hash: head.hash },
    ]) {
      const heads = [early, bad]
      expect((await inspectAuditLog(tail, { ...expected, heads })).verdict).toBe('failed')
    }
  })

  test('needs a name and a hash that it knows', () => {
    const store = memoryAuditStore()
    expect(() => auditLog(store, { name: '' })).toThrowError(TypeError)
    expect(() => auditLog(store, { name: 'x', hash: 'MD5' as AuditHash })).toThrowError(TypeError)
  })

  test('that is empty, with no head kept, is undecided', async () => {
    const report = await inspect([], [])
    expect(report.verdict).toBe('indeterminate')
    expect(report.subject).toEqual({ head: undefined, firstBreak: undefined })
  })
})

/** What somebody does to a log, the check that shows it, and the entry at which it begins. */
type Meddling = [
  name: string,
  check: string,
  code: string,
  at: number,
  meddle: (entries: AuditEntry[]) => AuditEntry[],
]

const rewrite = (entry: AuditEntry, change: (text: string) => string): AuditEntry => ({
  ...entry,
  text: change(entry.text),
})
/** Entries written anew from one on, as who can write the log can do. */
function forgeFrom(entries: AuditEntry[], from: number, change: (at: number) => number): AuditEntry[] {
  const forged = entries.slice(0, from - 1)
  for (const entry of entries.slice(from - 1)) {
    const { number } = entry
    const previous = forged.at(-1)?.hash ?? ''
    forged.push(createEntry({ log: 'zjj', number, alg: 'SM3', previous, event: signOut(change(number)) }))
  }
  return forged
}

const meddlings: Meddling[] = [
  [
    'an event changed',
    'audit-log.hash',
    'ERR_SSO_AUDIT_HASH',
    3,
    (all) =>
      all.map((entry) =>
        entry.number === 3 ? rewrite(entry, (text) => text.replace('"at":3', '"at":9')) : entry,
      ),
  ],
  [
    'an event changed, and its hash with it',
    'audit-log.link',
    'ERR_SSO_AUDIT_LINK',
    4,
    (all) => [...all.slice(0, 2), ...forgeFrom(all, 3, () => 9).slice(2, 3), ...all.slice(3)],
  ],
  [
    'an entry removed',
    'audit-log.number',
    'ERR_SSO_AUDIT_NUMBER',
    3,
    (all) => all.filter(({ number }) => number !== 3),
  ],
  [
    'an entry removed, and the others numbered anew',
    'audit-log.number',
    'ERR_SSO_AUDIT_NUMBER',
    3,
    (all) => all.filter(({ number }) => number !== 3).map((entry, at) => ({ ...entry, number: at + 1 })),
  ],
  ['the first entry removed', 'audit-log.number', 'ERR_SSO_AUDIT_NUMBER', 1, (all) => all.slice(1)],
  [
    'two entries in each other’s place',
    'audit-log.number',
    'ERR_SSO_AUDIT_NUMBER',
    2,
    ([a, b, c, ...rest]) => [a, c, b, ...rest] as AuditEntry[],
  ],
  [
    'an entry there twice',
    'audit-log.number',
    'ERR_SSO_AUDIT_NUMBER',
    3,
    ([a, b, ...rest]) => [a, b, b, ...rest] as AuditEntry[],
  ],
  [
    'an entry put in',
    'audit-log.number',
    'ERR_SSO_AUDIT_NUMBER',
    4,
    (all) => [...all.slice(0, 2), ...forgeFrom(all, 3, () => 9).slice(2, 3), ...all.slice(2)],
  ],
  ['the end cut off', 'audit-log.head', 'ERR_SSO_AUDIT_SHORT', 5, (all) => all.slice(0, 4)],
  ['everything cut off', 'audit-log.head', 'ERR_SSO_AUDIT_SHORT', 1, () => []],
  [
    'the whole log written anew',
    'audit-log.head',
    'ERR_SSO_AUDIT_HEAD',
    6,
    (all) => forgeFrom(all, 1, (at) => at + 1),
  ],
  [
    'the log written anew from an entry on',
    'audit-log.head',
    'ERR_SSO_AUDIT_HEAD',
    6,
    (all) => forgeFrom(all, 4, (at) => at + 1),
  ],
  [
    'an entry of another log',
    'audit-log.name',
    'ERR_SSO_AUDIT_NAME',
    2,
    ([a, b, ...rest]) =>
      [a, createEntry({ ...readEntry(b as AuditEntry), log: 'other' }), ...rest] as AuditEntry[],
  ],
  [
    'an entry that is not JSON',
    'audit-log.form',
    'ERR_SSO_AUDIT_FORM',
    2,
    ([a, b, ...rest]) => [a, rewrite(b as AuditEntry, () => '{'), ...rest] as AuditEntry[],
  ],
  [
    'an entry with a member twice',
    'audit-log.form',
    'ERR_SSO_AUDIT_FORM',
    2,
    ([a, b, ...rest]) =>
      [a, rewrite(b as AuditEntry, (text) => text.replace('{', '{"log":"zjj",')), ...rest] as AuditEntry[],
  ],
  [
    'an entry with a hash that nobody asked for',
    'audit-log.form',
    'ERR_SSO_AUDIT_FORM',
    2,
    ([a, b, ...rest]) =>
      [a, rewrite(b as AuditEntry, (text) => text.replace('SM3', 'MD5')), ...rest] as AuditEntry[],
  ],
  [
    'an entry of no log',
    'audit-log.form',
    'ERR_SSO_AUDIT_FORM',
    2,
    ([a, b, ...rest]) =>
      [a, rewrite(b as AuditEntry, (text) => text.replace('"log":"zjj",', '')), ...rest] as AuditEntry[],
  ],
  [
    'an event of no kind',
    'audit-log.form',
    'ERR_SSO_AUDIT_FORM',
    2,
    ([a, b, ...rest]) =>
      [a, rewrite(b as AuditEntry, (text) => text.replace('sign-out', 'toString')), ...rest] as AuditEntry[],
  ],
  [
    'an entry without end',
    'audit-log.form',
    'ERR_SSO_AUDIT_FORM',
    2,
    ([a, b, ...rest]) =>
      [a, rewrite(b as AuditEntry, (text) => text + ' '.repeat(9000)), ...rest] as AuditEntry[],
  ],
]

describe('attacks on an audit log', () => {
  test.each(meddlings)('%s shows', async (_, check, code, at, meddle) => {
    const { entries, head } = await written(6)
    const report = await inspect(meddle([...entries]), [{ ...head }])
    expect(report.verdict).toBe('failed')
    expect(report.checks.find(({ status }) => status === 'failed')).toMatchObject({ id: check, code })
    expect(report.checks).toHaveLength(6)
    expect(report.subject?.firstBreak).toBe(at)
    expect(explain(report, 'en')).not.toContain('{')
    await expect(verifyAuditLog(meddle([...entries]), { name: 'zjj', heads: [head] })).rejects.toMatchObject({
      code,
    })
  })

  test('a log written anew cannot be told where no head was kept: undecided, never passed', async () => {
    const { entries } = await written(6)
    const report = await inspect(
      forgeFrom(entries, 1, (at) => at + 1),
      [],
    )
    expect(report.verdict).toBe('indeterminate')
    expect(report.checks.at(-1)).toMatchObject({ id: 'audit-log.head', code: 'ERR_SSO_AUDIT_UNANCHORED' })
  })
})

describe('an event', () => {
  const company = { kind: 'legal-person', organisation: 'o-1', role: 'agent', mandate: 'm-1' } as const
  const self = { kind: 'natural-person' } as const
  const base = { at: 1, portal: 'https://portal.example' }
  const events: [event: AuditEvent, chinese: string, english: string][] = [
    [
      { ...base, type: 'sign-in', actor, subject: self, level: 3, asked: 0 },
      'p-1 以自然人身份登录，实名等级 3。',
      'Person p-1 signed in as a natural person at level 3.',
    ],
    [
      {
        ...base,
        type: 'sign-in',
        actor,
        subject: { kind: 'civil-servant', organisation: 'o-2' },
        level: 3,
        asked: 0,
      },
      'p-1 以o-2 公职人员身份登录，实名等级 3。',
      'Person p-1 signed in as a civil servant of o-2 at level 3.',
    ],
    [
      { ...base, type: 'sign-in-refused', actor, code: 'ERR_SSO_LEVEL' },
      'p-1 登录被拒绝（ERR_SSO_LEVEL）。',
      'Person p-1 was not let in (ERR_SSO_LEVEL).',
    ],
    [
      { ...base, type: 'switch', actor, formerSession: 's-0', from: self, to: company },
      'p-1 由自然人切换为法人 o-1 经办人。',
      'Person p-1 went from a natural person to agent of company o-1.',
    ],
    [
      { ...base, type: 'switch-refused', actor, mandate: 'm-1', code: 'ERR_SSO_MANDATE_ABSENT' },
      'p-1 按授权 m-1 切换身份被拒绝（ERR_SSO_MANDATE_ABSENT）。',
      'Person p-1 was not let act by mandate m-1 (ERR_SSO_MANDATE_ABSENT).',
    ],
    [
      { ...base, type: 'mandate-ended', actor, subject: company, code: 'ERR_SSO_MANDATE_EXPIRED' },
      'p-1 不再以法人 o-1 经办人身份办理（ERR_SSO_MANDATE_EXPIRED）。',
      'Person p-1 no longer acts as agent of company o-1 (ERR_SSO_MANDATE_EXPIRED).',
    ],
    [{ ...base, type: 'sign-out', actor }, 'p-1 退出登录。', 'Person p-1 signed out.'],
    [
      { ...base, type: 'session-ended', actor, endedSession: 's-2' },
      'p-1 结束了自己的会话 s-2。',
      'Person p-1 ended their session s-2.',
    ],
    [
      { ...base, type: 'logout-received', issuer: 'https://op.example', providerSession: 'ps-1' },
      '身份提供方 https://op.example 结束了 ps-1 的会话。',
      'Provider https://op.example ended sessions of ps-1.',
    ],
    [
      { ...base, type: 'logout-received', issuer: 'https://op.example', person: 'p-1' },
      '身份提供方 https://op.example 结束了 p-1 的会话。',
      'Provider https://op.example ended sessions of p-1.',
    ],
    [
      { ...base, type: 'logout-replayed', issuer: 'https://op.example', person: 'p-1' },
      '身份提供方 https://op.example 针对 p-1 的注销令牌重复到达。',
      'A logout token of provider https://op.example for p-1 came again.',
    ],
  ]
  test.each(events)('%# is said in both languages', (event, chinese, english) => {
    expect(describeEvent(event, 'zh-CN')).toBe(chinese)
    expect(describeEvent(event, 'en')).toBe(english)
  })
})
