import { loadTrust } from '@xinyin/core/trust'
import {
  createIdentifier,
  createLicenceOfd,
  createLicenceQr,
  inspectLicenceQr,
  type LicenceData,
} from '@xinyin/e-license'
import {
  BUSINESS_LICENCE_FACE,
  CONSTRUCTION_PERMIT_FACE,
  ID_CARD_FACE,
  REAL_ESTATE_FACE,
  SAFETY_ASSESSMENT_FACE,
  SAMPLE_LICENCES,
} from '@xinyin/e-license/faces'
import { createQrSymbol, encodeQrPng, parseQrPicture, type QrLevel } from '@xinyin/e-license/qr-symbol'
import { parseOfdPackage } from '@xinyin/e-seal/ofd'
import { createProvince } from '@xinyin/sandbox'
import { expectThat } from '../expect.ts'
import { type Program, run, succeed } from '../program.ts'
import type { Case } from '../table.ts'
import { inWorkspace } from '../workspace.ts'
import { createOffice, createPermit } from './office.ts'

const ZBAR: Program = { command: 'zbarimg', probe: ['--version'], debian: 'zbar-tools' }

/** QR codes alone, what they say and nothing else, octets as they are. */
const OPTIONS = ['--quiet', '--raw', '-Sdisable', '-Sqrcode.enable', '-Sqrcode.binary']

/** What a program that others made reads in a picture of ours. */
const readWithZbar = (png: Uint8Array): Promise<string> =>
  inWorkspace(async (workspace) => {
    const { stdout } = await succeed('zbarimg', [...OPTIONS, await workspace.write('code.png', png)])
    return new TextDecoder().decode(stdout)
  })

async function expectRead(text: string, level: QrLevel = 'M', maxVersion = 20): Promise<void> {
  const symbol = createQrSymbol(text, { level, maxVersion })
  const found = await readWithZbar(encodeQrPng(symbol, { scale: 6 }))
  expectThat(found.replace(/\n$/, '') === text, `${text.slice(0, 60)}…, found ${found.slice(0, 60)}…`)
}

const readsTexts: Case = {
  what: 'reads our QR codes: numbers, capitals and Chinese, at every level, small and as large as we draw them',
  with: ZBAR,
  async run() {
    for (const level of ['L', 'M', 'Q', 'H'] as const)
      for (const text of ['20260522', 'XY1:TEST $%*+-./:', 'https://示例.cn/证照?number=7', 'A'.repeat(370)])
        await expectRead(text, level)
    await expectRead('Z'.repeat(970))
    await expectRead('7'.repeat(5596), 'M', 40)
  },
}

const readsLicences: Case = {
  what: 'reads a whole licence in a QR code of version 20, level M, and what it reads verifies',
  with: ZBAR,
  async run() {
    const { office, licenceIssuer, trustFiles } = await createProvince()
    const trust = loadTrust(trustFiles)
    const { signer, certificate, chain } = licenceIssuer
    const data = permitOf(office)
    const text = await createLicenceQr(data, {
      signer,
      certificate,
      extensions: Object.keys(data.extensions),
    })
    expectThat(text.length > 600, `a licence that fills most of the code, found ${text.length} characters`)
    const found = await readWithZbar(encodeQrPng(createQrSymbol(text), { scale: 6 }))
    const report = await inspectLicenceQr(found.replace(/\n$/, ''), {
      trust,
      certificates: [certificate, ...chain],
    })
    expectThat(report.verdict === 'passed', `a good licence, found ${JSON.stringify(report.checks)}`)
    expectThat(report.subject?.number === data.number, 'its number')
  },
}

function permitOf(office: { name: string; code: string }): LicenceData {
  const today = new Date().toISOString().slice(0, 10)
  return {
    name: '建筑工程施工许可证',
    typeCode: TYPE_CODE,
    number: 'TEST2026060101',
    identifier: createIdentifier({ typeCode: TYPE_CODE, issuerCode: office.code, serial: 'TEST2026060101' }),
    issuers: [office],
    issuedOn: today,
    holders: [{ name: '示例置业有限公司', code: '91990100MA990001X7', codeType: '001' }],
    validFrom: today,
    extensions: {
      GCMC: '滨江新城示例住宅小区（一期）及地下车库工程',
      JSDZ: '示例市滨江区示例路 18 号',
      KCDW: '示例岩土工程勘察院有限公司',
      SJDW: '示例建筑设计研究院',
      SGDW: '示例建设集团有限公司',
      JLDW: '示例工程监理咨询有限公司',
    },
  }
}

