import { readFileSync, writeFileSync } from 'node:fs'
import { createIdentifier, createLicenceOfd, type LicenceData } from '@xinyin/e-license'
import { CONSTRUCTION_PERMIT_FACE } from '@xinyin/e-license/faces'
import { beforeAll, describe, expect, test } from 'vitest'
import { xinyin } from '../capture.ts'
import { createOffice, DATA, type IssuingOffice, PERSON } from './office.ts'

const FORMS = ['.ofd', '.sd-jwt', '.qr.txt'] as const
// What the seal's time and the time of creation would say otherwise from one run to the next.
const WHOLE: LicenceData = {
  ...DATA,
  signing: { sealName: `${DATA.issuers[0]!.name}电子证照专用章`, signedAt: '2026-05-22T09:30:00+08:00' },
  createdAt: '2026-05-22T09:29:00+08:00',
}
const HOW = ['--face', 'construction-permit', '--qr-item', 'GCMC']

let office: IssuingOffice
let list: string

beforeAll(async () => {
  office = await createOffice()
  list = await office.statusList('status.jwt', 'valid')
  const issued = await office.issue('permit', WHOLE, ...HOW)
  if (issued.exit !== 0) throw new Error(issued.err + issued.out)
}, 60_000)

const permit = (ending: Parameters<IssuingOffice['file']>[1]) => office.file('permit', ending)
const agree = (files: readonly string[], ...options: readonly string[]) =>
  xinyin([
    '--lang',
    'en',
    'licence',
    'agree',
    ...files,
    ...office.trusting,
    '--status-list',
    list,
    ...options,
  ])

describe('proofs of one licence', () => {
  test.each([
    ['en', /^✓ same {2}建筑工程施工许可证 · /, /^ {2}\d+ items the same$/m],
    ['zh-CN', /^✓ 一致 {2}建筑工程施工许可证 · /, /^ {2}\d+ 项一致$/m],
  ])('say the same, in %s', async (language, head, counts) => {
    const argv = ['licence', 'agree', ...FORMS.map(permit), ...office.trusting, '--status-list', list]
    const { exit, out, err } = await xinyin(['--lang', language, ...argv])
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toMatch(head)
    expect(out).toMatch(counts)
    expect(out.match(/^ {2}✓ \d (ofd|sd-jwt|qr) /gm)).toHaveLength(3)
  })

  test('any two of them do, also from a picture, and with a bundle', async () => {
    for (const files of [
      [permit('.ofd'), permit('.sd-jwt')],
      [permit('-qr.png'), permit('.ofd')],
      [permit('.sd-jwt'), permit('-qr.png')],
    ])
      expect((await agree(files)).out).toMatch(/^✓ same/)
    const bundle = await office.bundle('bundle.jws', 1, list)
    const argv = [
      'licence',
      'agree',
      permit('.ofd'),
      permit('-qr.png'),
      ...office.trusting,
      '--bundle',
      bundle,
    ]
    expect((await xinyin(argv)).exit).toBe(0)
  })

  test('item by item, with who shows it', async () => {
    const { out } = await agree(FORMS.map(permit), '-v')
    expect(out).toMatch(/^ {2}✓ ✓ ✓ {2}KZ_GCMC/m)
    expect(out).toMatch(/^ {2}✓ ✓ · {2}KZ_BZ/m)
    expect(out).toMatch(/^ {2}✓ ✓ ✓ {2}CZZTDM 2 +code of the holder$/m)
    expect(out).not.toContain(PERSON.code)
  })

  test('as JSON', async () => {
    const { exit, out } = await agree(FORMS.map(permit), '--json')
    expect(exit).toBe(0)
    const told = JSON.parse(out)
    expect(told).toMatchObject({ kind: 'agreement', outcome: 'same', verdict: 'passed' })
    expect(told.proofs.map(({ form }: { form: string }) => form)).toEqual(['ofd', 'sd-jwt', 'qr'])
    expect(told.items.length).toBeGreaterThan(20)
    expect(out).not.toContain(PERSON.code)
  })
})

/** What the authority issues again, with one item otherwise. */
const number = 'ANOTHER1'
const { typeCode, issuers } = DATA
const CHANGES: readonly (readonly [element: string, change: Partial<LicenceData>, inQr: boolean])[] = [
  ['ZZBH', { number }, true],
  [
    'ZZBS',
    { identifier: createIdentifier({ typeCode, issuerCode: issuers[0]!.code, serial: number }) },
    true,
  ],
  ['ZZBFRQ', { issuedOn: '2026-05-21' }, true],
  ['ZZYXQJZRQ', { validUntil: '2027-05-22' }, true],
  ['CZZT', { holders: [DATA.holders[0]!, { ...PERSON, name: '测试丁' }] }, true],
  ['CZZTDM', { holders: [DATA.holders[0]!, { ...PERSON, code: '440524188001010014' }] }, true],
  ['ZTLBXH', { status: { ...DATA.status!, index: 8 } }, true],
  ['KZ_GCMC', { extensions: { ...DATA.extensions, GCMC: '另一工程' } }, true],
  ['KZ_BZ', { extensions: { ...DATA.extensions, BZ: '另一备注' } }, false],
]

