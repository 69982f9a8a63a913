import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createPrivateKey, encodePem, parseCertificates } from '@xinyin/core'
import { encodePublicKeyPem } from '@xinyin/core/keys'
import { integrityOf, listDisclosures, PLAIN_FACE, parseLicenceQr, parseSdJwt } from '@xinyin/e-license'
import { EXAMPLE_CATALOGUE } from '@xinyin/e-license/catalogue'
import { parseQrPicture } from '@xinyin/e-license/qr-symbol'
import { createSealPicture } from '@xinyin/e-seal'
import { beforeAll, describe, expect, test } from 'vitest'
import { xinyin } from '../capture.ts'
import { createOffice, DATA, type IssuingOffice, PERSON } from './office.ts'

let office: IssuingOffice
beforeAll(async () => {
  office = await createOffice()
}, 60_000)

const text = (file: string) => readFileSync(file, 'utf8').trim()
const claimsOf = (name: string) => parseSdJwt(text(office.file(name, '.sd-jwt'))).issued.payload

describe('a licence is issued', () => {
  test('in three forms, and each is told with its file', async () => {
    const found = await office.issue('permit', DATA, '--face', 'construction-permit', '--qr-item', 'GCMC')
    expect(found).toMatchObject({ exit: 0, err: '' })
    const lines = found.out.split('\n')
    expect(lines[0]).toBe(`✓ ${DATA.name}  ${DATA.identifier}`)
    for (const [i, ending] of (['.ofd', '.sd-jwt', '.qr.txt', '-qr.png', '-qr.svg'] as const).entries()) {
      expect(lines[i + 1]).toContain(office.file('permit', ending))
      expect(existsSync(office.file('permit', ending))).toBe(true)
    }
    const qr = text(office.file('permit', '.qr.txt'))
    expect(await parseQrPicture(readFileSync(office.file('permit', '-qr.png')))).toBe(qr)
    expect(parseLicenceQr(qr).data).toMatchObject({
      number: DATA.number,
      extensions: { GCMC: DATA.extensions['GCMC'] },
      status: DATA.status,
    })
  })

  test('from the short names of GB/T 36903, with another catalogue of options', async () => {
    const catalogue = office.beside('catalogue.json')
    writeFileSync(catalogue, JSON.stringify(EXAMPLE_CATALOGUE))
    const key = await createPrivateKey('SM2')
    writeFileSync(office.beside('holder.pem'), encodePublicKeyPem(key.publicKey))
    writeFileSync(office.beside('type.json'), '{"vct":"a"}')
    const { status: _, holders, issuers, extensions, ...single } = DATA
    const [holder] = holders as [typeof PERSON]
    const [issuer] = issuers as [{ name: string; code: string }]
    const short = {
      ...{ ZZMC: single.name, ZZLXDM: single.typeCode, ZZBH: single.number, ZZBS: single.identifier },
      ...{ ZZBFJG: issuer.name, ZZBFJGDM: issuer.code, ZZBFRQ: single.issuedOn },
      ...{ CZZT: holder.name, CZZTDM: holder.code, CZZTDMLXDM: holder.codeType },
      ...{ ZZYXQQSRQ: single.validFrom, ZZYXQJZRQ: single.validUntil },
      ...Object.fromEntries(Object.entries(extensions).map(([name, value]) => [`KZ_${name}`, value])),
    }
    const found = await office.issue(
      'short',
      `\ufeff${JSON.stringify(short)}`,
      ...['--catalogue', catalogue, '--watermark', '仅供核验', '--decoys', '3', '--no-qr'],
      ...['--holder-key', office.beside('holder.pem'), '--type-metadata', office.beside('type.json')],
      ...['--status-uri', 'https://status.example.gov.cn/2', '--status-index', '0'],
    )
    expect(found).toMatchObject({ exit: 0, err: '' })
    expect(existsSync(office.file('short', '.qr.txt'))).toBe(false)
    expect(claimsOf('short')).toMatchObject({
      status: { status_list: { idx: 0, uri: 'https://status.example.gov.cn/2' } },
      'vct#integrity': integrityOf(new TextEncoder().encode('{"vct":"a"}')),
      cnf: { jwk: { crv: 'SM2' } },
    })
    const digests = claimsOf('short')['_sd'] as unknown[]
    const own = [...listDisclosures(parseSdJwt(text(office.file('short', '.sd-jwt')))).keys()]
    expect(digests.length).toBe(own.filter((place) => place.lastIndexOf('/') === 0).length + 3)
    const watermark = await xinyin([
      'ofd',
      'cat',
      office.file('short', '.ofd'),
      'Doc_0/Pages/Page_0/Content.xml',
    ])
    expect(watermark.out).toContain('仅供核验')
  })

  test('with a photo, a template of one’s own, a holder’s certificate, and as JSON', async () => {
    const template = office.beside('face.json')
    const [page] = PLAIN_FACE.pages
    const photo = { kind: 'picture', box: [150, 20, 24, 32], picture: 'photo' }
    writeFileSync(
      template,
      JSON.stringify({
        ...PLAIN_FACE,
        pages: [{ ...page, items: [...page!.items, photo] }, ...PLAIN_FACE.pages.slice(1)],
      }),
    )
    writeFileSync(office.beside('photo.png'), createSealPicture().data)
    const [certificate] = parseCertificates(readFileSync(office.certificate('document-signer')))
    writeFileSync(office.beside('holder.crt'), encodePem('CERTIFICATE', certificate!.raw))
    const { exit, out } = await office.issue(
      'photo',
      DATA,
      ...['--face', template, '--photo', office.beside('photo.png')],
      ...['--holder-key', office.beside('holder.crt'), '--json'],
    )
    expect(exit).toBe(0)
    const told = JSON.parse(out)
    expect(told).toMatchObject({ outcome: 'issued', identifier: DATA.identifier })
    expect(told.files.map(({ file }: { file: string }) => file)).toContain(office.file('photo', '.ofd'))
    expect(claimsOf('photo')['cnf']).toBeDefined()
  })
})

