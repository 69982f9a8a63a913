import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createSigner, parseCertificates, parsePrivateKey, type Signer } from '@xinyin/core'
import type { LicenceData } from '@xinyin/e-license'
import { SAMPLE_LICENCES } from '@xinyin/e-license/faces'
import {
  changeStatuses,
  createStatusList,
  encodeState,
  type LicenceState,
  signStatusListJwt,
} from '@xinyin/e-license/status'
import { createSealPicture } from '@xinyin/e-seal'
import { type Captured, xinyin } from '../capture.ts'
import { createHierarchy, type Hierarchy } from '../hierarchy.ts'

const STATUS_URI = 'https://status.example.gov.cn/1'
export const PERSON = { name: '测试丙', code: '990000190001020011', codeType: '111' } as const

/** A permit for a company and a person, whose state is told. */
export const DATA: LicenceData = {
  ...SAMPLE_LICENCES.constructionPermit,
  holders: [...SAMPLE_LICENCES.constructionPermit.holders, PERSON],
  status: { uri: STATUS_URI, index: 7 },
}

/** An authority with its seal, in a hierarchy that the command made, and what a window needs to verify what it issues. */
export interface IssuingOffice extends Hierarchy {
  /** Writes data and issues from it; names of the files that came of it. */
  issue(name: string, data: unknown, ...options: readonly string[]): Promise<Captured>
  file(name: string, ending: '.ofd' | '.sd-jwt' | '.qr.txt' | '-qr.png' | '-qr.svg'): string
  /** `--trust`, and the issuer's certificate for QR codes. */
  readonly trusting: readonly string[]
  /** Signs a status list in which the place of `DATA` has a state, and names its file. */
  statusList(name: string, state: LicenceState): Promise<string>
  /** Makes a bundle with that list, and names its file. */
  bundle(name: string, sequence: number, list: string): Promise<string>
}

function signerOf(ca: Hierarchy, name: string): Signer {
  return createSigner(parsePrivateKey(readFileSync(ca.key(name))))
}

export async function createOffice(): Promise<IssuingOffice> {
  const ca = await createHierarchy()
  const [{ name, code }] = DATA.issuers as [{ name: string; code: string }]
  const seal = ca.beside('office.esl')
  writeFileSync(ca.beside('seal.png'), createSealPicture().data)
  const of = ['--organization', name, '--code', code]
  const picture = ['--picture', ca.beside('seal.png'), '--width', '40', '--height', '40']
  for (const argv of [
    ['ca', 'issue', ca.dir, 'office', '--profile', 'seal-signer', '--subject', `${name}专用章`, ...of],
    ['ca', 'issue', ca.dir, 'issuer', '--profile', 'licence-issuer', '--subject', name, ...of],
    ['seal', 'make', seal, '--ca', ca.dir, '--name', `${name}电子证照专用章`].concat(picture, [
      '--signer',
      ca.certificate('office'),
    ]),
  ]) {
    const made = await xinyin(argv)
    if (made.exit !== 0) throw new Error(made.err)
  }
  const keys = ['--seal', seal, '--seal-key', ca.key('office'), ...ca.as('issuer')]
  return {
    ...ca,
    issue(name, data, ...options) {
      const file = ca.beside(`${name}.json`)
      writeFileSync(file, typeof data === 'string' ? data : JSON.stringify(data))
      return xinyin([
        'licence',
        'issue',
        file,
        ...keys,
        '--out',
        ca.beside('out'),
        '--name',
        name,
        ...options,
      ])
    },
    file: (name, ending) => join(ca.beside('out'), name + ending),
    trusting: [...ca.trust, '--pool', ca.certificate('issuer')],
    async statusList(name, state) {
      const [certificate] = parseCertificates(readFileSync(ca.certificate('status-issuer')))
      const list = changeStatuses(createStatusList({ bits: 4, size: 64 }), [[7, encodeState(state, 4)]])
      const issuedAt = new Date()
      const expiresAt = new Date(issuedAt.getTime() + 3_600_000)
      const signing = { signer: signerOf(ca, 'status-issuer'), certificates: [certificate!] } as const
      const file = ca.beside(name)
      writeFileSync(file, await signStatusListJwt({ uri: STATUS_URI, list, issuedAt, expiresAt }, signing))
      return file
    },
    async bundle(name, sequence, list) {
      const file = ca.beside(name)
      const made = await xinyin([
        ...['licence', 'bundle', 'make', '--name', 'https://bundles.example.gov.cn/windows'],
        ...['--sequence', String(sequence), '--status-list', list, '--out', file, ...ca.as('status-issuer')],
      ])
      if (made.exit !== 0) throw new Error(made.err)
      return file
    },
  }
}