describe('an item that one proof says otherwise is named', () => {
  test.each(CHANGES)('%s', async (element, change, inQr) => {
    expect((await office.issue(element, { ...WHOLE, ...change }, ...HOW)).exit).toBe(0)
    for (const [i, ending] of FORMS.entries()) {
      if (ending === '.qr.txt' && !inQr) continue
      const files = FORMS.map((form) => (form === ending ? office.file(element, form) : permit(form)))
      const { exit, out } = await agree(files)
      expect(exit).toBe(1)
      expect(out).toMatch(/^✗ not the same/)
      const line = out.split('\n').find((said) => said.includes(`the same of ${element};`))
      expect(line).toContain('(ERR_AGREEMENT_DIFFERS)')
      if (inQr && element !== 'CZZT') expect(line).toContain(` ${i + 1} (`)
      expect(out).not.toContain(PERSON.code)
    }
  })
  test('in Chinese', async () => {
    await office.issue('chinese', { ...WHOLE, number }, ...HOW)
    const files = [office.file('chinese', '.ofd'), permit('.sd-jwt')]
    const argv = ['licence', 'agree', ...files, ...office.trusting, '--status-list', list]
    const { out } = await xinyin(['--lang', 'zh-CN', ...argv])
    expect(out).toMatch(/^✗ 不一致/)
    expect(out).toMatch(/^ {2}✗ 证照编号 {2}.*ZZBH.*不一致/m)
  })
})

describe('a proof that does not hold is said to be one', () => {
  test.each<[string, (write: (content: Uint8Array | string) => string) => string, RegExp]>([
    [
      'an OFD that nobody sealed',
      (write) => write(createLicenceOfd(WHOLE, CONSTRUCTION_PERMIT_FACE)),
      /^ {2}✗ 1 ofd .*ofd\.signed.*\(ERR_OFD_/m,
    ],
    [
      'a signature that is another’s',
      (write) =>
        write(readFileSync(permit('.sd-jwt'), 'utf8').replace(/(\.[\w-]+)\.[\w-]{8}/, '$1.AAAAAAAA')),
      /^ {2}✗ 1 sd-jwt .*sd-jwt\.signature.*\(ERR_/m,
    ],
    [
      'a QR code that was cut',
      (write) => write(readFileSync(permit('.qr.txt'), 'utf8').trim().slice(0, 300)),
      /^ {2}✗ 1 qr .*qr\.form.*\(ERR_/m,
    ],
    ['what is no licence', (write) => write('hello'), /^ {2}✗ 1 - .*licence\.form.*\(ERR_LICENCE_FORM\)/m],
    ['nothing', (write) => write(''), /^ {2}✗ 1 - .*licence\.form.*\(ERR_LICENCE_FORM\)/m],
  ])('%s', async (_, make, says) => {
    const file = make((content) => {
      writeFileSync(office.beside('odd'), content)
      return office.beside('odd')
    })
    const { exit, out } = await agree([file, permit('.sd-jwt'), permit('.qr.txt')])
    expect(exit).toBe(1)
    expect(out).toMatch(/^✗ failed/)
    expect(out).toMatch(says)
    expect(out).not.toMatch(/\n\s+at /)
  })

  test('one whose state nobody tells leaves it open', async () => {
    const argv = ['licence', 'agree', permit('.ofd'), permit('.sd-jwt'), ...office.trusting]
    const { exit, out } = await xinyin(['--lang', 'en', ...argv])
    expect(exit).toBe(2)
    expect(out).toMatch(/^\? indeterminate/)
    expect(out).toContain('licence.status')
  })
})

test.each<[string, readonly string[], string]>([
  ['one proof', ['a'], 'ERR_FILE_MISSING'],
  ['no trust', [], '--trust'],
])('%s is wrong use', async (_, files, message) => {
  const found = await xinyin([
    'licence',
    'agree',
    'a',
    ...files,
    ...(files.length > 0 ? office.trusting : []),
  ])
  expect({ exit: found.exit, out: found.out }).toEqual({ exit: 3, out: '' })
  expect(found.err).toContain(message)
})

test('fewer than two, or more than eight, are wrong use', async () => {
  for (const count of [1, 9]) {
    const found = await agree(Array.from({ length: count }, () => permit('.qr.txt')))
    expect(found).toMatchObject({ exit: 3, out: '' })
    expect(found.err).toContain('ERR_ARGUMENT')
  }
})