const TYPE_CODE = '11100000000013338W009'

const versionOf = ({ size }: { size: number }) => (size - 17) / 4

const FACES = [
  ['businessLicence', BUSINESS_LICENCE_FACE],
  ['constructionPermit', CONSTRUCTION_PERMIT_FACE],
  ['idCard', ID_CARD_FACE],
  ['realEstate', REAL_ESTATE_FACE],
  ['safetyAssessment', SAFETY_ASSESSMENT_FACE],
] as const

const readsFaces: Case = {
  what: 'reads the code in the file of each of our faces, and what it reads verifies',
  with: ZBAR,
  async run() {
    const office = await createOffice()
    const seen: string[] = []
    for (const [name, template] of FACES) {
      const data = issuedToday(SAMPLE_LICENCES[name])
      const text = await createLicenceQr(data, office)
      const symbol = createQrSymbol(text)
      const photo = encodeQrPng(createQrSymbol('PHOTO'), { scale: 4 })
      const { files } = parseOfdPackage(createLicenceOfd(data, template, { qr: symbol, pictures: { photo } }))
      const drawn = files.get('Doc_0/Res/qr.png')
      if (drawn === undefined) throw new Error(`${name} has no code on its face`)
      const found = (await readWithZbar(drawn)).replace(/\n$/, '')
      expectThat(found === text, `${name}: ${found.slice(0, 60)}`)
      const report = await inspectLicenceQr(found, office)
      expectThat(report.verdict === 'passed', `${name}: ${JSON.stringify(report.checks)}`)
      seen.push(`${name} version ${versionOf(symbol)}`)
    }
    return seen.join(', ')
  },
}

/** A sample as the office of the interop cases issues it today. */
function issuedToday(sample: LicenceData): LicenceData {
  const { issuers, issuedOn } = createPermit()
  const [{ code: issuerCode } = { code: '' }] = issuers
  const identifier = createIdentifier({ typeCode: sample.typeCode, issuerCode, serial: 'TEST0001' })
  return { ...sample, identifier, issuers, issuedOn, validFrom: issuedOn }
}

const readsVersions: Case = {
  what: 'reads every version that we draw, 1 to 20 at level M, with modules of 2, 3 and 8 pixels',
  with: ZBAR,
  async run() {
    const versions = new Set<number>()
    for (let length = 10; versions.size < 20 && length < 980; length += 5) {
      const text = 'XY1:7A$%'.repeat(130).slice(0, length)
      const symbol = createQrSymbol(text)
      if (versions.has(versionOf(symbol))) continue
      versions.add(versionOf(symbol))
      for (const scale of [2, 3, 8]) {
        const found = (await readWithZbar(encodeQrPng(symbol, { scale }))).replace(/\n$/, '')
        expectThat(
          found === text,
          `version ${versionOf(symbol)} of ${scale} pixels, found ${found.slice(0, 60)}`,
        )
      }
    }
    expectThat(versions.size === 20, `20 versions, found ${[...versions].join()}`)
    const damaged = createQrSymbol('XY1:DAMAGED')
    const blotted = damaged.modules.map((module, at) => (at % 3 === 0 ? 1 : module))
    const png = encodeQrPng({ ...damaged, modules: blotted }, { scale: 8 })
    const { code } = await inWorkspace(async (workspace) =>
      run('zbarimg', [...OPTIONS, await workspace.write('code.png', png)]),
    )
    expectThat(code !== 0, 'a code of which every third module is blotted out is not read')
    return `versions ${[...versions].join(', ')}`
  },
}

const readsBack: Case = {
  what: 'reads from our pictures what we read from them',
  with: ZBAR,
  async run() {
    for (const text of ['20260522', 'XY1:TEST $%*+-./:', 'https://示例.cn/证照?number=7', 'Z'.repeat(970)]) {
      const png = encodeQrPng(createQrSymbol(text), { scale: 4 })
      const [ours, theirs] = [await parseQrPicture(png), await readWithZbar(png)]
      expectThat(ours === theirs.replace(/\n$/, ''), `${ours.slice(0, 60)} and ${theirs.slice(0, 60)}`)
    }
  },
}

export const ZBAR_CASES: readonly Case[] = [readsTexts, readsVersions, readsLicences, readsFaces, readsBack]
