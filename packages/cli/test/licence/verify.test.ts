import { readFileSync, writeFileSync } from 'node:fs'
import { createSigner, parsePrivateKey } from '@xinyin/core'
import { createIdentifier, presentSdJwt } from '@xinyin/e-license'
import { createQrSymbol, encodeQrPng } from '@xinyin/e-license/qr-symbol'
import { beforeAll, describe, expect, test } from 'vitest'
import { xinyin } from '../capture.ts'
import { createHierarchy } from '../hierarchy.ts'
import { toJpeg } from '../jpeg.ts'
import { createOffice, DATA, type IssuingOffice, PERSON } from './office.ts'

const FORMS = ['.ofd', '.sd-jwt', '.qr.txt', '-qr.png'] as const

let office: IssuingOffice
let list: string
let bundle: string

beforeAll(async () => {
  office = await createOffice()
  list = await office.statusList('status.jwt', 'valid')
  bundle = await office.bundle('bundle.jws', 2, list)
  const holder = ['--holder-key', office.certificate('document-signer')]
  const issued = await office.issue('permit', DATA, '--face', 'construction-permit', ...holder)
  if (issued.exit !== 0) throw new Error(issued.err + issued.out)
}, 60_000)

const permit = (ending: (typeof FORMS)[number]) => office.file('permit', ending)
const verify = (...argv: readonly string[]) =>
  xinyin(['--lang', 'en', 'licence', 'verify', ...office.trusting, ...argv])
/** The lines of the questions, without their marks. */
const row = (out: string, question: string) =>
  new RegExp(`^ {2}(\\S) ${question} +(.*)$`, 'm').exec(out)?.slice(1)

describe('every form is verified', () => {
  test.each(FORMS)('%s with a status list', async (form) => {
    const { exit, out, err } = await verify(permit(form), '--status-list', list)
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toMatch(/^✓ passed {2}\S+ {2}e-licence · 建筑工程施工许可证 · 示例市城乡建设委员会/)
    for (const question of ['Genuine', 'Issuer', 'Identifier', 'In force', 'Status'])
      expect(row(out, question)?.[0]).toBe('✓')
    expect(row(out, 'Status')?.[1]).toMatch(/^valid; list \d+ min old, of .*状态发布$/)
    expect(row(out, 'Face')?.[0]).toBe(form === '.ofd' ? '✓' : '·')
    expect(row(out, 'Holder')?.[1]).toContain('not compared; made out to 示例置业有限公司, 测试丙')
    expect(row(out, 'Wanted here')?.[0]).toBe('·')
  })

  test('a credential in JSON', async () => {
    const json = office.beside('permit.json')
    const credential = readFileSync(permit('.sd-jwt'), 'utf8').trim()
    writeFileSync(json, await presentSdJwt(credential, { disclose: 'all', serialization: 'flattened' }))
    const { exit, out, err } = await verify(json, '--status-list', list)
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toMatch(/^✓ passed {2}\S+permit.json {2}e-licence · 建筑工程施工许可证/)
    const any = await xinyin(['verify', ...office.trusting, json, '--status-list', list])
    expect(any).toMatchObject({ exit: 0, err: '' })
  })

  test('a photograph of the code', async () => {
    const photo = office.beside('photo.jpg')
    writeFileSync(photo, toJpeg(createQrSymbol(readFileSync(permit('.qr.txt'), 'utf8').trim())))
    const { exit, out, err } = await verify(photo, '--status-list', list)
    expect({ exit, err }).toEqual({ exit: 0, err: '' })
    expect(out).toMatch(/^✓ passed {2}\S+photo.jpg {2}e-licence · 建筑工程施工许可证/)
  })

  test.each(FORMS)('%s with a bundle and no network, in Chinese', async (form) => {
    const memory = office.beside(`memory${form}.json`)
    const argv = [
      'licence',
      'verify',
      ...office.trusting,
      '--bundle',
      bundle,
      '--memory',
      memory,
      permit(form),
    ]
    const { exit, out } = await xinyin(['--lang', 'zh-CN', ...argv])
    expect(exit).toBe(0)
    expect(out).toMatch(/^✓ 通过/)
    expect(row(out, '证照状态')?.[1]).toMatch(/^有效；状态列表签发于 \d+ 分钟前（.*状态发布）$/)
    expect(out).not.toMatch(/[{}]/)
    expect(readFileSync(memory, 'utf8')).toContain('"sequence":2')
  })

  test('from standard input as from the text of a scanner', async () => {
    const text = readFileSync(permit('.qr.txt'), 'utf8').trim()
    const { exit, out } = await verify(text, '--status-list', list)
    expect(exit).toBe(0)
    expect(out).toContain(`${text.slice(0, 16)}…`)
    expect(out).not.toContain(text)
  })

  test('as JSON, with what each question came to', async () => {
    const { exit, out } = await verify(permit('.ofd'), permit('.qr.txt'), '--status-list', list, '--json')
    expect(exit).toBe(0)
    const [ofd, qr] = out.split('\n').map((line) => JSON.parse(line))
    expect(ofd).toMatchObject({ kind: 'licence', verdict: 'passed', subject: { number: DATA.number } })
    expect(ofd.questions).toMatchObject({ genuine: 'passed', holder: 'skipped', demand: 'skipped' })
    expect(qr.questions).toMatchObject({ face: 'skipped', status: 'passed' })
  })

  test('with every check under the questions', async () => {
    const { out } = await verify(permit('.sd-jwt'), '--status-list', list, '-v')
    for (const id of ['sd-jwt.signature', 'path.anchor', 'licence.holder'])
      expect(out).toMatch(new RegExp(`^ {2}[✓·] ${id.replace('.', '\\.')}\\b`, 'm'))
  })

  test('also by xinyin verify', async () => {
    const argv = ['verify', ...office.trusting, '--status-list', list, ...FORMS.map(permit)]
    const { exit, out } = await xinyin(['--lang', 'en', ...argv])
    expect(exit).toBe(0)
    expect(out.match(/^✓ passed .* e-licence/gm)).toHaveLength(FORMS.length)
  })
})