describe('data with faults', () => {
  const faulty = {
    ...DATA,
    number: '',
    identifier: `${DATA.identifier.slice(0, -1)}A`,
    issuedOn: '2026-02-30',
    issuers: [{ ...DATA.issuers[0], code: '11990100999900011F' }],
    holders: [{ ...PERSON, code: '990000190001020012' }],
    colour: 'red',
  }
  const FIELDS = ['ZZBH', 'ZZBS', 'ZZBFRQ', 'ZZBFJGDM', 'CZZTDM', 'colour']

  test.each([
    ['en', 'found', 'proposal'],
    ['zh-CN', '实际值', '建议'],
  ])('is told all at once, with what was meant, in %s', async (language, found, proposal) => {
    await office.issue('faulty', faulty)
    const { exit, out, err } = await xinyin([
      ...['--lang', language, 'licence', 'issue', office.beside('faulty.json')],
      ...['--seal', office.beside('office.esl'), ...office.as('issuer'), '--out', office.beside('none')],
    ])
    expect({ exit, err }).toEqual({ exit: 1, err: '' })
    for (const field of FIELDS) expect(out).toMatch(new RegExp(`^ {2}✗ ${field}( |$)`, 'm'))
    expect(out).toMatch(new RegExp(`${proposal} +${DATA.identifier.replaceAll('.', '\\.')}$`, 'm'))
    expect(out).toMatch(new RegExp(`${found} +2026-02-30$`, 'm'))
    expect(existsSync(office.beside('none'))).toBe(false)
  })

  test('as JSON, with nothing of a person', async () => {
    const { exit, out } = await office.issue('faulty', faulty, '--json')
    expect(exit).toBe(1)
    const { outcome, faults } = JSON.parse(out)
    expect(outcome).toBe('refused')
    expect(faults.map(({ field }: { field: string }) => field).sort()).toEqual([...FIELDS].sort())
    expect(out).not.toContain('990000190001020012')
  })

  test.each<[string, unknown, string]>([
    ['a type that the catalogue has otherwise', { ...DATA, name: '施工许可' }, 'ZZMC'],
    [
      'an item that the type does not have',
      { ...DATA, extensions: { ...DATA.extensions, COLOUR: 'a' } },
      'KZ_COLOUR',
    ],
  ])('%s is told where there is a catalogue', async (_, data, field) => {
    const catalogue = office.beside('catalogue.json')
    writeFileSync(catalogue, JSON.stringify(EXAMPLE_CATALOGUE))
    const { exit, out } = await office.issue('typed', data, '--catalogue', catalogue)
    expect(exit).toBe(1)
    expect(out).toMatch(new RegExp(`✗ ${field} `))
  })
})

describe('is refused', () => {
  test.each<[string, unknown, readonly string[], number, string]>([
    ['what is no JSON', '{', [], 1, 'ERR_JSON'],
    ['a name twice', '{"name":"a","name":"b"}', [], 1, 'ERR_JSON'],
    ['what is deep', '['.repeat(5000), [], 1, 'ERR_JSON'],
    [
      'another’s seal',
      { ...DATA, issuers: [{ ...DATA.issuers[0], name: '另一市住房和城乡建设局' }] },
      [],
      1,
      'ERR_LICENCE_ISSUER',
    ],
    ['a face that is none', DATA, ['--face', 'nowhere.json'], 3, 'ERR_FILE_MISSING'],
    ['a place in no list', DATA, ['--status-index', '4'], 3, '--status-uri'],
    ['a list without a place', DATA, ['--status-uri', 'https://a.example/'], 3, '--status-index'],
    ['an item that it does not have', DATA, ['--qr-item', 'COLOUR'], 3, 'ERR_ARGUMENT'],
    ['a place that is none', DATA, ['--status-uri', 'https://a.example/', '--status-index', '-1'], 3, '-1'],
  ])('%s', async (_, data, options, exit, message) => {
    const found = await office.issue('refused', data, ...options)
    expect({ exit: found.exit, out: found.out }).toEqual({ exit, out: '' })
    expect(found.err).toContain(message)
    expect(found.err).not.toMatch(/\n\s+at /)
    expect(existsSync(office.file('refused', '.ofd'))).toBe(false)
  })

  test('what lies there already, unless it is to be replaced', async () => {
    expect((await office.issue('twice', DATA)).exit).toBe(0)
    const again = await office.issue('twice', DATA)
    expect(again).toMatchObject({ exit: 3, out: '' })
    expect(again.err).toContain('ERR_OUTPUT_EXISTS')
    expect((await office.issue('twice', DATA, '--force')).exit).toBe(0)
  })
})
