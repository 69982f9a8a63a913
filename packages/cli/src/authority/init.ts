import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { type Certificate, createPrivateKey, type KeyKind } from '@xinyin/core'
import { createRoot, type Subject } from '@xinyin/core/ca'
import { withArguments } from '../argument.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { replaceFile, unwritable } from '../files/write.ts'
import { readPassword } from '../keys/password.ts'
import type { Session } from '../session.ts'
import { printable } from '../terminal/printable.ts'
import { createHolder, DAY } from './certify.ts'
import {
  type AuthorityFolder,
  type AuthorityRecords,
  pemOf,
  trustFile,
  writeCertificates,
  writeKey,
  writeRecords,
} from './folder.ts'
import { AUTHORITIES, HOLDERS, ROOT } from './plan.ts'
import { publishCrls, publishTrustList } from './publish.ts'

export interface InitOptions {
  readonly name: string
  readonly kind: KeyKind
  readonly port: number
  readonly territory: string
  readonly passwordFile?: string
}

const subject = (organization: string, title: string): Subject => ({
  country: 'CN',
  organization,
  commonName: `${organization}${title}`,
})

async function createRootAuthority(folder: AuthorityFolder, now: Date): Promise<void> {
  const { dir, records } = folder
  const key = await createPrivateKey(records.kind)
  const certificate = await createRoot({
    subject: subject(records.name, ROOT.title),
    key,
    notBefore: new Date(now.getTime() - DAY),
    notAfter: new Date(now.getTime() + 7300 * DAY),
  })
  await writeRecords(dir, records)
  await writeKey(folder, ROOT.name, key)
  await writeCertificates(dir, ROOT.name, certificate)
}

async function trustFor(dir: string, roles: readonly string[], name: string, certificate: Certificate) {
  for (const role of roles) await replaceFile(trustFile(dir, role, `${name}.pem`), pemOf(certificate))
}

/** Makes the whole hierarchy in a folder that is there. */
async function fill(begun: AuthorityFolder, now: Date): Promise<void> {
  let folder = begun
  const { dir, records } = folder
  await createRootAuthority(folder, now)
  for (const { name, title, roles } of AUTHORITIES) {
    const applicant = {
      profile: 'sub-authority',
      authority: ROOT.name,
      subject: subject(records.name, title),
    }
    const made = await createHolder(folder, { name, ...applicant, days: 3650 }, now)
    folder = made.folder
    await trustFor(dir, roles, name, made.certificate)
  }
  for (const { name, title } of [ROOT, ...AUTHORITIES]) {
    const applicant = {
      name: `${name}-ocsp`,
      profile: 'ocsp-responder',
      authority: name,
      subject: subject(records.name, `${title} OCSP`),
    }
    folder = (await createHolder(folder, applicant, now)).folder
  }
  for (const { profile, title } of HOLDERS) {
    const applicant = { name: profile, profile, subject: subject(records.name, title) }
    const made = await createHolder(folder, applicant, now)
    folder = made.folder
    // Nobody but this one publishes lists, whoever else has a certificate for services.
    if (profile === 'trust-list-signer') await trustFor(dir, [profile], profile, made.certificate)
  }
  await publishTrustList(await publishCrls(folder, now), now)
}

/**
 * `xinyin ca init`: makes a hierarchy for development in a new folder, whole or not at all.
 *
 * @throws CliError `ERR_CA_EXISTS`, `ERR_ARGUMENT`, `ERR_FILE_UNWRITABLE`
 */
export async function initAuthority(dir: string, options: InitOptions, session: Session): Promise<Exit> {
  const { name, kind, port, territory } = options
  const password = await readPassword(options.passwordFile, session.terminal)
  const origin = `http://127.0.0.1:${port}`
  const none = { crlNumber: 0, listNumber: 0, certificates: [] }
  const records: AuthorityRecords = { version: 1, name, kind, origin, territory, ...none }
  const target = resolve(dir)
  const made = await makeNear(target)
  try {
    await withArguments(() => fill({ dir: made, password, records }, new Date()))
    // Takes the place of nothing, or of an empty folder.
    await rename(made, target).catch((cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'ENOTEMPTY' || cause.code === 'EEXIST' || cause.code === 'ENOTDIR'
      throw isTaken ? new CliError('ERR_CA_EXISTS', { folder: dir }, cause) : unwritable(dir, cause)
    })
  } catch (error) {
    await rm(made, { recursive: true, force: true })
    throw error
  }
  session.terminal.out(summary(dir, { dir, password, records }, session))
  return EXIT.passed
}

/** A folder beside the one that it will be. */
async function makeNear(target: string): Promise<string> {
  try {
    await mkdir(dirname(target), { recursive: true })
    return await mkdtemp(`${target}-`)
  } catch (cause) {
    throw unwritable(target, cause)
  }
}

const WORDS = {
  made: { en: 'A hierarchy for development, not for use', 'zh-CN': '开发用证书体系，不得用于正式业务' },
  keys: { en: 'keys, ', 'zh-CN': '私钥，' },
  encrypted: { en: 'encrypted with the password', 'zh-CN': '已用口令加密' },
  plain: { en: 'not encrypted, readable by you alone', 'zh-CN': '未加密，仅本人可读' },
  certificates: { en: 'certificates, each with its authority', 'zh-CN': '证书及其上级证书' },
  trust: { en: 'for --trust, with revocation lists', 'zh-CN': '用于 --trust，含吊销列表' },
  list: { en: 'signed trust list', 'zh-CN': '已签名的信任列表' },
  serve: { en: 'Next: ', 'zh-CN': '下一步：' },
} as const

function summary(dir: string, { records, password }: AuthorityFolder, { language, colors }: Session): string {
  const line = (path: string, text: string) => `  ${path.padEnd(16)}${colors.dim(text)}`
  const protectedBy = password === undefined ? WORDS.plain : WORDS.encrypted
  return [
    `${colors.green('✓')} ${printable(dir)}  ${printable(records.name)} · ${WORDS.made[language]}`,
    line('keys/', WORDS.keys[language] + protectedBy[language]),
    line('certificates/', WORDS.certificates[language]),
    line('trust/', WORDS.trust[language]),
    line('lists/', WORDS.list[language]),
    `  ${WORDS.serve[language]}xinyin ca serve ${printable(dir)}  (${records.origin})`,
  ].join('\n')
}