describe('what stands against a licence is named, with its check', () => {
  const denied = async (
    argv: readonly string[],
    exit: number,
    question: string,
    check: string,
    code: string,
  ) => {
    const found = await verify(...argv)
    expect({ exit: found.exit, err: found.err }).toEqual({ exit, err: '' })
    expect(row(found.out, question)?.[0]).toBe(exit === 1 ? '✗' : '?')
    expect(found.out).toMatch(new RegExp(`^ {4}[✗?] ${check.replace('.', '\\.')}\\b.*\\(${code}\\)`, 'm'))
  }

  test.each(FORMS)('%s: nobody asked for its state', async (form) => {
    await denied([permit(form)], 2, 'Status', 'licence.status', 'ERR_LICENCE_STATUS_UNASKED')
    expect((await verify(permit(form))).out).toContain('--status-list')
  })

  test.each([
    ['withheld', 'ERR_LICENCE_STATE_WITHHELD'],
    ['revoked', 'ERR_LICENCE_STATE_REVOKED'],
    ['cancelled', 'ERR_LICENCE_STATE_CANCELLED'],
  ] as const)('it was %s', async (state, code) => {
    const told = await office.statusList(`${state}.jwt`, state)
    for (const form of FORMS)
      await denied([permit(form), '--status-list', told], 1, 'Status', 'licence.status', code)
  })

  test.each(FORMS)('%s: of another type, or another region', async (form) => {
    const known = [permit(form), '--status-list', list]
    const good = await verify(...known, '--type', DATA.typeCode, '--region', '9901')
    expect(good.exit).toBe(0)
    expect(row(good.out, 'Wanted here')?.[0]).toBe('✓')
    const type = [...known, '--type', '11100000000013338W001']
    await denied(type, 1, 'Wanted here', 'demand.type', 'ERR_DEMAND_TYPE')
    await denied([...known, '--region', '3301'], 1, 'Wanted here', 'demand.region', 'ERR_DEMAND_REGION')
  })

  test.each(FORMS)('%s: of somebody else', async (form) => {
    const holder = (name: string, number: string) => {
      const file = office.beside('holder.txt')
      writeFileSync(file, `${name}\r\n ${number} \n`)
      return [permit(form), '--status-list', list, '--holder', file]
    }
    const same = await verify(...holder(PERSON.name, PERSON.code))
    expect(same.exit).toBe(0)
    expect(row(same.out, 'Holder')?.[0]).toBe('✓')
    expect(same.out).not.toContain(PERSON.code)
    const other = holder(PERSON.name, '110105194912310100')
    // A code that shows a digest only does not tell whose number it is.
    await denied(other, 1, 'Holder', 'licence.holder', 'ERR_LICENCE_HOLDER')
    await denied(holder('测试丁', PERSON.code), 1, 'Holder', 'licence.holder', 'ERR_LICENCE_HOLDER')
    expect((await verify(...other)).out).not.toContain('110105194912310100')
  })

  test('a newer version is known', async () => {
    const { typeCode, issuers, identifier } = DATA
    const serial = identifier.split('.')[7] ?? ''
    const parts = { typeCode, issuerCode: issuers[0]!.code, serial }
    writeFileSync(office.beside('newest.txt'), createIdentifier({ ...parts, version: 2 }))
    for (const form of FORMS) {
      const argv = [permit(form), '--status-list', list, '--identifiers', office.beside('newest.txt')]
      await denied(argv, 1, 'Version', 'licence.version', 'ERR_LICENCE_SUPERSEDED')
    }
  })

  test('it has run out, or is not yet valid', async () => {
    for (const form of FORMS)
      await denied(
        [permit(form), '--status-list', list, '--at', '2027-06-01'],
        1,
        'In force',
        'licence.validity',
        'ERR_LICENCE_EXPIRED',
      )
  })

  test('nobody proves to hold its key, or for another request', async () => {
    const asked = ['--audience', 'https://bank.example', '--nonce', 'n1', '--status-list', list]
    await denied(
      [permit('.sd-jwt'), ...asked],
      1,
      'Holder',
      'sd-jwt.key-binding',
      'ERR_SDJWT_KEY_BINDING_MISSING',
    )
    for (const form of ['.ofd', '-qr.png'] as const)
      await denied([permit(form), ...asked], 1, 'Genuine', 'licence.form', 'ERR_SDJWT_KEY_BINDING_MISSING')
    const signer = createSigner(parsePrivateKey(readFileSync(office.key('document-signer'))))
    const keyBinding = { signer, audience: 'https://bank.example', nonce: 'n1' }
    const shown = await presentSdJwt(readFileSync(permit('.sd-jwt'), 'utf8').trim(), {
      disclose: 'all',
      keyBinding,
    })
    writeFileSync(office.beside('shown.sd-jwt'), shown)
    const good = await verify(office.beside('shown.sd-jwt'), ...asked)
    expect(good.exit).toBe(0)
    expect(row(good.out, 'Holder')?.[1]).toContain('proved to hold the key')
    const replayed = [office.beside('shown.sd-jwt'), ...asked, '--nonce', 'n2']
    await denied(replayed, 1, 'Holder', 'sd-jwt.presentation', 'ERR_SDJWT_NONCE')
  })

  test('it was changed', async () => {
    const ofd = readFileSync(permit('.ofd'))
    const at = ofd.indexOf('示例')
    ofd[at] = ofd[at]! ^ 1
    writeFileSync(office.beside('changed.ofd'), ofd)
    await denied([office.beside('changed.ofd')], 1, 'Genuine', 'ofd.package', 'ERR_ZIP_CONTENT')
    const sdJwt = readFileSync(permit('.sd-jwt'), 'utf8')
    writeFileSync(office.beside('changed.sd-jwt'), sdJwt.replace(/\.[\w-]{4}/, '.AAAA'))
    expect((await verify(office.beside('changed.sd-jwt'))).exit).toBe(1)
    const qr = readFileSync(permit('.qr.txt'), 'utf8').trim()
    writeFileSync(office.beside('changed.png'), encodeQrPng(createQrSymbol(`${qr.slice(0, -4)}0000`)))
    const found = await verify(office.beside('changed.png'), '--status-list', list)
    expect(found.exit).toBe(1)
    expect(found.out).toMatch(/✗ qr\.(form|signature)/)
  })

  test('another province made it', async () => {
    const other = await createHierarchy()
    for (const form of FORMS) {
      const argv = [
        permit(form),
        '--status-list',
        list,
        '--pool',
        office.certificate('issuer'),
        ...other.trust,
      ]
      const found = await verify(...argv)
      expect(found.exit).toBe(2)
      expect(row(found.out, 'Issuer')?.[0]).toBe('?')
      expect(found.out).toContain('ERR_PATH_NO_ANCHOR')
    }
  })
})

describe('bundles', () => {
  test('of an earlier number tell nothing after a later one', async () => {
    const memory = ['--memory', office.beside('memory.json')]
    const newer = await office.bundle('newer.jws', 3, list)
    expect((await verify(permit('.ofd'), '--bundle', newer, ...memory)).exit).toBe(0)
    const back = await verify(permit('.ofd'), '--bundle', bundle, ...memory)
    expect(back).toMatchObject({ exit: 3, out: '' })
    expect(back.err).toMatch(/bundle\.sequence.*ERR_BUNDLE_ROLLBACK.*ERR_BUNDLE_REFUSED/)
  })
  test('that are overdue tell nothing', async () => {
    const later = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
    const found = await verify(permit('.ofd'), '--bundle', bundle, '--at', later)
    expect(found).toMatchObject({ exit: 3, out: '' })
    expect(found.err).toContain('ERR_BUNDLE_STALE')
  })
})
