import { createIdentifier, issueLicence } from '@xinyin/e-license'
import { createProvince } from '@xinyin/sandbox'
import { expectThat } from './expect.ts'
import { BASE45_CASES } from './licence/base45-peer.ts'
import { CHECK_CHARACTER_CASES } from './licence/check-characters.ts'
import { COSE_CASES } from './licence/cose-peer.ts'
import { EMBEDDED_FONT_CASES } from './licence/embedded-font.ts'
import { JOSE_CASES } from './licence/jose-peers.ts'
import { QRENCODE_CASES } from './licence/qrencode.ts'
import { SD_JWT_CASES } from './licence/sd-jwt-peer.ts'
import { STATUS_LIST_CASES } from './licence/status-list-peer.ts'
import { TRUTH_CASES } from './licence/truth.ts'
import { ZBAR_CASES } from './licence/zbar.ts'
import { readWithOfdJs } from './ofd-reader.ts'
import { type Case, table } from './table.ts'

const TYPE_CODE = '11100000000013338W009'
const NUMBER = 'TEST2026060101'

async function createLicence(): Promise<Uint8Array> {
  const { office, seal, sealSigner, licenceIssuer } = await createProvince()
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
  const { ofd } = await issueLicence(
    {
      name: '建筑工程施工许可证',
      typeCode: TYPE_CODE,
      number: NUMBER,
      identifier: createIdentifier({ typeCode: TYPE_CODE, issuerCode: office.code, serial: NUMBER }),
      issuers: [office],
      issuedOn: day(0),
      holders: [{ name: office.name, code: office.code, codeType: '001' }],
      validFrom: day(0),
      validUntil: day(364),
      extensions: {},
    },
    {
      seal,
      sealSigner: sealSigner.signer,
      sealCertificate: sealSigner.certificate,
      issuerSigner: licenceIssuer.signer,
      issuerCertificates: [licenceIssuer.certificate, ...licenceIssuer.chain],
    },
  )
  return ofd
}

const opensInReader: Case = {
  what: 'an independent reader draws our licence, its number and its seal',
  with: 'ofd.js',
  async run() {
    const { pages, text, seals } = await readWithOfdJs(await createLicence())
    expectThat(pages === 1, `one page, found ${pages}`)
    expectThat(text.replace(/\s/g, '').includes(NUMBER), `its number in the text, found: ${text}`)
    expectThat(seals === 1, `one seal, found ${seals}`)
  },
}

export const licenceTable = table('licence', [
  opensInReader,
  ...EMBEDDED_FONT_CASES,
  ...SD_JWT_CASES,
  ...JOSE_CASES,
  ...STATUS_LIST_CASES,
  ...COSE_CASES,
  ...BASE45_CASES,
  ...CHECK_CHARACTER_CASES,
  ...ZBAR_CASES,
  ...QRENCODE_CASES,
  ...TRUTH_CASES,
])
