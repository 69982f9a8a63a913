import { encodePem, TrustError } from '@xinyin/core'
import {
  type ContentCipher,
  createEnvelopedData,
  decryptEnvelopedData,
  parseEnvelopedData,
} from '@xinyin/core/cms'
import { withArguments } from '../argument.ts'
import { complaint } from '../checks.ts'
import { CliError } from '../errors.ts'
import { EXIT, type Exit } from '../exit.ts'
import { readFile } from '../files/read.ts'
import { writeOutput } from '../files/write.ts'
import { type KeyOptions, readCertificates, readKeyHolder } from '../keys/signer.ts'
import type { Session } from '../session.ts'

export interface EncryptOptions {
  readonly to: readonly string[]
  readonly cipher?: ContentCipher
  readonly gm?: boolean
  readonly der?: boolean
  readonly out?: string
}

export interface DecryptOptions extends KeyOptions {
  readonly out?: string
}

/** `xinyin cms encrypt`: of each file with certificates, the first is that of the recipient. */
export async function encryptFile(file: string, options: EncryptOptions, session: Session): Promise<Exit> {
  const { to, cipher, gm = false, der = false, out } = options
  const recipients = await Promise.all(
    to.map(async (one) => {
      const [certificate] = await readCertificates(one)
      if (certificate === undefined) throw new CliError('ERR_FILE_KIND')
      return certificate
    }),
  )
  const content = await readFile(file)
  const message = await withArguments(() =>
    createEnvelopedData({
      content,
      recipients,
      profile: gm ? 'GMT0010' : 'PKCS7',
      ...(cipher === undefined ? {} : { cipher }),
    }),
  )
  await writeOutput(out, der ? message : encodePem('CMS', message), session.terminal)
  return EXIT.passed
}

const UNAUTHENTICATED = {
  en: 'Changes of this message would not be noticed: trust the content only if it is signed.',
  'zh-CN': '该消息被改动后无法察觉：仅当内容带有签名时方可采信。',
} as const

/**
 * `xinyin cms decrypt`: writes the content to a file.
 *
 * @returns 1 for a message that is for others, or does not decrypt
 */
export async function decryptFile(file: string, options: DecryptOptions, session: Session): Promise<Exit> {
  const { terminal, language, colors } = session
  if (options.out === undefined) throw new CliError('ERR_OUTPUT_BINARY')
  const { key, certificate } = await readKeyHolder(options, terminal)
  const bytes = await readFile(file)
  try {
    const message = parseEnvelopedData(bytes, { maxBytes: Math.max(bytes.length, 1) })
    const { content, authenticated } = await decryptEnvelopedData(message, { privateKey: key, certificate })
    await writeOutput(options.out, content, terminal)
    if (!authenticated) terminal.err(colors.yellow(UNAUTHENTICATED[language]))
    return EXIT.passed
  } catch (error) {
    if (!(error instanceof TrustError) || error instanceof CliError) throw error
    terminal.err(complaint(error, language))
    return EXIT.failed
  }
}
