import { type Language, TrustError } from '@xinyin/core'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import { readPassword } from '../keys/password.ts'
import type { Session } from '../session.ts'
import { formatRows } from '../terminal/columns.ts'
import { printable } from '../terminal/printable.ts'
import { type Described, describeObject } from './describe.ts'
import { findObjects, type ObjectKind } from './kind.ts'

export interface ShowOptions {
  readonly passwordFile?: string
  readonly json?: boolean
}

const KINDS: Readonly<Record<ObjectKind, Record<Language, string>>> = {
  certificate: { en: 'certificate', 'zh-CN': '证书' },
  request: { en: 'certificate request', 'zh-CN': '证书请求' },
  crl: { en: 'revocation list', 'zh-CN': '证书吊销列表' },
  ocsp: { en: 'OCSP answer', 'zh-CN': 'OCSP 响应' },
  'private-key': { en: 'private key', 'zh-CN': '私钥' },
  'encrypted-key': { en: 'private key, encrypted', 'zh-CN': '加密的私钥' },
  'public-key': { en: 'public key', 'zh-CN': '公钥' },
  pkcs12: { en: 'PKCS#12 file', 'zh-CN': 'PKCS#12 文件' },
}

function format(file: string, described: Described, { language, colors }: Session): string {
  const head = `${colors.bold(KINDS[described.kind][language])}  ${printable(file)}`
  return `${head}\n${formatRows(described.rows, colors)}`
}

/** `xinyin cert`: describes everything that is in the files. Nothing is verified. */
export async function showCertificates(
  files: readonly string[],
  options: ShowOptions,
  session: Session,
): Promise<Exit> {
  const { terminal, language } = session
  const password = () => readPassword(options.passwordFile, terminal)
  let exit: Exit = EXIT.passed
  for (const file of files) {
    try {
      const bytes = await readFile(file)
      for (const found of findObjects(bytes)) {
        for (const described of await describeObject(found, { file, password, language })) {
          terminal.out(
            options.json === true
              ? JSON.stringify({ file, kind: described.kind, rows: described.rows })
              : format(file, described, session),
          )
        }
      }
    } catch (error) {
      if (!(error instanceof TrustError)) throw error
      const line = complaint(error, language)
      terminal.err(line.includes(printable(file)) ? line : `${line} [${printable(file)}]`)
      // What is not there is a wrong use; what cannot be read for what it is has failed.
      const isWrongUse = error instanceof CliError && /_(MISSING|FOLDER|UNREADABLE)$/.test(error.code)
      exit = isWrongUse ? EXIT.wrongUse : exit === EXIT.wrongUse ? exit : EXIT.failed
    }
  }
  return exit
}
